#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/model/result.h"

namespace planwatch {

// Cuts CSV text into records as RFC 4180 has it: fields in quotes may hold separators, line breaks
// and doubled quotes; a quote inside an unquoted field is a character like any other. Lines end
// with CRLF, LF or CR. The text must outlive the scanner.
class CsvScanner {
 public:
  // Reading stops with an error as soon as a record has more than `max_fields` fields.
  CsvScanner(std::string_view text, char separator, std::uint64_t max_fields)
      : text_(text), separator_(separator), max_fields_(max_fields) {}

  enum class Step { record, end, too_many_fields, failed };
  // Fills `fields` with the next record; a blank line is a record without fields.
  Step next(std::vector<std::string>& fields);

  std::uint32_t line() const { return record_line_; }  // where the record read last begins
  const Error& error() const { return error_; }        // after Step::failed

 private:
  bool read_quoted(std::string& field);
  void read_plain(std::string& field);
  bool at_line_end() const;
  void take_line_end();
  bool fail_at(std::uint32_t line, std::size_t column, std::string_view what);

  std::string_view text_;
  char separator_;
  std::uint64_t max_fields_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  std::uint32_t record_line_ = 1;
  std::size_t column_ = 0;  // of the field being read, from 1
  Error error_;
};

}  // namespace planwatch
