#include "daemon/send/heartbeat.h"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <utility>
#include <vector>

#include "daemon/send/alertmanager_body.h"
#include "daemon/send/text.h"
#include "daemon/send/webhook_answer.h"

namespace planwatch {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds longest_wait{15'000};      // for an answer
constexpr std::uint64_t largest_answer = 65'536;  // bytes

std::vector<std::string> secrets_of(const Heartbeat& spec) {
  std::vector<std::string> secrets = secrets_in_url(spec.url);
  if (spec.bearer) secrets.push_back(spec.bearer->reveal());
  return secrets;
}

std::string body_of(const std::string& plan, Instant now) {
  boost::json::object object;
  object["from"] = "planwatch";
  object["plan"] = clean_utf8(plan);
  object["at"] = to_rfc3339(now);
  return boost::json::serialize(object);
}

}  // namespace

// Callbacks hold weak references, so that the sender may go while a sign is on its way.
struct HeartbeatSender::Beat : std::enable_shared_from_this<HeartbeatSender::Beat> {
  Beat(Scheduler& scheduler_, HttpClient& http_, const Clock& clock_, Heartbeat spec_,
       std::string plan_)
      : scheduler(scheduler_),
        http(http_),
        clock(clock_),
        spec(std::move(spec_)),
        plan(std::move(plan_)),
        secrets(secrets_of(spec)) {}

  void send() {
    HttpRequest request;
    request.method = "POST";
    request.url = spec.url;
    request.headers = {{"Content-Type", "application/json; charset=utf-8"}};
    if (spec.bearer) {
      request.headers.emplace_back("Authorization", "Bearer " + spec.bearer->reveal());
    }
    request.body = body_of(plan, clock.now());
    // The answer to one sign does not hold up the next.
    request.total_timeout = std::min<milliseconds>(longest_wait, spec.every);
    request.connect_timeout = request.total_timeout;
    request.max_bytes = largest_answer;
    ++counters.sent;
    http.start(std::move(request), [weak = weak_from_this()](const Result<HttpResponse>& answer) {
      if (const auto self = weak.lock()) self->take(answer);
    });
    timer = scheduler.after(std::max<milliseconds>(spec.every, milliseconds{1'000}),
                            [weak = weak_from_this()] {
                              const auto self = weak.lock();
                              if (!self) return;
                              self->timer.reset();
                              self->send();
                            });
  }

  void take(const Result<HttpResponse>& answer) {
    const SendResult result = classify_answer(answer, spec.url, secrets);
    const bool received = result.result == SendClass::success;
    if (received) {
      counters.last_success = clock.now();
    } else {
      ++counters.failures;
    }
    if (log && received && failing) {
      log(fmt::format("heartbeat is received again url={}", without_secrets(spec.url)));
    }
    if (log && !received && !failing) {
      log(fmt::format("heartbeat is not received url={} error=\"{}\"", without_secrets(spec.url),
                      result.answer));
    }
    failing = !received;
  }

  Scheduler& scheduler;
  HttpClient& http;
  const Clock& clock;  // machine
  Heartbeat spec;
  std::string plan;
  std::vector<std::string> secrets;
  std::function<void(const std::string&)> log;
  bool failing = false;
  std::optional<EventLoop::TimerId> timer;
  HeartbeatCounters counters;
};

HeartbeatSender::HeartbeatSender(Scheduler& scheduler, HttpClient& http, const Clock& machine_clock,
                                 Heartbeat spec, std::string plan)
    : beat_(std::make_shared<Beat>(scheduler, http, machine_clock, std::move(spec),
                                   std::move(plan))) {}

HeartbeatSender::~HeartbeatSender() {
  if (beat_->timer) beat_->scheduler.cancel(*beat_->timer);
}

void HeartbeatSender::set_log(std::function<void(const std::string& line)> log) {
  beat_->log = std::move(log);
}
void HeartbeatSender::start() {
  if (!beat_->timer) beat_->send();
}
HeartbeatCounters HeartbeatSender::counters() const {
  return beat_->counters;
}

bool same_heartbeat(const Heartbeat& a, const Heartbeat& b) {
  return a.url == b.url && a.every == b.every && a.bearer == b.bearer;
}

}  // namespace planwatch
