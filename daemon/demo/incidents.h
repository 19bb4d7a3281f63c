#pragma once

#include <span>
#include <string_view>

namespace planwatch::demo {

// What goes wrong in the samples, on purpose and always in the same way.
struct Incident {
  enum class Kind {
    late,       // the report comes `workdays` after it was due
    corrected,  // first with a wrong numerator, `workdays` after that with the right one
    missing,    // the report never comes
    rejected,   // a cell holds `text` instead of a figure
  };
  Kind kind;
  std::string_view feed;
  unsigned month;              // the last month of the period that the report is about
  std::string_view indicator;  // corrected and rejected
  int workdays = 0;
  int first_thousandths = 1000;  // corrected: what the first numerator is of the right one
  std::string_view text;         // rejected
};

std::span<const Incident> incidents();
// Null: nothing of that kind happens to that report.
const Incident* find_incident(Incident::Kind kind, std::string_view feed, unsigned month);

}  // namespace planwatch::demo
