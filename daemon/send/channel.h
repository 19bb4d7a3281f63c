#pragma once

#include <functional>
#include <memory>
#include <string>

#include "collectors/fetch/http_client.h"
#include "rules/model/routing.h"
#include "rules/notify/notice.h"

namespace planwatch {

// wire facts section 6.2.
enum class SendClass { success, retry_soon, retry_later, permanent, unknown };
struct SendResult {
  SendClass result = SendClass::success;
  std::string answer;  // for log and delivery record, without secrets
};

// Carries one notice to one receiver. `done` comes on the owner thread, exactly once, never from
// inside `send`. Success is the receiver's word, not ours.
class Channel {
 public:
  using Done = std::function<void(SendResult)>;
  virtual ~Channel() = default;
  virtual void send(const Notice& notice, Done done) = 0;
};

}  // namespace planwatch
