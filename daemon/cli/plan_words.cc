#include "daemon/cli/plan_words.h"

namespace planwatch {

std::string word_of(IndicatorKind kind) {
  switch (kind) {
    case IndicatorKind::cumulative:
      return "cumulative";
    case IndicatorKind::ratio:
      return "ratio";
    case IndicatorKind::ratio_ramped:
      return "ratio_ramped";
    case IndicatorKind::upper_bound:
      return "upper_bound";
    case IndicatorKind::duration:
      return "duration";
    case IndicatorKind::stock:
      return "stock";
    case IndicatorKind::cadence:
      return "cadence";
  }
  return {};
}

std::string word_of(Better better) {
  return better == Better::higher ? "higher" : "lower";
}

std::string word_of(Window window) {
  switch (window) {
    case Window::month:
      return "month";
    case Window::ytd:
      return "ytd";
    case Window::rolling:
      return "rolling";
    case Window::instant:
      return "instant";
    case Window::quarter:
      return "quarter";
  }
  return {};
}

std::string word_of(ScheduleKind kind) {
  switch (kind) {
    case ScheduleKind::months:
      return "months";
    case ScheduleKind::days:
      return "days";
    case ScheduleKind::workdays:
      return "workdays";
    case ScheduleKind::table:
      return "table";
    case ScheduleKind::steps:
      return "steps";
    case ScheduleKind::none:
      return "none";
  }
  return {};
}

std::string word_of(Frequency frequency) {
  switch (frequency) {
    case Frequency::month:
      return "month";
    case Frequency::quarter:
      return "quarter";
    case Frequency::half:
      return "half";
    case Frequency::year:
      return "year";
  }
  return {};
}

std::string join(const std::vector<UnitId>& units, const char* separator) {
  std::string text;
  for (const UnitId& unit : units) text += (text.empty() ? "" : separator) + unit.text;
  return text;
}

}  // namespace planwatch
