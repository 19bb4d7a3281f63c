#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/fetch/http_client.h"
#include "daemon/send/message.h"
#include "rules/notify/notice.h"

namespace planwatch {

// A message as it goes onto the wire.
struct EncodedMessage {
  HttpRequest request;
  std::vector<std::string> secrets;  // what an answer may repeat and no text may show
};

// A POST of one JSON object in raw UTF-8: ten seconds to connect, thirty in all, at most 1 MiB of
// answer, redirects never followed.
HttpRequest json_post(std::string url, const boost::json::value& body);
// The base address without slashes at its end, then `path`.
std::string address_at(std::string_view base, std::string_view path);

// Only a message with one item is shortened: one with more is for the vendor to refuse and for the
// outbox to split, so that no item is lost.
bool may_shorten(const Notice& notice);

// What of `most` bytes is left beside `used`.
constexpr std::size_t room_beside(std::size_t used, std::size_t most) {
  return used < most ? most - used : 0;
}

// The title in at most 200 bytes; never empty, because vendors insist on one.
std::string short_title(const std::string& title);

// Every `mark`, in whatever letters, written so that it means nothing to the vendor: mentions come
// from the notice's people alone, never from a text. Its "<" becomes the full-width one. `mark`
// begins with "<".
std::string without_mark(std::string text, std::string_view mark);

boost::json::array json_list(const std::vector<std::string>& texts);

}  // namespace planwatch
