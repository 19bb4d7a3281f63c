#include "tests/daemon/demo/sample_world.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <unistd.h>

namespace planwatch::demo {

namespace {

namespace fs = std::filesystem;

Indicator indicator(const std::string& id, int task, IndicatorKind kind, Measure measure,
                    Decimal target, Decimal start = 0) {
  Indicator one;
  one.id = IndicatorId(id);
  one.task = task;
  one.name = "指标 " + id;
  one.kind = kind;
  one.measure = measure;
  one.target = target;
  one.start = start;
  if (kind == IndicatorKind::stock) one.window = Window::instant;
  if (kind == IndicatorKind::cadence) {
    one.window = Window::quarter;
    one.period_months = 3;
  }
  if (kind == IndicatorKind::upper_bound || kind == IndicatorKind::duration) {
    one.better = Better::lower;
  }
  return one;
}

std::vector<Indicator> indicators() {
  using enum IndicatorKind;
  const Decimal share = Decimal::of(65, 2);
  return {
      indicator("enforcement_recovery_rate", 47, ratio, Measure::ratio, share),
      indicator("first_enforcement_termination_rate", 47, upper_bound, Measure::ratio,
                Decimal::of(18, 2)),
      indicator("average_closing_days", 47, duration, Measure::days, 75),
      indicator("bankruptcy_closing_rate", 52, ratio_ramped, Measure::ratio, Decimal::of(85, 2)),
      indicator("recruitment_events", 24, cumulative, Measure::count, 70),
      indicator("labour_mediation_success_rate", 40, ratio, Measure::ratio, share),
      indicator("joint_random_inspection_share", 13, ratio, Measure::ratio, share),
      indicator("high_tech_enterprises", 30, stock, Measure::count, 72, 58),
      indicator("international_freight_trains", 53, cumulative, Measure::count, 20),
      indicator("foreign_enterprise_visits", 60, cadence, Measure::count, 1),
      indicator("sme_procurement_share", 8, ratio, Measure::ratio, Decimal::of(90, 2)),
      indicator("e_invoice_coverage", 87, ratio_ramped, Measure::ratio, Decimal::of(99, 2)),
      indicator("e_licence_coverage", 68, ratio_ramped, Measure::ratio, Decimal(1)),
      indicator("monitoring_station", 92, stock, Measure::count, 1),
      indicator("hotline_on_time_rate", 77, ratio, Measure::ratio, Decimal::of(99, 2)),
  };
}

Task task(int number, unsigned planned, unsigned due, bool quantified = false) {
  Task one;
  one.number = number;
  one.title = "任务 " + std::to_string(number);
  one.lead = UnitId("区法院");
  one.planned_month = planned;
  one.due_month = due;
  one.quantified = quantified;
  return one;
}

Plan small_plan() {
  Plan plan;
  plan.id = "ganzhou";
  plan.year = 2025;
  plan.area = AreaCode("620702");
  plan.areas = {{plan.area, "甘州区", "Ganzhou District", std::nullopt}};
  plan.tasks = {task(6, 3, 9),   task(10, 1, 6),  task(28, 4, 10), task(34, 2, 9),
                task(49, 9, 12), task(63, 5, 12), task(70, 3, 12), task(92, 1, 12, true)};
  plan.indicators = indicators();
  return plan;
}

Calendar calendar_of_2025() {
  CalendarYear year{2025, true, "test", {}, {}};
  const auto day = [](unsigned month, unsigned d) { return make_date(2025, month, d); };
  year.off = {{day(1, 1), day(1, 1)}, {day(1, 28), day(2, 4)}, {day(4, 4), day(4, 6)},
              {day(5, 1), day(5, 5)}, {day(5, 31), day(6, 2)}, {day(10, 1), day(10, 8)}};
  year.work = {day(1, 26), day(2, 8), day(4, 27), day(9, 28), day(10, 11)};
  return Calendar({year});
}

FeedSpec file_feed(const std::string& id, const std::string& unit, Format format) {
  FeedSpec feed;
  feed.id = FeedId(id);
  feed.unit = UnitId(unit);
  feed.sample = true;
  const char* extension = std::holds_alternative<XlsxFormat>(format) ? "xlsx" : "csv";
  feed.transport = FileSource{"${samples}/" + id + "/*." + extension, {}};
  feed.format = std::move(format);
  feed.due.day = 5;
  return feed;
}

FeedSpec http_feed(const std::string& id, const std::string& unit, int page_size,
                   const std::string& rows) {
  FeedSpec feed = file_feed(id, unit, JsonFormat{rows});
  HttpSource source;
  source.url = "${samples_url}/" + id + "/rows";
  source.paging = Paging{"page", "size", 1, page_size, 1000};
  feed.transport = source;
  return feed;
}

ValueColumns value(const std::string& id, const std::string& column) {
  return {IndicatorId(id), column, {}, {}, CellUnit::automatic};
}
ValueColumns parts(const std::string& id, const std::string& above, const std::string& below) {
  return {IndicatorId(id), {}, above, below, CellUnit::automatic};
}

ObservationMapping wide(std::vector<ValueColumns> values, bool json = false) {
  ObservationMapping mapping;
  mapping.period = json ? "/period" : "统计期";
  mapping.report_date = json ? "/reportDate" : "填报日期";
  mapping.values = std::move(values);
  return mapping;
}
ObservationMapping long_form(std::vector<std::pair<std::string, IndicatorId>> names,
                             ValueColumns columns, bool json = false) {
  ObservationMapping mapping = wide({std::move(columns)}, json);
  mapping.indicator_column = json ? "/indicator" : "指标名称";
  mapping.indicator_names = std::move(names);
  return mapping;
}

FeedSpec with(FeedSpec feed, Mapping mapping) {
  feed.mapping = std::move(mapping);
  return feed;
}

std::vector<FeedSpec> csv_feeds() {
  FeedSpec court = file_feed("court", "区法院", CsvFormat{Encoding::gb18030, ','});
  court.due.day = 8;
  FeedSpec visits = file_feed("commerce_visits", "区商务局", CsvFormat{Encoding::automatic, ';'});
  visits.due = {Frequency::quarter, 10, {}, Roll::next_workday, 0, false};
  const TaskMapping tasks{0,          "任务序号", "进展状态", "数据日期", "完成比例（%）",
                          "佐证材料", "确认人"};
  return {
      with(court,
           wide({parts("enforcement_recovery_rate", "执行到位金额（万元）", "申请执行金额（万元）"),
                 parts("first_enforcement_termination_rate", "终本数", "首执结案数"),
                 value("average_closing_days", "平均结案时间（天）"),
                 parts("bankruptcy_closing_rate", "破产结案数", "破产收案数")})),
      with(
          file_feed("finance", "区财政局", CsvFormat{Encoding::automatic, ','}),
          wide({parts("sme_procurement_share", "中小企业合同金额（万元）", "合同总金额（万元）")})),
      with(file_feed("commerce_trains", "区商务局", CsvFormat{Encoding::automatic, ','}),
           long_form({{"班列", IndicatorId("international_freight_trains")}},
                     {{}, "累计列数", {}, {}, CellUnit::automatic})),
      with(visits, long_form({{"走访", IndicatorId("foreign_enterprise_visits")}},
                             {{}, "次数", {}, {}, CellUnit::automatic})),
      with(file_feed("task_progress", "区营商环境建设局", CsvFormat{Encoding::gb18030, ','}),
           tasks),
  };
}

std::vector<FeedSpec> other_feeds() {
  return {
      with(file_feed("human_resources", "区人社局", XlsxFormat{}),
           wide({value("recruitment_events", "就业服务/招聘活动（场次）"),
                 parts("labour_mediation_success_rate", "调解/成功数", "调解/结束数")})),
      with(file_feed("market_regulation", "区市场监管局", XlsxFormat{}),
           wide({value("joint_random_inspection_share", "联合抽查任务占比")})),
      with(file_feed("science_technology", "区科技局", XlsxFormat{}),
           wide({value("high_tech_enterprises", "高新技术企业（家）")})),
      with(http_feed("tax", "区税务局", 10, "/data/list"),
           wide({parts("e_invoice_coverage", "/invoice/enabled", "/invoice/eligible")}, true)),
      with(http_feed("housing", "区住建局", 50, "/records"),
           wide({value("e_licence_coverage", "/coverage")}, true)),
      with(http_feed("business_environment", "区营商环境建设局", 50, "/data/rows"),
           long_form({{"监测站", IndicatorId("monitoring_station")},
                      {"按期办结率", IndicatorId("hotline_on_time_rate")}},
                     {{}, "/value", "/numerator", "/denominator", CellUnit::automatic}, true)),
  };
}

}  // namespace

std::shared_ptr<const Configuration> small_configuration() {
  auto configuration = std::make_shared<Configuration>();
  configuration->plan = small_plan();
  configuration->calendar = calendar_of_2025();
  configuration->feeds = csv_feeds();
  for (FeedSpec& feed : other_feeds()) configuration->feeds.push_back(std::move(feed));
  return configuration;
}

TempFolder::TempFolder(const std::string& name)
    : path_(::testing::TempDir() + "planwatch_demo_" + name + "_" + std::to_string(getpid())) {
  fs::remove_all(path_);
  fs::create_directories(path_);
}
TempFolder::~TempFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

Instant demo_start() {
  return instant_at(make_date(2025, 10, 20), TimeOfDay{9 * 60});
}
Instant end_of_all() {
  return instant_at(make_date(2026, 3, 1), TimeOfDay{0});
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string contents_of(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  std::string all;
  for (const std::string& file : files) {
    all += file.substr(folder.size()) + '\n' + bytes_of(file);
  }
  return all;
}

const FeedSpec& feed_of(const Configuration& configuration, const std::string& id) {
  const FeedSpec* feed = configuration.find_feed(FeedId(id));
  EXPECT_NE(feed, nullptr) << id;
  return *feed;
}

}  // namespace planwatch::demo
