#include <algorithm>
#include <filesystem>

#include "config/loader/rule_tests.h"
#include "config/loader/rule_tests_draft.h"
#include "config/loader/source_files.h"

namespace planwatch {

namespace loader {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_test_file = 4u << 20;
// What happens in the course of a day has happened, whatever the working hours are.
constexpr TimeOfDay usual_time{18 * 60};

std::optional<YamlNode> parse_test_file(const std::string& file, Diagnostics& out) {
  const auto bytes = read_bytes(file, largest_test_file);
  if (!bytes) {
    out.error({file, 1, 1}, {"测试文件读不了", "the test file cannot be read"},
              {"核对路径和权限；一个文件最大 4 MiB", "check path and permissions; 4 MiB at most"});
    return std::nullopt;
  }
  std::optional<YamlNode> root = parse_strict_yaml(file, *bytes, out);
  if (!root || root->kind != YamlNode::Kind::null) return root;
  out.error(root->at, {"文件是空的", "the file is empty"},
            {"写上 tests: [...]", "write tests: [...]"});
  return std::nullopt;
}

// The configuration that the file tests: its `config`, relative to the file, else the folder above
// the file's own. Its errors are passed on.
std::shared_ptr<const Configuration> load_tested(const std::string& file, Fields& fields,
                                                 const LoadOptions& options, LoadedFolders& folders,
                                                 std::vector<Diagnostic>& all) {
  std::string relative = "..";
  fields.text("config", relative, Need::optional);
  const fs::path folder = (fs::path(file).parent_path() / relative).lexically_normal();
  const std::string name = folder.empty() ? "." : folder.generic_string();
  auto found = folders.find(name);
  if (found == folders.end()) {
    found = folders.emplace(name, load_configuration(name, options)).first;
  }
  for (const Diagnostic& one : found->second.diagnostics) {
    if (one.severity == Diagnostic::Severity::error) all.push_back(one);
  }
  return found->second.configuration;
}

// calendar: one map or a list of them, each in place of that year's file.
void override_calendar(const YamlNode& node, const TestContext& context,
                       Configuration& configuration) {
  std::vector<CalendarYear> years = configuration.calendar.years();
  const bool list = node.kind == YamlNode::Kind::list;
  if (list) context.out.asked({node.at, Reading::list});
  const std::size_t count = list ? node.items.size() : 1;
  for (std::size_t i = 0; i < count; ++i) {
    const auto year = load_test_calendar(list ? node.items[i] : node, context);
    if (!year) continue;
    std::erase_if(years, [&](const CalendarYear& old) { return old.year == year->year; });
    years.push_back(*year);
  }
  configuration.calendar = Calendar(std::move(years));
}

std::shared_ptr<const Configuration> overridden(Fields& fields, const TestContext& context,
                                                bool with_year) {
  int year = 0;
  if (with_year) fields.integer("year", year, 2000, 2100, Need::optional);
  const YamlNode* calendar = fields.node("calendar", Need::optional);
  if (year == 0 && calendar == nullptr) return context.configuration;
  auto changed = std::make_shared<Configuration>(*context.configuration);
  if (year != 0) changed->plan.year = year;
  if (calendar != nullptr) override_calendar(*calendar, {changed, context.out}, *changed);
  return changed;
}

void check_day(Date day, const SourcePosition& at, const TestContext& context) {
  const int year = context.plan().year;
  if (year_of(day) == year || year_of(day) == year + 1) return;
  context.out.error(
      at, said("today 不在方案年份 {} 或次年", "today is not in the plan's year {}", year),
      {"改正日期，或在文件开头写 year", "correct the date, or write year at the file's beginning"});
}

template <class Item>
void read_items(Fields& fields, std::string_view key, const TestContext& context,
                Item (*read)(const YamlNode&, const TestContext&), std::vector<Item>& into) {
  for (const YamlNode& node : fields.list(key, Need::optional)) {
    into.push_back(read(node, context));
  }
}

RuleTest load_rule_test(const YamlNode& node, const TestContext& file) {
  Fields fields(node, file.out);
  RuleTest test;
  test.at = fields.at();
  fields.text("name", test.name);
  test.configuration = overridden(fields, file, false);
  const TestContext context{test.configuration, file.out};
  Date today;
  if (read_day(fields, "today", today, Need::required)) {
    check_day(today, fields.at("today"), context);
  }
  test.now = instant_at(today, read_time_of_day(fields, usual_time));
  if (Date day; read_day(fields, "as_known_on", day, Need::optional)) test.as_known_on = day;
  for (const YamlNode& item : fields.list("series", Need::optional)) {
    load_test_series(item, context, test);
  }
  read_items(fields, "tasks", context, load_test_progress, test.tasks);
  read_items(fields, "actions", context, load_test_action, test.actions);
  read_items(fields, "lights", context, load_light_expectation, test.lights);
  read_items(fields, "alerts", context, load_alert_expectation, test.alerts);
  read_items(fields, "messages", context, load_message_expectation, test.messages);
  if (fields.clean() && test.lights.empty() && test.alerts.empty() && test.messages.empty()) {
    file.out.error(fields.at(), {"这个测试没有期望的结果", "the test expects nothing"},
                   {"写 lights、alerts 或 messages", "write lights, alerts or messages"});
  }
  return test;
}

void load_tests(Fields& fields, const TestContext& context, std::vector<RuleTest>& tests) {
  const TestContext file{overridden(fields, context, true), context.out};
  for (const YamlNode& node : fields.list("tests")) {
    RuleTest test = load_rule_test(node, file);
    const auto twice = std::find_if(tests.begin(), tests.end(),
                                    [&](const RuleTest& one) { return one.name == test.name; });
    if (twice != tests.end() && !test.name.empty()) {
      context.out.error(
          test.at, said("测试名重复：{}", "the test's name is taken: {}", test.name),
          {"改一个名字，报告里才分得清", "rename one, so that reports tell them apart"});
    }
    tests.push_back(std::move(test));
  }
}

}  // namespace

RuleTestFile load_rule_tests_logged(const std::string& file, const LoadOptions& options,
                                    LoadedFolders& folders, KeyLog* log) {
  RuleTestFile result;
  result.file = file;
  Diagnostics out(log);
  if (const auto root = parse_test_file(file, out)) {
    Fields fields(*root, out);
    auto configuration = load_tested(file, fields, options, folders, result.diagnostics);
    if (configuration) {
      load_tests(fields, {std::move(configuration), out}, result.tests);
    } else {
      for (const char* key : {"year", "calendar", "tests"}) fields.node(key, Need::optional);
    }
  }
  for (Diagnostic& one : out.sorted()) result.diagnostics.push_back(std::move(one));
  if (result.has_errors()) result.tests.clear();
  return result;
}

}  // namespace loader

bool RuleTestFile::has_errors() const {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& one) {
    return one.severity == Diagnostic::Severity::error;
  });
}

RuleTestFile load_rule_tests(const std::string& file, const LoadOptions& options,
                             LoadedFolders& folders) {
  return loader::load_rule_tests_logged(file, options, folders, nullptr);
}

}  // namespace planwatch
