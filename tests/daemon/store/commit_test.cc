#include "tests/daemon/store/store_contract.h"

namespace planwatch {
namespace {

// All rows of a group or none; rows with a key are rewritten.
template <class Kind>
struct Commit : StoreContract<Kind> {
  void SetUp() override { this->use(); }
  // One good row of every kind that `load` answers with.
  std::vector<Row> everything() const {
    return {full_delivery(),    full_observation(),     full_assessment(), full_rejected_row(),
            full_task_report(), AlertRow{full_alert()}, full_ledger_row(), OutboxRow{full_notice()},
            full_feed_state(),  full_person_action(),   full_closure(),    ClockRow{at(1)}};
  }
};
TYPED_TEST_SUITE(Commit, StoreKinds);

struct BadRow {
  const char* what;
  Row row;
};
std::vector<BadRow> bad_rows() {
  std::vector<BadRow> rows;
  ObservationRow observation = full_observation(0);
  observation.observation.indicator = IndicatorIndex{2};
  rows.push_back({"an observation of an indicator that the plan does not have", observation});
  observation = full_observation(0);
  observation.observation.area = AreaIndex{2};
  rows.push_back({"an observation of an area that the plan does not have", observation});
  rows.push_back({"an observation of an unknown delivery", full_observation(77)});
  AssessmentRow assessment = full_assessment();
  assessment.rule = RuleIndex{2};
  rows.push_back({"an assessment by a rule that the plan does not have", assessment});
  assessment = full_assessment();
  assessment.indicator = IndicatorIndex{4'294'967'295};
  rows.push_back({"an assessment of an indicator that the plan does not have", assessment});
  assessment = full_assessment();
  assessment.area = AreaIndex{2};
  rows.push_back({"an assessment of an area that the plan does not have", assessment});
  rows.push_back({"a rejected row of an unknown delivery", full_rejected_row(77)});
  rows.push_back({"a rejected row of no delivery", full_rejected_row(0)});
  rows.push_back({"a task report of an unknown delivery", full_task_report(77)});
  rows.push_back({"a delivery's number used twice", full_delivery(1)});
  rows.push_back({"a delivery without a number", full_delivery(0)});
  rows.push_back(
      {"the outcome of an unknown notice", OutboxResultRow{"nobody", {}, 1, {}, {}, {}}});
  return rows;
}

TYPED_TEST(Commit, AFailingRowTakesItsWholeGroupBack) {
  for (const BadRow& bad : bad_rows()) {
    std::vector<Row> group = this->everything();
    group.push_back(bad.row);
    EXPECT_EQ(this->refuse(group).code, ErrorCode::invalid) << bad.what;
    EXPECT_EQ(show(*this->store().load()), show(Restored{})) << bad.what;
    EXPECT_FALSE(
        *this->store().has_delivery(FeedId{"court"}, full_delivery().delivery.source, "sha-1"))
        << bad.what;
  }
  EXPECT_EQ(show(this->load()), show(Restored{}));
}

TYPED_TEST(Commit, WhatStoodBeforeAFailingGroupStays) {
  this->commit(this->everything());
  const std::string before = show(*this->store().load());
  Alert changed = full_alert();
  changed.told.clear();
  changed.episode = 99;
  FeedStateRow feed = full_feed_state();
  feed.failures = 99;
  ObservationRow bad = full_observation(0);
  bad.observation.indicator = IndicatorIndex{2};
  this->refuse(
      {AlertRow{changed}, feed, ClockRow{at(99)},
       OutboxResultRow{to_string(full_notice().key), OutboxState::delivered, 1, at(9), {}, {}},
       bad});
  EXPECT_EQ(show(*this->store().load()), before);
  EXPECT_EQ(show(this->load()), before);
}

TYPED_TEST(Commit, TheStoreGoesOnAfterAFailingGroup) {
  this->refuse({full_observation(77)});
  this->commit(this->everything());
  EXPECT_EQ(this->load().observations.size(), 1u);
}

TYPED_TEST(Commit, AnErrorSaysWhatAndWhatToDo) {
  ObservationRow bad = full_observation(0);
  bad.observation.indicator = IndicatorIndex{2};
  const std::string message = this->refuse({bad}).message;
  EXPECT_NE(message.find("没有第 3 个指标"), std::string::npos) << message;
  EXPECT_NE(message.find("均未写入"), std::string::npos) << message;
}

TYPED_TEST(Commit, AnEmptyGroupIsFine) {
  this->commit({});
  EXPECT_EQ(show(this->load()), show(Restored{}));
}

TYPED_TEST(Commit, AnAlertIsRewrittenByItsKey) {
  Alert alert = full_alert("a");
  this->commit({AlertRow{alert}, AlertRow{full_alert("b")}});
  alert.state = AlertState::resolved;
  alert.promised_for.reset();
  alert.told = {{Role::leader, ReceiverId{"hook"}}};
  alert.summary.clear();
  this->commit({AlertRow{alert}});
  EXPECT_EQ(show(this->load().alerts), show(std::vector{alert, full_alert("b")}));
}

TYPED_TEST(Commit, EveryPartOfAnAlertsKeyCounts) {
  std::vector<Alert> alerts(7, full_alert());
  alerts[1].key.plan = "other";
  alerts[2].key.rule = RuleId{"other"};
  alerts[3].key.subject_kind = SubjectKind::feed;
  alerts[4].key.subject = "other";
  alerts[5].key.area = AreaCode{"other"};
  alerts[6].key.year = 2026;
  for (const Alert& alert : alerts) this->commit({AlertRow{alert}});
  EXPECT_EQ(show(this->load().alerts), show(alerts));
}

TYPED_TEST(Commit, ALedgerRowIsRewrittenByAlertEpisodeAndNumber) {
  LedgerRow row = full_ledger_row(1);
  LedgerRow next_year = full_ledger_row(1);
  next_year.alert = "ganzhou/lights/indicator/closing/620702/2026";
  this->commit({row, next_year, full_ledger_row(2)});
  row.state = LedgerState::awaiting_closure;
  row.closed_on.reset();
  row.value_now = "98.2 %";
  this->commit({row});
  EXPECT_EQ(show(this->load().ledger), show(std::vector{row, next_year, full_ledger_row(2)}));
}

TYPED_TEST(Commit, AFeedsStateIsRewrittenByTheFeed) {
  FeedStateRow row = full_feed_state("a");
  this->commit({row, full_feed_state("b")});
  row = {FeedId{"a"}, false, 0, {}, {}, {}, 0, {}};
  this->commit({row});
  EXPECT_EQ(show(this->load().feed_states), show(std::vector{row, full_feed_state("b")}));
}

TYPED_TEST(Commit, ANoticeWaitsUntilItIsDelivered) {
  const std::string key = to_string(full_notice().key);
  this->commit({OutboxRow{full_notice()}, OutboxRow{full_notice("file")}});
  this->commit({OutboxResultRow{key, OutboxState::waiting, 1, at(100), at(105), "no connection"}});
  this->commit({OutboxResultRow{key, OutboxState::waiting, 2, at(105), at(115), "503"}});
  const std::vector<WaitingNotice> waiting = {{full_notice(), 2, at(115), at(100)},
                                              {full_notice("file"), 0, at(0), at(0)}};
  EXPECT_EQ(show(this->load().waiting), show(waiting));
  this->commit({OutboxResultRow{key, OutboxState::delivered, 3, at(115), at(0), "200"}});
  EXPECT_EQ(show(this->load().waiting), show(std::vector{waiting[1]}));
}

TYPED_TEST(Commit, RefusedAndExpiredNoticesWaitNoMore) {
  for (const OutboxState state : {OutboxState::refused, OutboxState::expired}) {
    const Notice notice = full_notice("receiver" + std::to_string(static_cast<int>(state)));
    this->commit({OutboxRow{notice}});
    this->commit({OutboxResultRow{to_string(notice.key), state, 1, at(1), at(0), "no"}});
  }
  EXPECT_TRUE(this->load().waiting.empty());
}

TYPED_TEST(Commit, ADeliveredNoticeThatIsDecidedAgainDoesNotWaitAgain) {
  this->commit({OutboxRow{full_notice()}});
  this->commit({OutboxResultRow{to_string(full_notice().key), OutboxState::delivered, 1, at(1),
                                at(0), "200"}});
  Notice again = full_notice();
  again.text = "another text, the same key";
  this->commit({OutboxRow{again}});
  EXPECT_TRUE(this->load().waiting.empty());
}

TYPED_TEST(Commit, ANoticeAndItsOutcomeMayStandInOneGroup) {
  this->commit(
      {OutboxRow{full_notice()}, OutboxResultRow{to_string(full_notice().key), OutboxState::waiting,
                                                 1, at(1), at(2), "later"}});
  EXPECT_EQ(show(this->load().waiting),
            show(std::vector<WaitingNotice>{{full_notice(), 1, at(2), at(1)}}));
}

TYPED_TEST(Commit, TheNewestDeliveryOfEverySource) {
  const auto delivery = [](std::int64_t id, const char* feed, const char* source) {
    DeliveryRow row = full_delivery(id);
    row.feed = FeedId{feed};
    row.delivery.source = source;
    return row;
  };
  const DeliveryRow a1 = delivery(1, "court", "a");
  const DeliveryRow b2 = delivery(2, "court", "b");
  const DeliveryRow a3 = delivery(3, "tax", "a");
  const DeliveryRow a4 = delivery(4, "court", "a");
  this->commit({a1, b2, a3, a4});
  EXPECT_EQ(show(this->load().last_deliveries), show(std::vector{b2, a3, a4}));
}

TYPED_TEST(Commit, ADeliveryIsKnownByFeedSourceAndBytes) {
  this->commit({full_delivery()});
  this->kind.reopen();
  const DeliveryRow known = full_delivery();
  const std::string& source = known.delivery.source;
  EXPECT_TRUE(*this->store().has_delivery(known.feed, source, known.delivery.sha256));
  EXPECT_FALSE(*this->store().has_delivery(FeedId{"tax"}, source, known.delivery.sha256));
  EXPECT_FALSE(*this->store().has_delivery(known.feed, "elsewhere", known.delivery.sha256));
  EXPECT_FALSE(*this->store().has_delivery(known.feed, source, "sha-2"));
}

// The newest alone counts: what a source delivered before its last delivery is news when it comes
// again. So it is over a refused group, a restart and a change of the configuration.
TYPED_TEST(Commit, OfASourceTheNewestDeliveryIsKnown) {
  const auto brought = [](std::int64_t id, const char* sha256) {
    DeliveryRow row = full_delivery(id);
    row.delivery.sha256 = sha256;
    return row;
  };
  const auto knows = [this](const char* sha256) {
    const DeliveryRow row = full_delivery();
    return *this->store().has_delivery(row.feed, row.delivery.source, sha256);
  };
  EXPECT_FALSE(knows("a"));
  this->commit({brought(1, "a")});
  EXPECT_TRUE(knows("a"));
  this->commit({brought(2, "b"), brought(3, "c")});
  EXPECT_FALSE(knows("a"));
  EXPECT_FALSE(knows("b"));
  EXPECT_TRUE(knows("c"));
  this->refuse({brought(4, "d"), full_observation(77)});
  EXPECT_FALSE(knows("d"));
  EXPECT_TRUE(knows("c"));
  Configuration mended = sample_plan();
  mended.fingerprint = "mended";
  this->use(mended);
  EXPECT_FALSE(knows("c"));
  this->commit({brought(5, "e")});
  EXPECT_TRUE(knows("e"));
  this->use();
  EXPECT_FALSE(knows("e")) << "read with another configuration";
  this->kind.reopen();
  this->use(mended);
  EXPECT_TRUE(knows("e"));
}

}  // namespace
}  // namespace planwatch
