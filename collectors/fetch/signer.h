#pragma once

#include <string>
#include <utility>
#include <vector>

#include "rules/model/date.h"
#include "rules/model/result.h"
#include "rules/model/signer_spec.h"

namespace planwatch {

// What of a request a signature may be about.
struct RequestToSign {
  std::string method;
  std::string path;  // of the URL, without the query
  std::string body;
};
// One instant and one nonce for the whole request.
struct SigningMoment {
  Instant at;
  std::string nonce;
};
// What the signer adds: its fields in their order, then the signature.
struct Signature {
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<std::pair<std::string, std::string>> query;  // not yet percent-encoded
};

// The interface descriptions' rules as data (signer_spec.h). Pure. `secret` is the one that is
// valid now: SignerSpec::secret, or the one that rotation brought. Values are signed as they are,
// before any encoding; names of sorted fields are ordered by their bytes. Errors: a setting that
// does not exist, a hash that this machine does not offer.
Result<Signature> sign(const SignerSpec& signer, const Secret& secret, const RequestToSign& request,
                       const SigningMoment& moment);

// A setting by its name.
Result<std::string> setting_of(const SignerSpec& signer, const std::string& name);

}  // namespace planwatch
