#include <utility>

#include "daemon/send/channels.h"

namespace planwatch {

namespace {

class RewritingChannel : public Channel {
 public:
  RewritingChannel(std::shared_ptr<Channel> inner, RenderMessage render)
      : inner_(std::move(inner)), render_(std::move(render)) {}

  void send(const Notice& notice, Done done) override {
    inner_->send(rewritten(notice), std::move(done));
  }
  ChannelLimits limits() const override { return inner_->limits(); }
  std::size_t encoded_bytes(const Notice& notice) const override {
    return inner_->encoded_bytes(rewritten(notice));
  }
  std::vector<std::string> addresses(const Notice& notice) const override {
    return inner_->addresses(notice);
  }

 private:
  Notice rewritten(const Notice& notice) const {
    Notice other = notice;
    RenderedMessage message = render_(notice);
    other.title = std::move(message.title);
    other.text = std::move(message.body);
    return other;
  }

  std::shared_ptr<Channel> inner_;
  RenderMessage render_;
};

}  // namespace

std::shared_ptr<Channel> make_rewriting_channel(std::shared_ptr<Channel> inner,
                                                RenderMessage render) {
  return std::make_shared<RewritingChannel>(std::move(inner), std::move(render));
}

}  // namespace planwatch
