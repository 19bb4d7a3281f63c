#include "collectors/read/read_body.h"

#include "collectors/decode/decoders.h"

namespace planwatch {

namespace {

// A filled-in template says in another sheet what its cells are: all of them are needed.
Format format_for(const FeedSpec& feed) {
  if (!std::holds_alternative<TemplateMapping>(feed.mapping)) return feed.format;
  if (std::holds_alternative<OdsFormat>(feed.format)) return OdsFormat{all_sheets};
  if (std::holds_alternative<XlsFormat>(feed.format)) return XlsFormat{all_sheets};
  return XlsxFormat{all_sheets};
}

}  // namespace

Result<Extracted> read_body(const FetchedBody& body, const FeedSpec& feed,
                            const Configuration& configuration) {
  const Result<Document> document = decode(body.bytes, format_for(feed), feed.limits);
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
