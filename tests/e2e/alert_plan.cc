#include "tests/e2e/alert_plan.h"

#include <chrono>
#include <fmt/format.h>

namespace planwatch::e2e {

namespace {

std::chrono::year_month_day today_in_china() {
  const auto now = std::chrono::file_clock::to_sys(std::chrono::file_clock::now());
  return std::chrono::floor<std::chrono::days>(now + std::chrono::hours{8});
}

std::string indicator_entry(const std::string& id) {
  return fmt::format(
      "  - {{id: {0}, task: 1, name: 指标{0}, name_en: {0}, kind: ratio, better: higher, "
      "target: 0.98, measure: ratio, window: ytd, lead: 法院, due_month: 12}}\n",
      id);
}

std::string filed_indicator(int number) {
  return fmt::format("c{:03}", number);
}

void write_indicators(const TestFolder& folder, const AlertPlan& plan) {
  std::string text = "indicators:\n";
  for (int i = 0; i < plan.pushed; ++i) text += indicator_entry(pushed_indicator(i));
  for (int i = 0; i < plan.filed; ++i) text += indicator_entry(filed_indicator(i));
  folder.write("indicators.yaml", text);
}

void write_feeds(const TestFolder& folder, const AlertPlan& plan) {
  if (plan.filed == 0) return folder.write("feeds.yaml", "feeds: []\n");
  std::string text = R"(feeds:
  - id: court
    name: 法院月报
    name_en: court
    unit: 法院
    contact: 王五
    poll: 1s
    due: {frequency: month, day: 5}
    file: {glob: "in/*.csv", stable_for: 30ms}
    csv: {encoding: utf-8}
    observations:
      header_rows: 1
      period: 统计期
      values:
)";
  for (int i = 0; i < plan.filed; ++i) {
    text += fmt::format("        - {{indicator: {0}, value: {0}, unit: percent}}\n",
                        filed_indicator(i));
  }
  folder.write("feeds.yaml", text);
}

void write_routing(const TestFolder& folder, const AlertPlan& plan) {
  folder.write("routing.yaml", fmt::format(R"(receivers:
  - {{id: hook, name: 回调, webhook: {{url: "{}"}}}}
routes:
  - id: all
    receivers: [hook]
    ladder:
      - {{after: firing, workdays: 0, role: contact}}
      - {{after: deadline_passed, workdays: 200, role: supervision}}
)",
                                           plan.webhook_url));
}

}  // namespace

int alert_plan_year() {
  return static_cast<int>(today_in_china().year());
}

int alert_plan_months() {
  return static_cast<int>(static_cast<unsigned>(today_in_china().month()));
}

std::string pushed_indicator(int number) {
  return fmt::format("p{:03}", number);
}

void write_alert_plan(const TestFolder& folder, const AlertPlan& plan) {
  const int year = alert_plan_year();
  folder.write("plan.yaml", fmt::format("id: {}\nname: 压测方案\nname_en: plan of many alerts\n"
                                        "year: {}\narea: 620702\nareas:\n  - {{code: 620702, name: "
                                        "甘州区, name_en: Ganzhou}}\ncoordinating_unit: 法院\n"
                                        "supervising_unit: 法院\n",
                                        alert_plan_id, year));
  folder.write(fmt::format("calendar/{}.yaml", year),
               fmt::format("year: {}\nconfirmed: false\nsource: none\n", year));
  folder.write("units.yaml", "units:\n  - {id: 法院, name_en: court}\n");
  folder.write("tasks.yaml",
               "tasks:\n  - {number: 1, section: 法治化, item: 1, title: 结案, title_en: closing, "
               "departments: [法院], due_month: 12, planned_month: 12, clause: 第1行}\n");
  folder.write("rules.yaml", R"(bands:
  - id: default
    bands:
      - {light: green, to: 0, to_inclusive: true}
      - {light: attention, from: 0, to: 10}
      - {light: yellow, from: 10, from_inclusive: true, to: 30, to_inclusive: true}
      - {light: red, from: 30}
rules:
  - id: lights
    name: 亮灯
    name_en: lights
    bands: default
    urgent: true
    yellow_width: {ratio: 0.03}
)");
  folder.write("server.yaml", "metrics: {period_series: true}\n");
  write_indicators(folder, plan);
  write_feeds(folder, plan);
  write_routing(folder, plan);
}

std::string push_body(const std::string& indicator, int month, int per_100000) {
  return fmt::format(R"({{"person":"压测","observations":[{{"indicator":"{}","period":"{}-{:02}",)"
                     R"("numerator":{},"denominator":100000}}]}})",
                     indicator, alert_plan_year(), month, per_100000);
}

void write_filed(const TestFolder& folder, const AlertPlan& plan, int per_100000) {
  std::string header = "统计期";
  std::string row = fmt::format("{}年1月", alert_plan_year());
  for (int i = 0; i < plan.filed; ++i) {
    header += "," + filed_indicator(i);
    row += fmt::format(",{}.{:03}%", per_100000 / 1000, per_100000 % 1000);
  }
  folder.write("in/court.csv", header + "\n" + row + "\n");
}

}  // namespace planwatch::e2e
