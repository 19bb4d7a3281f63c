#pragma once

#include <optional>
#include <string>

#include "collectors/fetch/http_client.h"
#include "daemon/cli/verbs.h"

namespace planwatch {

// Whether the daemon can tell who acts: by a token, or because the person is named. Otherwise
// prints what is missing; return 64.
bool says_who(const DaemonAddress& address, const std::string& person, const std::string& action);

// One question to the running daemon, or one action of a person there, because it alone writes the
// store. `path` begins with /api/v1/ and may have a query; a body makes it a POST of JSON. What
// went wrong is printed; empty: return 1.
std::optional<std::string> ask(const CommonOptions& options, const DaemonAddress& address,
                               const std::string& path, const std::string& body = {});

// A file as it is; the answer whatever its status. Empty: nobody answered, which is printed.
std::optional<HttpResponse> post_file(const CommonOptions& options, const DaemonAddress& address,
                                      const std::string& path, const std::string& bytes);

}  // namespace planwatch
