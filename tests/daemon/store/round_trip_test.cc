#include <functional>

#include "tests/daemon/store/store_contract.h"

namespace planwatch {
namespace {

// What was written comes back exactly, over a restart.
template <class Kind>
struct RoundTrip : StoreContract<Kind> {
  void SetUp() override { this->use(); }
};
TYPED_TEST_SUITE(RoundTrip, StoreKinds);

TYPED_TEST(RoundTrip, AnEmptyStore) {
  EXPECT_EQ(show(this->load()), show(Restored{}));
}

TYPED_TEST(RoundTrip, Deliveries) {
  DeliveryRow bare;
  bare.id = 9;
  bare.feed = FeedId{"tax"};
  this->commit({full_delivery(2), bare});
  const Restored restored = this->load();
  EXPECT_EQ(show(restored.last_deliveries), show(std::vector{full_delivery(2), bare}));
  EXPECT_EQ(restored.next_delivery_id, 10);
}

TYPED_TEST(RoundTrip, ObservationsWithAllAndWithNothingStated) {
  ObservationRow bare;
  bare.observation.period = Period::month(2024, 12);
  this->commit({full_delivery(), full_observation(), bare});
  EXPECT_EQ(show(this->load().observations), show(std::vector{full_observation(), bare}));
}

TYPED_TEST(RoundTrip, EveryCombinationOfWhatAnObservationStates) {
  std::vector<ObservationRow> rows;
  std::vector<Row> group = {full_delivery()};
  for (int bits = 0; bits < 16; ++bits) {
    ObservationRow row;
    Observation& o = row.observation;
    const Observation full = full_observation().observation;
    if ((bits & 1) != 0) o.has_value = true, o.value = full.value;
    if ((bits & 2) != 0) {
      o.has_parts = true;
      o.numerator = full.numerator;
      o.denominator = full.denominator;
    }
    if ((bits & 4) != 0) o.has_report_date = true, o.report_date = full.report_date;
    o.provisional = (bits & 8) != 0;
    rows.push_back(row);
    group.emplace_back(row);
  }
  this->commit(group);
  EXPECT_EQ(show(this->load().observations), show(rows));
}

TYPED_TEST(RoundTrip, DecimalsKeepTheirScale) {
  const std::vector<Decimal> values = {
      Decimal::of(0, 0),   Decimal::of(0, 18),
      Decimal::of(90, 2),  Decimal::of(9, 1),
      Decimal::of(-1, 18), Decimal::of(Decimal::max_mantissa, 18),
      Decimal::of(72, 0),  Decimal::of(-Decimal::max_mantissa, 0),
  };
  std::vector<ObservationRow> rows;
  std::vector<Row> group;
  for (const Decimal value : values) {
    ObservationRow row;
    row.observation.has_value = true;
    row.observation.value = value;
    rows.push_back(row);
    group.emplace_back(row);
  }
  this->commit(group);
  EXPECT_EQ(show(this->load().observations), show(rows));
}

TYPED_TEST(RoundTrip, EveryVersionOfAnObservationInWrittenOrder) {
  std::vector<ObservationRow> versions;
  for (int revision = 0; revision < 4; ++revision) {
    ObservationRow row = full_observation(0);
    row.revision = revision;
    row.current = revision != 2;
    row.received = at(100 - revision);
    versions.push_back(row);
    this->commit({row});
  }
  EXPECT_EQ(show(this->load().observations), show(versions));
}

TYPED_TEST(RoundTrip, TaskReports) {
  TaskReportRow by_person = full_task_report(0);
  by_person.report.percent.reset();
  by_person.report.closed_by.clear();
  this->commit({full_delivery(), full_task_report(), by_person, full_task_report()});
  EXPECT_EQ(show(this->load().task_reports),
            show(std::vector{full_task_report(), by_person, full_task_report()}));
}

TYPED_TEST(RoundTrip, AlertsWithAllAndWithNothingStated) {
  Alert bare;
  bare.key.subject = "bare";
  this->commit({AlertRow{full_alert()}, AlertRow{bare}});
  EXPECT_EQ(show(this->load().alerts), show(std::vector{full_alert(), bare}));
}

TYPED_TEST(RoundTrip, EveryOptionalOfAnAlertAlone) {
  using Set = std::function<void(Alert&)>;
  const std::vector<Set> sets = {
      [](Alert& a) { a.fired_at = at(0); },         [](Alert& a) { a.level_since = at(1); },
      [](Alert& a) { a.resolved_at = at(-1); },     [](Alert& a) { a.acknowledged_at = at(2); },
      [](Alert& a) { a.promised_for = on(0); },     [](Alert& a) { a.deadline = on(-1); },
      [](Alert& a) { a.last_told_on = on(1); },     [](Alert& a) { a.promised_on = on(2); },
      [](Alert& a) { a.suspended_until = on(-2); }, [](Alert& a) { a.fired_on = {on(3)}; },
  };
  std::vector<Alert> alerts;
  std::vector<Row> group;
  for (const Set& set : sets) {
    Alert alert;
    alert.key.subject = std::to_string(alerts.size());
    set(alert);
    alerts.push_back(alert);
    group.emplace_back(AlertRow{alert});
  }
  this->commit(group);
  EXPECT_EQ(show(this->load().alerts), show(alerts));
}

TYPED_TEST(RoundTrip, LedgerRows) {
  LedgerRow bare;
  bare.number = 8;
  this->commit({full_ledger_row(), bare});
  EXPECT_EQ(show(this->load().ledger), show(std::vector{full_ledger_row(), bare}));
}

TYPED_TEST(RoundTrip, NoticesThatWait) {
  Notice bare;
  bare.key.receiver = ReceiverId{"bare"};
  this->commit({OutboxRow{full_notice()}, OutboxRow{bare}});
  const std::vector<WaitingNotice> expected = {{full_notice(), 0, at(0), at(0)},
                                               {bare, 0, at(0), at(0)}};
  EXPECT_EQ(show(this->load().waiting), show(expected));
}

TYPED_TEST(RoundTrip, ANoticeThatIsDecidedAgainKeepsItsItemsAndPeople) {
  Notice again = full_notice();
  again.items.pop_back();
  again.people.clear();
  this->commit({OutboxRow{full_notice()}});
  this->commit({OutboxRow{again}});
  const std::vector<WaitingNotice> expected = {{full_notice(), 0, at(0), at(0)}};
  EXPECT_EQ(show(this->load().waiting), show(expected));
}

TYPED_TEST(RoundTrip, SilencesEndedOnesToo) {
  Silence bare;
  bare.id = 3;
  Silence running = full_silence(9);
  running.ended_at.reset();
  this->commit({SilenceRow{full_silence()}, SilenceRow{running}, SilenceRow{bare}});
  running.ended_at = at(84);
  this->commit({SilenceRow{running}});
  EXPECT_EQ(show(this->load().silences), show(std::vector{bare, full_silence(), running}));
}

TYPED_TEST(RoundTrip, HeldNoticesUntilTheyAreReleased) {
  HeldNotice bare;
  bare.id = 1;
  HeldNotice moved = full_held_notice(7);
  this->commit({HeldNoticeRow{full_held_notice()}, HeldNoticeRow{bare}, HeldNoticeRow{moved}});
  moved.due_at = at(73);
  moved.people.pop_back();
  this->commit({HeldNoticeRow{moved}, HeldNoticeRow{bare, true}});
  EXPECT_EQ(show(this->load().held), show(std::vector{full_held_notice(), moved}));
  this->commit({HeldNoticeRow{full_held_notice(), true}, HeldNoticeRow{moved, true}});
  EXPECT_EQ(show(this->load().held), "");
}

TYPED_TEST(RoundTrip, RateStatesOnePerReceiver) {
  RateStateRow open = full_rate_state();
  open.milli_tokens = 1'000;
  open.blocked_until.reset();
  this->commit({full_rate_state(), full_rate_state("robot")});
  this->commit({open});
  EXPECT_EQ(show(this->load().rates), show(std::vector{open, full_rate_state("robot")}));
}

TYPED_TEST(RoundTrip, PartsOfMessagesThatStillWait) {
  const Notice waits = full_notice();
  const Notice done = full_notice("file");
  PartResultRow later = full_part_result(waits, 1);
  this->commit({OutboxRow{waits}, OutboxRow{done}, full_part_result(waits), later,
                full_part_result(waits, 2, "孙某"), full_part_result(done)});
  later.state = OutboxState::waiting;
  later.attempts = 3;
  this->commit(
      {later, OutboxResultRow{to_string(done.key), OutboxState::delivered, 1, at(5), at(0), ""}});
  EXPECT_EQ(show(this->load().parts),
            show(std::vector{full_part_result(waits), later, full_part_result(waits, 2, "孙某")}));
}

TYPED_TEST(RoundTrip, APartOfAMessageThatIsNotThereIsRefused) {
  const Error error = this->refuse({full_part_result(full_notice())});
  EXPECT_EQ(error.code, ErrorCode::invalid);
}

TYPED_TEST(RoundTrip, LinksThatWereUsed) {
  PersonActionRow again = full_person_action();
  PersonActionRow other = full_person_action();
  other.link = "link-2";
  PersonActionRow without = full_person_action();
  without.link.clear();
  this->commit({full_person_action(), without, other, again});
  EXPECT_EQ(this->load().used_links, (std::vector<std::string>{"link-1", "link-2"}));
}

TYPED_TEST(RoundTrip, FeedStates) {
  const FeedStateRow bare{FeedId{"tax"}, false, 0, {}, {}, {}, 0, {}};
  this->commit({full_feed_state(), bare});
  EXPECT_EQ(show(this->load().feed_states), show(std::vector{full_feed_state(), bare}));
}

TYPED_TEST(RoundTrip, ClosingsOfPlansWithTheirVerdicts) {
  PlanClosureRow bare;
  bare.plan = "other";
  this->commit({full_closure(2024), full_closure(2025), bare});
  EXPECT_EQ(show(this->load().closures),
            show(std::vector{full_closure(2024), full_closure(2025), bare}));
}

TYPED_TEST(RoundTrip, AReopenedPlanHasNoVerdictsLeft) {
  PlanClosureRow reopened = full_closure();
  reopened.closed = false;
  reopened.verdicts.clear();
  this->commit({full_closure()});
  this->commit({reopened});
  EXPECT_EQ(show(this->load().closures), show(std::vector{reopened}));
}

TYPED_TEST(RoundTrip, ThePlansClock) {
  this->commit({ClockRow{at(5)}});
  this->commit({ClockRow{at(4)}});
  EXPECT_EQ(this->load().plan_now, at(4));
}

TYPED_TEST(RoundTrip, TextsWithAnythingInThem) {
  const std::vector<std::string> texts = {"",
                                          "'; DROP TABLE alerts; --",
                                          "一\t二\n三\r四",
                                          std::string("a\0b", 3),
                                          "\xF0\x9F\x9A\xA6",
                                          "?1 :x @y"};
  std::vector<Alert> alerts;
  std::vector<Row> group;
  for (const std::string& text : texts) {
    Alert alert;
    alert.key.subject = text;
    alert.promise = text;
    alert.told = {{Role::leader, ReceiverId{text}}};
    alerts.push_back(alert);
    group.emplace_back(AlertRow{alert});
  }
  this->commit(group);
  EXPECT_EQ(show(this->load().alerts), show(alerts));
}

TYPED_TEST(RoundTrip, RowsThatNothingReadsBackAreTaken) {
  this->commit({full_delivery(), full_assessment(), full_rejected_row(), full_person_action()});
  EXPECT_EQ(this->load().last_deliveries.size(), 1u);
}

TYPED_TEST(RoundTrip, LoadingTwiceAnswersTheSame) {
  this->commit({full_delivery(), full_observation(), AlertRow{full_alert()}, full_ledger_row(),
                OutboxRow{full_notice()}, full_feed_state(), full_task_report(), ClockRow{at(1)},
                full_part_result(full_notice()), full_rate_state(), SilenceRow{full_silence()},
                HeldNoticeRow{full_held_notice()}, full_person_action()});
  const std::string first = show(this->load());
  EXPECT_EQ(show(this->load()), first);
  EXPECT_EQ(show(*this->store().load()), first);
}

}  // namespace
}  // namespace planwatch
