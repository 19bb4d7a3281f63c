#include "collectors/records/json_records.h"

#include "collectors/decode/budget.h"
#include "collectors/decode/json_stream.h"
#include "collectors/extract/records.h"

namespace planwatch {
namespace {

class Counting : public JsonRowSink {
 public:
  explicit Counting(RecordCounter& counter) : counter_(counter) {}

  bool columns(const Table& head) override {
    const auto same = counter_.begin_columns(head);
    if (!same) error_ = same.error();
    other_columns_ = same && !*same;
    return same && *same;
  }
  bool row(std::uint32_t number, std::span<const CellView> cells) override {
    any_ = true;
    if (counter_.take({number, false, cells})) return true;
    error_ = counter_.error();
    return false;
  }

  // The mapped columns became others on the way.
  bool other_columns() const { return other_columns_; }
  bool any() const { return any_; }
  const Error& error() const { return error_; }

 private:
  RecordCounter& counter_;
  bool other_columns_ = false;
  bool any_ = false;
  Error error_;
};

Result<Extracted> count_whole(std::string_view bytes, const JsonFormat& format,
                              const FeedLimits& limits, const RecordsMapping& mapping,
                              const Configuration& configuration) {
  const auto document = decode(bytes, format, limits);
  if (!document) return tl::make_unexpected(document.error());
  Extracted out;
  out.delivery.encoding = document->encoding;
  const auto counted = extract_records(*document, mapping, configuration, out);
  if (!counted) return tl::make_unexpected(counted.error());
  return out;
}

// What all records came to.
Result<Extracted> finished(RecordCounter& counter, const Counting& counting, std::string encoding) {
  Extracted out;
  out.delivery.encoding = std::move(encoding);
  if (!counting.any()) {
    out.notes.emplace_back("内容没有数据行");
    return out;
  }
  if (const auto all = counter.check_columns(); !all) return tl::make_unexpected(all.error());
  counter.finish(out);
  return out;
}

// From here on pieces are worth it.
constexpr std::size_t large = 4 * json_piece_bytes;

}  // namespace

Result<Extracted> count_json(std::string_view bytes, const JsonFormat& format,
                             const FeedLimits& limits, const RecordsMapping& mapping,
                             const Configuration& configuration) {
  if (bytes.size() > limits.bytes) {
    return tl::make_unexpected(limit_exceeded("文件大小", "bytes", limits.bytes));
  }
  if (bytes.size() >= large) {
    RecordCounter counter(mapping, configuration);
    Counting counting(counter);
    auto encoding = stream_json_in_pieces(bytes, format, limits, counting);
    if (encoding) return finished(counter, counting, *std::move(encoding));
    if (counting.other_columns()) return count_whole(bytes, format, limits, mapping, configuration);
    // What was counted is dropped: the whole document is read from its beginning and says why.
  }
  RecordCounter counter(mapping, configuration);
  Counting counting(counter);
  auto encoding = stream_json(bytes, format, limits, counting);
  if (counting.other_columns()) return count_whole(bytes, format, limits, mapping, configuration);
  if (!encoding && encoding.error().message.empty()) return tl::make_unexpected(counting.error());
  if (!encoding) return tl::make_unexpected(encoding.error());
  return finished(counter, counting, *std::move(encoding));
}

}  // namespace planwatch
