#include <algorithm>
#include <fmt/format.h>

#include "gtest/gtest.h"

#include "rules/rehearse/compare.h"
#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

// The history that both sides of every comparison judge: by name, since indices may differ.
Rehearsal judged(const Configuration& rules) {
  static const std::vector<Figure> history = {
      {trainings, 5, "940", day(6, 5)},          {trainings, 6, "1130", day(7, 7)},
      {closing_rate, 5, "", day(6, 5), 98, 100}, {closing_rate, 6, "", day(7, 7), 96, 100},
      {closing_days, 5, "75", day(6, 5)},        {closing_days, 6, "80", day(7, 7)},
      {enterprises, 6, "136", day(7, 7)},        {trains, 6, "10", day(7, 7)}};
  RehearsalInput input;
  input.configuration = std::make_shared<const Configuration>(rules);
  for (const Figure& figure : history) {
    if (!rules.plan.find_indicator(IndicatorId{figure.indicator})) continue;
    ObservationRow row;
    row.observation = observe(*input.configuration, figure);
    row.received = instant_at(*figure.stated, TimeOfDay{10 * 60});
    input.observations.push_back(row);
  }
  return rehearse(input, {day(1, 1), at(7, 20), std::nullopt});
}

Indicator& find(Configuration& c, const char* id) {
  return c.plan.indicators[c.plan.find_indicator(IndicatorId{id}).value().value];
}

using Change = void (*)(Configuration&);

// "light closing_rate 2025-06 yellow>red [target 0.98 → 0.99]", one a line.
std::string differences(Change change, Lang lang = Lang::en) {
  Configuration rules = SmallPlan::configuration();
  const Rehearsal before = judged(rules);
  change(rules);
  std::string text;
  for (const Difference& one : compare(before, judged(rules), lang)) {
    const auto side = [](const std::optional<Light>& light) {
      return light ? std::string(name_of(*light, Lang::en)) : std::string("-");
    };
    std::string why;
    for (const std::string& part : one.why) why += (why.empty() ? "" : "; ") + part;
    text +=
        fmt::format("{} {} {} {}>{} [{}]\n", name_of(one.what, Lang::en), one.subject,
                    one.period ? to_string(*one.period) : "now", side(one.from), side(one.to), why);
  }
  return text;
}

struct ChangeRow {
  const char* what;
  Change change;
  const char* differences;
};

TEST(Compare, WhatChangesAndWhy) {
  static const ChangeRow table[] = {
      {"nothing", [](Configuration&) {}, ""},
      {"a target that moves no light",
       [](Configuration& c) { find(c, enterprises).target = Decimal(171); }, ""},
      {"a target", [](Configuration& c) { find(c, closing_rate).target = Decimal::of(99, 2); },
       "light closing_rate 2025-05 green>yellow [target 0.98 → 0.99]\n"
       "alert closing_rate 2025-05 grey>yellow [target 0.98 → 0.99]\n"},
      {"a yellow width",
       [](Configuration& c) { c.rules[0].yellow_widths[0].width = Decimal::of(1, 2); },
       "light closing_rate 2025-06 yellow>red [yellow_width 0.03 → 0.01]\n"
       "light 2 now yellow>red [the light of one of its indicators moved]\n"
       "alert closing_rate 2025-06 yellow>red [yellow_width 0.03 → 0.01]\n"},
      {"bands",
       [](Configuration& c) {
         c.bands[0].bands[1].to = Decimal(5);
         c.bands[0].bands[2].from = Decimal(5);
       },
       "light trainings 2025-05 attention>yellow [attention band (0, 10) → (0, 5); yellow band "
       "[10, 30] → [5, 30]]\n"
       "light trainings 2025-06 attention>yellow [attention band (0, 10) → (0, 5); yellow band "
       "[10, 30] → [5, 30]]\n"
       "light 1 now attention>yellow [the light of one of its indicators moved]\n"
       "alert trainings 2025-05 grey>yellow [attention band (0, 10) → (0, 5); yellow band "
       "[10, 30] → [5, 30]]\n"},
      {"alert_from alone moves alerts and no light",
       [](Configuration& c) { c.rules[0].alert_from = Light::red; },
       "alert closing_days 2025-06 yellow>grey [alert_from yellow → red]\n"
       "alert closing_rate 2025-06 yellow>grey [alert_from yellow → red]\n"},
      {"a hold", [](Configuration& c) { c.rules[0].for_reports = 2; },
       "alert closing_days 2025-06 yellow>grey [for_reports 1 → 2]\n"
       "alert closing_rate 2025-06 yellow>grey [for_reports 1 → 2]\n"},
      {"a start", [](Configuration& c) { find(c, enterprises).start = Decimal(130); },
       "light enterprises 2025-06 green>red [start 100 → 130; expected at the period's end 136 → "
       "151]\n"
       "light 3 now green>red [the light of one of its indicators moved]\n"
       "alert enterprises 2025-06 grey>red [start 100 → 130]\n"},
      {"an indicator that is gone",
       [](Configuration& c) {
         std::erase_if(c.plan.indicators,
                       [](const Indicator& one) { return one.id.text == closing_rate; });
       },
       "indicator closing_rate now grey>- [in the old rules only]\n"},
      {"a task that is new",
       [](Configuration& c) {
         Task task = c.plan.tasks.back();
         task.number = 5;
         c.plan.tasks.push_back(task);
       },
       "task 5 now ->grey [in the new rules only]\n"},
  };
  for (const ChangeRow& row : table)
    EXPECT_EQ(differences(row.change), row.differences) << row.what;
}

TEST(Compare, ARuleThatIsGoneTakesItsAlertsAlong) {
  const std::string text = differences([](Configuration& c) {
    Rule second = c.rules[0];
    second.id = RuleId{"other"};
    c.rules = {second};
  });
  EXPECT_NE(text.find("rule lights now grey>- [in the old rules only]"), std::string::npos) << text;
  EXPECT_NE(text.find("rule other now ->grey [in the new rules only]"), std::string::npos) << text;
  EXPECT_NE(text.find("alert closing_rate 2025-06 yellow>grey [rule removed]"), std::string::npos)
      << text;
  EXPECT_NE(text.find("alert closing_rate 2025-06 grey>yellow [rule added]"), std::string::npos)
      << text;
}

TEST(Compare, WhenAReportIsDueItIsSaidOfItsFeed) {
  // Figures of May and June are there, those of the months before never came.
  const std::string text =
      differences([](Configuration& c) { c.feeds[0].due.grace_workdays = 90; });
  EXPECT_NE(text.find("alert hr:2025-04 2025-04 red>grey [grace 0 → 90]"), std::string::npos)
      << text;
  EXPECT_EQ(text.find("court"), std::string::npos) << text;
}

TEST(Compare, ChineseWords) {
  const std::string text = differences(
      [](Configuration& c) { find(c, closing_rate).target = Decimal::of(99, 2); }, Lang::zh);
  EXPECT_NE(text.find("[目标 0.98 → 0.99]"), std::string::npos) << text;
}

}  // namespace
}  // namespace planwatch
