#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "rules/model/feed_spec.h"
#include "rules/model/result.h"

namespace planwatch {

// What a table may cost, counted while it is read, so that a hostile document ends early. Cells
// count with their size in memory, gaps included: together they stay under limits.inflated_bytes.
class TableBudget {
 public:
  explicit TableBudget(const FeedLimits& limits) : limits_(limits) {}

  // Each is false once its limit is exceeded; `error` then says which one and its value.
  bool take_row();
  void give_back_row() { --rows_; }          // the one taken last
  bool take_column(std::uint64_t position);  // counted from 1
  bool take_cell(std::size_t text_bytes) { return take_cells(1, text_bytes); }
  bool take_cells(std::uint64_t cells, std::uint64_t text_bytes);

  const FeedLimits& limits() const { return limits_; }
  bool exceeded() const { return exceeded_ != Exceeded::nothing; }
  Error error() const;

 private:
  enum class Exceeded { nothing, rows, columns, memory };
  FeedLimits limits_;
  std::uint64_t rows_ = 0;
  std::uint64_t bytes_ = 0;
  Exceeded exceeded_ = Exceeded::nothing;
};

// "<what>超过上限 <setting> = <value>：…". `setting` is the key under the feed's `limits`.
Error limit_exceeded(std::string_view what, std::string_view setting, std::uint64_t value);

// 512 MiB, 64 KiB, 100 B: as limits are written in the configuration.
std::string size_text(std::uint64_t bytes);

}  // namespace planwatch
