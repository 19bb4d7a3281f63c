#include "collectors/decode/decoders.h"

namespace planwatch {

Result<Document> decode_as(std::string_view, const XmlFormat&, const FeedLimits&) {
  return fail(ErrorCode::invalid, "TODO");
}

}  // namespace planwatch
