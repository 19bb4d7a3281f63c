#include <fmt/format.h>

#include "rules/engine/explain_parts.h"
#include "rules/judge/schedule.h"
#include "rules/model/display.h"

namespace planwatch {

namespace {

struct ScheduleView {
  const Indicator& indicator;
  const Calendar& calendar;
  Date end;       // of the judged period
  Date deadline;  // on or after `end`, else the schedule is over
  Lang lang;
  bool zh() const { return lang == Lang::zh; }
};

ScheduleView view_of(const Snapshot& snapshot, const IndicatorStatus& status, Lang lang) {
  const Configuration& c = *snapshot.configuration;
  const Indicator& indicator = c.plan.indicators[status.indicator.value];
  return {indicator, c.calendar, status.latest->period.last_day(),
          c.plan.deadline_of(indicator.due_month), lang};
}

std::string percent_of(const Rational& share) {
  return (share * Rational::of(100, 1)).rounded(4).to_string() + "%";
}

std::string doubt_of(const ScheduleView& view) {
  if (view.calendar.confirmed(year_of(view.deadline))) return {};
  return view.zh() ? "（工作日历未确认，按周一至周五推算）"
                   : " (working days unconfirmed: Monday to Friday)";
}

std::string counted(const ScheduleView& view, const char* zh, const char* en, long done, long all) {
  return view.zh() ? fmt::format("{} {} / {}", zh, done, all)
                   : fmt::format("{} {} / {}", en, done, all);
}

// How many of how many, before the deadline.
std::string count_text(const ScheduleView& view) {
  const Date eve = make_date(year_of(view.deadline) - 1, 12, 31);
  switch (view.indicator.schedule.kind) {
    case ScheduleKind::months:
      return counted(view, "按满月数", "completed months", month_of(view.end),
                     month_of(view.deadline));
    case ScheduleKind::days:
      return counted(view, "按日历天数", "days", (view.end - eve).count(),
                     (view.deadline - eve).count());
    case ScheduleKind::workdays:
      return counted(view, "按工作日数", "working days",
                     view.calendar.workdays_between(eve, view.end),
                     view.calendar.workdays_between(eve, view.deadline)) +
             doubt_of(view);
    default:
      return {};
  }
}

// The table's point that holds at the period's end.
std::string point_text(const ScheduleView& view) {
  const SchedulePoint* holds = nullptr;
  for (const SchedulePoint& point : view.indicator.schedule.points) {
    if (point.month <= month_of(view.end)) holds = &point;
  }
  if (holds == nullptr) {
    return view.zh() ? "进度表在该期之前没有要求" : "the table expects nothing yet";
  }
  const bool absolute = view.indicator.schedule.absolute;
  const std::string value = absolute ? display_expected(view.indicator, holds->value, view.lang)
                                     : percent_of(Rational::of(holds->value));
  return view.zh() ? fmt::format("进度表：{} 月底 {}", holds->month, value)
                   : fmt::format("table: {} by the end of month {}", value, holds->month);
}

std::string schedule_text(const ScheduleView& view) {
  if (view.end >= view.deadline) {
    return view.zh() ? "时限已到，按目标本身判定" : "the deadline's own period: the target itself";
  }
  const bool table = view.indicator.schedule.kind == ScheduleKind::table ||
                     view.indicator.schedule.kind == ScheduleKind::steps;
  if (table && !view.indicator.schedule.points.empty()) return point_text(view);
  if (is_judged_as_level(view.indicator)) {
    return view.zh() ? "不分进度，每期按目标本身判定" : "no schedule: the target at every period";
  }
  return count_text(view);
}

std::string edge_text(const Band& band) {
  std::string text;
  if (band.from) {
    text += fmt::format("{} {} ", band.from->to_string(), band.from_inclusive ? "<=" : "<");
  }
  text += "g";
  if (band.to) text += fmt::format(" {} {}", band.to_inclusive ? "<=" : "<", band.to->to_string());
  return text;
}

// The band that gave the light; not where a deadline or a level decides.
void add_band(const Snapshot& snapshot, const IndicatorStatus& status, const ScheduleView& view,
              ExplanationPart& part) {
  const Configuration& c = *snapshot.configuration;
  const Assessment& a = status.latest->assessment;
  if (!a.has_gap || a.final_period || is_judged_as_level(view.indicator)) return;
  if (status.rule.value >= c.rules.size()) return;
  const Bands* bands = c.find_bands(c.rules[status.rule.value].bands);
  if (bands == nullptr) return;
  for (const Band& band : bands->bands) {
    if (band.light != a.light) continue;
    part.lines.push_back(fmt::format(
        "{}g = {}{}{} → {}", view.zh() ? "落入分档：" : "band: ", a.gap.rounded(4).to_string(),
        view.zh() ? "，" : ", ", edge_text(band), name_of(band.light, view.lang)));
  }
}

}  // namespace

ExplanationPart explain_schedule(const Snapshot& snapshot, const IndicatorStatus& status,
                                 Lang lang) {
  ExplanationPart part{lang == Lang::zh ? "序时进度" : "Schedule", {}};
  if (!status.latest) return part;
  const ScheduleView view = view_of(snapshot, status, lang);
  std::string text =
      fmt::format("{}{}{}", to_string(view.end), view.zh() ? "：" : ": ", schedule_text(view));
  const bool counted = !count_text(view).empty() && !is_judged_as_level(view.indicator);
  if (view.end < view.deadline && counted) {
    const auto share =
        expected_share(view.indicator.schedule, view.calendar, view.end, view.deadline);
    if (share) text += " = " + percent_of(*share);
  }
  part.lines.push_back(std::move(text));
  if (status.latest->assessment.has_expected) {
    part.lines.push_back(
        fmt::format("{}{}", view.zh() ? "应达：" : "expected: ",
                    display_expected(view.indicator, status.latest->assessment.expected, lang)));
  }
  add_band(snapshot, status, view, part);
  return part;
}

}  // namespace planwatch
