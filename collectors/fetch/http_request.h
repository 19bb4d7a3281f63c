#pragma once

#include <string>

#include "collectors/fetch/fetcher.h"

namespace planwatch {

// One request of a source, whole but for conditions and signature: method, headers and body with
// their variables filled in, credentials, TLS, proxy and limits. `url` is expanded already.
HttpRequest request_to(const std::string& url, const HttpSource& source, const FeedLimits& limits,
                       const FetchTools& tools);

// Signs it at this moment of the machine's clock, with a new nonce.
Result<void> add_signature(HttpRequest& request, const SignerSpec& signer, const Secret& secret,
                           const FetchTools& tools);

// A gateway's words, which may repeat what it was sent, without the source's secrets and the
// `current` one of its signer.
std::string without_secrets_of(const HttpSource& source, const Secret& current, std::string text);

}  // namespace planwatch
