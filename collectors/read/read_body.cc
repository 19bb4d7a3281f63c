#include "collectors/read/read_body.h"

namespace planwatch {

Result<Extracted> read_body(const FetchedBody& body, const FeedSpec& feed,
                            const Configuration& configuration) {
  const Result<Document> document = decode(body.bytes, feed.format, feed.limits);
  if (!document) return tl::make_unexpected(document.error());
  Result<Extracted> extracted = extract(*document, feed, configuration, body.source);
  if (!extracted) return extracted;
  Delivery& delivery = extracted->delivery;
  delivery.source = body.source;
  delivery.sha256 = body.sha256;
  delivery.bytes = body.bytes.size();
  delivery.encoding = document->encoding;
  return extracted;
}

}  // namespace planwatch
