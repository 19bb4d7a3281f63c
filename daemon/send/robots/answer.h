#pragma once

#include <boost/json.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/fetch/http_client.h"
#include "daemon/send/channel.h"
#include "rules/model/date.h"

namespace planwatch {

// What reading an answer needs to know of the request it answers.
struct Asked {
  std::string url;
  std::vector<std::string> secrets;  // what must not be left in any text
  Instant now{};                     // when the answer came, machine's clock
};

// A vendor's answer as far as all of them agree: a JSON object with a whole number that is zero
// for success. Without one the answer says nothing, whatever the HTTP status.
struct VendorAnswer {
  std::optional<std::int64_t> code;
  std::string message;
  boost::json::object object;  // empty: no JSON object
};
// `code_names`: the first one that is there counts; also in quotes, as some gateways write it.
VendorAnswer parse_vendor_answer(std::string_view body,
                                 std::span<const std::string_view> code_names,
                                 std::span<const std::string_view> message_names);

// One row of a vendor's list of codes.
struct KnownCode {
  std::int64_t code;
  SendClass result;
  std::chrono::seconds wait;  // retry_later: how long to be quiet at least; 0: not said
  std::string_view hint;      // what it means and what to do
};
const KnownCode* find_code(std::span<const KnownCode> codes, std::int64_t code);

// The result of a row; `answer` as `answer_text` makes it.
SendResult result_of(const KnownCode& known, const VendorAnswer& answer, const Asked& asked);
// A code that the list does not have: refused for good, so that somebody looks.
SendResult result_of_unknown_code(const VendorAnswer& answer, const Asked& asked);
// What has no vendor's code: transport trouble and HTTP errors as for any webhook; a 2xx that
// cannot be understood may have been taken, or may be some proxy's page: unknown.
SendResult result_without_code(const Result<HttpResponse>& http, const Asked& asked);

// "错误码 45009：<hint>；对方应答：<message>": one line, short, without secrets.
std::string answer_text(std::int64_t code, std::string_view hint, std::string_view message,
                        const Asked& asked);

// "；…" when the answer's own Date is more than five minutes away from our clock, else empty: what
// to add to a complaint about a signature or a timestamp.
std::string skew_hint(const HttpResponse& response, Instant now);

// The value of a header; names are lower case. Empty: not there.
std::string_view header_of(const HttpResponse& response, std::string_view name);

}  // namespace planwatch
