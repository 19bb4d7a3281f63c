#pragma once

#include <string>

#include "daemon/cli/verbs.h"

namespace planwatch {

struct TemplateWords {
  std::string unit;
  std::string period;  // 2025-11; empty: the last month that is over
  std::string out;     // empty: 填报模板_UNIT_PERIOD.xlsx
};
// Writes the workbook that a unit fills in, from the plan and what the store knows.
int template_verb(const CommonOptions& options, const TemplateWords& words);

struct ReportWords {
  std::string feed;
  std::string file;
  std::string person;  // without tokens
  bool partial = false;
  std::string marked;  // where the marked copy goes when there are problems; empty: nowhere
  DaemonAddress daemon;
};
// Hands a file to the running daemon and prints what became of it, or every problem cell by cell.
int report_verb(const CommonOptions& options, const ReportWords& words);

}  // namespace planwatch
