#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/extract/sheet.h"
#include "rules/model/feed_spec.h"
#include "rules/model/plan.h"
#include "rules/model/result.h"

namespace planwatch {

// 未启动, 未开始; 进行中, 推进中; 已完成, 完成, 办结, 已办结.
std::optional<TaskState> parse_task_state(std::string_view text);

// Reads the rows of one document's sheets into task reports. Two rows of one task and day that
// differ are both refused; equal ones are kept once.
class TaskReader {
 public:
  TaskReader(const TaskMapping& mapping, const Plan& plan) : mapping_(mapping), plan_(plan) {}

  static std::vector<std::string> wanted_columns(const TaskMapping& mapping, const Table& table);
  // An error when no day is stated anywhere: no as_of column and no period in name or title.
  Result<void> read(const Sheet& sheet, Extracted& out);
  void finish(Extracted& out);

 private:
  struct Draft {
    TaskReport report;
    RejectedRow cell;
  };
  void read_row(const Sheet& sheet, const TableRow& row, Extracted& out);
  std::optional<int> read_number(const Sheet& sheet, const TableRow& row, Extracted& out) const;
  std::optional<Date> read_as_of(const Sheet& sheet, const TableRow& row, Extracted& out) const;
  void read_details(const Sheet& sheet, const TableRow& row, TaskReport& report,
                    Extracted& out) const;

  const TaskMapping& mapping_;
  const Plan& plan_;
  std::vector<Draft> drafts_;
};

}  // namespace planwatch
