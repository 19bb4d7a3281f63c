#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "rules/model/feed_spec.h"
#include "rules/model/result.h"

namespace planwatch {

// One row of an answer: texts as the database wrote them, nothing for NULL.
using SqlCells = std::vector<std::optional<std::string>>;

// Rows as CSV (RFC 4180) in UTF-8: header first, CRLF, NULL as an empty field. Fields that hold any
// usual separator are quoted, so that nobody takes another one for the comma. Pure; keeps
// limits.rows, limits.columns and limits.bytes and refuses what exceeds them.
class SqlCsv {
 public:
  explicit SqlCsv(const FeedLimits& limits) : limits_(limits) {}
  std::optional<Error> header(const std::vector<std::string>& names);
  std::optional<Error> row(const SqlCells& cells);
  std::size_t rows() const { return rows_; }
  std::string take() { return std::move(text_); }

 private:
  std::optional<Error> field(const std::string& text, const std::string& column);

  FeedLimits limits_;
  std::vector<std::string> names_;
  std::string text_;
  std::size_t rows_ = 0;
};

}  // namespace planwatch
