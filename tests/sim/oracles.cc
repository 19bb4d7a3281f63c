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

void Oracles::see_delivery(const Notice& notice, Instant now) {
  const std::string text = to_string(notice.key);
  delivered_.push_back(fmt::format("{} {}", to_string_local(now), text));
  if (!keys_.insert(text).second) ++repeats_;
  if (notice.items.empty()) violated("a message has something to say", text, now);
  for (const NoticeItem& item : notice.items) see_news(item.key, now);
}

void Oracles::see_news(const NoticeKey& key, Instant now) {
  const std::string text = to_string(key);
  told_.insert({key.alert, key.episode, key.receiver.text});
  if (key.kind != NoticeKind::fired) return;
  auto& first = first_[{key.alert, key.episode, key.receiver.text}];
  first.insert(text);
  if (first.size() > 1) violated("first notice once per episode and receiver", text, now);
  if (is_indicator_alert(key.alert) && !was_bad(key, now)) {
    violated("no notice without a firing", text, now);
  }
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

void Oracles::check_told(const Alert& alert, Instant now) {
  for (const char* receiver : {"first", "second"}) {
    if (!told_.contains({to_string(alert.key), alert.episode, receiver})) {
      violated("every alert that fires is told",
               fmt::format("{}#{} to {}", to_string(alert.key), alert.episode, receiver), now);
    }
  }
}

void Oracles::see_healed(const Restored& stored, Instant now) {
  std::map<std::string, Light> levels;
  const Instant a_day_ago = now - std::chrono::hours{24};
  for (const Alert& alert : stored.alerts) {
    if (!is_firing(alert)) continue;
    // What a worse alert or damping holds back is owed, not lost: it is told when that ends.
    if (alert.fired_at && *alert.fired_at < a_day_ago && !alert.held_back) check_told(alert, now);
    if (alert.key.subject_kind == SubjectKind::indicator) levels[alert.key.subject] = alert.level;
  }
  for (const std::string& indicator : indicators()) {
    const Light expected = truth_.expected_level(indicator, now);
    if (expected != truth_.expected_level(indicator, a_day_ago)) continue;  // just handed in
    if (truth_.final_is_open(indicator, now)) continue;
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
