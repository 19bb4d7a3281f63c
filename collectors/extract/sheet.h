#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "collectors/decode/table.h"
#include "collectors/extract/header.h"
#include "collectors/extract/name_period.h"
#include "rules/model/observation.h"

namespace planwatch {

// A cell's place, for as long as its table is there.
class CellRef {
 public:
  CellRef(const Table& table, std::uint16_t sheet, const TableRow& row, std::size_t column)
      : table_(&table), row_(&row), column_(column), sheet_(sheet) {}
  Place place() const;
  std::string where() const;
  RejectedRow rejected(std::string reason) const;

 private:
  const Table* table_;
  const TableRow* row_;
  std::size_t column_;
  std::uint16_t sheet_;
};

// One table of a document with its header found: what the readers of rows share.
struct Sheet {
  const Table& table;
  std::uint16_t number = 0;  // position in Delivery::sheets, from 1; 0: the format has none
  Header header;
  NamePeriod stated;  // by the file's name, title rows and the sheet's name

  const Cell& cell(const TableRow& row, std::size_t column) const;
  // Precondition: find_header succeeded with this name.
  std::size_t column(std::string_view name) const;
  // The header for reading units: the names and the units row below them.
  std::string unit_header(std::size_t column) const;
  CellRef ref(const TableRow& row, std::size_t column) const {
    return {table, number, row, column};
  }
  Place place(const TableRow& row, std::size_t column) const { return ref(row, column).place(); }
  RejectedRow rejected(const TableRow& row, std::size_t column, std::string reason) const;
};

// Rows that were passed over or are worth saying, collected per sheet.
class RowNotes {
 public:
  void total(const TableRow& row) { totals_.push_back(row.number); }
  void note(const TableRow& row) { notes_.push_back(row.number); }
  void hidden(const TableRow& row) { hidden_.push_back(row.number); }
  void repeated(const TableRow& row) { repeated_.push_back(row.number); }
  void write(const Table& table, std::vector<std::string>& out) const;

 private:
  std::vector<std::uint32_t> totals_, notes_, hidden_, repeated_;
};

}  // namespace planwatch
