#include "collectors/records/csv_records.h"

#include <algorithm>
#include <fmt/format.h>

#include "collectors/decode/budget.h"
#include "collectors/decode/csv_stream.h"
#include "collectors/decode/sniff.h"

namespace planwatch {
namespace {

constexpr std::size_t sniffed_bytes = 65'536;

// The beginning of a source, put back in front of the rest.
class Head {
 public:
  static Result<Head> read(ByteSource source, std::uint64_t most) {
    Head head(std::move(source), most);
    while (head.bytes_.size() < sniffed_bytes) {
      const std::size_t before = head.bytes_.size();
      head.bytes_.resize(sniffed_bytes);
      const auto count = head.source_(head.bytes_.data() + before, sniffed_bytes - before);
      head.bytes_.resize(before + count.value_or(0));
      if (!count) return tl::make_unexpected(count.error());
      if (*count == 0) break;
    }
    return head;
  }
  std::string_view bytes() const { return bytes_; }

  // Counts what it gives, so that a file that is longer than it may be ends early.
  Result<std::size_t> give(char* into, std::size_t size) {
    const std::size_t begun =
        static_cast<std::size_t>(std::min<std::uint64_t>(given_, bytes_.size()));
    std::size_t count = std::min(size, bytes_.size() - begun);
    std::copy_n(bytes_.data() + begun, count, into);
    if (count == 0) {
      auto read = source_(into, size);
      if (!read) return read;
      count = *read;
    }
    given_ += count;
    if (given_ <= most_) return count;
    return tl::make_unexpected(limit_exceeded("文件大小", "bytes", most_));
  }

 private:
  Head(ByteSource source, std::uint64_t most) : source_(std::move(source)), most_(most) {}

  ByteSource source_;
  std::uint64_t most_;
  std::string bytes_;
  std::uint64_t given_ = 0;
};

TableRow row_of(const CsvStream& stream) {
  TableRow row;
  row.number = stream.line();
  row.cells.reserve(stream.fields().size());
  for (const std::string_view field : stream.fields()) {
    const CellType type = field.empty() ? CellType::empty : CellType::text;
    row.cells.push_back({type, false, std::string(field)});
  }
  return row;
}

bool take_row(RecordCounter& counter, const TableRow& row) {
  std::vector<CellView> cells;
  cells.reserve(row.cells.size());
  for (const Cell& cell : row.cells) cells.push_back({cell.type, cell.text, cell.merged});
  return counter.take({row.number, row.hidden, cells});
}

// The header is looked for in the first rows, which are then counted like all the others.
Result<void> count_stream(CsvStream& stream, RecordCounter& counter) {
  Table head;
  head.addressing = Table::Addressing::line;
  auto step = stream.next();
  while (step == CsvStream::Step::record) {
    head.rows.push_back(row_of(stream));
    if (head.rows.size() == RecordCounter::head_rows) break;
    step = stream.next();
  }
  if (step == CsvStream::Step::failed) return tl::make_unexpected(stream.error());
  if (head.rows.empty()) {
    return fail(ErrorCode::invalid, "没有任何行：连表头也没有。请核对报送的是不是这张表");
  }
  const std::vector<TableRow> rows = head.rows;
  const auto data_begin = counter.begin(std::move(head), 0);
  if (!data_begin) return tl::make_unexpected(data_begin.error());
  for (std::size_t i = *data_begin; i < rows.size(); ++i) {
    if (!take_row(counter, rows[i])) return tl::make_unexpected(counter.error());
  }
  while (step == CsvStream::Step::record && (step = stream.next()) == CsvStream::Step::record) {
    if (!counter.take({stream.line(), false, {}, stream.fields()})) {
      return tl::make_unexpected(counter.error());
    }
  }
  if (step == CsvStream::Step::failed) return tl::make_unexpected(stream.error());
  return {};
}

struct Attempt {
  Result<Extracted> result;
  bool may_be_gb18030 = false;
  std::uint64_t offset = 0;
};

Attempt attempt(const ByteOpener& open, const CsvFormat& format, const FeedLimits& limits,
                const RecordsMapping& mapping, const Configuration& configuration) {
  auto source = open();
  if (!source) return {tl::make_unexpected(source.error())};
  auto head = Head::read(std::move(*source), limits.bytes);
  if (!head) return {tl::make_unexpected(head.error())};
  const Content content = sniff(head->bytes());
  if (content != Content::text && content != Content::json) {
    return {tl::make_unexpected(not_what_it_says(content, "CSV", head->bytes()))};
  }
  TextStream text([&](char* into, std::size_t size) { return head->give(into, size); },
                  format.encoding);
  CsvStream stream(text, format, limits);
  RecordCounter counter(mapping, configuration);
  if (const auto counted = count_stream(stream, counter); !counted) {
    return {tl::make_unexpected(counted.error()), text.may_be_gb18030(), text.offset()};
  }
  Extracted out;
  out.delivery.encoding = text.encoding();
  counter.finish(out);
  return {std::move(out)};
}

}  // namespace

Result<Extracted> count_csv(const ByteOpener& open, const CsvFormat& format,
                            const FeedLimits& limits, const RecordsMapping& mapping,
                            const Configuration& configuration) {
  Attempt first = attempt(open, format, limits, mapping, configuration);
  if (first.result || !first.may_be_gb18030) return std::move(first.result);
  CsvFormat other = format;
  other.encoding = Encoding::gb18030;
  Attempt second = attempt(open, other, limits, mapping, configuration);
  if (second.result || second.result.error().message.find("不是有效的 GB18030") != 0) {
    return std::move(second.result);
  }
  return fail(ErrorCode::invalid,
              fmt::format("编码无法识别：既不是 UTF-8（文件第{}字节），也不是 GB18030/GBK"
                          "（文件第{}字节）；{}",
                          first.offset + 1, second.offset + 1, how_to_save_text));
}

}  // namespace planwatch
