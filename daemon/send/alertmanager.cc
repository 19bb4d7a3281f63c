#include "daemon/send/alertmanager.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <utility>

#include "daemon/send/alertmanager_body.h"
#include "daemon/send/alertmanager_state.h"
#include "daemon/send/outbox.h"
#include "daemon/send/webhook_answer.h"

namespace planwatch {

namespace {

using std::chrono::milliseconds;

constexpr std::size_t most_per_post = 200;
constexpr milliseconds least_between_rounds{1'000};
constexpr milliseconds first_pause{1'000};
constexpr milliseconds connect_timeout{5'000};
constexpr milliseconds total_timeout{15'000};
constexpr std::uint64_t largest_answer = 1ULL << 20;  // bytes

std::string endpoint(std::string url) {
  while (!url.empty() && url.back() == '/') url.pop_back();
  return url + "/api/v2/alerts";
}

constexpr const char* heartbeat_query = "?filter=alertname%3D%22PlanwatchHeartbeat%22";

// Follows one Alertmanager. A round posts its groups one after another; whatever comes meanwhile
// waits for the next round. Callbacks hold weak references.
class Follower : public std::enable_shared_from_this<Follower> {
 public:
  Follower(Scheduler& scheduler, HttpClient& http, const Clock& clock, AlertmanagerChannel spec)
      : scheduler_(scheduler),
        http_(http),
        clock_(clock),
        spec_(std::move(spec)),
        url_(endpoint(spec_.url)),
        secrets_(secrets_in_url(spec_.url)) {}
  ~Follower() {
    if (timer_) scheduler_.cancel(*timer_);
  }
  Follower(const Follower&) = delete;
  Follower& operator=(const Follower&) = delete;

  void update(std::shared_ptr<const Snapshot> snapshot) {
    latest_ = std::move(snapshot);
    changed_ = true;
    // After a failure the pause is kept: a busy plan must not hammer an Alertmanager that is down.
    if (!posting_ && failed_rounds_ == 0) begin_after(pause_between_rounds());
  }
  void set_generator_url(std::string url) { generator_url_ = std::move(url); }
  void set_log(std::function<void(const std::string&)> log) { log_ = std::move(log); }
  void keep_heartbeat(const std::string& plan) {
    heartbeat_ = heartbeat_labels(plan);
    state_.keep_heartbeat(plan);
  }
  const AlertmanagerSync::Counters& counters() const { return counters_; }
  const HeartbeatCounters& heartbeat() const { return heartbeats_; }

 private:
  // The machine's clock may step: never longer than asked for.
  milliseconds pause_between_rounds() const {
    if (!last_begin_) return milliseconds{0};
    const milliseconds left = *last_begin_ + least_between_rounds - clock_.now();
    return std::clamp(left, milliseconds{0}, least_between_rounds);
  }
  milliseconds until_resend() const {
    const milliseconds every = spec_.resend;
    const Instant now = clock_.now();
    // Never sent, or in the future because the clock was set back: at once.
    if (!last_whole_ || *last_whole_ > now) return milliseconds{0};
    return std::max<milliseconds>(*last_whole_ + every - now, milliseconds{0});
  }

  void begin_after(milliseconds delay) {
    if (timer_) scheduler_.cancel(*timer_);
    timer_ = scheduler_.after(delay, [weak = weak_from_this()] {
      const auto self = weak.lock();
      if (!self) return;
      self->timer_.reset();
      self->begin();
    });
  }

  void begin() {
    const Instant now = clock_.now();
    last_begin_ = now;
    changed_ = false;
    state_.follow(*latest_, now);
    whole_ = until_resend() <= milliseconds{0};
    groups_ = state_.groups(
        whole_ ? AlertmanagerState::Scope::everything : AlertmanagerState::Scope::changes,
        most_per_post);
    next_group_ = 0;
    posting_ = true;
    round_failed_ = false;
    post_next();
  }

  void post_next() {
    if (next_group_ == groups_.size()) {
      end_round();
      return;
    }
    HttpRequest request;
    request.method = "POST";
    request.url = url_;
    request.headers = {{"Content-Type", "application/json"}};
    request.body = render_alerts(state_.offer(groups_[next_group_], clock_.now(), spec_.ends_after),
                                 generator_url_);
    request.connect_timeout = connect_timeout;
    request.total_timeout = total_timeout;
    request.max_bytes = largest_answer;
    ++counters_.posts;
    http_.start(std::move(request), [weak = weak_from_this()](const Result<HttpResponse>& answer) {
      if (const auto self = weak.lock()) self->take(answer);
    });
  }

  void take(const Result<HttpResponse>& answer) {
    const SendResult result = classify_answer(answer, url_, secrets_);
    if (result.result == SendClass::success) {
      state_.confirm(groups_[next_group_]);
    } else {
      round_failed_ = true;
      ++counters_.failures;
      counters_.last_error = result.answer;
      // One alert that is not accepted must not keep back the other groups; when nobody answers,
      // they would fail as well.
      if (result.result != SendClass::permanent) {
        end_round();
        return;
      }
    }
    ++next_group_;
    post_next();
  }

  void end_round() {
    posting_ = false;
    groups_.clear();
    if (round_failed_) {
      if (whole_ && heartbeat_) note_heartbeat(false, counters_.last_error);
      if (failed_rounds_++ == 0) log_failure();
      const RetryPolicy policy{first_pause, std::max<milliseconds>(spec_.resend, first_pause)};
      begin_after(backoff(policy, failed_rounds_, url_));
      return;
    }
    if (failed_rounds_ > 0) log_recovery();
    failed_rounds_ = 0;
    counters_.last_error.clear();
    if (whole_) last_whole_ = last_begin_;
    if (whole_ && heartbeat_) ask_for_heartbeat();
    if (changed_) {
      begin_after(pause_between_rounds());
    } else if (!state_.empty()) {
      begin_after(until_resend());
    }
  }

  // Beside the posts: what comes of it holds nothing up.
  void ask_for_heartbeat() {
    HttpRequest request;
    request.url = url_ + heartbeat_query;
    request.connect_timeout = connect_timeout;
    request.total_timeout = total_timeout;
    request.max_bytes = largest_answer;
    http_.start(std::move(request), [weak = weak_from_this()](const Result<HttpResponse>& answer) {
      if (const auto self = weak.lock()) self->take_heartbeat(answer);
    });
  }
  void take_heartbeat(const Result<HttpResponse>& answer) {
    const SendResult result = classify_answer(answer, url_, secrets_);
    if (result.result != SendClass::success) return note_heartbeat(false, result.answer);
    note_heartbeat(holds_alert(answer->body, *heartbeat_), "not among its alerts");
  }
  void note_heartbeat(bool arrived, const std::string& why) {
    ++heartbeats_.sent;
    if (arrived) {
      heartbeats_.last_success = clock_.now();
    } else {
      ++heartbeats_.failures;
    }
    if (arrived == heartbeat_failing_ && log_) {
      log_(arrived
               ? fmt::format("alertmanager holds the heartbeat again url={}", without_secrets(url_))
               : fmt::format("alertmanager does not hold the heartbeat url={} error=\"{}\"",
                             without_secrets(url_), why));
    }
    heartbeat_failing_ = !arrived;
  }

  void log_failure() const {
    if (!log_) return;
    log_(fmt::format("alertmanager does not take alerts, retrying url={} error=\"{}\"",
                     without_secrets(url_), counters_.last_error));
  }
  void log_recovery() const {
    if (!log_) return;
    log_(fmt::format("alertmanager takes alerts again url={} failed_rounds={}",
                     without_secrets(url_), failed_rounds_));
  }

  Scheduler& scheduler_;
  HttpClient& http_;
  const Clock& clock_;  // machine
  AlertmanagerChannel spec_;
  std::string url_;
  std::vector<std::string> secrets_;
  std::string generator_url_;
  std::function<void(const std::string&)> log_;

  std::shared_ptr<const Snapshot> latest_;
  bool changed_ = false;  // since the running or last round began
  AlertmanagerState state_;
  std::vector<std::vector<LabelSet>> groups_;  // of the running round
  std::size_t next_group_ = 0;
  bool posting_ = false;
  bool whole_ = false;
  bool round_failed_ = false;
  int failed_rounds_ = 0;  // in a row
  std::optional<Instant> last_begin_;
  std::optional<Instant> last_whole_;  // begin of the last whole round that succeeded
  std::optional<EventLoop::TimerId> timer_;
  AlertmanagerSync::Counters counters_;
  std::optional<LabelSet> heartbeat_;
  HeartbeatCounters heartbeats_;
  bool heartbeat_failing_ = false;
};

}  // namespace

struct AlertmanagerSync::Impl {
  std::shared_ptr<Follower> follower;
};

AlertmanagerSync::AlertmanagerSync(Scheduler& scheduler, HttpClient& http,
                                   const Clock& machine_clock, AlertmanagerChannel spec)
    : impl_(std::make_unique<Impl>()) {
  impl_->follower = std::make_shared<Follower>(scheduler, http, machine_clock, std::move(spec));
}
AlertmanagerSync::~AlertmanagerSync() = default;

void AlertmanagerSync::update(std::shared_ptr<const Snapshot> snapshot) {
  if (snapshot) impl_->follower->update(std::move(snapshot));
}
void AlertmanagerSync::set_generator_url(std::string url) {
  impl_->follower->set_generator_url(std::move(url));
}
void AlertmanagerSync::set_log(std::function<void(const std::string& line)> log) {
  impl_->follower->set_log(std::move(log));
}
void AlertmanagerSync::keep_heartbeat(const std::string& plan) {
  impl_->follower->keep_heartbeat(plan);
}
HeartbeatCounters AlertmanagerSync::heartbeat() const {
  return impl_->follower->heartbeat();
}
AlertmanagerSync::Counters AlertmanagerSync::counters() const {
  return impl_->follower->counters();
}

}  // namespace planwatch
