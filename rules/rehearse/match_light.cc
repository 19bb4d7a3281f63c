#include <algorithm>

#include "rules/judge/judge.h"
#include "rules/model/display.h"
#include "rules/rehearse/mismatch.h"
#include "rules/rehearse/test_scene.h"

namespace planwatch {

namespace {

// One expectation and what it is held against.
struct LightView {
  Light light = Light::grey;
  std::optional<Light> shown;  // of a period
  Reason reason = Reason::none;
  DataState data = DataState::none;
  const Assessment* assessment = nullptr;  // of a figure
  std::string details_zh;
  std::string details_en;
};

std::string states_text(DataState set, Lang lang) {
  std::string text;
  for (int bit = 0; bit < data_state_count; ++bit) {
    const auto one = static_cast<DataState>(1 << bit);
    if (!has(set, one)) continue;
    text += text.empty() ? "" : " ";
    text += lang == Lang::zh ? name_of(one, lang) : metric_label(one);
  }
  return text;
}

class LightMatch {
 public:
  LightMatch(const LightExpectation& wanted, const LightView& came, std::vector<Mismatch>& out)
      : wanted_(wanted), came_(came), out_(out) {}

  void run() {
    compare("亮灯", "light", wanted_.light, came_.light);
    if (came_.shown) compare("历史亮灯", "shown", wanted_.shown, *came_.shown);
    compare("原因", "reason", wanted_.reason, came_.reason);
    for (const Placed<DataState>& state : wanted_.data) {
      if (has(came_.data, state.value)) continue;
      fail(state.at, "数据状态", "data", std::string(name_of(state.value, Lang::zh)),
           states_text(came_.data, Lang::zh), std::string(metric_label(state.value)),
           states_text(came_.data, Lang::en));
    }
    const Assessment* a = came_.assessment;
    compare_number("应达", "expected", wanted_.expected,
                   a && a->has_expected ? std::optional(a->expected) : std::nullopt);
    compare_number("差距", "gap", wanted_.gap,
                   a && a->has_gap ? std::optional(a->gap) : std::nullopt);
  }

 private:
  void fail(const SourcePosition& at, const char* what_zh, const char* what_en,
            const std::string& wanted_zh, const std::string& came_zh, const std::string& wanted_en,
            const std::string& came_en) {
    std::string where_zh = subject_text(wanted_.subject, Lang::zh);
    std::string where_en = subject_text(wanted_.subject, Lang::en);
    if (wanted_.period) {
      where_zh += " " + to_string(*wanted_.period);
      where_en += " " + to_string(*wanted_.period);
    }
    out_.push_back({at,
                    fmt::format("{} 的{}应为“{}”，实为“{}”{}", where_zh, what_zh, wanted_zh,
                                came_zh.empty() ? "无" : came_zh, came_.details_zh),
                    fmt::format("{}: {} should be \"{}\" and is \"{}\"{}", where_en, what_en,
                                wanted_en, came_en.empty() ? "none" : came_en, came_.details_en)});
  }
  template <class T>
  void compare(const char* zh, const char* en, const Wanted<T>& wanted, T came) {
    if (!wanted || wanted->value == came) return;
    fail(wanted->at, zh, en, std::string(name_of(wanted->value, Lang::zh)),
         std::string(name_of(came, Lang::zh)), std::string(name_of(wanted->value, Lang::en)),
         std::string(name_of(came, Lang::en)));
  }
  void compare_number(const char* zh, const char* en, const Wanted<Decimal>& wanted,
                      const std::optional<Decimal>& came) {
    constexpr int digits = 6;
    if (!wanted || (came && came->rounded(digits) == wanted->value.rounded(digits))) return;
    const std::string text = came ? came->to_string() : std::string{};
    fail(wanted->at, zh, en, wanted->value.to_string(), text, wanted->value.to_string(), text);
  }

  const LightExpectation& wanted_;
  const LightView& came_;
  std::vector<Mismatch>& out_;
};

// Why there is no figure for a period that the test asks about.
std::string no_figure(const Outcome& outcome, const LightExpectation& wanted, Lang lang) {
  const bool zh = lang == Lang::zh;
  for (const RejectedFigure& rejected : outcome.rehearsal.rejected) {
    const std::string& id = wanted.subject.indicator.text;
    if (!wanted.period || rejected.what != id + " " + to_string(*wanted.period)) continue;
    return fmt::format("{}{}", zh ? "（数未被接受：" : " (not accepted: ", rejected.reason) +
           (zh ? "）" : ")");
  }
  for (const TestFigure& figure : outcome.test.figures) {
    if (figure.indicator != wanted.subject.indicator || figure.period != wanted.period) continue;
    const Date known = figure.known.value_or(usual_day(outcome.configuration(), figure));
    return zh ? fmt::format("（该期的数 {} 才报来）", to_string(known))
              : fmt::format(" (the figure comes on {})", to_string(known));
  }
  return zh ? "（没有这一期的数）" : " (no figure for this period)";
}

LightView view_of_period(const Outcome& outcome, const LightExpectation& wanted,
                         const IndicatorStatus& status) {
  LightView view;
  for (const PeriodStatus& one : status.history) {
    if (one.period != *wanted.period) continue;
    view.light = one.assessment.light;
    view.shown = one.assessment.shown;
    view.reason = one.assessment.reason;
    view.data = one.assessment.data;
    view.assessment = &one.assessment;
    view.details_zh = figure_text(outcome, status, one, Lang::zh);
    view.details_en = figure_text(outcome, status, one, Lang::en);
    return view;
  }
  view.reason = Reason::no_data;
  view.details_zh = no_figure(outcome, wanted, Lang::zh);
  view.details_en = no_figure(outcome, wanted, Lang::en);
  return view;
}

LightView view_now(const Outcome& outcome, const IndicatorStatus& status) {
  LightView view;
  view.light = status.light;
  view.reason = status.reason;
  view.data = status.data;
  if (status.latest) {
    view.assessment = &status.latest->assessment;
    view.details_zh = figure_text(outcome, status, *status.latest, Lang::zh);
    view.details_en = figure_text(outcome, status, *status.latest, Lang::en);
  } else {
    view.details_zh = "（还没有数）";
    view.details_en = " (no figure yet)";
  }
  return view;
}

const IndicatorStatus* find_status(const Outcome& outcome, const TestSubject& subject) {
  const Plan& plan = outcome.configuration().plan;
  for (const IndicatorStatus& one : outcome.end().indicators) {
    if (plan.indicators[one.indicator.value].id == subject.indicator &&
        plan.areas[one.area.value].code == subject.area) {
      return &one;
    }
  }
  return nullptr;
}

LightView view_of_task(const Outcome& outcome, int number) {
  LightView view;
  for (const TaskStatus& one : outcome.end().tasks) {
    if (outcome.configuration().plan.tasks[one.task.value].number != number) continue;
    view.light = one.light;
    view.reason = one.reason;
  }
  return view;
}

}  // namespace

std::string figure_text(const Outcome& outcome, const IndicatorStatus& status,
                        const PeriodStatus& period, Lang lang) {
  const bool zh = lang == Lang::zh;
  const Indicator& indicator = outcome.configuration().plan.indicators[status.indicator.value];
  const auto value = exact_value(period.observation);
  std::string text = fmt::format(
      "{}{} {}", zh ? "（" : " (", to_string(period.period),
      value ? display_value(indicator, *value, Rational::of(indicator.target), lang) : "-");
  const Assessment& a = period.assessment;
  if (a.has_expected) {
    text += fmt::format("{}{}", zh ? "，应达 " : ", expected ",
                        display_expected(indicator, a.expected, lang));
  }
  if (a.has_gap) text += fmt::format("{}{}", zh ? "，差距 " : ", gap ", a.gap.to_string());
  return text + (zh ? "）" : ")");
}

void match_light(const Outcome& outcome, const LightExpectation& wanted,
                 std::vector<Mismatch>& out) {
  LightView view;
  if (wanted.subject.kind == SubjectKind::task) {
    view = view_of_task(outcome, wanted.subject.task);
  } else if (const IndicatorStatus* status = find_status(outcome, wanted.subject)) {
    view = wanted.period ? view_of_period(outcome, wanted, *status) : view_now(outcome, *status);
  }
  LightMatch(wanted, view, out).run();
}

}  // namespace planwatch
