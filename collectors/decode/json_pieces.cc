// A document's rows piece by piece, each copied into a small buffer that stays in the cache and
// parsed there as an array of its own.
//
// Where a piece may be cut is guessed: behind a bracket that may be a row's last. Whether the guess
// was right shows by itself. Pieces are read from the left, and the first begins where a row
// does. If "[", a piece and "]" together are an array with nothing behind it, then the piece is
// whole rows parted by commas, and the next one begins between two rows again: no other reading of
// these bytes exists, whatever stands behind them. A cut inside a text leaves the text open, which
// the parser sees before it hands over anything; one inside a row leaves the row open, and the next
// piece begins with that row. The document without its rows is read as a document at the end.

#include <cstring>
#include <simdjson.h>
#include <vector>

#include "collectors/decode/json_reader.h"
#include "collectors/decode/json_stream.h"
#include "collectors/decode/utf8.h"

namespace planwatch {
namespace {

constexpr std::size_t longest_piece = std::size_t{1} << 24;
// How many brackets are tried, for some stand inside texts.
constexpr int most_tries = 8;

class Pieces {
 public:
  Pieces(std::string_view bytes, const JsonFormat& format, const FeedLimits& limits,
         JsonRowSink& sink)
      : bytes_(bytes), format_(format), limits_(limits), reader_(format, limits, &sink) {}

  bool read(std::size_t piece) {
    return grow_to(piece) && find_rows() && read_rows() && read_without_rows();
  }
  std::string encoding() const { return ascii_ ? "ascii" : "utf-8"; }

 private:
  using End = JsonReader::End;
  enum class Next { go_on, ended, failed };

  bool find_rows();
  bool read_rows();
  Next read_piece();
  Next pass_comma();
  bool read_without_rows();

  bool grow_to(std::size_t piece);
  bool grow();
  std::size_t beyond_spaces(std::size_t at) const;
  std::string_view load(std::string_view before, std::string_view text, std::string_view behind);
  std::string_view ahead() const { return bytes_.substr(at_, piece_); }

  std::string_view bytes_;
  const JsonFormat& format_;
  const FeedLimits& limits_;
  JsonReader reader_;
  std::vector<char> buffer_;
  std::size_t piece_ = 0;
  std::size_t at_ = 0;          // where the next piece begins
  std::size_t rows_begin_ = 0;  // behind the bracket that opens the rows
  std::size_t rows_end_ = 0;    // of the bracket that ends them
  bool ascii_ = true;
};

bool Pieces::grow_to(std::size_t piece) {
  piece_ = piece;
  buffer_.resize(piece + 2 + simdjson::SIMDJSON_PADDING);
  return reader_.reserve(piece + 2);
}

// Where a piece of this size does not hold one whole row.
bool Pieces::grow() {
  if (piece_ >= longest_piece || at_ + piece_ >= bytes_.size()) return false;
  return grow_to(piece_ * 2);
}

std::size_t Pieces::beyond_spaces(std::size_t at) const {
  return std::min(bytes_.find_first_not_of(" \t\r\n", at), bytes_.size());
}

// Zeros behind it, as JsonReader wants them: the last piece may have been longer.
std::string_view Pieces::load(std::string_view before, std::string_view text,
                              std::string_view behind) {
  char* to = buffer_.data();
  for (const std::string_view part : {before, text, behind})
    to = std::copy(part.begin(), part.end(), to);
  std::memset(to, 0, simdjson::SIMDJSON_PADDING);
  return {buffer_.data(), static_cast<std::size_t>(to - buffer_.data())};
}

bool Pieces::find_rows() {
  do {
    std::string_view beginning = ahead();
    for (int tries = 0; tries < most_tries; ++tries) {
      const std::size_t cut = beginning.find_last_of("[{}]");
      if (cut == std::string_view::npos) break;
      const std::size_t found = reader_.find_rows(load({}, beginning.substr(0, cut + 1), {}));
      if (found != std::string_view::npos) {
        rows_begin_ = found + 1;
        at_ = beyond_spaces(rows_begin_);
        return at_ < bytes_.size();
      }
      beginning = beginning.substr(0, cut);
    }
  } while (grow());
  return false;
}

bool Pieces::read_rows() {
  Next next = bytes_[at_] == ']' ? Next::ended : Next::go_on;
  rows_end_ = at_;
  while (next == Next::go_on) next = read_piece();
  return next == Next::ended;
}

// At at_ a row begins, or what should be one.
Pieces::Next Pieces::read_piece() {
  // A row that is an array could be ended by the bracket that is put behind the piece.
  if (bytes_[at_] != '{') return Next::failed;
  std::string_view text = ahead();
  JsonReader::Piece piece{End::unreadable, 0};
  for (int tries = 0; tries < most_tries && piece.end == End::unreadable; ++tries) {
    const std::size_t cut = text.rfind('}');
    if (cut == std::string_view::npos) break;
    text = text.substr(0, cut + 1);
    // No text holds a NUL; the whole document's reader says where it is.
    if (std::memchr(text.data(), '\0', text.size()) != nullptr) return Next::failed;
    piece = reader_.read_piece(load("[", text, "]"));
    if (piece.end == End::unreadable) text.remove_suffix(1);
  }
  ascii_ = ascii_ && is_ascii(text);
  switch (piece.end) {
    case End::whole:
      at_ += text.size();
      return pass_comma();
    case End::rows_ended:
      rows_end_ = at_ + piece.at - 1;
      return Next::ended;
    case End::row_cut:
      // Not even its first row was whole.
      if (piece.at == 1) return grow() ? Next::go_on : Next::failed;
      at_ += piece.at - 1;
      return Next::go_on;
    case End::unreadable:
      return grow() ? Next::go_on : Next::failed;
    case End::broken:
    case End::stopped:
      break;
  }
  return Next::failed;
}

// Behind a row: another one has to follow a comma.
Pieces::Next Pieces::pass_comma() {
  at_ = beyond_spaces(at_);
  if (at_ == bytes_.size()) return Next::failed;
  if (bytes_[at_] == ']') {
    rows_end_ = at_;
    return Next::ended;
  }
  if (bytes_[at_] != ',') return Next::failed;
  at_ = beyond_spaces(at_ + 1);
  return at_ < bytes_.size() ? Next::go_on : Next::failed;
}

// What stands around the rows, with an empty array in their place.
bool Pieces::read_without_rows() {
  std::string rest;
  rest.reserve(rows_begin_ + bytes_.size() - rows_end_ + simdjson::SIMDJSON_PADDING);
  rest.append(bytes_.substr(0, rows_begin_)).append(bytes_.substr(rows_end_));
  ascii_ = ascii_ && is_ascii(rest);
  if (rest.find('\0') != std::string::npos) return false;
  return JsonReader(format_, limits_).read(rest).has_value();
}

}  // namespace

std::optional<std::string> stream_json_in_pieces(std::string_view bytes, const JsonFormat& format,
                                                 const FeedLimits& limits, JsonRowSink& sink,
                                                 std::size_t piece) {
  Pieces pieces(bytes, format, limits, sink);
  if (!pieces.read(piece)) return std::nullopt;
  return pieces.encoding();
}

}  // namespace planwatch
