#include "config/loader/load.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "config/loader/loaders.h"
#include "config/loader/source_files.h"
#include "config/loader/strict_yaml.h"

namespace planwatch {

namespace loader {

namespace {

using Load = void (*)(const YamlNode&, Draft&);

// A file's root, if there is one that can be read. An empty file is an error that says so once.
std::optional<YamlNode> parse_file(const std::optional<SourceFile>& file, Draft& draft) {
  if (!file) return std::nullopt;
  std::optional<YamlNode> root = parse_strict_yaml(file->name, file->text, draft.out);
  if (!root || root->kind != YamlNode::Kind::null) return root;
  draft.out.error(
      root->at, {"文件是空的", "the file is empty"},
      {"写上内容，格式见 planwatch schema reference", "planwatch schema reference has its format"});
  return std::nullopt;
}

// `defines`: what stays unknown when the file cannot be read.
void load_file(const std::optional<SourceFile>& file, Load load,
               std::initializer_list<Thing> defines, Draft& draft) {
  const int errors = draft.out.errors();
  const std::optional<YamlNode> root = parse_file(file, draft);
  if (root) load(*root, draft);
  const bool wrong = draft.out.errors() > errors;
  for (const Thing thing : defines) {
    // A file in which nothing could be read would drown its own error in dangling names.
    if (root && (!wrong || draft.names.defined_any(thing))) continue;
    draft.complete = false;
    draft.names.leave_open(thing);
  }
  if (!root) draft.complete = false;
}

void load_calendars(const SourceFiles& files, Draft& draft) {
  for (const SourceFile& file : files.calendars) {
    const std::string year = file.relative.substr(file.relative.find('/') + 1, 4);
    const std::optional<YamlNode> root = parse_strict_yaml(file.name, file.text, draft.out);
    // A calendar that could not be read is there: it is not reported as missing, too.
    if (root) {
      load_calendar(*root, std::stoi(year), draft);
    } else {
      draft.calendars.push_back({std::stoi(year), false, {}, {}, {}});
    }
  }
}

void load_all(const SourceFiles& files, Draft& draft) {
  load_file(files.plan, load_plan, {Thing::area}, draft);
  load_file(files.units, load_units, {Thing::unit}, draft);
  load_file(files.tasks, load_tasks, {Thing::task}, draft);
  load_file(files.indicators, load_indicators, {Thing::indicator}, draft);
  load_calendars(files, draft);
  load_file(files.rules, load_rules, {Thing::rule, Thing::bands}, draft);
  for (const SourceFile& file : files.feeds) load_file(file, load_feeds, {Thing::feed}, draft);
  load_file(files.routing, load_routing, {Thing::receiver, Thing::route}, draft);
  if (files.server) load_file(files.server, load_server, {}, draft);
}

void check_all(Draft& draft) {
  draft.names.resolve(draft.out);
  // What a missing or unreadable file would have said is not known; to compare files with each
  // other would only repeat that.
  if (!draft.complete) return;
  fill_in(draft);
  fill_in_templates(draft);
  cross_check_plan(draft);
  cross_check_areas(draft);
  cross_check_calendars(draft);
  cross_check_rules(draft);
  cross_check_monthly(draft);
  cross_check_feeds(draft);
  cross_check_routing(draft);
  cross_check_receivers(draft);
  cross_check_reach(draft);
}

}  // namespace

LoadResult load_logged(const std::string& folder, const LoadOptions& options, KeyLog* log) {
  Diagnostics diagnostics(log);
  const SourceFiles files = read_source_files(folder, diagnostics);
  Draft draft{folder, options, diagnostics};
  load_all(files, draft);
  check_all(draft);
  LoadResult result;
  if (!diagnostics.has_errors()) {
    draft.configuration.calendar = Calendar(std::move(draft.calendars));
    draft.configuration.fingerprint = files.fingerprint;
    draft.configuration.plan.sort_names();
    result.configuration = std::make_shared<const Configuration>(std::move(draft.configuration));
  }
  result.diagnostics = diagnostics.sorted();
  return result;
}

}  // namespace loader

LoadResult load_configuration(const std::string& folder, const LoadOptions& options) {
  return loader::load_logged(folder, options, nullptr);
}

}  // namespace planwatch
