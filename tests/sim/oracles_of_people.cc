#include "tests/sim/oracles_of_people.h"

#include <algorithm>
#include <fmt/format.h>

#include "rules/notify/decide.h"
#include "tests/sim/faults.h"

namespace planwatch::sim {

namespace {

std::string episode_text(const std::string& alert, int episode) {
  return fmt::format("{}#{}", alert, episode);
}

// To go to a fallback the same news gets a number of its own.
std::string news_text(const NoticeKey& key) {
  NoticeKey news = key;
  news.receiver = {};
  news.number = 0;
  return to_string(news);
}

bool is_before_its_time(const NoticeItem& item) {
  return item.why.find("三期") != std::string::npos;
}

}  // namespace

void OraclesOfPeople::violated(const std::string& rule, const std::string& what, Instant now) {
  violations_.push_back(fmt::format("{} {}: {}", to_string_local(now), rule, what));
}

namespace {

const Alert* find_alert(const Snapshot& shown, const std::string& key) {
  for (const Alert& alert : shown.alerts) {
    if (to_string(alert.key) == key) return &alert;
  }
  return nullptr;
}

std::string alert_of(const PersonAction& action) {
  if (const auto* one = std::get_if<Acknowledge>(&action)) return one->alert;
  if (const auto* one = std::get_if<Promise>(&action)) return one->alert;
  if (const auto* one = std::get_if<SuspendAlert>(&action)) return one->alert;
  return {};
}

}  // namespace

void OraclesOfPeople::remember(const Act& act, const Snapshot& shown, Instant now) {
  if (const auto* silence = std::get_if<AddSilence>(&act.action)) {
    Silence made;
    made.match = silence->match;
    made.created_at = now;
    made.until = silence->until;
    silences_.push_back(made);
    return;
  }
  const Alert* alert = find_alert(shown, alert_of(act.action));
  if (alert == nullptr) return;
  std::vector<Answered>& answers = answered_[to_string(alert->key)];
  Answered answer;
  if (!answers.empty() && answers.back().episode == alert->episode) answer = answers.back();
  answer.at = now;
  answer.episode = alert->episode;
  answer.level = alert->level;
  if (!answer.acknowledged_at) answer.acknowledged_at = now;
  if (const auto* promise = std::get_if<Promise>(&act.action)) answer.promised_for = promise->until;
  if (const auto* suspend = std::get_if<SuspendAlert>(&act.action)) {
    answer.acknowledged_at.reset();
    answer.suspended_until = suspend->until;
  }
  answers.push_back(answer);
}

void OraclesOfPeople::see_act(const Act& act, const Result<void>& done, const Snapshot& shown,
                              Instant now) {
  if (!done && done.error().code == ErrorCode::io) return;  // died over it
  ++acts_;
  if (!done) ++refused_;
  if (done) remember(act, shown, now);
  if (done.has_value() != act.must_be_refused) return;
  violated("people may do what their role allows and no more",
           fmt::format("{} action {} {}", act.actor.person, act.action.index(),
                       done ? "was taken" : "was refused: " + done.error().message),
           now);
}

const OraclesOfPeople::Answered* OraclesOfPeople::answered_at(const NoticeKey& key,
                                                              Instant at) const {
  const auto found = answered_.find(key.alert);
  if (found == answered_.end()) return nullptr;
  const Answered* last = nullptr;
  for (const Answered& one : found->second) {
    if (one.at < at && one.episode == key.episode) last = &one;
  }
  return last;
}

bool OraclesOfPeople::is_silenced(const std::string& alert, Instant at) const {
  return std::any_of(silences_.begin(), silences_.end(), [&](const Silence& silence) {
    return silence.match.alert == alert && silence.created_at < at &&
           local_date(at) <= silence.until && (!silence.ended_at || at < *silence.ended_at);
  });
}

const LadderStep* OraclesOfPeople::step_of(const NoticeKey& key) const {
  const auto& ladder = plan_.routing.routes.front().ladder;
  const auto step = static_cast<std::size_t>(key.step);
  return step < ladder.size() ? &ladder[step] : nullptr;
}

void OraclesOfPeople::check_escalation(const NoticeItem& item, const Answered& answered,
                                       Instant decided_at, Instant now) {
  const LadderStep* step = step_of(item.key);
  const bool asks_for_answer = item.key.kind == NoticeKind::escalated && step != nullptr &&
                               step->after == StepAfter::unacknowledged;
  if (!asks_for_answer || is_before_its_time(item)) return;
  if (item.key.level > answered.level) return;  // a worse light asks again
  if (answered.promised_for) {
    violated("a promise stops the question who acknowledged", to_string(item.key), now);
  } else if (answered.acknowledged_at &&
             plan_.calendar.add_workdays(local_date(*answered.acknowledged_at), 5) >
                 local_date(decided_at)) {
    violated("an acknowledgement stops the ladder for five working days", to_string(item.key), now);
  }
}

void OraclesOfPeople::see_refused(const NoticeItem& item, Instant decided_at) {
  decided_[news_text(item.key)] = decided_at;
}

void OraclesOfPeople::see_item(const NoticeItem& item, Instant decided_at, Instant now) {
  if (item.key.receiver.text == fallback) {
    const auto before = decided_.find(news_text(item.key));
    if (before != decided_.end()) decided_at = before->second;
  } else {
    // The receiver with a fallback gets it, too, and may refuse the message before this item.
    decided_[news_text(item.key)] = decided_at;
  }
  told_[episode_text(item.key.alert, item.key.episode)].emplace_back(decided_at, item.key.kind);
  if (item.key.kind != NoticeKind::silence_ending && is_silenced(item.key.alert, decided_at)) {
    violated("nothing is told of what is silenced", to_string(item.key), now);
  }
  const Answered* answered = answered_at(item.key, decided_at);
  if (answered == nullptr) return;
  check_escalation(item, *answered, decided_at, now);
  const bool presses =
      item.key.kind == NoticeKind::escalated || item.key.kind == NoticeKind::reminder;
  if (presses && answered->suspended_until &&
      local_date(decided_at) <= *answered->suspended_until) {
    violated("nobody is pressed about what is suspended", to_string(item.key), now);
  }
}

// Silenced or suspended in the last days: the ladder had to wait.
bool OraclesOfPeople::was_quiet(const Alert& alert, Instant now) const {
  const Instant since = now - std::chrono::hours{24 * 16};
  if (alert.suspended_until) return true;
  const auto found = answered_.find(to_string(alert.key));
  const bool suspended =
      found != answered_.end() &&
      std::any_of(found->second.begin(), found->second.end(), [&](const Answered& one) {
        return one.suspended_until && *one.suspended_until > local_date(since);
      });
  return suspended || std::any_of(silences_.begin(), silences_.end(), [&](const Silence& one) {
           return one.match.alert == to_string(alert.key) && one.until > local_date(since);
         });
}

void OraclesOfPeople::check_unanswered(const Alert& alert, Instant now) {
  if (alert.acknowledged_at || alert.promised_for || was_quiet(alert, now)) return;
  const Date asked = std::max(local_date(*alert.fired_at), local_date(*alert.level_since));
  if (plan_.calendar.add_workdays(asked, 8) > local_date(now)) return;
  const auto told = told_.find(episode_text(to_string(alert.key), alert.episode));
  const bool escalated = told != told_.end() &&
                         std::any_of(told->second.begin(), told->second.end(), [](const auto& one) {
                           return one.second == NoticeKind::escalated;
                         });
  if (!escalated) {
    violated("who does not answer is escalated", episode_text(to_string(alert.key), alert.episode),
             now);
  }
}

void OraclesOfPeople::check_broken_promise(const Alert& alert, Instant now) {
  if (!alert.promised_for || was_quiet(alert, now)) return;
  const Date broken = std::max(*alert.promised_for, local_date(*alert.fired_at));
  if (plan_.calendar.add_workdays(broken, 4) > local_date(now)) return;
  const auto told = told_.find(episode_text(to_string(alert.key), alert.episode));
  const bool reminded = told != told_.end() &&
                        std::any_of(told->second.begin(), told->second.end(), [&](const auto& one) {
                          const bool presses = one.second == NoticeKind::reminder ||
                                               one.second == NoticeKind::escalated;
                          return presses && local_date(one.first) > *alert.promised_for;
                        });
  if (!reminded) {
    violated("who breaks a promise is reminded", episode_text(to_string(alert.key), alert.episode),
             now);
  }
}

void OraclesOfPeople::see_healed(const Restored& stored, Instant now) {
  for (const Alert& alert : stored.alerts) {
    const bool climbs = alert.key.subject_kind == SubjectKind::indicator ||
                        alert.key.subject_kind == SubjectKind::task;
    if (!climbs || !is_firing(alert) || !alert.fired_at || !alert.level_since) continue;
    check_unanswered(alert, now);
    check_broken_promise(alert, now);
  }
}

}  // namespace planwatch::sim
