#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "collectors/fetch/http_client.h"
#include "rules/model/routing.h"
#include "rules/notify/notice.h"

namespace planwatch {

// What became of one attempt. Everything but success and permanent is tried again with the same
// key; the names tell the log what is known.
enum class SendClass {
  success,
  partial,      // taken, but not for everybody: `missed` says for whom not
  retry_soon,   // not taken, a passing trouble: no connection, 5xx, disk full
  retry_later,  // asked to slow down: 429 or a Retry-After
  split,        // too long as one message: to be sent in smaller parts
  permanent,    // would be refused again: somebody has to change something
  unknown,      // sent, but no answer came: it may have arrived
};
struct MissedPerson {
  std::string address;  // as the channel used it: userid, mobile, mailbox
  std::string why;
};
struct SendResult {
  SendClass result = SendClass::success;
  std::string answer;  // for log and delivery record, without secrets
  // How long the receiver asked to be left alone; the outbox honours it up to its longest pause.
  std::optional<std::chrono::milliseconds> retry_after{};
  std::vector<MissedPerson> missed{};  // partial only
};

// What a destination takes, from the vendor's manual. 0: no limit.
struct ChannelLimits {
  std::size_t most_bytes = 0;  // of encoded_bytes
  int per_minute = 0;
  int per_second = 0;
};

// Carries one notice to one receiver. `done` comes on the owner thread, exactly once, never from
// inside `send`. Success is the receiver's word, not ours.
class Channel {
 public:
  using Done = std::function<void(SendResult)>;
  virtual ~Channel() = default;
  virtual void send(const Notice& notice, Done done) = 0;
  virtual ChannelLimits limits() const { return {}; }
  // How long the notice is in the encoding that the destination counts; what a message is split by,
  // at its items. 0 where nothing is counted.
  virtual std::size_t encoded_bytes(const Notice&) const { return 0; }
  // Who of a notice's people this channel addresses, as it addresses them; for the delivery log.
  virtual std::vector<std::string> addresses(const Notice&) const { return {}; }
};

}  // namespace planwatch
