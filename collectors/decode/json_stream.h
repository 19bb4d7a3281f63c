#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "collectors/decode/cell_view.h"
#include "rules/model/feed_format.h"
#include "rules/model/feed_spec.h"

namespace planwatch {

// Takes the rows of a JSON document one after the other, as decode_as(JsonFormat) would put them
// into a table. False from either ends the reading; the sink knows why.
class JsonRowSink {
 public:
  virtual ~JsonRowSink() = default;
  // Before the first row that has a column more: `head` has the columns met so far and no rows.
  virtual bool columns(const Table& head) = 0;
  // The cells by column; good until the call returns.
  virtual bool row(std::uint32_t number, std::span<const CellView> cells) = 0;
};

// The same checks and errors as decode_as; what had been handed over before an error must not be
// used then. Nothing is kept of a row that has passed, so that the document's copy and the parser's
// index are all that it costs: less than three times the document, itself included. Answers with
// the encoding; an empty error message where the sink ended it.
Result<std::string> stream_json(std::string_view bytes, const JsonFormat& format,
                                const FeedLimits& limits, JsonRowSink& sink);

// The same rows of a large document piece by piece, which takes half the time and next to no memory
// beside the document. Whatever is not as it should be (a syntax error, another encoding than
// UTF-8, a limit, rows that are arrays or longer than 16 MiB, a sink that wants no more) is no
// answer: what had been handed over must not be used then, and stream_json has to tell what it is.
// `piece`: the bytes of a piece, more where a row is longer.
inline constexpr std::size_t json_piece_bytes = std::size_t{1} << 18;
std::optional<std::string> stream_json_in_pieces(std::string_view bytes, const JsonFormat& format,
                                                 const FeedLimits& limits, JsonRowSink& sink,
                                                 std::size_t piece = json_piece_bytes);

}  // namespace planwatch
