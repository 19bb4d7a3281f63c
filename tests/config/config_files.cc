#include "tests/config/config_files.h"

namespace planwatch {

namespace {

constexpr const char* plan = R"(id: demo
name: 某区行动方案
name_en: A district's plan
year: 2025
area: "620702"
areas:
  - {code: "620702", name: 甘州区, name_en: Ganzhou}
coordinating_unit: 协调局
supervising_unit: 协调局
)";

constexpr const char* units = R"(units:
  - id: 协调局
    name_en: Coordination Bureau
    people: {contact: 张三, deputy: 李四, leader: 王五}
  - id: 商务局
  - id: 各乡镇
    collective: true
    members: [商务局]
)";

constexpr const char* tasks = R"(tasks:
  - number: 1
    section: 市场化
    item: "1"
    title: 第一项任务
    departments: [各乡镇, 商务局]
    due_month: 12
    planned_month: 2
    clause: 任务表第1行
  - number: 2
    section: 法治化
    item: "2"
    title: 第二项任务
    departments: [协调局]
    due_month: 9
)";

constexpr const char* indicators = R"(indicators:
  - id: trains
    task: 1
    name: 班列发运
    kind: cumulative
    better: higher
    target: 20
    measure: count
    measure_name: 列
    window: ytd
    lead: 商务局
    co: [协调局]
    due_month: 12
  - id: inspections
    task: 2
    name: 检查次数
    kind: cumulative
    better: higher
    target: 2
    measure: count
    window: ytd
    lead: 协调局
    due_month: 9
    schedule:
      kind: steps
      absolute: true
      points:
        - {month: 6, value: 1}
        - {month: 9, value: 2}
  - id: closing_rate
    task: 1
    name: 结案率
    kind: ratio_ramped
    better: higher
    target: 0.98
    measure: ratio
    window: ytd
    lead: 协调局
    due_month: 12
    schedule:
      {kind: table, absolute: true, points: [{month: 3, value: 0.18}, {month: 12, value: 0.98}]}
    min_denominator: 5
  - id: days
    task: 1
    name: 办理天数
    kind: duration
    better: lower
    target: 75
    measure: days
    window: ytd
    lead: 商务局
    due_month: 12
)";

constexpr const char* calendar_2025 = R"(year: 2025
confirmed: true
source: 国务院办公厅通知
off:
  - 2025-01-01
  - 2025-01-28..2025-02-04
work:
  - 2025-01-26
  - 2025-02-08
)";

constexpr const char* calendar_2026 = R"(year: 2026
confirmed: true
source: 国务院办公厅通知
off: [2026-01-01..2026-01-03]
work: [2026-01-04]
)";

constexpr const char* rules = R"(bands:
  - id: default
    bands:
      - {light: green, to: 0, to_inclusive: true}
      - {light: attention, from: 0, to: 10}
      - {light: yellow, from: 10, from_inclusive: true, to: 30, to_inclusive: true}
      - {light: red, from: 30}
rules:
  - id: lights
    name: 亮灯
    bands: default
    yellow_width: {ratio_ramped: 0.05, duration: 3}
task_rule: {id: task, near_deadline: 10}
report_rule: {id: report, due_soon: 3}
)";

constexpr const char* feeds = R"(feeds:
  - id: commerce
    name: 商务局月报
    unit: 商务局
    contact: 赵六
    poll: 1h
    due: {frequency: month, day: 5}
    file: {glob: "incoming/*_{year}.csv"}
    csv: {encoding: gb18030}
    observations:
      period: 统计期
      report_date: 填报日期
      values:
        - {indicator: trains, value: 发运列数}
        - {indicator: inspections, value: 检查次数}
  - id: court
    name: 法院接口
    unit: 协调局
    contact: 钱七
    due: {frequency: month, workday: 3}
    http: {url: "https://data.example.cn/court", paging: {page: page, size: size}}
    json: {rows: /data/list}
    observations:
      period: /period
      report_date: /date
      values:
        - {indicator: closing_rate, numerator: /closed, denominator: /all}
        - {indicator: days, value: /days}
    limits: {bytes: 16MiB, timeout: 30s}
)";

constexpr const char* routing = R"(working_hours: ["09:00-12:00", "14:30-17:30"]
receivers:
  - {id: console, name: 日志, give_up_after: 1d, log: {}}
  - {id: hook, name: 平台, webhook: {url: "https://oa.example.cn/hook"}}
  - {id: am, name: Alertmanager, alertmanager: {url: "http://127.0.0.1:9093"}}
routes:
  - id: red_feeds
    subjects: [feed]
    from: red
    receivers: [hook]
    ladder:
      - {after: firing, workdays: 0, role: feed_contact}
  - id: all
    from: blue
    by_role: {contact: [console, hook]}
    receivers: [console]
    ladder:
      - {after: firing, workdays: 0, role: contact}
      - {after: unacknowledged, workdays: 3, role: deputy}
      - {after: deadline_passed, workdays: 1, role: contact, copy: [leader]}
    remind_every_workdays: 5
)";

constexpr const char* server = R"(http:
  tokens:
    - person: 张三
      role: unit
      unit: 商务局
      sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
metrics:
  period_series: false
)";

// Of the last of what the other files hold: the first are put to other use when every key is tried.
constexpr const char* rule_tests = R"(year: 2025
calendar:
  - {year: 2025, confirmed: true, source: 国务院办公厅通知, off: [2025-01-01], work: [2025-01-26]}
tests:
  - name: 天数逐月
    today: 2025-07-10
    calendar: {year: 2026, confirmed: false}
    series:
      - {indicator: days, from: 5, values: [70, 76]}
      - {indicator: days, from: 2025-01, values: 70x4}
      - indicator: closing_rate
        reports:
          - {period: 2025-06, value: 12/40}
    tasks:
      - {task: 2, state: in_progress, as_of: 2025-06-30}
    actions:
      - {on: 2025-07-08, person: 张三, act: acknowledge, indicator: days}
    lights:
      - {indicator: days, period: 2025-06, light: yellow}
      - {task: 2, light: green}
    alerts:
      - {indicator: days, state: firing}
      - {feed: court, period: 2025-06, state: none}
    messages:
      - {indicator: days, kind: fired}
      - {feed: court, times: 0}
)";

}  // namespace

std::map<std::string, std::string> small_configuration() {
  return {{"plan.yaml", plan},
          {"units.yaml", units},
          {"tasks.yaml", tasks},
          {"indicators.yaml", indicators},
          {"calendar/2025.yaml", calendar_2025},
          {"calendar/2026.yaml", calendar_2026},
          {"rules.yaml", rules},
          {"feeds.yaml", feeds},
          {"routing.yaml", routing},
          {"server.yaml", server},
          {"tests/days.yaml", rule_tests},
          {"incoming/commerce_2025.csv", "统计期\n"}};
}

}  // namespace planwatch
