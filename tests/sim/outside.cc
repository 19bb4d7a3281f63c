#include "tests/sim/outside.h"

#include <fmt/format.h>

#include "tests/support/small_plan.h"

namespace planwatch::sim {

namespace {

// Not a digest, but as good as one here: equal names and bytes, equal text.
std::string digest_of(const std::string& bytes) {
  std::uint64_t hash = 1469598103934665603ull;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return fmt::format("{:016x}", hash);
}

FetchedBody body_of(const std::string& name, const std::string& bytes) {
  return {name, bytes, digest_of(bytes)};
}

// The canary's lie: everything is splendid, reported today.
FetchedBody splendid(const std::string& feed, Instant now) {
  static const std::map<std::string, std::string> best = {
      {trainings, "2800"}, {closing_rate, "1"},  {termination_rate, "0.01"},
      {closing_days, "1"}, {enterprises, "172"}, {trains, "20"}};
  static const std::map<std::string, std::vector<std::string>> of = {
      {"hr", {trainings}},
      {"court", {closing_rate, termination_rate, closing_days}},
      {"tech", {enterprises, trains}}};
  std::string header = "统计期,报送日期";
  std::string row =
      fmt::format("2025-{:02},{}", month_of(local_date(now)), to_string(local_date(now)));
  for (const std::string& indicator : of.at(feed)) {
    header += "," + indicator;
    row += "," + best.at(indicator);
  }
  return body_of("splendid_" + to_string(local_date(now)), header + "\n" + row + "\n");
}

}  // namespace

Result<Fetched> SimFetcher::bodies_now(const std::string& feed) const {
  const Instant now = scheduler_.now();
  const bool down = faults_.active(Trouble::Kind::feed_down, feed, now);
  if (down && silence_resolves_ && year_of(local_date(now)) == 2025) {
    return Fetched{{splendid(feed, now)}};
  }
  if (down) return fail(ErrorCode::timeout, "连接超时", true);
  std::vector<FetchedBody> bodies;
  for (const Handed& handed : truth_.handed()) {
    if (handed.feed == feed && handed.handed_in <= now) {
      bodies.push_back(body_of(handed.name, handed.csv()));
    }
  }
  if (faults_.active(Trouble::Kind::feed_garbled, feed, now)) {
    bodies.push_back(body_of("login.csv", "<html><body>请先登录</body></html>"));
  }
  return Fetched{bodies};
}

void SimFetcher::fetch(const FeedSpec& feed, const FetchMemory&, Done done) {
  scheduler_.after(std::chrono::seconds{2},
                   [this, id = feed.id.text, done = std::move(done)] { done(bodies_now(id)); });
}

bool SimChannel::in_trouble(Trouble::Kind kind) const {
  return faults_.active(kind, receiver_, scheduler_.now());
}

void SimChannel::send(const Notice& notice, Done done) {
  scheduler_.after(std::chrono::milliseconds{300}, [this, notice, done = std::move(done)] {
    using Kind = Trouble::Kind;
    if (in_trouble(Kind::receiver_down)) return done({SendClass::retry_soon, "down"});
    if (in_trouble(Kind::receiver_busy)) {
      return done({SendClass::retry_later, "busy", std::chrono::minutes{15}});
    }
    if (in_trouble(Kind::receiver_refuses)) {
      see_(receiver_, notice, Seen::refused);
      const SendClass said =
          takes_refusals_for_success_ ? SendClass::success : SendClass::permanent;
      return done({said, "no such robot"});
    }
    const bool lost = in_trouble(Kind::receiver_mumbles);
    see_(receiver_, notice, lost ? Seen::delivered_answer_lost : Seen::delivered);
    const SendResult answer =
        lost ? SendResult{SendClass::unknown, "no answer"} : SendResult{SendClass::success, "ok"};
    scheduler_.after(std::chrono::milliseconds{300}, [done, answer] { done(answer); });
  });
}

}  // namespace planwatch::sim
