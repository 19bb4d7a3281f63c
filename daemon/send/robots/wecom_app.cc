#include <optional>
#include <utility>

#include "daemon/send/robots/robots.h"
#include "daemon/send/robots/wecom.h"

namespace planwatch {

namespace {

// Below the vendor's 30 for one member: beyond them messages are dropped without a word.
constexpr ChannelLimits app_limits{wecom_app_bytes, 25, 0};
constexpr std::chrono::seconds refreshed_before_end{300};

struct Pending {
  Notice notice;
  WecomRecipients who;
  Channel::Done done;
  bool second_try = false;  // the vendor refused the token once already
};

// Kept alive by the requests that run, so that every one of them is answered.
class App : public std::enable_shared_from_this<App> {
 public:
  App(HttpClient& http, const Clock& machine, WecomAppChannel spec, RenderMessage render)
      : http_(http), machine_(machine), spec_(std::move(spec)), render_(std::move(render)) {}

  const WecomAppChannel& spec() const { return spec_; }
  const RenderMessage& render() const { return render_; }

  void send(Pending pending) {
    if (has_token()) {
      post(std::move(pending));
      return;
    }
    waiting_.push_back(std::move(pending));
    if (waiting_.size() == 1) fetch_token();
  }

 private:
  bool has_token() const {
    return !token_.empty() && machine_.now() + refreshed_before_end < expires_at_ &&
           // A clock that was set back must not prolong a token's life.
           machine_.now() >= fetched_at_;
  }

  void fetch_token() {
    EncodedMessage message = encode_wecom_token_request(spec_);
    Asked asked{message.request.url, std::move(message.secrets), {}};
    http_.start(std::move(message.request),
                [self = shared_from_this(), asked = std::move(asked)](
                    const Result<HttpResponse>& answer) { self->take_token(answer, asked); });
  }

  void take_token(const Result<HttpResponse>& answer, const Asked& asked) {
    const WecomTokenAnswer read = read_wecom_token(answer, asked);
    std::vector<Pending> ready;
    ready.swap(waiting_);
    if (!read.token) {
      for (const Pending& pending : ready) pending.done(read.failure);
      return;
    }
    token_ = read.token->token;
    fetched_at_ = machine_.now();
    // A token that lives shorter than the margin serves those who waited for it.
    expires_at_ = fetched_at_ + read.token->lives;
    for (Pending& pending : ready) post(std::move(pending));
  }

  void post(Pending pending) {
    EncodedMessage message = encode_wecom_app(pending.notice, render_(pending.notice),
                                              pending.who.userids, spec_, token_);
    Asked asked{message.request.url, std::move(message.secrets), {}};
    http_.start(std::move(message.request),
                [self = shared_from_this(), asked = std::move(asked), used = token_,
                 pending = std::move(pending)](const Result<HttpResponse>& answer) mutable {
                  self->take_answer(std::move(pending), classify_wecom_app(answer, asked), used);
                });
  }

  void take_answer(Pending pending, WecomAppAnswer answer, const std::string& used) {
    if (answer.token_refused) {
      if (used == token_) token_.clear();
      if (!std::exchange(pending.second_try, true)) {
        send(std::move(pending));
        return;
      }
    }
    SendResult& result = answer.result;
    const bool taken = result.result == SendClass::success || result.result == SendClass::partial;
    if (taken && !pending.who.missed.empty()) {
      result.result = SendClass::partial;
      result.missed.insert(result.missed.end(), pending.who.missed.begin(),
                           pending.who.missed.end());
    }
    pending.done(std::move(result));
  }

  HttpClient& http_;
  const Clock& machine_;
  WecomAppChannel spec_;
  RenderMessage render_;
  std::string token_;
  Instant fetched_at_{};
  Instant expires_at_{};
  std::vector<Pending> waiting_;  // not empty: a token is being fetched
};

std::string nobody_text(const WecomRecipients& who) {
  std::string text =
      "没有可发送的企业微信账号：请在 people 中登记 userid，或在该接收者的 to 中写上";
  for (const MissedPerson& missed : who.missed) text += "；" + missed.address + "：" + missed.why;
  return text;
}

class AppChannel : public Channel {
 public:
  AppChannel(Scheduler& scheduler, std::shared_ptr<App> app)
      : scheduler_(scheduler), app_(std::move(app)) {}

  void send(const Notice& notice, Done done) override {
    WecomRecipients who = wecom_recipients(notice, app_->spec());
    if (who.userids.empty()) {
      SendResult result{SendClass::permanent, nobody_text(who)};
      scheduler_.post([result = std::move(result), done = std::move(done)] { done(result); });
      return;
    }
    app_->send({notice, std::move(who), std::move(done)});
  }
  ChannelLimits limits() const override { return app_limits; }
  std::size_t encoded_bytes(const Notice& notice) const override {
    return wecom_app_content_bytes(app_->render()(notice), app_->spec());
  }
  std::vector<std::string> addresses(const Notice& notice) const override {
    return wecom_recipients(notice, app_->spec()).userids;
  }

 private:
  Scheduler& scheduler_;
  std::shared_ptr<App> app_;
};

}  // namespace

std::shared_ptr<Channel> make_wecom_app(HttpClient& http, const Clock& machine,
                                        Scheduler& scheduler, WecomAppChannel spec,
                                        RenderMessage render) {
  return std::make_shared<AppChannel>(
      scheduler, std::make_shared<App>(http, machine, std::move(spec), std::move(render)));
}

}  // namespace planwatch
