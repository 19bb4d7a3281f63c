#include "config/feeds/columns.h"
#include "config/feeds/mappings.h"

namespace planwatch::feeds {

namespace {

Mapping load_tasks_mapping(const YamlNode& node, bool pointers, FeedDraft& feed) {
  Fields fields(node, feed.out());
  Columns names(pointers, feed.draft);
  TaskMapping mapping;
  read_header_rows(fields, mapping.header_rows);
  names.read(fields, "task", mapping.task, required);
  names.read(fields, "state", mapping.state, required);
  names.read(fields, "as_of", mapping.as_of, required);
  names.read(fields, "percent", mapping.percent);
  names.read(fields, "evidence", mapping.evidence);
  names.read(fields, "closed_by", mapping.closed_by);
  return mapping;
}

std::vector<MapKind> describe_tasks() {
  return {
      {"feed.tasks",
       {"各列是任务的进展", "which columns hold the progress of tasks"},
       {describe_header_rows(),
        {"task", required, column(), "", "任务序号", "任务序号所在列", "the task's number"},
        {"state", required, column(), "", "进展状态", "未启动、进行中、已完成所在列",
         "未启动, 进行中 or 已完成"},
        {"as_of", required, column(), "", "数据日期", "数据日期所在列", "the day of the figures"},
        {"percent", optional, column(), "", "完成比例（%）", "完成比例所在列", "the share done"},
        {"evidence", optional, column(), "", "佐证材料", "佐证所在列", "the evidence"},
        {"closed_by", optional, column(), "", "确认人", "确认人所在列；有人名才算销号",
         "who closed it; only a named person closes a task"}}}};
}

}  // namespace

MappingWords task_words() {
  return {{"tasks",
           {"各列是任务的进展", "which columns hold the progress of tasks"},
           "{task: /number, state: /state, as_of: /day}",
           describe_tasks},
          load_tasks_mapping};
}

}  // namespace planwatch::feeds
