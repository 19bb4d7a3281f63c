#pragma once

#include <string>
#include <vector>

#include "collectors/extract/template_form.h"
#include "rules/engine/snapshot.h"
#include "rules/model/result.h"

namespace planwatch {

// What a unit is asked for one period. Pure data: write_template.h makes a workbook of it.
struct FormRow {
  bool of_task = false;
  std::string id;
  std::string name;
  std::string measure;      // unit of measure; of a task the month in which it is due
  std::string target;       // as people read it; of a task empty
  std::string last_period;  // of the last figure that is known; empty: none
  std::string last_value;   // or the last state
  Measure kind = Measure::count;
  Period period;                      // of the figure
  std::vector<TemplateField> inputs;  // empty: not asked for in this period
};
struct ReportForm {
  std::string plan;
  std::string plan_name;
  int year = 0;
  std::string unit;
  std::string area;
  Period period;  // a month; figures of a quarter are asked for in its last one
  std::vector<FormRow> indicators;
  std::vector<FormRow> tasks;
};

// The last month that was over at the snapshot's time, within the plan's year.
Period period_to_report(const Snapshot& snapshot);
// Of the feed with a template mapping of this unit where there is one, else all that the unit
// answers for. Errors: no such unit (names those there are), nothing to report, another year.
Result<ReportForm> report_form_of(const Snapshot& snapshot, const UnitId& unit,
                                  const Period& period);

}  // namespace planwatch
