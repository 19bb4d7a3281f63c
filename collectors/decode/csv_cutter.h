#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/decode/csv_marks.h"
#include "rules/model/result.h"

namespace planwatch {

// CsvScanner for texts that pass by in pieces: the same records, fields, lines and errors, found 64
// bytes at a time. Fields are views into the piece.
class CsvCutter {
 public:
  // Readable bytes that must follow every piece; their content does not matter.
  static constexpr std::size_t padding = csv_block;

  CsvCutter(char separator, std::uint64_t max_fields)
      : separator_(separator), max_fields_(max_fields) {}

  // The next piece, which begins with what the last one left over (see `left`). Doubled quotes are
  // made single inside it. `last`: nothing follows.
  void give(char* text, std::size_t size, bool last);

  enum class Step { record, more, end, too_many_fields, failed };
  // `more`: the piece ends inside a record, which begins at `left`. A blank line is a record
  // without fields.
  Step next();

  std::span<const std::string_view> fields() const { return {fields_.data(), count_}; }
  std::uint32_t line() const { return record_line_; }  // where the record read last begins
  std::size_t left() const { return at_; }
  const Error& error() const { return error_; }  // after Step::failed
  void skip_lines(std::uint32_t lines) { line_ += lines; }

 private:
  enum class Field { ended, line_ended, text_ended, more, failed };
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

  std::uint64_t marks_at(std::size_t block) const;
  std::size_t next_mark();
  std::size_t pass_plain(std::size_t& start);
  void put(const char* begin, std::size_t size);
  Field cut_plain(std::size_t start, std::size_t mark, std::size_t& next);
  Field cut_quoted(std::size_t start, std::size_t& next);
  Field after_quote(std::size_t start, std::size_t quote, std::size_t& next);
  Field end_at(std::size_t mark, std::size_t& next);
  bool take_break(std::size_t mark, std::size_t& next);
  void make_single(std::size_t field);
  Field fail_at(std::uint32_t line, std::string_view what);

  char separator_;
  std::uint64_t max_fields_;
  char* text_ = nullptr;
  std::size_t size_ = 0;
  bool last_ = false;
  std::size_t at_ = 0;       // where the next record begins
  std::size_t block_ = 0;    // of marks_
  std::uint64_t marks_ = 0;  // separators, quotes and line breaks not passed yet
  std::uint32_t line_ = 1;
  std::uint32_t record_line_ = 1;
  std::uint32_t breaks_ = 0;  // line breaks inside the record being cut
  std::vector<std::string_view> fields_ = std::vector<std::string_view>(32);
  std::size_t count_ = 0;             // of fields_ that the record has
  std::vector<std::size_t> doubled_;  // fields with doubled quotes
  bool has_doubled_ = false;
  Error error_;
};

}  // namespace planwatch
