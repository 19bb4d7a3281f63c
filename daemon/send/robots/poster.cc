#include "daemon/send/robots/poster.h"

#include <utility>

#include "daemon/send/signing.h"

namespace planwatch {

namespace {

class Poster : public Channel {
 public:
  Poster(HttpClient& http, const Clock& machine, RobotVendor vendor)
      : http_(http), machine_(machine), vendor_(std::move(vendor)) {}

  void send(const Notice& notice, Done done) override {
    EncodedMessage message = vendor_.encode(notice, machine_.now());
    Asked asked{message.request.url, std::move(message.secrets), {}};
    http_.start(std::move(message.request),
                [&machine = machine_, classify = vendor_.classify, asked = std::move(asked),
                 key = to_string(notice.key),
                 done = std::move(done)](const Result<HttpResponse>& answer) mutable {
                  asked.now = machine.now();
                  SendResult result = classify(answer, asked);
                  if (result.result == SendClass::retry_later && result.retry_after) {
                    result.retry_after = with_jitter(*result.retry_after, key);
                  }
                  done(std::move(result));
                });
  }
  ChannelLimits limits() const override { return vendor_.limits; }
  std::size_t encoded_bytes(const Notice& notice) const override { return vendor_.bytes(notice); }
  std::vector<std::string> addresses(const Notice& notice) const override {
    return vendor_.addresses(notice);
  }

 private:
  HttpClient& http_;
  const Clock& machine_;
  RobotVendor vendor_;
};

}  // namespace

std::chrono::milliseconds with_jitter(std::chrono::milliseconds pause, const std::string& key) {
  const auto part = static_cast<unsigned char>(sha256(key).front());  // 0 .. 255
  return pause + pause * part / 1024;
}

std::shared_ptr<Channel> make_poster(HttpClient& http, const Clock& machine, RobotVendor vendor) {
  return std::make_shared<Poster>(http, machine, std::move(vendor));
}

}  // namespace planwatch
