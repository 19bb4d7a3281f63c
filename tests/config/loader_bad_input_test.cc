#include <gmock/gmock.h>

#include "gtest/gtest.h"

#include "tests/config/bad_input.h"
#include "tests/config/config_folder.h"

namespace planwatch {
namespace {

class BadInputs : public testing::TestWithParam<BadInput> {};

// Each mistake is an error at its place, with a hint, in both languages, and nothing is loaded.
TEST_P(BadInputs, IsAnErrorWithPlaceAndHint) {
  const BadInput& row = GetParam();
  ConfigFolder folder;
  folder.replace(row.file, row.from, row.to);
  const LoadResult result = folder.load();
  EXPECT_EQ(result.configuration, nullptr);
  const std::string at = folder.path() + "/" + row.at;
  bool found = false;
  for (const Diagnostic& one : result.diagnostics) {
    const std::string text = to_text(one, Lang::zh);
    if (!text.starts_with(at + ": 错误: ")) continue;
    if (one.message_zh.find(row.message) == std::string::npos) continue;
    found = true;
    EXPECT_THAT(one.hint_zh, testing::HasSubstr(row.hint));
    EXPECT_FALSE(one.message_en.empty());
    EXPECT_FALSE(one.hint_en.empty());
  }
  EXPECT_TRUE(found) << all_texts(result);
}

constexpr BadInput syntax_and_types[] = {
    {"UnknownKey", "plan.yaml", "name_en:", "nmae_en:", "plan.yaml:3:1", "未知的键 nmae_en",
     "name_en"},
    {"RepeatedKey", "plan.yaml", "supervising_unit", "year: 2026\nsupervising_unit",
     "plan.yaml:9:1", "键 year 重复", "第 4 行"},
    {"MissingKey", "plan.yaml", "id: demo\n", "", "plan.yaml:1:1", "缺少 id", "id:"},
    {"Octal", "tasks.yaml", "due_month: 9", "due_month: 09", "tasks.yaml:15:16", "像八进制数",
     "去掉前面的 0"},
    {"QuotedNumber", "tasks.yaml", "due_month: 9", "due_month: \"9\"", "tasks.yaml:15:16",
     "不是数字", "不要加引号"},
    {"Percent", "indicators.yaml", "target: 0.98", "target: 98%", "indicators.yaml:35:13",
     "不是数字", "0.90"},
    {"Thousands", "indicators.yaml", "target: 20", "target: 2,000", "indicators.yaml:7:13",
     "不是数字", "千分位"},
    {"WideDigits", "indicators.yaml", "target: 20", "target: ２０", "indicators.yaml:7:13",
     "不是数字", "半角"},
    {"Exponent", "indicators.yaml", "target: 20", "target: 2e1", "indicators.yaml:7:13", "不是数字",
     "半角数字"},
    {"TooManyDigits", "indicators.yaml", "target: 20", "target: 1234567890123456789",
     "indicators.yaml:7:13", "不是数字", "18"},
    {"Fraction", "tasks.yaml", "due_month: 9", "due_month: 9.5", "tasks.yaml:15:16", "应是整数",
     "小数"},
    {"MonthOutOfRange", "tasks.yaml", "due_month: 9", "due_month: 13", "tasks.yaml:15:16",
     "13 超出范围", "1 到 12"},
    {"YesIsNoTruth", "units.yaml", "collective: true", "collective: yes", "units.yaml:7:17",
     "yes 不是 true 或 false", "true"},
    {"CapitalTrue", "units.yaml", "collective: true", "collective: True", "units.yaml:7:17",
     "True 不是 true", "小写"},
    {"NoValue", "plan.yaml", "name: 某区行动方案", "name:", "plan.yaml:2:1", "name 没有值",
     "写上值"},
    {"EmptyText", "plan.yaml", "name: 某区行动方案", "name: ''", "plan.yaml:2:7", "name 是空的",
     "写上内容"},
    {"ListForText", "plan.yaml", "name: 某区行动方案", "name: [某区]", "plan.yaml:2:7",
     "应是一个值", "方括号"},
    {"TextForList", "tasks.yaml", "[协调局]", "协调局", "tasks.yaml:14:18", "departments 应是列表",
     "[甲, 乙]"},
    {"TextForMap", "units.yaml", "{contact: 张三, deputy: 李四, leader: 王五}", "张三",
     "units.yaml:4:13", "应是映射", "键: 值"},
    {"WideColon", "units.yaml", "- id: 商务局", "- id：商务局", "units.yaml:5:5", "应是映射",
     "半角冒号"},
    {"UnknownWord", "indicators.yaml", "kind: duration", "kind: durations", "indicators.yaml:46:11",
     "kind 不认识 durations", "是否想写 duration"},
    {"Syntax", "rules.yaml", "{light: red, from: 30}", "{light: red, from: 30", "rules.yaml:9:3",
     "语法错误", "缩进"},
    {"Tab", "tasks.yaml", "    item: \"1\"", "\titem: \"1\"", "tasks.yaml:4:1", "制表符",
     "半角空格"},
};

constexpr BadInput plan_and_people[] = {
    {"YearOutOfRange", "plan.yaml", "year: 2025", "year: 25", "plan.yaml:4:7", "25 超出范围",
     "2000 到 2100"},
    {"AreaCode", "plan.yaml", "{code: \"620702\"", "{code: \"6207\"", "plan.yaml:7:12",
     "不是行政区划代码", "GB/T 2260"},
    {"DanglingArea", "plan.yaml", "area: \"620702\"", "area: \"620703\"", "plan.yaml:5:7",
     "没有名为 620703 的行政区", "620702"},
    {"PlanId", "plan.yaml", "id: demo", "id: 甘州", "plan.yaml:1:5", "不能作标识", "字母开头"},
    {"DanglingUnit", "tasks.yaml", "[协调局]", "[协条局]", "tasks.yaml:14:19",
     "没有名为 协条局 的单位", "是否想写 协调局"},
    {"RepeatedUnit", "units.yaml", "- id: 商务局", "- id: 协调局", "units.yaml:5:9",
     "单位 协调局 重复定义", "units.yaml:2:9"},
    {"MembersOfASingleUnit", "units.yaml", "collective: true", "collective: false",
     "units.yaml:8:14", "不能有 members", "collective: true"},
    {"CollectiveMember", "units.yaml", "members: [商务局]", "members: [各乡镇]", "units.yaml:6:9",
     "也是集合单位", "单独的单位"},
    {"UnitNameWithSlash", "units.yaml", "- id: 商务局", "- id: 商务/局", "units.yaml:5:9", "不能用",
     "不能有 /"},
    {"RepeatedTask", "tasks.yaml", "number: 2", "number: 1", "tasks.yaml:10:13", "任务 1 重复定义",
     "tasks.yaml:2:13"},
    {"PlannedAfterDue", "tasks.yaml", "due_month: 9", "due_month: 9\n    planned_month: 10",
     "tasks.yaml:16:20", "计划启动月 10 晚于完成月 9", "planned_month"},
    {"DanglingTask", "indicators.yaml", "task: 2", "task: 20", "indicators.yaml:15:11",
     "没有名为 20 的任务", "可用的有"},
    {"RepeatedIndicator", "indicators.yaml", "- id: days", "- id: trains", "indicators.yaml:43:9",
     "指标 trains 重复定义", "indicators.yaml:2:9"},
};

constexpr BadInput numbers_and_schedules[] = {
    {"RatioAsPercent", "indicators.yaml", "target: 0.98", "target: 98", "indicators.yaml:35:13",
     "比率的目标 98", "0.98"},
    {"MeasureOfAnotherKind", "indicators.yaml", "measure: days", "measure: ratio",
     "indicators.yaml:43:9", "不能用这个 measure", "working_days"},
    {"Direction", "indicators.yaml", "better: lower", "better: higher", "indicators.yaml:43:9",
     "better 应是 lower", "better: lower"},
    {"WindowOfASum", "indicators.yaml", "window: ytd", "window: month", "indicators.yaml:2:9",
     "口径应是 ytd", "window: ytd"},
    {"PeriodMissesDeadline", "indicators.yaml", "due_month: 12\n  - id: insp",
     "due_month: 11\n    period: quarter\n  - id: insp", "indicators.yaml:14:13",
     "没有一期在 11 月底结束", "period"},
    {"SmallCountByMonths", "indicators.yaml", "target: 20", "target: 12", "indicators.yaml:2:5",
     "只增 12 个，不能按月", "steps 或 table"},
    {"SmallCountByWorkdays", "indicators.yaml", "target: 20\n",
     "target: 12\n    schedule: {kind: workdays}\n", "indicators.yaml:8:15", "只增 12 个", "整数"},
    {"SmallCountInParts", "indicators.yaml", "value: 1}", "value: 1.5}", "indicators.yaml:25:7",
     "应达数要是整数", "absolute"},
    {"PointsFall", "indicators.yaml", "value: 1}", "value: 3}", "indicators.yaml:29:11",
     "从 3 降到 2", "不能下降"},
    {"PointsOutOfOrder", "indicators.yaml", "{month: 6, value: 1}", "{month: 9, value: 1}",
     "indicators.yaml:29:11", "9 月排在 9 月之后", "从早到晚"},
    {"LastPointTooEarly", "indicators.yaml", "{month: 9, value: 2}", "{month: 8, value: 2}",
     "indicators.yaml:29:11", "最后一点在 8 月", "due_month"},
    {"LastPointIsNotTheTarget", "indicators.yaml", "value: 0.98}]", "value: 0.90}]",
     "indicators.yaml:41:71", "最后一点是 0.90，应是 0.98", "目标值"},
    {"LastShareIsNotOne", "indicators.yaml", "absolute: true, points", "points",
     "indicators.yaml:41:55", "应是 1", "份额"},
    {"StepsWithoutPoints", "indicators.yaml", "target: 20\n",
     "target: 20\n    schedule: {kind: steps}\n", "indicators.yaml:8:15", "要有 points", "points"},
    {"LevelWithSchedule", "indicators.yaml", "target: 75\n",
     "target: 75\n    schedule: {kind: months}\n", "indicators.yaml:49:15", "没有序时进度",
     "删掉 schedule"},
    {"RampWithoutTable", "indicators.yaml",
     "{kind: table, absolute: true, points: [{month: 3, value: 0.18}, {month: 12, value: 0.98}]}",
     "{kind: months}", "indicators.yaml:41:7", "要有 table 或 steps", "各月应达数"},
};

constexpr BadInput calendars[] = {
    {"NoCalendarOfTheYear", "plan.yaml", "year: 2025", "year: 2031", "plan.yaml:4:7",
     "没有 2031 年的日历", "calendar/2031.yaml"},
    {"WorkOnAWeekday", "calendar/2025.yaml", "2025-01-26", "2025-01-27", "calendar/2025.yaml:8:5",
     "不是周六、周日", "核对"},
    {"OffAndWork", "calendar/2025.yaml", "2025-02-08", "2025-02-02", "calendar/2025.yaml:9:5",
     "既放假又上班", "只留一个"},
    {"OffTwice", "calendar/2025.yaml", "- 2025-01-01", "- 2025-01-28", "calendar/2025.yaml:6:5",
     "2025-01-28 放假写了两次", "重复"},
    {"WorkTwice", "calendar/2025.yaml", "2025-02-08", "2025-01-26", "calendar/2025.yaml:9:5",
     "上班写了两次", "删掉一个"},
    {"OffOfAnotherYear", "calendar/2025.yaml", "2025-01-01", "2026-01-01", "calendar/2025.yaml:5:5",
     "不在 2025 年", "两年的文件"},
    {"EndsBeforeItBegins", "calendar/2025.yaml", "2025-01-28..2025-02-04", "2025-02-04..2025-01-28",
     "calendar/2025.yaml:6:5", "结束早于开始", "对调"},
    {"NoSuchDay", "calendar/2025.yaml", "2025-01-01", "2025-02-29", "calendar/2025.yaml:5:5",
     "不是日期", "2025-01-28"},
    {"YearIsNotTheFiles", "calendar/2025.yaml", "year: 2025", "year: 2024",
     "calendar/2025.yaml:1:7", "文件名是 2025", "改文件名"},
};

constexpr BadInput quality[] = {
    {"UnknownQualityCheck", "rules.yaml",
     "task_rule:", "quality:\n  findings: {falls: note}\ntask_rule:", "rules.yaml:14:14",
     "没有名为 falls 的数据质量检查", "cumulative_falls"},
    {"UnknownConsequence", "rules.yaml",
     "task_rule:", "quality:\n  findings: {jump: reject}\ntask_rule:", "rules.yaml:14:20", "reject",
     "quarantine"},
    {"SameFiguresAreNotQuarantined", "rules.yaml", "task_rule:",
     "quality:\n  findings: {same_as_last_period: quarantine}\ntask_rule:", "rules.yaml:14:35",
     "不能隔离", "note"},
    {"JumpBelowOneRange", "rules.yaml",
     "task_rule:", "quality: {jump_ranges: 0.5}\ntask_rule:", "rules.yaml:13:24", "小于 1", "8"},
    {"TooFewPeriodsForAJump", "rules.yaml", "task_rule:", "quality: {jump_periods: 2}\ntask_rule:",
     "rules.yaml:13:25", "2 超出范围", "3 到 24"},
    {"UnknownQualityKey", "rules.yaml", "task_rule:", "quality: {jumps: 2}\ntask_rule:",
     "rules.yaml:13:11", "未知的键 jumps", "jump_ranges"},
    {"RuleNamedQuality", "rules.yaml", "- id: lights", "- id: quality", "rules.yaml:9:9", "quality",
     "改名"},
    {"MonthsOfARate", "indicators.yaml", "    min_denominator: 5\n",
     "    min_denominator: 5\n    monthly: trains\n", "indicators.yaml:43:14",
     "只有口径为 ytd 的累计指标", "monthly"},
    {"MonthsThatRunThroughTheYear", "indicators.yaml", "target: 20\n",
     "target: 20\n    monthly: inspections\n", "indicators.yaml:8:14", "window: month", "monthly"},
    {"MonthsOfNoIndicator", "indicators.yaml", "target: 20\n", "target: 20\n    monthly: trians\n",
     "indicators.yaml:8:14", "trians", "trains"},
};

constexpr BadInput rules[] = {
    {"HoleInBands", "rules.yaml", "from: 0, to: 10}", "from: 0, to: 9}", "rules.yaml:6:9",
     "空洞：差距 9 到 10", "to 等于后一档的 from"},
    {"OverlapInBands", "rules.yaml", "from: 0, to: 10}", "from: 0, to: 12}", "rules.yaml:6:9",
     "重叠：差距 10 到 12", "to 等于后一档的 from"},
    {"PointWithoutColour", "rules.yaml", "to: 0, to_inclusive: true", "to: 0", "rules.yaml:5:9",
     "差距恰为 0 没有颜色", "一边含端点"},
    {"PointWithTwoColours", "rules.yaml", "from: 0, to: 10}",
     "from: 0, from_inclusive: true, to: 10}", "rules.yaml:5:9", "差距恰为 0 有两种颜色",
     "一边含端点"},
    {"NoColourAtTheTop", "rules.yaml", "{light: red, from: 30}", "{light: red, from: 30, to: 90}",
     "rules.yaml:7:9", "大于 90 的差距没有颜色", "不写 to"},
    {"NoColourAtTheBottom", "rules.yaml", "{light: green, to: 0,",
     "{light: green, from: -9, to: 0,", "rules.yaml:4:9", "小于 -9 的差距没有颜色", "不写 from"},
    {"ColoursOutOfOrder", "rules.yaml", "light: attention", "light: red", "rules.yaml:6:9",
     "颜色却不更重", "从好到坏"},
    {"NoYellowWidth", "rules.yaml", ", duration: 3}", "}", "rules.yaml:12:19",
     "缺少 duration 的 yellow_width", "duration: 黄灯"},
    {"WidthAsPercent", "rules.yaml", "ratio_ramped: 0.05", "ratio_ramped: 5", "rules.yaml:12:34",
     "大于 1", "0.03"},
    {"NoBands", "rules.yaml", "    bands: default\n", "", "rules.yaml:9:5", "没有 bands",
     "bands: 分档标识"},
    {"DanglingBands", "rules.yaml", "bands: default", "bands: defualt", "rules.yaml:11:12",
     "没有名为 defualt 的分档", "是否想写 default"},
    {"DanglingIndicatorOfARule", "rules.yaml", "    bands: default\n",
     "    bands: default\n    indicators: [train]\n", "rules.yaml:12:18", "没有名为 train 的指标",
     "trains"},
    {"AlertOfATaskFromAttention", "rules.yaml", "task_rule: {",
     "task_rule: {alert_from: attention, ", "rules.yaml:13:25", "alert_from 不认识 attention",
     "yellow"},
    {"RuleTakesANameThatIsTaken", "rules.yaml", "- id: lights", "- id: report", "rules.yaml:9:9",
     "规则 report 重复定义", "改名"},
};

constexpr BadInput feeds[] = {
    {"GlobMatchesNothing", "feeds.yaml", "incoming/*_{year}.csv", "incoming/*.xlsx",
     "feeds.yaml:8:18", "incoming/*.xlsx 没有匹配到文件", "配置文件夹"},
    {"SamplesInARealFeed", "feeds.yaml", "incoming/*_{year}.csv", "${samples}/*.csv",
     "feeds.yaml:8:18", "sample: true", "真实的位置"},
    {"NotAPointer", "feeds.yaml", "rows: /data/list", "rows: data/list", "feeds.yaml:22:18",
     "不是 JSON 指针", "/data/list"},
    {"ColumnIsNotAPointer", "feeds.yaml", "value: /days", "value: days", "feeds.yaml:28:36",
     "days 不是 JSON 指针", "以 / 开头"},
    {"NotHttp", "feeds.yaml", "https://data", "ftp://data", "feeds.yaml:21:17",
     "不是 http 或 https", "https://"},
    {"PasswordInTheAddress", "feeds.yaml", "https://data", "https://user:pw@data",
     "feeds.yaml:21:17", "用户名或口令", "bearer"},
    {"PlainSecret", "feeds.yaml", "court\", paging", "court\", bearer: abcdef, paging",
     "feeds.yaml:21:58", "bearer 写成了明文", "{env: 变量名}"},
    {"PlainSecretInAHeader", "feeds.yaml", "court\", paging",
     "court\", headers: {Authorization: abc}, paging", "feeds.yaml:21:75", "写成了明文", "bearer"},
    {"SecretIsNotSet", "feeds.yaml", "court\", paging",
     "court\", bearer: {env: PLANWATCH_NEVER_SET}, paging", "feeds.yaml:21:64",
     "PLANWATCH_NEVER_SET 没有设置", "启动前"},
    {"SecretFileIsMissing", "feeds.yaml", "court\", paging",
     "court\", bearer: {file: none.txt}, paging", "feeds.yaml:21:65", "none.txt 读不了",
     "配置文件夹"},
    {"NoDueDay", "feeds.yaml", ", day: 5", "", "feeds.yaml:7:10", "缺少 day 或 workday", "day: 5"},
    {"TwoDueDays", "feeds.yaml", ", day: 5", ", day: 5, workday: 3", "feeds.yaml:7:46",
     "只能有一个", "workday: 3"},
    {"TwoTransports", "feeds.yaml", "    csv: {encoding: gb18030}",
     "    http: {url: \"http://a\"}\n    csv: {encoding: gb18030}", "feeds.yaml:9:5",
     "file, http, prometheus, sftp, ftp, mailbox, sql, upload 只能有一个", "恰好写一个"},
    {"NoFormat", "feeds.yaml", "    csv: {encoding: gb18030}\n", "", "feeds.yaml:2:5",
     "缺少 csv, json, xlsx, ods, xls, xml, any_table 之一", "恰好写一个"},
    {"NoDenominator", "feeds.yaml", ", denominator: /all", "", "feeds.yaml:27:11", "成对", "value"},
    {"NoColumn", "feeds.yaml", "{indicator: days, value: /days}", "{indicator: days}",
     "feeds.yaml:28:11", "值在哪一列", "numerator"},
    {"WhichIndicator", "feeds.yaml", "{indicator: days, value: /days}", "{value: /days}",
     "feeds.yaml:28:11", "哪项指标", "indicator: 标识"},
    {"IndicatorTwice", "feeds.yaml", "indicator: days", "indicator: closing_rate",
     "feeds.yaml:28:11", "写了两次", "删掉"},
    {"UnitDoesNotFit", "feeds.yaml", "value: 发运列数", "value: 发运列数, unit: percent",
     "feeds.yaml:14:11", "unit 不合", "percent"},
    {"Duration", "feeds.yaml", "poll: 1h", "poll: 1 hour", "feeds.yaml:6:11", "不是时长", "4h"},
    {"DurationBelowASecond", "feeds.yaml", "poll: 1h", "poll: 500ms", "feeds.yaml:6:11",
     "最小以秒计", "1s"},
    {"Size", "feeds.yaml", "bytes: 16MiB", "bytes: 16MB", "feeds.yaml:29:21", "不是大小", "16MiB"},
    {"DanglingUnitOfAFeed", "feeds.yaml", "unit: 商务局", "unit: 商务厅", "feeds.yaml:4:11",
     "没有名为 商务厅 的单位", "商务局"},
    {"RepeatedFeed", "feeds.yaml", "- id: court", "- id: commerce", "feeds.yaml:16:9",
     "数据源 commerce 重复定义", "feeds.yaml:2:9"},
};

constexpr BadInput routing_and_server[] = {
    {"WorkingHours", "routing.yaml", "14:30-17:30", "17:30-14:30", "routing.yaml:1:32", "不是时段",
     "09:00-12:00"},
    {"WorkingHoursOverlap", "routing.yaml", "14:30-17:30", "11:00-17:30", "routing.yaml:1:32",
     "重叠或倒序", "从早到晚"},
    {"NoLadder", "routing.yaml",
     "    ladder:\n      - {after: firing, workdays: 0, role: feed_contact}\n", "    ladder: []\n",
     "routing.yaml:11:13", "没有一级", "after: firing"},
    {"FirstStepIsLate", "routing.yaml", "workdays: 0, role: contact", "workdays: 1, role: contact",
     "routing.yaml:18:9", "第一级不是预警当时", "workdays: 0"},
    {"LadderOutOfOrder", "routing.yaml", "after: unacknowledged, workdays: 3",
     "after: deadline_passed, workdays: 3", "routing.yaml:20:9", "顺序不对", "unacknowledged"},
    {"NobodyIsReached", "routing.yaml", "    receivers: [hook]\n", "", "routing.yaml:7:9",
     "feed_contact 没有接收端", "by_role"},
    {"ReceiverWithoutRoute", "routing.yaml",
     "routes:", "  - {id: spare, name: 备用, log: {}}\nroutes:", "routing.yaml:6:10",
     "没有路由用到接收端 spare", "删掉"},
    {"RouteToAlertmanager", "routing.yaml", "receivers: [hook]", "receivers: [hook, am]",
     "routing.yaml:7:9", "Alertmanager 接收端 am", "自动收到"},
    {"RouteBehindOneThatTakesAll", "routing.yaml", "    remind_every_workdays: 5\n",
     "  - id: late\n    receivers: [console]\n    ladder: [{after: firing, role: leader}]\n",
     "routing.yaml:21:9", "没有预警会走路由 late", "前面的路由"},
    {"RouteThatContradictsItself", "routing.yaml", "subjects: [feed]",
     "subjects: [feed]\n    rules: [lights]", "routing.yaml:7:9", "没有预警会走路由 red_feeds",
     "条件"},
    {"DanglingReceiver", "routing.yaml", "receivers: [hook]", "receivers: [hock]",
     "routing.yaml:10:17", "没有名为 hock 的接收端", "是否想写 hook"},
    {"DanglingRule", "routing.yaml", "    from: red", "    rules: [reports]\n    from: red",
     "routing.yaml:9:13", "没有名为 reports 的规则", "report"},
    {"AttentionTellsNobody", "routing.yaml", "from: blue", "from: attention", "routing.yaml:14:11",
     "不认识 attention", "yellow"},
    {"UnknownRole", "routing.yaml",
     "by_role: {contact:", "by_role: {contcat:", "routing.yaml:15:15", "不认识 contcat", "contact"},
    {"EndsBeforeResend", "routing.yaml", "127.0.0.1:9093\"", "127.0.0.1:9093\", resend: 5m",
     "routing.yaml:5:48", "ends_after 不大于 resend", "两倍"},
    {"NotADigest", "server.yaml", "sha256: 9f86", "sha256: secret", "server.yaml:6:15", "SHA-256",
     "sha256sum"},
    {"TokenWithoutUnit", "server.yaml", "      unit: 商务局\n", "", "server.yaml:3:7", "要写 unit",
     "单位名称"},
    {"DanglingUnitOfAToken", "server.yaml", "unit: 商务局", "unit: 商务", "server.yaml:5:13",
     "没有名为 商务 的单位", "商务局"},
    {"CertificateWithoutKey", "server.yaml", "http:\n", "http:\n  certificate_file: none.pem\n",
     "server.yaml:2:3", "成对", "两个都写"},
    {"CertificateIsMissing", "server.yaml", "http:\n", "http:\n  certificate_file: none.pem\n",
     "server.yaml:2:21", "none.pem 读不了", "配置文件夹"},
};

INSTANTIATE_TEST_SUITE_P(SyntaxAndTypes, BadInputs, testing::ValuesIn(syntax_and_types),
                         name_of_row);
INSTANTIATE_TEST_SUITE_P(PlanAndPeople, BadInputs, testing::ValuesIn(plan_and_people), name_of_row);
INSTANTIATE_TEST_SUITE_P(NumbersAndSchedules, BadInputs, testing::ValuesIn(numbers_and_schedules),
                         name_of_row);
INSTANTIATE_TEST_SUITE_P(Calendars, BadInputs, testing::ValuesIn(calendars), name_of_row);
INSTANTIATE_TEST_SUITE_P(Quality, BadInputs, testing::ValuesIn(quality), name_of_row);
INSTANTIATE_TEST_SUITE_P(Rules, BadInputs, testing::ValuesIn(rules), name_of_row);
INSTANTIATE_TEST_SUITE_P(Feeds, BadInputs, testing::ValuesIn(feeds), name_of_row);
INSTANTIATE_TEST_SUITE_P(RoutingAndServer, BadInputs, testing::ValuesIn(routing_and_server),
                         name_of_row);

}  // namespace
}  // namespace planwatch
