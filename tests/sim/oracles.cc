#include "tests/sim/oracles.h"

#include <algorithm>
#include <fmt/format.h>

#include "tests/support/small_plan.h"

namespace planwatch::sim {

std::string feed_of(const std::string& indicator) {
  if (indicator == trainings) return "hr";
  return indicator == enterprises || indicator == trains ? "tech" : "court";
}

std::string subject_of(const std::string& alert) {
  std::size_t at = 0;
  for (int slash = 0; slash < 3; ++slash) at = alert.find('/', at) + 1;
  return alert.substr(at, alert.find('/', at) - at);
}

namespace {

bool is_indicator_alert(const std::string& alert) {
  return alert.find("/indicator/") != std::string::npos;
}

bool is_about_receiver(const std::string& alert) {
  return alert.find("/receiver/") != std::string::npos;
}

std::string field(const Report& report, const std::string& key) {
  for (const auto& [name, value] : report.fields) {
    if (name == key) return value;
  }
  return {};
}

const std::vector<std::string>& indicators() {
  static const std::vector<std::string> all = {trainings,    closing_rate, termination_rate,
                                               closing_days, enterprises,  trains};
  return all;
}

}  // namespace

void Oracles::violated(const std::string& rule, const std::string& what, Instant now) {
  violations_.push_back(fmt::format("{} {}: {}", to_string_local(now), rule, what));
}

// Some file handed in by now justifies the level for that month, or the year's end does.
bool Oracles::was_bad(const NoticeKey& key, Instant now) const {
  const std::string indicator = subject_of(key.alert);
  if (now > instant_at(make_date(2026, 1, 1), TimeOfDay{0})) return true;  // overdue
  return std::any_of(truth_.handed().begin(), truth_.handed().end(), [&](const Handed& handed) {
    return handed.handed_in <= now && handed.month == key.period.last_month &&
           handed.figures.contains(indicator) &&
           Truth::level_of_month(indicator, handed.month, handed.figures.at(indicator)) ==
               key.level;
  });
}

void Oracles::see_item(const std::string& receiver, const NoticeItem& item, Instant now) {
  const NoticeKey& key = item.key;
  if (receiver == with_fallback || receiver == fallback) {
    arrived_[{key.alert, key.episode}] = now;
  }
  told_.insert({key.alert, key.episode, receiver});
  if (is_about_receiver(key.alert)) {
    ops_told_ = true;
    if (subject_of(key.alert) == receiver) {
      violated("no receiver is told of its own refusals", to_string(key), now);
    }
  }
  if (key.kind != NoticeKind::fired) return;
  auto& first = first_[{key.alert, key.episode, receiver}];
  first.insert(fmt::format("{}", key.number));
  if (first.size() > 1) {
    violated("first notice once per episode and receiver", to_string(key), now);
  }
  if (is_indicator_alert(key.alert) && !was_bad(key, now)) {
    violated("no notice without a firing", to_string(key), now);
  }
}

void Oracles::see_attempt(const std::string& receiver, const Notice& notice, Seen seen,
                          Instant now) {
  if (seen == Seen::refused) {
    for (const NoticeItem& item : notice.items) {
      if (is_about_receiver(item.key.alert)) continue;  // its own trouble is told by others
      refused_[{item.key.alert, item.key.episode}] = now;
    }
    return;
  }
  if (notice.items.empty() || notice.items.size() > 2) {
    violated("a message holds what the receiver takes", to_string(notice.key), now);
    if (notice.items.empty()) return;
  }
  const std::string text =
      fmt::format("{} {} {}", receiver, to_string(notice.key), to_string(notice.items.front().key));
  delivered_.push_back(fmt::format("{} {}", to_string_local(now), text));
  if (!keys_.insert(text).second && !answer_lost_.contains(text)) ++repeats_;
  if (seen == Seen::delivered_answer_lost) answer_lost_.insert(text);
  for (const NoticeItem& item : notice.items) see_item(receiver, item, now);
}

void Oracles::see_report(const Report& report, Instant now) {
  const std::string alert = field(report, "alert");
  if (report.text != "alert changed" || !is_indicator_alert(alert)) return;
  if (field(report, "state") != "resolved") return;
  const std::string feed = feed_of(subject_of(alert));
  const Instant before = now - std::chrono::minutes{1};
  if (faults_.active(Trouble::Kind::feed_down, feed, now) &&
      faults_.active(Trouble::Kind::feed_down, feed, before)) {
    violated("a feed that is unknown closes nothing", alert, now);
  }
}

namespace {

// What waits for the end of a silence, a suspension, an inhibition or damping is told later, but
// not much later.
bool is_excused(const Restored& stored, const Alert& alert, Instant now) {
  if (alert.held_back && now - *alert.fired_at < std::chrono::hours{24 * 30}) return true;
  const Date two_days_ago = local_date(now - std::chrono::hours{48});
  return std::any_of(stored.silences.begin(), stored.silences.end(), [&](const Silence& silence) {
    return silence.match.alert == to_string(alert.key) && silence.until >= two_days_ago;
  });
}

}  // namespace

void Oracles::check_told(const Restored& stored, const Alert& alert, Instant now) {
  const std::string key = to_string(alert.key);
  if (is_about_receiver(key) || is_excused(stored, alert, now)) return;
  const auto told = [&](const char* receiver) {
    return told_.contains({key, alert.episode, receiver});
  };
  for (const char* receiver : {"first", "second"}) {
    if (told(receiver) || (receiver == std::string(with_fallback) && told(fallback))) continue;
    violated("every alert that fires is told",
             fmt::format("{}#{} to {}", key, alert.episode, receiver), now);
  }
}

void Oracles::check_refused(Instant now) {
  for (const auto& [episode, at] : refused_) {
    const auto arrived = arrived_.find(episode);
    const bool reached = arrived != arrived_.end() && arrived->second >= at;
    if (now - at < std::chrono::hours{48} || reached) continue;
    violated("what a receiver refuses reaches its fallback",
             fmt::format("{}#{}", episode.first, episode.second), now);
  }
}

void Oracles::see_end(Instant now) {
  if (!refused_.empty() && !ops_told_) {
    violated("whoever runs the daemon hears of refused notices", "nobody was told", now);
  }
}

void Oracles::see_healed(const Restored& stored, Instant now) {
  check_refused(now);
  std::map<std::string, Light> levels;
  const Instant a_day_ago = now - std::chrono::hours{24};
  for (const Alert& alert : stored.alerts) {
    if (!is_firing(alert)) continue;
    if (alert.fired_at && *alert.fired_at < a_day_ago) check_told(stored, alert, now);
    if (alert.key.subject_kind == SubjectKind::indicator) levels[alert.key.subject] = alert.level;
  }
  for (const std::string& indicator : indicators()) {
    if (truth_.just_handed_in(indicator, now) || truth_.final_is_open(indicator, now)) continue;
    const Light expected = truth_.expected_level(indicator, now);
    const auto found = levels.find(indicator);
    const Light have = found == levels.end() ? Light::grey : found->second;
    if (have == expected) continue;
    violated("every alert that should fire has fired, and no other",
             fmt::format("{}: {} instead of {}", indicator, name_of(have, Lang::en),
                         name_of(expected, Lang::en)),
             now);
  }
}

}  // namespace planwatch::sim
