#pragma once

#include "collectors/fetch/http_client.h"

namespace planwatch {

// One request to a running daemon, to its end. An error only when nobody answered.
Result<HttpResponse> ask_daemon(HttpRequest request);

}  // namespace planwatch
