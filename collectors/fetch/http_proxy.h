#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rules/model/result.h"

namespace planwatch {

// What goes wrong on the way through a proxy, said so that nobody looks for it at the server. `url`
// is without secrets; `proxy` as configured (a password has its own key), empty: the environment's.

// It did not come to a connection with the proxy; `words` are the library's.
Error proxy_is_unreachable(const std::string& url, const std::string& proxy,
                           std::string_view words);

// What the proxy answered when it was asked for a tunnel (CONNECT); empty for 2xx and for 0, where
// it was not asked. 5xx, 408 and 429 are transient: it could not reach the server.
std::optional<Error> error_of_connect(long status, const std::string& url,
                                      const std::string& proxy);

// Without a tunnel the proxy's own refusals look like the server's: what is said behind one. Empty
// where none was in the way.
std::string words_about_proxy(const std::string& url, const std::string& proxy);

// 407 in a tunnel or not (RFC 9110, 15.5.8), 401 before one.
Error proxy_wants_login(long status, const std::string& url, const std::string& proxy);

}  // namespace planwatch
