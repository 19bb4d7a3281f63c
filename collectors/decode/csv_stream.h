#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "collectors/decode/csv_cutter.h"
#include "collectors/decode/text_stream.h"
#include "rules/model/feed_spec.h"

namespace planwatch {

// The records of a CSV of any length, one after the other, in a buffer of a fixed size.
class CsvStream {
 public:
  // A longer record is an error: a quote that nobody closed, or no CSV at all.
  static constexpr std::size_t max_record_bytes = 1 << 20;

  // `text` must outlive the stream.
  CsvStream(TextStream& text, const CsvFormat& format, const FeedLimits& limits);

  enum class Step { record, end, failed };
  Step next();  // blank lines are passed over

  // Good until the next call.
  std::span<const std::string_view> fields() const { return cutter_.fields(); }
  std::uint32_t line() const { return cutter_.line(); }
  const Error& error() const { return error_; }

 private:
  static constexpr std::size_t piece_bytes = 1 << 18;

  bool start(char declared_separator);
  bool fill(std::size_t at_least);
  bool stop(Error error);

  TextStream& text_;
  FeedLimits limits_;
  char declared_;
  CsvCutter cutter_{',', 0};
  std::vector<char> buffer_;
  std::size_t begin_ = 0;  // of what was given to the cutter
  std::size_t end_ = 0;
  bool begun_ = false;
  bool last_ = false;
  std::uint32_t records_ = 0;
  Error error_;
};

}  // namespace planwatch
