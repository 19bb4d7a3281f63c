#include <set>

#include "gtest/gtest.h"

#include "rules/model/configuration.h"

namespace planwatch {
namespace {

TEST(ModelNames, LightsHaveTheCodesOfTheMetrics) {
  const std::pair<const char*, const char*> names[] = {{"灰", "grey"},        {"绿", "green"},
                                                       {"关注", "attention"}, {"蓝", "blue"},
                                                       {"黄", "yellow"},      {"红", "red"}};
  for (unsigned code = 0; code < 6; ++code) {
    EXPECT_EQ(name_of(static_cast<Light>(code), Lang::zh), names[code].first);
    EXPECT_EQ(name_of(static_cast<Light>(code), Lang::en), names[code].second);
  }
  EXPECT_EQ(worse_of(Light::blue, Light::yellow), Light::yellow);
  EXPECT_EQ(worse_of(Light::grey, Light::green), Light::green);
}

TEST(ModelNames, EveryDataStateHasItsOwnNamesAndLabel) {
  std::set<std::string_view> zh, en, labels;
  for (int bit = 0; bit < data_state_count; ++bit) {
    const auto state = static_cast<DataState>(1U << bit);
    zh.insert(name_of(state, Lang::zh));
    en.insert(name_of(state, Lang::en));
    labels.insert(metric_label(state));
  }
  for (const auto& names : {zh, en, labels}) {
    EXPECT_EQ(names.size(), static_cast<std::size_t>(data_state_count));
    EXPECT_FALSE(names.contains(""));
  }
  EXPECT_EQ(name_of(DataState::late, Lang::zh), "迟报");
  EXPECT_EQ(metric_label(DataState::missing), "missing");
  EXPECT_EQ(metric_label(DataState::awaiting_final), "awaiting_final");
}

TEST(ModelNames, ASetOfStatesHasNoNameOfItsOwn) {
  const auto both = DataState::late | DataState::stale;
  EXPECT_TRUE(has(both, DataState::stale));
  EXPECT_FALSE(has(both, DataState::missing));
  EXPECT_EQ(name_of(both, Lang::zh), "");
  EXPECT_EQ(metric_label(DataState::none), "");
}

TEST(ModelNames, EveryReasonHasAName) {
  std::set<std::string_view> zh, en;
  const auto last = reason_count - 1;
  for (unsigned reason = 0; reason <= last; ++reason) {
    zh.insert(name_of(static_cast<Reason>(reason), Lang::zh));
    en.insert(name_of(static_cast<Reason>(reason), Lang::en));
  }
  EXPECT_EQ(zh.size(), last + 1);
  EXPECT_EQ(en.size(), last + 1);
  EXPECT_EQ(name_of(Reason::not_met_at_deadline, Lang::zh), "到期未完成");
  EXPECT_EQ(name_of(Reason::overdue, Lang::en), "overdue");
}

TEST(ModelNames, RolesAreNamedAsTheLedgerPrintsThem) {
  EXPECT_EQ(name_of(Role::contact, Lang::zh), "经办人");
  EXPECT_EQ(name_of(Role::deputy, Lang::zh), "分管领导");
  EXPECT_EQ(name_of(Role::leader, Lang::zh), "主要负责人");
  EXPECT_EQ(name_of(Role::supervision, Lang::zh), "督查");
  EXPECT_EQ(name_of(Role::feed_contact, Lang::zh), "数据联系人");
  EXPECT_EQ(name_of(Role::feed_contact, Lang::en), "data contact");
}

Configuration small_configuration() {
  Configuration c;
  c.plan.units.resize(2);
  c.plan.units[1].id = UnitId("区法院");
  c.plan.tasks.resize(2);
  c.plan.tasks[0].number = 7;
  c.plan.tasks[1].number = 39;
  c.plan.indicators.resize(2);
  c.plan.indicators[1].id = IndicatorId("online_filing_rate");
  c.plan.areas = {{AreaCode("620702"), "甘州区", "Ganzhou", {}}};
  c.bands.resize(1);
  c.bands[0].id = BandsId("progress");
  c.feeds.resize(1);
  c.feeds[0].id = FeedId("court");
  return c;
}

TEST(ModelLookup, FindsWhatIsThereAndSaysWhatIsNot) {
  const Configuration c = small_configuration();
  EXPECT_EQ(c.plan.find_unit(UnitId("区法院")), &c.plan.units[1]);
  EXPECT_EQ(c.plan.find_unit(UnitId("区科技局")), nullptr);
  EXPECT_EQ(c.plan.find_task(39), &c.plan.tasks[1]);
  EXPECT_EQ(c.plan.find_task(8), nullptr);
  EXPECT_EQ(c.plan.find_indicator(IndicatorId("online_filing_rate")), IndicatorIndex{1});
  EXPECT_EQ(c.plan.find_indicator(IndicatorId("online_filing")), std::nullopt);
  EXPECT_EQ(c.plan.find_area(AreaCode("620702")), AreaIndex{0});
  EXPECT_EQ(c.plan.find_area(AreaCode("620700")), std::nullopt);
  EXPECT_EQ(c.find_bands(BandsId("progress")), &c.bands[0]);
  EXPECT_EQ(c.find_bands(BandsId("other")), nullptr);
  EXPECT_EQ(c.find_feed(FeedId("court")), &c.feeds[0]);
  EXPECT_EQ(c.find_feed(FeedId("tax")), nullptr);
}

TEST(ModelLookup, AFeedDeliversTheIndicatorsOfItsMappingOnce) {
  FeedSpec feed;
  ObservationMapping mapping;
  mapping.values.resize(3);
  mapping.values[0].indicator = IndicatorId("b");
  mapping.values[2].indicator = IndicatorId("a");
  mapping.indicator_names = {{"办结率", IndicatorId("c")}, {"结案率", IndicatorId("b")}};
  feed.mapping = mapping;
  EXPECT_EQ(indicators_of(feed),
            (std::vector{IndicatorId("b"), IndicatorId("a"), IndicatorId("c")}));
  feed.mapping = TaskMapping{};
  EXPECT_TRUE(indicators_of(feed).empty());
}

}  // namespace
}  // namespace planwatch
