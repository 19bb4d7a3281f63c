#include <algorithm>

#include "config/feeds/mappings.h"

namespace planwatch::feeds {

namespace {

constexpr int most_tasks = 9'999;

// What is not listed is filled in when all files are read: fill_in_templates.
Mapping load_template(const YamlNode& node, bool, FeedDraft& feed) {
  Fields fields(node, feed.out());
  TemplateMapping mapping;
  read_mentions(fields, "indicators", Thing::indicator, mapping.indicators, feed.draft.names);
  for (const YamlNode& item : fields.list("tasks", optional)) {
    const auto number = read_integer(item, "tasks", 1, most_tasks, feed.out());
    if (!number) continue;
    feed.draft.names.mention(Thing::task, std::to_string(*number), item.at);
    const int task = static_cast<int>(*number);
    if (std::find(mapping.tasks.begin(), mapping.tasks.end(), task) != mapping.tasks.end()) {
      fields.fail_repeated(item, "tasks");
    }
    mapping.tasks.push_back(task);
  }
  feed.places.template_indicators = fields.at("indicators");
  feed.places.template_tasks = fields.at("tasks");
  feed.places.names_indicators = fields.has("indicators");
  feed.places.names_tasks = fields.has("tasks");
  return mapping;
}

std::vector<MapKind> describe_template() {
  return {
      {"feed.template",
       {"填好的报表模板（planwatch template 写出的 XLSX）：格子是什么写在表里，不用映射",
        "a filled-in report template (the XLSX of planwatch template): no mapping needed"},
       {{"indicators", optional, list_of(name_of("indicator")), "", "[trains]",
         "模板里有哪些指标，都要归本单位负责；不写为本单位负责而没有其他数据源报送的全部",
         "which indicators; without it all that the unit answers for and no other feed delivers"},
        {"tasks", optional, list_of(task_number()), "", "[1]",
         "模板里有哪些任务，都要归本单位负责；不写为本单位负责而没有其他数据源报送的全部",
         "which tasks; without it all that the unit answers for and no other feed delivers"}}}};
}

}  // namespace

MappingWords template_words() {
  return {{"template",
           {"填好的报表模板，不用映射", "a filled-in report template; needs no mapping"},
           "{indicators: [trains]}",
           describe_template},
          load_template};
}

}  // namespace planwatch::feeds
