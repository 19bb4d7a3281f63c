#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/fetch/http_client.h"
#include "rules/model/date.h"
#include "rules/model/feed_transport.h"
#include "rules/model/signer_spec.h"

namespace planwatch {

struct RotatedSecret {
  Secret secret;
  std::optional<Instant> ends;  // empty: not said
};
// Reads the answer of a gateway that was asked for a new secret (SecretRotation says where it
// stands and how it is encrypted). Pure. Errors never show any of it.
Result<RotatedSecret> rotated_secret_in(std::string_view answer, const SignerSpec& signer);

// The secrets that gateways gave, while they last; in the process's memory alone. Feeds of the same
// account share one, since a gateway may drop the old secret when it is asked for a new one. All on
// the owner thread.
class SecretCache : public std::enable_shared_from_this<SecretCache> {
 public:
  using Done = std::function<void(Result<Secret>)>;
  // Sends the request for a new secret and hands on what came of it, not from inside the call.
  using Send = std::function<void(std::function<void(Result<HttpResponse>)>)>;
  struct Ask {
    SignerSpec signer;              // with rotation
    std::optional<Secret> refused;  // the gateway has just refused it: not handed on again
    Instant now;
    std::optional<AnswerCode> answer;  // where the gateway's words stand when it gives none
    Send send;
    std::string proxy;  // that `send` goes through; may be empty
  };
  // The secret that is valid now, at once where it is known. It is asked for when there is none,
  // when it ends within `refresh_before` or was refused; who wants it meanwhile waits for the same
  // answer. When asking fails, a secret that has not ended yet goes on being used.
  void get(Ask ask, Done done);

 private:
  struct Entry {
    std::optional<RotatedSecret> current;
    std::vector<Done> waiting;
  };
  void received(const std::string& key, const Ask& ask, const Result<HttpResponse>& response);

  std::map<std::string, Entry> entries_;
};

}  // namespace planwatch
