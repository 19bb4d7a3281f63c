#include "tests/daemon/store/store_contract.h"

namespace planwatch {
namespace {

template <class Kind>
struct NoticesContract : StoreContract<Kind> {
  void SetUp() override { this->use(); }
  // number and outcome of every notice about an alert
  std::string outcomes_of(const std::string& alert) {
    const auto records = this->store().notices(alert);
    EXPECT_TRUE(records) << records.error().message;
    std::string text;
    for (const NoticeRecord& record : *records) {
      text +=
          std::to_string(record.notice.key.number) + ":" +
          std::to_string(static_cast<int>(record.state)) + "/" + std::to_string(record.attempts) +
          "@" +
          (record.tried_at ? std::to_string(record.tried_at->time_since_epoch().count()) : "-") +
          "(" + record.answer + ") ";
    }
    return text;
  }
  static Notice numbered(int number, const std::string& alert) {
    Notice notice = full_notice();
    notice.key.alert = alert;
    notice.key.number = number;
    notice.items = {full_item(alert)};
    return notice;
  }
};
TYPED_TEST_SUITE(NoticesContract, StoreKinds);

constexpr const char* one = "ganzhou/lights/indicator/closing/620702/2025";

TYPED_TEST(NoticesContract, KeepTheirTextAndWhatBecameOfThem) {
  const Notice delivered = this->numbered(1, one);
  const Notice refused = this->numbered(2, one);
  this->commit({OutboxRow{delivered}, OutboxRow{refused}, OutboxRow{this->numbered(3, one)}});
  this->commit(
      {OutboxResultRow{to_string(delivered.key), OutboxState::delivered, 2, at(70), at(0), "ok"},
       OutboxResultRow{to_string(refused.key), OutboxState::refused, 1, at(80), at(0),
                       "93000 invalid webhook url"}});
  this->kind.reopen();
  this->use();
  EXPECT_EQ(this->outcomes_of(one), "1:1/2@70(ok) 2:2/1@80(93000 invalid webhook url) 3:0/0@-() ");
  EXPECT_EQ(show(this->store().notices(one)->at(0).notice), show(delivered));
}

TYPED_TEST(NoticesContract, OfOneAlertOnly) {
  this->commit({OutboxRow{this->numbered(1, one)},
                OutboxRow{this->numbered(1, std::string(one) + "1")},
                OutboxRow{this->numbered(1, "ganzhou/lights/indicator/closing")}});
  EXPECT_EQ(this->outcomes_of(one), "1:0/0@-() ");
  EXPECT_EQ(this->outcomes_of("ganzhou/lights/indicator/clos"), "");
}

TYPED_TEST(NoticesContract, AMessageBelongsToEveryAlertThatItHasNewsOf) {
  Notice message = this->numbered(1, one);
  message.items.push_back(full_item("ganzhou/lights/task/7//2025"));
  this->commit({OutboxRow{message}, OutboxRow{this->numbered(2, one)}});
  EXPECT_EQ(this->outcomes_of("ganzhou/lights/task/7//2025"), "1:0/0@-() ");
  EXPECT_EQ(this->outcomes_of(one), "1:0/0@-() 2:0/0@-() ");
}

TYPED_TEST(NoticesContract, SourcesSayTheFigureItsReportDateAndWhetherItCounted) {
  ObservationRow stated = full_observation(1);
  stated.observation.has_report_date = true;
  stated.observation.report_date = on(20'270);
  stated.current = false;
  this->commit({full_delivery(1), stated});
  const auto sources = this->store().provenance(IndicatorId{"closing"}, AreaCode{"620721"});
  const std::vector<Provenance>& found = *sources;
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].report_date, on(20'270));
  EXPECT_FALSE(found[0].current);
  EXPECT_EQ(found[0].figure, stated.observation.value.to_string() + " = " +
                                 stated.observation.numerator.to_string() + " / " +
                                 stated.observation.denominator.to_string());
}

}  // namespace
}  // namespace planwatch
