#include "config/loader/kind_words.h"
#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

constexpr Word<ScheduleKind> schedule_words[] = {
    {"months", ScheduleKind::months},     {"days", ScheduleKind::days},
    {"workdays", ScheduleKind::workdays}, {"table", ScheduleKind::table},
    {"steps", ScheduleKind::steps},       {"none", ScheduleKind::none}};

bool has_points(ScheduleKind kind) {
  return kind == ScheduleKind::table || kind == ScheduleKind::steps;
}

SchedulePoint load_point(const YamlNode& node, Diagnostics& out) {
  Fields fields(node, out);
  SchedulePoint point;
  fields.integer("month", point.month, 1, 12);
  fields.decimal("value", point.value);
  return point;
}

// Months rise, values do not fall; those of a stock that is to shrink do not rise.
void check_order(const std::vector<SchedulePoint>& points, std::span<const YamlNode> nodes,
                 bool falling, Diagnostics& out) {
  for (std::size_t i = 1; i < points.size(); ++i) {
    if (points[i].month <= points[i - 1].month) {
      out.error(nodes[i].at,
                said("{} 月排在 {} 月之后", "month {} stands after month {}", points[i].month,
                     points[i - 1].month),
                {"各点按月份从早到晚，不重复", "points go by month, each month once"});
    }
    if (falling && points[i].value > points[i - 1].value) {
      const std::string value = points[i].value.to_string();
      const std::string before = points[i - 1].value.to_string();
      out.error(
          nodes[i].at,
          said("应达数从 {} 升到 {}", "the expected value rises from {} to {}", before, value),
          {"要减少的存量，应达数不能上升",
           "of a stock that is to shrink nothing more is expected"});
    }
    if (!falling && points[i].value < points[i - 1].value) {
      const std::string value = points[i].value.to_string();
      const std::string before = points[i - 1].value.to_string();
      out.error(
          nodes[i].at,
          said("应达数从 {} 降到 {}", "the expected value falls from {} to {}", before, value),
          {"累计的应达数不能下降", "cumulative expectations never fall"});
    }
  }
}

}  // namespace

ScheduleSpec load_schedule(const YamlNode& node, bool falling, Diagnostics& out) {
  Fields fields(node, out);
  ScheduleSpec schedule;
  const bool known = fields.choice("kind", schedule_words, schedule.kind);
  fields.boolean("absolute", schedule.absolute);
  const std::span<const YamlNode> points = fields.list("points", Need::optional);
  for (const YamlNode& point : points) schedule.points.push_back(load_point(point, out));
  if (!fields.clean()) return schedule;
  check_order(schedule.points, points, falling && schedule.absolute, out);
  if (known && has_points(schedule.kind) && schedule.points.empty()) {
    out.error(fields.at(), {"table 和 steps 要有 points", "table and steps need points"},
              {"写 points: [{month: 12, value: 1}]", "write points: [{month: 12, value: 1}]"});
  }
  if (known && !has_points(schedule.kind) && !schedule.points.empty()) {
    out.error(fields.at("points"),
              {"只有 table 和 steps 有 points", "only table and steps take points"},
              {"把 kind 改为 table，或删掉 points", "make the kind table, or delete points"});
  }
  return schedule;
}

}  // namespace planwatch::loader
