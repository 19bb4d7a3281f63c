#include "daemon/app/alert_notice.h"

#include <algorithm>
#include <filesystem>
#include <gmock/gmock.h>

#include "gtest/gtest.h"

#include "daemon/app/plan_store.h"
#include "rules/engine/engine.h"
#include "tests/support/small_plan.h"

namespace planwatch {
namespace {

namespace fs = std::filesystem;

struct Keep {
  std::vector<Row>& rows;
  void operator()(const Persist& effect) const { rows.push_back(effect.row); }
  void operator()(const PersistFigures& effect) const {
    for (const ObservationRow& row : effect.observations) rows.emplace_back(row);
  }
  template <class Other>
  void operator()(const Other&) const {}
};

// A store in which trainings are far behind since September, and the court's figures are fine.
class AlertNotice : public testing::Test {
 protected:
  AlertNotice()
      : folder_(fs::path(testing::TempDir()) /
                (std::string("planwatch_alert_notice_") +
                 testing::UnitTest::GetInstance()->current_test_info()->name())) {
    fs::remove_all(folder_);
  }
  ~AlertNotice() override { fs::remove_all(folder_); }

  void deliver(const char* feed, const char* indicator, Decimal value) {
    Observation figure;
    figure.indicator = plan_->plan.find_indicator(IndicatorId{indicator}).value();
    figure.period = Period::month(2025, 9);
    figure.window = plan_->plan.indicators[figure.indicator.value].window;
    figure.has_value = true;
    figure.value = value;
    Extracted extracted;
    extracted.observations.push_back(figure);
    extracted.delivery.source = std::string(feed) + ".csv";
    const Instant october = instant_at(make_date(2025, 10, 9), TimeOfDay{9 * 60});
    std::vector<Row> rows;
    for (const Effect& effect :
         engine_.handle(ObservationsArrived{october, FeedId{feed}, plan_, std::move(extracted)})) {
      std::visit(Keep{rows}, effect);
    }
    auto store = open_plan_store(folder_.string(), *plan_, OpenMode::read_write);
    ASSERT_TRUE(store) << store.error().message;
    const auto committed = (*store)->commit(rows);
    ASSERT_TRUE(committed) << committed.error().message;
  }
  Result<Notice> about(const std::string& alert, Lang lang = Lang::zh) const {
    return notice_about(plan_, folder_.string(), alert, lang);
  }

  std::shared_ptr<const Configuration> plan_ = SmallPlan::shared();
  Engine engine_{plan_, FeedSelection::real};
  fs::path folder_;
};

TEST_F(AlertNotice, TellsTheLastNoticeWithTheFactsOfTheAlert) {
  deliver("hr", trainings, Decimal(100));
  const auto notice = about(trainings);
  ASSERT_TRUE(notice) << notice.error().message;
  EXPECT_EQ(notice->unit.text, "人社局");
  EXPECT_EQ(notice->key.kind, NoticeKind::fired);
  EXPECT_EQ(notice->key.level, Light::red);
  EXPECT_EQ(notice->key.role, Role::contact);
  // The whole message of that round; the alert that was asked about is among its items.
  const auto item = std::find_if(notice->items.begin(), notice->items.end(), [](const auto& one) {
    return one.facts.subject.find(trainings) != std::string::npos &&
           one.facts.period == "2025年9月";
  });
  ASSERT_NE(item, notice->items.end());
  EXPECT_THAT(item->facts.value, testing::HasSubstr("100"));
  EXPECT_THAT(item->facts.target, testing::HasSubstr("2800"));
  EXPECT_EQ(notice->items[0].key.alert, notice->key.alert);
}

TEST_F(AlertNotice, IsInTheLanguageThatIsAskedForWhateverItWasToldIn) {
  deliver("hr", trainings, Decimal(100));
  const auto notice = about(trainings, Lang::en);
  ASSERT_TRUE(notice) << notice.error().message;
  const NoticeItem& item = notice->items.at(0);
  EXPECT_THAT(item.title, testing::StartsWith("[red] 人社局 indicator “"));
  EXPECT_EQ(item.facts.period, "2025-09");
  EXPECT_THAT(item.facts.gap, testing::StartsWith("behind by "));
  EXPECT_THAT(notice->text, testing::HasSubstr("\nto: 人社局 contact"));
}

TEST_F(AlertNotice, IsFoundByTheAlertsKeyToo) {
  deliver("hr", trainings, Decimal(100));
  const auto notice = about("small/lights/indicator/trainings/620702/2025");
  ASSERT_TRUE(notice) << notice.error().message;
  EXPECT_EQ(notice->unit.text, "人社局");
}

TEST_F(AlertNotice, IsNotThereWithoutAnAlert) {
  deliver("hr", trainings, Decimal(2700));
  for (const char* alert : {trainings, "closing_rate", "7", "no_such"}) {
    const auto notice = about(alert);
    ASSERT_FALSE(notice) << alert;
    EXPECT_EQ(notice.error().code, ErrorCode::not_found);
    EXPECT_THAT(notice.error().message, testing::HasSubstr(alert));
  }
}

TEST_F(AlertNotice, NeedsAStoreAndMakesNone) {
  EXPECT_FALSE(about(trainings));
  EXPECT_FALSE(fs::exists(folder_));
}

}  // namespace
}  // namespace planwatch
