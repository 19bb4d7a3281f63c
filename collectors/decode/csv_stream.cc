#include "collectors/decode/csv_stream.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>

#include "collectors/decode/budget.h"
#include "collectors/decode/csv.h"

namespace planwatch {

CsvStream::CsvStream(TextStream& text, const CsvFormat& format, const FeedLimits& limits)
    : text_(text),
      limits_(limits),
      declared_(format.separator),
      buffer_(max_record_bytes + piece_bytes + CsvCutter::padding) {}

bool CsvStream::stop(Error error) {
  error_ = std::move(error);
  return false;
}

// Moves what is left to the buffer's beginning and adds at least so many bytes, unless the text
// ends before.
bool CsvStream::fill(std::size_t at_least) {
  const std::size_t left = end_ - begin_;
  std::memmove(buffer_.data(), buffer_.data() + begin_, left);
  begin_ = 0;
  end_ = left;
  const std::size_t room_until = std::min(left + piece_bytes, buffer_.size() - CsvCutter::padding);
  while (!last_ && end_ < left + at_least && room_until - end_ >= TextStream::least_room) {
    const auto count = text_.read(buffer_.data() + end_, room_until - end_);
    if (!count) return stop(count.error());
    last_ = *count == 0;
    end_ += *count;
  }
  // DOS's end of file.
  if (last_ && end_ > 0 && buffer_[end_ - 1] == '\x1A') --end_;
  return true;
}

bool CsvStream::start(char declared_separator) {
  begun_ = true;
  if (!fill(separator_sample_bytes)) return false;
  const CsvStart found = start_of_csv({buffer_.data(), end_}, declared_separator);
  begin_ = found.bytes;
  cutter_ = CsvCutter(found.separator, limits_.columns);
  cutter_.skip_lines(found.lines);
  cutter_.give(buffer_.data() + begin_, end_ - begin_, last_);
  return true;
}

CsvStream::Step CsvStream::next() {
  if (!begun_ && !start(declared_)) return Step::failed;
  while (true) {
    switch (cutter_.next()) {
      case CsvCutter::Step::record:
        if (cutter_.fields().empty()) continue;
        if (++records_ <= limits_.rows) return Step::record;
        stop(limit_exceeded("行数", "rows", limits_.rows));
        return Step::failed;
      case CsvCutter::Step::end:
        return Step::end;
      case CsvCutter::Step::too_many_fields:
        stop(limit_exceeded("列数", "columns", limits_.columns));
        return Step::failed;
      case CsvCutter::Step::failed:
        stop(cutter_.error());
        return Step::failed;
      case CsvCutter::Step::more:
        break;
    }
    begin_ += cutter_.left();
    if (end_ - begin_ >= max_record_bytes) {
      stop({ErrorCode::too_large, false,
            fmt::format("CSV 第{}行超过 {}：可能有引号没有结束，或不是表格；请用 Excel 打开"
                        "核对后另存为 CSV",
                        cutter_.line(), size_text(max_record_bytes))});
      return Step::failed;
    }
    if (!fill(TextStream::least_room)) return Step::failed;
    cutter_.give(buffer_.data(), end_, last_);
  }
}

}  // namespace planwatch
