#include "collectors/decode/json_stream.h"
#include "tests/fuzz/fuzz_check.h"

namespace {

using namespace planwatch;

class Rows : public JsonRowSink {
 public:
  bool columns(const Table& head) override {
    for (const std::string& column : head.columns) text += column + "\n";
    return true;
  }
  bool row(std::uint32_t number, std::span<const CellView> cells) override {
    text += std::to_string(number);
    for (const CellView& cell : cells) {
      text += static_cast<char>('a' + static_cast<int>(cell.type));
      text += cell.text;
      text += '\t';
    }
    return true;
  }
  std::string text;
};

// Pieces of a few bytes, so that every input is cut many times.
void check_pieces(std::string_view bytes, const JsonFormat& format) {
  Rows pieces;
  const std::size_t piece = 1 + bytes.size() % 97;
  const auto read = stream_json_in_pieces(bytes, format, fuzz::limits(), pieces, piece);
  if (!read) return;
  Rows whole;
  const auto expected = stream_json(bytes, format, fuzz::limits(), whole);
  fuzz::require(expected.has_value(), "pieces take only what the whole reader takes");
  fuzz::require(*expected == *read, "pieces have the document's encoding");
  fuzz::require(whole.text == pieces.text, "pieces give the document's rows");
}

}  // namespace

// A JSON answer, with its rows where the seeds have them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const JsonFormat format{"/data/list"};
  fuzz::check(decode(fuzz::bytes_of(data, size), format, fuzz::limits()));
  check_pieces(fuzz::bytes_of(data, size), format);
  return 0;
}
