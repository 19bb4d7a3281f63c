#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "collectors/fetch/http_client.h"
#include "rules/model/routing.h"
#include "rules/notify/notice.h"

namespace planwatch {

// What became of one attempt. Everything but success and permanent is tried again with the same
// key; the names tell the log what is known.
enum class SendClass {
  success,
  retry_soon,   // not taken, a passing trouble: no connection, 5xx, disk full
  retry_later,  // asked to slow down: 429 or a Retry-After
  permanent,    // would be refused again: somebody has to change something
  unknown,      // sent, but no answer came: it may have arrived
};
struct SendResult {
  SendClass result = SendClass::success;
  std::string answer;  // for log and delivery record, without secrets
  // How long the receiver asked to be left alone; the outbox honours it up to its longest pause.
  std::optional<std::chrono::milliseconds> retry_after{};
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
