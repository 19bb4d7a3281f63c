#include "tests/e2e/daemon_under_test.h"

#include <chrono>
#include <fmt/format.h>

#include "rules/model/date.h"

namespace planwatch::e2e {

DaemonUnderTest::DaemonUnderTest(const std::string& config, const std::string& data,
                                 const std::vector<std::string>& more_arguments)
    : port_(free_port()) {
  std::vector<std::string> arguments = {
      PLANWATCH_BINARY, "run", "--config", config,
      "--data",         data,  "--listen", fmt::format("127.0.0.1:{}", port_)};
  arguments.insert(arguments.end(), more_arguments.begin(), more_arguments.end());
  process_ = std::make_unique<Process>(arguments, folder_.file("output"));
}

std::string DaemonUnderTest::url(const std::string& path) const {
  return fmt::format("http://127.0.0.1:{}{}", port_, path);
}

bool DaemonUnderTest::wait_ready() {
  bool ready = false;
  wait_until([&] {
    ready = get("/-/ready").status == 200;
    return ready || !process_->running();
  });
  return ready;
}

std::string today() {
  return to_string(local_date(std::chrono::floor<std::chrono::milliseconds>(
      std::chrono::file_clock::to_sys(std::chrono::file_clock::now()))));
}

int this_year() {
  const auto today = std::chrono::floor<std::chrono::days>(
      std::chrono::file_clock::to_sys(std::chrono::file_clock::now()));
  return static_cast<int>(std::chrono::year_month_day{today}.year());
}

namespace {

struct ConfigurationFile {
  const char* name;
  const char* text;
};

const ConfigurationFile fixed_files[] = {
    {"units.yaml", "units:\n  - {id: 营商局, name_en: bureau}\n  - {id: 法院, name_en: court}\n"},
    {"tasks.yaml",
     "tasks:\n  - {number: 1, section: 法治化, item: 1, title: 结案, title_en: closing, "
     "departments: [法院], due_month: 12, planned_month: 12, clause: 第1行}\n"},
    {"indicators.yaml", R"(indicators:
  - id: closing_rate
    task: 1
    name: 结案率
    name_en: closing rate
    kind: ratio
    better: higher
    target: 0.98
    measure: ratio
    window: ytd
    lead: 法院
    due_month: 12
)"},
    {"rules.yaml", R"(bands:
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
    yellow_width: {ratio: 0.03}
)"},
    {"feeds.yaml", R"(feeds:
  - id: court
    name: 法院月报
    name_en: court
    unit: 法院
    contact: 王五
    poll: 1s
    due: {frequency: month, day: 5}
    file: {glob: "in/*.csv", stable_for: 100ms}
    csv: {encoding: utf-8}
    observations:
      header_rows: 1
      period: 统计期
      report_date: 报送日期
      values:
        - {indicator: closing_rate, value: 结案率, unit: percent}
)"},
    {"server.yaml", "metrics: {period_series: true}\n"}};

const char* const plan_file = R"(id: small
name: 小方案
name_en: small plan
year: {}
area: 620702
areas:
  - {{code: 620702, name: 甘州区, name_en: Ganzhou}}
coordinating_unit: 营商局
supervising_unit: 营商局
)";

}  // namespace

void write_small_configuration(const TestFolder& folder, const std::string& more_receivers) {
  for (const ConfigurationFile& file : fixed_files) folder.write(file.name, file.text);
  folder.write("plan.yaml", fmt::format(fmt::runtime(plan_file), this_year()));
  folder.write(fmt::format("calendar/{}.yaml", this_year()),
               fmt::format("year: {}\nconfirmed: false\nsource: none\n", this_year()));
  folder.write("routing.yaml", R"(working_hours: ["09:00-12:00", "14:30-17:30"]
receivers:
  - {id: local_file, name: 本地文件, file: {path: notices.jsonl}}
)" + more_receivers + R"(routes:
  - id: all
    receivers: [local_file]
    ladder:
      - {after: firing, workdays: 0, role: contact}
      - {after: deadline_passed, workdays: 1, role: leader}
)");
}

void deliver(const TestFolder& folder, const std::string& name, const std::string& percent,
             const std::string& report_day) {
  folder.write("in/" + name, fmt::format("统计期,报送日期,结案率\n{}年1月,{}-02-{},{}\n",
                                         this_year(), this_year(), report_day, percent));
}

}  // namespace planwatch::e2e
