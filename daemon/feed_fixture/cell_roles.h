#pragma once

#include <optional>
#include <string>
#include <vector>

#include "collectors/decode/table.h"
#include "rules/model/configuration.h"

namespace planwatch {

// What the mapping makes of a column, which says how much of its cells has to stay.
enum class CellRole : std::uint8_t {
  unread,      // nothing looks at it
  figure,      // numbers, dates, periods and words of the plan
  free_text,   // evidence, remarks
  person,      // who closed a task
  record_key,  // says only which records are the same
  filter       // says only whether a record counts
};

// One table's columns. `names` are the joined header; the first `data_begin` rows are above the
// data.
struct TableRoles {
  std::vector<CellRole> columns;
  std::vector<std::string> names;
  std::vector<std::string> wanted;  // what the mapping calls the columns that it reads
  std::size_t data_begin = 0;
  std::vector<RecordFilter> filters;  // of records, those of all aggregates
  bool read = false;                  // whether the mapping reads the table at all

  CellRole role(std::size_t column) const {
    return column < columns.size() ? columns[column] : CellRole::unread;
  }
};

// By the feed's mapping, found as the readers find them. Pure.
std::vector<TableRoles> roles_of(const Document& document, const FeedSpec& feed);

}  // namespace planwatch
