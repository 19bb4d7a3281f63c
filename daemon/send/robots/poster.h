#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "daemon/send/channel.h"
#include "daemon/send/robots/answer.h"
#include "daemon/send/robots/encode.h"
#include "daemon/time/clock.h"

namespace planwatch {

// What tells one vendor's robot from another's. All pure.
struct RobotVendor {
  ChannelLimits limits;
  std::function<EncodedMessage(const Notice&, Instant now)> encode;
  std::function<std::size_t(const Notice&)> bytes;
  std::function<std::vector<std::string>(const Notice&)> addresses;
  std::function<SendResult(const Result<HttpResponse>&, const Asked&)> classify;
};

// One request per notice, one answer, nothing kept between them.
std::shared_ptr<Channel> make_poster(HttpClient& http, const Clock& machine, RobotVendor vendor);

// Up to a quarter more than a pause of the vendor's, by the notice's key: all who were told to wait
// at the same moment must not come back at the same moment.
std::chrono::milliseconds with_jitter(std::chrono::milliseconds pause, const std::string& key);

}  // namespace planwatch
