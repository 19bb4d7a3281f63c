#include <fmt/format.h>
#include <optional>

#include "collectors/fetch/answer_code.h"
#include "collectors/fetch/http_conditional.h"
#include "collectors/fetch/http_job.h"
#include "collectors/fetch/http_request.h"
#include "collectors/fetch/http_status.h"
#include "collectors/fetch/secret_rotation.h"
#include "collectors/fetch/sha256.h"

namespace planwatch {

namespace {

// Handing so few bytes to the worker takes longer than their hash.
constexpr std::size_t hashed_at_once_up_to = 65'536;

struct HttpJob {
  FeedId feed;
  int retries = 0;
  FeedLimits limits;
  HttpSource source;
  FetchMemory memory;
  Fetcher::Done done;
};

// Page after page; every page is retried on its own. A gateway that refuses a rotating secret gets
// a new one, once in a fetch.
class HttpFetch : public std::enable_shared_from_this<HttpFetch> {
 public:
  HttpFetch(std::weak_ptr<FetchTools> tools, HttpJob job, std::unique_ptr<PageWalk> walk)
      : tools_(std::move(tools)),
        job_(std::move(job)),
        walk_(std::move(walk)),
        ask_(walk_->first()) {}

  void start_page() {
    const auto tools = tools_.lock();
    if (!tools) return;
    if (!job_.source.signer) return send(*tools, nullptr);
    if (!job_.source.signer->rotation) return send(*tools, &job_.source.signer->secret);
    tools->secrets->get(secret_ask(*tools), [self = shared_from_this()](Result<Secret> secret) {
      const auto alive = self->tools_.lock();
      if (!alive) return;
      if (!secret) return self->failed(self->discreet(secret.error()));
      self->secret_ = *std::move(secret);
      self->send(*alive, &self->secret_);
    });
  }

 private:
  SecretCache::Ask secret_ask(const FetchTools& tools);
  void send(const FetchTools& tools, const Secret* secret);
  void answered(Result<HttpResponse> response);
  void failed(const Error& error);
  void received(HttpResponse response);
  void examine(const HttpResponse& response);
  void examined();
  bool renews_secret();
  void finish();
  void end_later(const FetchTools& tools, Error error);
  Error worded(Error error, const HttpResponse& response) const;
  Error discreet(Error error) const;

  std::weak_ptr<FetchTools> tools_;
  HttpJob job_;
  std::unique_ptr<PageWalk> walk_;
  PageWalk::Ask ask_;
  std::string identity_;  // of the conditional request
  bool conditional_ = false;
  Secret secret_;
  std::optional<Secret> refused_;
  bool renewed_ = false;
  int attempt_ = 0;
  std::uint64_t total_bytes_ = 0;
  std::vector<FetchedBody> bodies_;
  std::optional<Error> said_no_;   // by the answer's code
  Result<PageWalk::Step> step_{};  // after the last body
  FetchMemory memory_;
};

SecretCache::Ask HttpFetch::secret_ask(const FetchTools& tools) {
  const SignerSpec& signer = *job_.source.signer;
  const auto send = [self = shared_from_this()](std::function<void(Result<HttpResponse>)> then) {
    const auto alive = self->tools_.lock();
    if (!alive) return;
    const SignerSpec& with = *self->job_.source.signer;
    HttpRequest request = request_to(expand(with.rotation->url, alive->variables),
                                     self->job_.source, self->job_.limits, *alive);
    request.method = "POST";
    request.body.clear();
    request.shown_url = without_secrets(request.url);
    if (const auto added = add_signature(request, with, with.secret, *alive); !added) {
      alive->loop.after(std::chrono::milliseconds(0),
                        [then, error = added.error()] { then(tl::make_unexpected(error)); });
      return;
    }
    alive->http.start(std::move(request), std::move(then));
  };
  const Instant now = tools.machine_now ? tools.machine_now() : Instant{};
  return {signer, refused_, now, job_.source.answer, send, job_.source.proxy};
}

void HttpFetch::send(const FetchTools& tools, const Secret* secret) {
  HttpRequest request = request_to(ask_.url, job_.source, job_.limits, tools);
  request.shown_url = ask_.source;
  request.max_bytes = job_.limits.bytes - total_bytes_;
  if (may_be_conditional(job_.source)) {
    identity_ = identity_of(request);
    conditional_ = add_conditions(request, identity_, job_.memory);
  }
  if (secret != nullptr) {
    const auto added = add_signature(request, *job_.source.signer, *secret, tools);
    if (!added) return end_later(tools, added.error());
  }
  tools.http.start(std::move(request), [self = shared_from_this()](Result<HttpResponse> r) {
    if (!self->tools_.expired()) self->answered(std::move(r));
  });
}

// Never from inside the call that asked.
void HttpFetch::end_later(const FetchTools& tools, Error error) {
  error.message = ask_.source + "：" + error.message;
  tools.loop.after(std::chrono::milliseconds(0),
                   [self = shared_from_this(), error = std::move(error)] {
                     if (!self->tools_.expired()) self->job_.done(tl::make_unexpected(error));
                   });
}

// A status alone says little; the gateway's words behind it may say what is wrong.
Error HttpFetch::worded(Error error, const HttpResponse& response) const {
  const auto words = job_.source.answer ? words_of_answer(*job_.source.answer, response.body)
                                        : std::optional<std::string>();
  if (words) error.message += "（对方说：“" + *words + "”）";
  return discreet(std::move(error));
}

Error HttpFetch::discreet(Error error) const {
  error.message = without_secrets_of(job_.source, secret_, std::move(error.message));
  return error;
}

bool HttpFetch::renews_secret() {
  const bool rotates = job_.source.signer && job_.source.signer->rotation;
  if (!rotates || renewed_) return false;
  renewed_ = true;
  refused_ = secret_;
  return true;
}

void HttpFetch::answered(Result<HttpResponse> response) {
  if (!response) return failed(response.error());
  if (response->status == 304 && conditional_) {
    return job_.done(Fetched{{}, std::move(job_.memory)});
  }
  if ((response->status == 401 || response->status == 403) && renews_secret()) return start_page();
  if (const auto error = error_of_status(*response, ask_.source, job_.source.proxy)) {
    return failed(worded(*error, *response));
  }
  attempt_ = 0;
  received(*std::move(response));
}

void HttpFetch::failed(const Error& error) {
  const auto tools = tools_.lock();
  if (!tools) return;
  if (!error.transient || attempt_ >= job_.retries) return job_.done(tl::make_unexpected(error));
  tools->loop.after(retry_delay(job_.feed, attempt_++),
                    [self = shared_from_this()] { self->start_page(); });
}

void HttpFetch::received(HttpResponse response) {
  const auto tools = tools_.lock();
  if (!tools) return;
  total_bytes_ += response.body.size();
  memory_ = may_be_conditional(job_.source) ? memory_of(identity_, response) : FetchMemory{};
  auto shared = std::make_shared<HttpResponse>(std::move(response));
  bodies_.push_back({ask_.source, std::move(shared->body), {}});
  const bool only_hashed = !job_.source.answer && !job_.source.paging;
  if (only_hashed && bodies_.back().bytes.size() <= hashed_at_once_up_to) {
    examine(*shared);
    return examined();
  }
  // What a page says needs reading it, which has no place on the owner thread.
  tools->worker.run([self = shared_from_this(), shared] { self->examine(*shared); },
                    [self = shared_from_this()] {
                      if (!self->tools_.expired()) self->examined();
                    });
}

void HttpFetch::examine(const HttpResponse& response) {
  FetchedBody& body = bodies_.back();
  body.sha256 = sha256_hex(body.bytes);
  said_no_ = job_.source.answer ? error_of_answer(*job_.source.answer, body.bytes, body.source)
                                : std::nullopt;
  if (!said_no_) step_ = walk_->after(response, body);
}

void HttpFetch::examined() {
  if (said_no_) {
    bodies_.pop_back();
    if (renews_secret()) return start_page();
    return job_.done(tl::make_unexpected(discreet(*std::move(said_no_))));
  }
  if (!step_) return job_.done(tl::make_unexpected(step_.error()));
  if (!step_->keep) bodies_.pop_back();
  if (!step_->next) return finish();
  ask_ = *std::move(step_->next);
  // The server may have put into its link what it was asked with.
  ask_.source = without_secrets_of(job_.source, secret_, std::move(ask_.source));
  start_page();
}

void HttpFetch::finish() {
  job_.done(Fetched{std::move(bodies_), std::move(memory_)});
}

}  // namespace

void start_http_job(const SharedTools& tools, const FeedSpec& feed, const HttpSource& source,
                    std::unique_ptr<PageWalk> walk, const FetchMemory& memory, Fetcher::Done done) {
  HttpJob job{feed.id, feed.retries, feed.limits, source, memory, std::move(done)};
  std::make_shared<HttpFetch>(tools, std::move(job), std::move(walk))->start_page();
}

void start_fetch(const SharedTools& tools, const FeedSpec& feed, const HttpSource& source,
                 const FetchMemory& memory, Fetcher::Done done) {
  auto walk = make_page_walk(feed, source, expand(source.url, tools->variables));
  start_http_job(tools, feed, source, std::move(walk), memory, std::move(done));
}

}  // namespace planwatch
