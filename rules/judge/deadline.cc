#include <algorithm>

#include "rules/judge/judge.h"

namespace planwatch {
namespace {

bool is_near(const Calendar& calendar, Date today, Date deadline, int near_workdays) {
  if (today > deadline) return false;
  // Counted back from the deadline: one that is months away costs no more than a near one.
  int workdays = 0;
  for (Date day = deadline; day > today; day -= std::chrono::days{1}) {
    if (calendar.is_working_day(day) && ++workdays > near_workdays) return false;
  }
  return true;
}

// The first day of the month that is `months` after `month` of the year; may be in a later year.
Date first_of_month_after(int year, unsigned month, int months) {
  const auto start = std::chrono::year(year) / std::chrono::month(month);
  return Date((start + std::chrono::months(months)) / std::chrono::day(1));
}

DeadlineLight judge_not_started(const Task& task, const TaskRule& rule, int plan_year, Date today) {
  const auto begins = [&](int months) {
    return first_of_month_after(plan_year, task.planned_month, months);
  };
  if (today >= begins(rule.red_after_months)) return {Light::red, Reason::not_started_long, {}};
  if (today >= begins(rule.yellow_after_months)) return {Light::yellow, Reason::not_started, {}};
  return {Light::grey, Reason::none, DataState::not_yet_due};
}

DeadlineLight judge_progress(const Task& task, const TaskReport* latest, const TaskRule& rule,
                             int plan_year, Date today) {
  if (latest == nullptr) return {Light::grey, Reason::no_data, {}};
  switch (latest->state) {
    case TaskState::done:
      return {Light::green, Reason::completed, {}};
    case TaskState::in_progress:
      return {Light::green, Reason::in_progress, {}};
    case TaskState::not_started:
      break;
  }
  return judge_not_started(task, rule, plan_year, today);
}

}  // namespace

DeadlineLight judge_deadline(const DeadlineView& view, const Calendar& calendar) {
  if (view.final_figure_in) return {};
  if (view.today > view.deadline) {
    if (view.today <= view.final_report_due || view.target_met) {
      return {Light::grey, Reason::none, DataState::awaiting_final};
    }
    return {Light::red, Reason::overdue, DataState::none};
  }
  if (view.by_days != nullptr) {
    if (!view.unfinished) return {};
    const Rational left =
        days_left(calendar, view.by_days->working_days, view.today, view.deadline);
    return {light_by(view.by_days->edges, left), Reason::by_days_left, DataState::none};
  }
  if (view.unfinished && is_near(calendar, view.today, view.deadline, view.near_workdays)) {
    return {Light::blue, Reason::near_deadline, DataState::none};
  }
  return {};
}

DeadlineLight judge_milestone(const Task& task, const TaskReport* latest, const TaskRule& rule,
                              int plan_year, const Calendar& calendar, Date today,
                              const Bands* by_days) {
  if (latest != nullptr && !latest->closed_by.empty()) return {Light::green, Reason::completed, {}};
  const Date deadline = last_day_of_month(plan_year, task.due_month);
  if (today > deadline) return {Light::red, Reason::overdue, {}};
  const DeadlineLight progress = judge_progress(task, latest, rule, plan_year, today);
  if (by_days != nullptr) {
    const Rational left = days_left(calendar, by_days->working_days, today, deadline);
    const Light light = light_by(edges_of(*by_days), left);
    // Green by the days says nothing of a task that nothing is known of.
    if (light <= std::max(progress.light, Light::green)) return progress;
    return {light, Reason::by_days_left, progress.data};
  }
  if (progress.light < Light::blue &&
      is_near(calendar, today, deadline, rule.near_deadline_workdays)) {
    return {Light::blue, Reason::near_deadline, progress.data};
  }
  return progress;
}

}  // namespace planwatch
