#pragma once

#include <string>
#include <vector>

#include "collectors/fetch/http_client.h"
#include "daemon/send/channel.h"

namespace planwatch {

// What an answer of a generic HTTP receiver means: the class of channels.h, and a text for the
// delivery record in which none of `secrets` is left. `url` is shown without its secrets.
//
//   2xx                      success
//   408, 425, 429, 5xx       retried; with Retry-After, or 429: retry_later
//   3xx                      permanent: redirects are not followed, the address has to be corrected
//   other 4xx                permanent
//   no answer in time, or an
//   answer too large to read unknown
//   other transport trouble  retried, but for a request that cannot be made (ErrorCode::invalid)
SendResult classify_answer(const Result<HttpResponse>& answer, const std::string& url,
                           const std::vector<std::string>& secrets);

// What of a URL must not be shown: user, password, and what else without_secrets hides of it; as
// written and decoded.
std::vector<std::string> secrets_in_url(const std::string& url);

// What of configured header values must not be shown: their words of six characters and more.
std::vector<std::string> secrets_in_headers(
    const std::vector<std::pair<std::string, std::string>>& headers);

}  // namespace planwatch
