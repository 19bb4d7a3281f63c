#pragma once

#include <optional>
#include <string>

#include "collectors/fetch/http_client.h"

namespace planwatch {

// Empty for 2xx. 5xx, 408 and 429 are transient. `url` is without secrets; `proxy` as in
// http_proxy.h.
std::optional<Error> error_of_status(const HttpResponse& response, const std::string& url,
                                     const std::string& proxy);

}  // namespace planwatch
