#include <fmt/format.h>

#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

using std::chrono::weekday;

constexpr Word<DigestEvery> every_words[] = {{"day", DigestEvery::day},
                                             {"week", DigestEvery::week}};
constexpr Word<weekday> weekday_words[] = {
    {"monday", std::chrono::Monday},       {"tuesday", std::chrono::Tuesday},
    {"wednesday", std::chrono::Wednesday}, {"thursday", std::chrono::Thursday},
    {"friday", std::chrono::Friday},       {"saturday", std::chrono::Saturday},
    {"sunday", std::chrono::Sunday}};
// By how much a digest leaves the minutes at which all robots speak.
constexpr std::chrono::minutes aside{7};

std::string clock_text(TimeOfDay time) {
  return fmt::format("{:02}:{:02}", time.count() / 60, time.count() % 60);
}

void read_at(Fields& fields, Digest& digest) {
  fields.out().asked(AskedDefault{fields.at(), "at", clock_text(digest.at)});
  const YamlNode* node = fields.node("at", Need::optional);
  const auto time = node ? read_time(*node, "at", fields.out()) : std::nullopt;
  if (!time) return;
  digest.at = *time % std::chrono::hours{24};
  if (digest.at.count() % 30 != 0) return;
  digest.at += aside;
  const std::string moved = clock_text(digest.at);
  fields.out().warning(
      node->at,
      said("汇总不在整点和半点发，改为 {}", "no digest at minute 0 or 30: moved to {}", moved),
      said("写 at: \"{}\" 或别的时刻", "write at: \"{}\" or another time", moved));
}

Digest load_digest(const YamlNode& node, Diagnostics& out) {
  Fields fields(node, out);
  Digest digest;
  fields.choice("every", every_words, digest.every);
  const bool named = fields.choice("weekday", weekday_words, digest.weekday, Need::optional);
  read_at(fields, digest);
  fields.boolean("workdays_only", digest.workdays_only);
  if (named && digest.every == DigestEvery::day) {
    out.error(fields.at("weekday"), {"每天的汇总不分星期几", "a daily digest has no weekday"},
              {"写 every: week，或删掉 weekday", "write every: week or delete weekday"});
  }
  return digest;
}

RateSpec load_rate(const YamlNode& node, Diagnostics& out) {
  Fields fields(node, out);
  RateSpec rate;
  constexpr int most = 60'000;
  fields.integer("per_minute", rate.per_minute, 1, most, Need::optional);
  fields.integer("per_second", rate.per_second, 1, most, Need::optional);
  return rate;
}

}  // namespace

void load_delivery(Fields& fields, Receiver& receiver, ReceiverPlaces& places) {
  if (const YamlNode* rate = fields.node("rate", Need::optional)) {
    places.rate = rate->at;
    receiver.rate = load_rate(*rate, fields.out());
  }
  if (const YamlNode* digest = fields.node("digest", Need::optional)) {
    receiver.digest = load_digest(*digest, fields.out());
  }
}

std::optional<Heartbeat> load_heartbeat(Fields& parent, const Draft& draft) {
  const YamlNode* node = parent.node("heartbeat", Need::optional);
  if (!node) return std::nullopt;
  Fields fields(*node, draft.out);
  Heartbeat heartbeat;
  heartbeat.at = fields.at();
  if (fields.text("url", heartbeat.url)) {
    check_url(heartbeat.url, {}, fields.at("url"), draft.out);
  }
  fields.duration("every", heartbeat.every);
  heartbeat.bearer = load_secret(fields, "bearer", draft);
  return heartbeat;
}

Damping load_damping(Fields& parent) {
  Damping damping;
  const YamlNode* node = parent.node("damping", Need::optional);
  if (!node) return damping;
  Fields fields(*node, parent.out());
  constexpr int most_firings = 50;
  constexpr int most_workdays = 260;
  fields.integer("firings", damping.firings, 2, most_firings, Need::optional);
  fields.integer("within_workdays", damping.within_workdays, 1, most_workdays, Need::optional);
  fields.integer("calm_workdays", damping.calm_workdays, 1, most_workdays, Need::optional);
  return damping;
}

}  // namespace planwatch::loader
