#include "collectors/read/read_body.h"

#include <algorithm>
#include <memory>

#include "collectors/decode/any_table.h"
#include "collectors/decode/sniff.h"
#include "collectors/read/body_file.h"
#include "collectors/records/csv_records.h"
#include "collectors/records/json_records.h"

namespace planwatch {
namespace {

// The same string again and again, from its beginning.
ByteOpener opener_of(std::string_view bytes) {
  return [bytes]() -> Result<ByteSource> {
    return ByteSource([rest = bytes](char* into, std::size_t size) mutable -> Result<std::size_t> {
      const std::size_t count = std::min(size, rest.size());
      std::copy_n(rest.data(), count, into);
      rest.remove_prefix(count);
      return count;
    });
  };
}

Result<Extracted> with_name(Result<Extracted> extracted, const std::string& source) {
  if (extracted) return extracted;
  Error error = extracted.error();
  error.message = source + "：" + error.message;
  return tl::make_unexpected(std::move(error));
}

// A filled-in template says in another sheet what its cells are: all of them are needed.
Result<Document> decode_for(const FeedSpec& feed, std::string_view bytes) {
  if (!std::holds_alternative<TemplateMapping>(feed.mapping)) {
    return decode(bytes, feed.format, feed.limits);
  }
  return decode_all_sheets(bytes, feed.format, feed.limits);
}

Result<Extracted> read_whole(std::string_view bytes, const FetchedBody& body, const FeedSpec& feed,
                             const Configuration& configuration) {
  const auto* records = std::get_if<RecordsMapping>(&feed.mapping);
  const auto* json = std::get_if<JsonFormat>(&feed.format);
  if (auto checked = check_not_wps(body.source, bytes); !checked) {
    return tl::make_unexpected(checked.error());
  }
  if (records != nullptr && json != nullptr) {
    return with_name(count_json(bytes, *json, feed.limits, *records, configuration), body.source);
  }
  const Result<Document> document = decode_for(feed, bytes);
  if (!document) return tl::make_unexpected(document.error());
  return extract(*document, feed, configuration, body.source);
}

}  // namespace

Result<Extracted> read_body(const FetchedBody& body, const FeedSpec& feed,
                            const Configuration& configuration) {
  const auto* records = std::get_if<RecordsMapping>(&feed.mapping);
  const auto* csv = std::get_if<CsvFormat>(&feed.format);
  BodyFile file(body);
  const bool in_place = !body.file.empty();
  std::uint64_t bytes = body.bytes.size();
  Result<Extracted> extracted;
  if (records != nullptr && csv != nullptr) {
    const ByteOpener opener =
        in_place ? [&file] { return file.open_ahead(); } : opener_of(body.bytes);
    extracted =
        with_name(count_csv(opener, *csv, feed.limits, *records, configuration), body.source);
  } else if (in_place) {
    const auto all = file.read(feed.limits.bytes);
    if (!all) return tl::make_unexpected(all.error());
    extracted = read_whole(*all, body, feed, configuration);
  } else {
    extracted = read_whole(body.bytes, body, feed, configuration);
  }
  if (!extracted) return extracted;
  if (in_place) bytes = file.bytes();
  Delivery& delivery = extracted->delivery;
  delivery.source = body.source;
  delivery.sha256 = body.sha256;
  delivery.bytes = bytes;
  return extracted;
}

Result<Document> decode_body(const FetchedBody& body, const FeedSpec& feed) {
  if (!body.file.empty()) return Document{};
  if (auto checked = check_not_wps(body.source, body.bytes); !checked) {
    return tl::make_unexpected(checked.error());
  }
  return decode_for(feed, body.bytes);
}

}  // namespace planwatch
