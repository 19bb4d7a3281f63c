#include "rules/engine/keep_ledger.h"

#include <fmt/format.h>
#include <set>

#include "rules/engine/describe.h"
#include "rules/ledger/ledger.h"
#include "rules/model/display.h"
#include "rules/model/state_words.h"

namespace planwatch {

void keep_ledger(EngineState& state, const Alert& alert, Transition transition, Instant now,
                 Effects& effects) {
  const std::string key = to_string(alert.key);
  if (transition == Transition::fired) {
    LedgerRow row = open_ledger_row(alert, describe_subject(state, alert, Lang::zh), now);
    row.number = state.next_ledger_number++;
    row.person = person_of(state, alert, Role::contact);
    row.co_units = co_units_of(state, alert);
    state.open_ledger[key] = row.number;
    effects.push_back(Persist{row});
    state.ledger[row.number] = std::move(row);
    return;
  }
  const auto open = state.open_ledger.find(key);
  if (open == state.open_ledger.end()) return;
  LedgerRow& row = state.ledger[open->second];
  update_ledger_row(row, alert, describe_subject(state, alert, Lang::zh), local_date(now));
  effects.push_back(Persist{row});
}

bool add_progress(EngineState& state, const std::string& alert, const std::string& line,
                  Effects& effects) {
  const auto open = state.open_ledger.find(alert);
  if (open == state.open_ledger.end()) return false;
  LedgerRow& row = state.ledger[open->second];
  add_progress_line(row, line);
  effects.push_back(Persist{row});
  return true;
}

namespace {

std::string state_text(const TaskReport& report) {
  std::string text(name_of(report.state, Lang::zh));
  const bool closed = report.state == TaskState::done && !report.closed_by.empty();
  if (closed) text += "，确认人 " + report.closed_by;
  if (!report.percent) return text;
  Indicator share;
  share.measure = Measure::ratio;
  return text + "，" + display_value(share, *report.percent, std::nullopt, Lang::zh);
}

}  // namespace

void add_task_progress(EngineState& state, const PersonActed& event, const TaskReport& report,
                       Effects& effects) {
  std::set<std::string> indicators;
  for (const Indicator& indicator : state.plan().indicators) {
    if (indicator.task == report.task) indicators.insert(indicator.id.text);
  }
  const std::string line =
      progress_line(local_date(event.at), event.person,
                    fmt::format("任务{}{}", report.task, state_text(report)), report.evidence);
  std::vector<std::string> about;
  for (const auto& [key, number] : state.open_ledger) {
    const auto found = state.alerts.find(key);
    if (found == state.alerts.end()) continue;
    const AlertKey& alert = found->second.key;
    const bool of_task =
        alert.subject_kind == SubjectKind::task && alert.subject == std::to_string(report.task);
    const bool of_indicator =
        alert.subject_kind == SubjectKind::indicator && indicators.contains(alert.subject);
    if (of_task || of_indicator) about.push_back(key);
  }
  for (const std::string& key : about) add_progress(state, key, line, effects);
}

}  // namespace planwatch
