#include <algorithm>

#include "collectors/decode/csv_stream.h"
#include "tests/fuzz/fuzz_check.h"

namespace {

using namespace planwatch;

// What a table holds comes out of a stream as well, whatever the pieces.
void check_stream(std::string_view bytes, const Document& document) {
  if (document.encoding != "utf-8" && document.encoding != "ascii") return;
  const std::size_t piece = 1 + bytes.size() % 97;
  TextStream text(
      [rest = bytes, piece](char* into, std::size_t size) mutable -> Result<std::size_t> {
        const std::size_t count = std::min({size, piece, rest.size()});
        std::copy_n(rest.data(), count, into);
        rest.remove_prefix(count);
        return count;
      },
      Encoding::utf8);
  CsvStream stream(text, CsvFormat{}, fuzz::limits());
  for (const TableRow& row : document.tables.front().rows) {
    fuzz::require(stream.next() == CsvStream::Step::record, "the stream has every row");
    fuzz::require(stream.line() == row.number, "rows of the stream have their lines");
    const bool same = std::equal(
        row.cells.begin(), row.cells.end(), stream.fields().begin(), stream.fields().end(),
        [](const Cell& cell, std::string_view field) { return cell.text == field; });
    fuzz::require(same, "rows of the stream have the same cells");
  }
  fuzz::require(stream.next() == CsvStream::Step::end, "the stream has no other rows");
}

}  // namespace

// CSV of any separator and encoding.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document = decode(fuzz::bytes_of(data, size), CsvFormat{}, fuzz::limits());
  fuzz::check(document);
  if (document) check_stream(fuzz::bytes_of(data, size), *document);
  return 0;
}
