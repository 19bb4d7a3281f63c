#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "collectors/fetch/http_client.h"
#include "daemon/send/channel.h"

namespace planwatch {

// What both gateways' answers have in common.

std::optional<boost::json::object> json_object(const std::string& body);
// Empty when there is no such text.
std::string text_in(const boost::json::object& object, std::string_view name);

// An answer that is not the gateway's: no JSON, or no code in it. 2xx says nothing then: whether
// the message was taken is unknown.
SendResult without_code(const HttpResponse& answer);
// No answer at all. `url` holds the people's numbers and is not shown.
SendResult without_answer(const Error& error, const std::string& url, const std::string& base);

}  // namespace planwatch
