#include "collectors/decode/decoders.h"

namespace planwatch {

Result<Document> decode_as(std::string_view, const OdsFormat&, const FeedLimits&) {
  return fail(ErrorCode::invalid, "TODO");
}

}  // namespace planwatch
