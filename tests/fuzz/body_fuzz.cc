#include "collectors/fetch/sha256.h"
#include "collectors/read/read_body.h"
#include "tests/fuzz/fuzz_check.h"
#include "tests/fuzz/fuzz_package.h"
#include "tests/support/small_plan.h"

// One body on its whole way, by each kind of mapping; the first line names it: observations, wide,
// tasks, records, json (records of it), xml, template.
namespace planwatch {
namespace {

const Configuration& configuration() {
  static const Configuration plan = SmallPlan::configuration();
  return plan;
}

ValueColumns column(const char* indicator, const char* name) {
  ValueColumns columns;
  columns.indicator = IndicatorId(indicator);
  columns.value = name;
  return columns;
}

ObservationMapping observations(bool wide) {
  ObservationMapping mapping;
  mapping.periods_across = wide;
  if (!wide) {
    mapping.period = "统计期";
    mapping.report_date = "报送日期";
  }
  mapping.values = {column(closing_rate, "结案率"), column(closing_days, "天数")};
  return mapping;
}

TaskMapping tasks() {
  TaskMapping mapping;
  mapping.task = "任务号";
  mapping.state = "状态";
  mapping.as_of = "日期";
  mapping.percent = "比例";
  return mapping;
}

RecordsMapping records(bool json) {
  const auto name = [&](const char* text) { return json ? "/" + std::string(text) : text; };
  RecordAggregate rate;
  rate.indicator = IndicatorId(closing_rate);
  rate.kind = RecordAggregate::Kind::ratio;
  rate.numerator = {{name("结果"), RecordFilter::Test::is_one_of, {"结案"}}};
  RecordAggregate days;
  days.indicator = IndicatorId(closing_days);
  days.kind = RecordAggregate::Kind::mean_days;
  days.from = name("立案");
  days.to = name("结案");
  RecordsMapping mapping;
  mapping.date = name("结案");
  mapping.key = name("案号");
  mapping.aggregates = {rate, days};
  return mapping;
}

std::optional<FeedSpec> feed_of(std::string_view word) {
  FeedSpec feed;
  feed.id = FeedId("court");
  feed.unit = UnitId("法院");
  feed.limits = fuzz::limits();
  feed.format = AnyTableFormat{};
  if (word == "observations" || word == "wide") {
    feed.mapping = observations(word == "wide");
  } else if (word == "tasks") {
    feed.mapping = tasks();
  } else if (word == "records" || word == "json") {
    feed.mapping = records(word == "json");
    feed.format = word == "json" ? Format(JsonFormat{"/list"}) : Format(CsvFormat{});
  } else if (word == "xml") {
    feed.mapping = observations(false);
    feed.format = XmlFormat{"/root/row"};
  } else if (word == "template") {
    feed.mapping = TemplateMapping{};
  } else {
    return std::nullopt;
  }
  return feed;
}

bool read(const FeedSpec& feed, std::string bytes) {
  FetchedBody body;
  body.source = "法院_202506.xlsx";
  body.bytes = std::move(bytes);
  body.sha256 = sha256_hex(body.bytes);
  const auto extracted = read_body(body, feed, configuration());
  if (!extracted) {
    fuzz::require(!extracted.error().message.empty(), "errors say what is wrong");
    fuzz::check_text(extracted.error().message, "errors are UTF-8");
    return false;
  }
  fuzz::check(*extracted);
  fuzz::require(extracted->delivery.sha256 == body.sha256, "a delivery is its body's");
  return !extracted->observations.empty() || !extracted->task_reports.empty();
}

}  // namespace
}  // namespace planwatch

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace planwatch;
  const std::string_view input = fuzz::bytes_of(data, size);
  const std::size_t line = input.find('\n');
  const auto feed = feed_of(input.substr(0, line));
  bool understood = false;
  if (feed && line != std::string_view::npos) {
    const std::string_view rest = input.substr(line + 1);
    // Workbooks come as their parts, see fuzz_package.h; everything else as it is.
    const bool parts = rest.starts_with("=== ");
    understood = read(*feed, parts ? fuzz::package_of(rest) : std::string(rest));
  }
  fuzz::count_input(understood);
  return 0;
}
