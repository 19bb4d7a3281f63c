#include "collectors/extract/task_reader.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "collectors/extract/figure_unit.h"
#include "collectors/extract/row_kind.h"
#include "collectors/extract/text.h"
#include "collectors/extract/value_in.h"

namespace planwatch {

namespace {

constexpr std::array<std::pair<std::string_view, TaskState>, 8> state_words = {
    {{"未启动", TaskState::not_started},
     {"未开始", TaskState::not_started},
     {"进行中", TaskState::in_progress},
     {"推进中", TaskState::in_progress},
     {"已完成", TaskState::done},
     {"完成", TaskState::done},
     {"办结", TaskState::done},
     {"已办结", TaskState::done}}};

bool is_missing(const Cell& cell) {
  return std::holds_alternative<MissingValue>(read_value(cell, {Measure::count}));
}

bool same_report(const TaskReport& a, const TaskReport& b) {
  return a.state == b.state && a.percent == b.percent && a.evidence == b.evidence &&
         a.closed_by == b.closed_by;
}

std::string text_of(const Sheet& sheet, const TableRow& row,
                    const std::optional<ColumnName>& name) {
  if (!name) return {};
  const Cell& cell = sheet.cell(row, sheet.column(*name));
  return is_missing(cell) ? std::string() : std::string(trimmed(cell.text));
}

}  // namespace

std::optional<TaskState> parse_task_state(std::string_view text) {
  const std::string word = comparable(text);
  for (const auto& [name, state] : state_words) {
    if (word == name) return state;
  }
  return std::nullopt;
}

std::vector<std::string> TaskReader::wanted_columns(const TaskMapping& mapping, const Table&) {
  std::vector<std::string> wanted = {mapping.task, mapping.state};
  if (!mapping.as_of.empty()) wanted.push_back(mapping.as_of);
  for (const auto* name : {&mapping.percent, &mapping.evidence, &mapping.closed_by}) {
    if (*name) wanted.push_back(**name);
  }
  return wanted;
}

std::optional<int> TaskReader::read_number(const Sheet& sheet, const TableRow& row,
                                           Extracted& out) const {
  const std::size_t column = sheet.column(mapping_.task);
  const auto reading = read_value(sheet.cell(row, column), {Measure::count});
  if (const auto* read = std::get_if<ReadValue>(&reading)) {
    const Decimal whole = read->value.rounded(0);
    const bool small = whole == read->value && whole >= Decimal(1) && whole <= Decimal(9999);
    const int number = small ? static_cast<int>(whole.mantissa()) : 0;
    if (small && plan_.find_task(number) != nullptr) return number;
  }
  out.rejected.push_back(
      sheet.rejected(row, column, "方案里没有这个任务号：请填责任分解表里的序号"));
  return std::nullopt;
}

std::optional<Date> TaskReader::read_as_of(const Sheet& sheet, const TableRow& row,
                                           Extracted& out) const {
  if (mapping_.as_of.empty()) return sheet.stated.period->period.last_day();
  const std::size_t column = sheet.column(mapping_.as_of);
  const auto date = read_date(sheet.cell(row, column), sheet.stated.year);
  if (const auto* read = std::get_if<Date>(&date)) return *read;
  out.rejected.push_back(sheet.rejected(row, column, std::get<NotAValue>(date).reason));
  return std::nullopt;
}

// Each of them is a statement of its own: a percent that was not understood takes nothing from the
// state.
void TaskReader::read_details(const Sheet& sheet, const TableRow& row, TaskReport& report,
                              Extracted& out) const {
  report.evidence = text_of(sheet, row, mapping_.evidence);
  report.closed_by = text_of(sheet, row, mapping_.closed_by);
  if (!mapping_.percent) return;
  const std::size_t column = sheet.column(*mapping_.percent);
  const std::string header = sheet.unit_header(column);
  const auto reading =
      read_value(sheet.cell(row, column), {Measure::ratio, CellUnit::automatic, header});
  if (const auto* fault = std::get_if<NotAValue>(&reading)) {
    out.rejected.push_back(sheet.rejected(row, column, fault->reason));
  } else if (const auto* read = std::get_if<ReadValue>(&reading)) {
    if (read->value >= Decimal(0) && read->value <= Decimal(1)) {
      report.percent = read->value;
    } else {
      out.rejected.push_back(sheet.rejected(row, column, "完成比例应在 0% 到 100% 之间：请核对"));
    }
  }
}

void TaskReader::read_row(const Sheet& sheet, const TableRow& row, Extracted& out) {
  const std::size_t state_column = sheet.column(mapping_.state);
  const Cell& state_cell = sheet.cell(row, state_column);
  if (is_missing(state_cell)) return;
  const auto state = parse_task_state(state_cell.text);
  if (!state) {
    out.rejected.push_back(
        sheet.rejected(row, state_column, "看不出任务状态：请填 未启动、进行中 或 已完成"));
  }
  const auto number = read_number(sheet, row, out);
  const auto as_of = read_as_of(sheet, row, out);
  if (!state || !number || !as_of) return;
  TaskReport report;
  report.task = *number;
  report.state = *state;
  report.as_of = *as_of;
  read_details(sheet, row, report, out);
  RejectedRow cell = sheet.rejected(row, state_column, {});
  report.place = cell.place;
  drafts_.push_back({std::move(report), std::move(cell)});
}

Result<void> TaskReader::read(const Sheet& sheet, Extracted& out) {
  if (mapping_.as_of.empty() && !sheet.stated.period) {
    return fail(
        ErrorCode::invalid,
        "不知道任务进展截至哪一天：映射没有 as_of 列，文件名和标题里也没有期：请在映射里设 as_of");
  }
  RowNotes notes;
  const auto& rows = sheet.table.rows;
  const std::size_t begin = sheet.header.data_begin;
  const TableRow* header = begin > 0 ? &rows[begin - 1] : nullptr;
  const std::vector<std::size_t> keys = {sheet.column(mapping_.task)};
  for (std::size_t i = begin; i < rows.size(); ++i) {
    const TableRow& row = rows[i];
    switch (kind_of_row(row, keys, header)) {
      case RowKind::blank:
        continue;
      case RowKind::total:
        notes.total(row);
        continue;
      case RowKind::note:
        notes.note(row);
        continue;
      case RowKind::header_again:
        notes.repeated(row);
        continue;
      case RowKind::data:
        break;
    }
    if (row.hidden) notes.hidden(row);
    read_row(sheet, row, out);
  }
  notes.write(sheet.table, out.notes);
  return {};
}

void TaskReader::finish(Extracted& out) {
  std::map<std::pair<int, Date>, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < drafts_.size(); ++i) {
    groups[{drafts_[i].report.task, drafts_[i].report.as_of}].push_back(i);
  }
  for (std::size_t i = 0; i < drafts_.size(); ++i) {
    Draft& draft = drafts_[i];
    const auto& group = groups.at({draft.report.task, draft.report.as_of});
    const bool alike = std::all_of(group.begin(), group.end(), [&](std::size_t other) {
      return same_report(drafts_[other].report, draft.report);
    });
    if (!alike) {
      draft.cell.reason = "同一任务同一天有几种不同的说法，看不出哪个对：请只留一行";
      out.rejected.push_back(draft.cell);
    } else if (group.front() == i) {
      out.task_reports.push_back(draft.report);
    }
  }
  drafts_.clear();
}

}  // namespace planwatch
