#include <algorithm>
#include <set>

#include "rules/rehearse/mismatch.h"
#include "rules/rehearse/test_scene.h"

namespace planwatch {

std::string subject_text(const TestSubject& subject, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (subject.kind) {
    case SubjectKind::indicator:
      return fmt::format("{} {}", zh ? "指标" : "indicator", subject.indicator.text);
    case SubjectKind::task:
      return fmt::format("{} {}", zh ? "任务" : "task", subject.task);
    case SubjectKind::feed:
      return fmt::format("{} {}{}", zh ? "数据源" : "feed", subject.feed.text,
                         subject.period ? " " + to_string(*subject.period) : "");
    case SubjectKind::receiver:
      return fmt::format("{} {}", zh ? "接收端" : "receiver", subject.feed.text);
  }
  return {};
}

namespace {

// Alerts about a feed's figures have a case each, "feed:indicator:period:finding" or "feed:source".
// An expectation that names the feed alone means any of them.
bool means(const AlertKey& wanted, const AlertKey& key) {
  if (wanted == key) return true;
  AlertKey case_of_feed = wanted;
  case_of_feed.subject = key.subject;
  case_of_feed.area = key.area;
  return wanted.subject_kind == SubjectKind::feed && case_of_feed == key &&
         wanted.subject.find(':') == std::string::npos &&
         key.subject.starts_with(wanted.subject + ":");
}

const Alert* find_alert(const Outcome& outcome, const AlertKey& key) {
  const auto& all = outcome.end().alerts;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Alert& one) { return means(key, one.key); });
  return found == all.end() ? nullptr : &*found;
}

// The same for a notice, which names its alert by text.
struct AlertAsked {
  std::string exactly;
  std::string beginning;  // of a feed's cases; empty: none are meant

  bool takes(const Notice& notice) const {
    return notice.key.alert == exactly ||
           (!beginning.empty() && notice.key.alert.starts_with(beginning));
  }
};

AlertAsked asked_by(const AlertKey& key) {
  AlertAsked asked{to_string(key), {}};
  const bool any_case =
      key.subject_kind == SubjectKind::feed && key.subject.find(':') == std::string::npos;
  if (any_case)
    asked.beginning = fmt::format("{}/{}/feed/{}:", key.plan, key.rule.text, key.subject);
  return asked;
}

std::string state_text(const std::optional<AlertState>& state, Lang lang) {
  if (state) return std::string(name_of(*state, lang));
  return lang == Lang::zh ? "无预警" : "none";
}

std::string alert_text(const Alert* alert, Lang lang) {
  if (alert == nullptr) return lang == Lang::zh ? "（没有预警）" : " (no alert)";
  const std::string text =
      fmt::format("{} {} {}", name_of(alert->level, lang), name_of(alert->reason, lang),
                  alert->period.year == 0 ? "" : to_string(alert->period));
  return lang == Lang::zh ? "（" + text + "）" : " (" + text + ")";
}

class AlertMatch {
 public:
  AlertMatch(const AlertExpectation& wanted, const AlertKey& key, const Alert* came,
             std::vector<Mismatch>& out)
      : wanted_(wanted), key_(key), came_(came), out_(out) {}

  void run() {
    compare_state();
    const Alert none;
    const Alert& came = came_ ? *came_ : none;
    // The level of an alert that is over is history.
    const bool over = came_ && !is_open(*came_);
    compare("级别", "level", wanted_.level, over ? Light::grey : came.level);
    compare("原因", "reason", wanted_.reason, came.reason);
    if (wanted_.unit && wanted_.unit->value != came.unit) {
      fail(wanted_.unit->at, "责任单位", "unit", wanted_.unit->value.text, came.unit.text,
           wanted_.unit->value.text, came.unit.text);
    }
    if (wanted_.period && wanted_.period->value != came.period) {
      const std::string text = came.period.year == 0 ? "" : to_string(came.period);
      fail(wanted_.period->at, "统计期", "period", to_string(wanted_.period->value), text,
           to_string(wanted_.period->value), text);
    }
  }

 private:
  void compare_state() {
    if (!wanted_.state) return;
    const std::optional<AlertState>& wanted = wanted_.state->value;
    std::optional<AlertState> came;
    if (came_) came = came_->state;
    const bool holds = wanted ? came == wanted : !came_ || !is_open(*came_);
    if (holds) return;
    fail(wanted_.state->at, "状态", "state", state_text(wanted, Lang::zh),
         state_text(came, Lang::zh), state_text(wanted, Lang::en), state_text(came, Lang::en));
  }
  template <class T>
  void compare(const char* zh, const char* en, const Wanted<T>& wanted, T came) {
    if (!wanted || wanted->value == came) return;
    fail(wanted->at, zh, en, std::string(name_of(wanted->value, Lang::zh)),
         std::string(name_of(came, Lang::zh)), std::string(name_of(wanted->value, Lang::en)),
         std::string(name_of(came, Lang::en)));
  }
  void fail(const SourcePosition& at, const char* what_zh, const char* what_en,
            const std::string& wanted_zh, const std::string& came_zh, const std::string& wanted_en,
            const std::string& came_en) {
    out_.push_back(
        {at,
         fmt::format("{} 的预警（规则 {}）{}应为“{}”，实为“{}”{}",
                     subject_text(wanted_.subject, Lang::zh), key_.rule.text, what_zh, wanted_zh,
                     came_zh.empty() ? "无" : came_zh, alert_text(came_, Lang::zh)),
         fmt::format("alert of {} (rule {}): {} should be \"{}\" and is \"{}\"{}",
                     subject_text(wanted_.subject, Lang::en), key_.rule.text, what_en, wanted_en,
                     came_en.empty() ? "none" : came_en, alert_text(came_, Lang::en))});
  }

  const AlertExpectation& wanted_;
  const AlertKey& key_;
  const Alert* came_;
  std::vector<Mismatch>& out_;
};

// ---- messages ----

bool holds(const MessageExpectation& wanted, const std::optional<AlertAsked>& alert,
           const Notice& notice) {
  if (alert && !alert->takes(notice)) return false;
  if (wanted.to && notice.key.role != *wanted.to) return false;
  if (wanted.kind && notice.key.kind != *wanted.kind) return false;
  if (wanted.level && notice.key.level != *wanted.level) return false;
  if (wanted.on && local_date(notice.decided_at) != *wanted.on) return false;
  return std::all_of(wanted.contains.begin(), wanted.contains.end(), [&](const std::string& part) {
    return notice.text.find(part) != std::string::npos ||
           notice.title.find(part) != std::string::npos;
  });
}

// The same message goes to several receivers; people count it once.
std::string identity(const Notice& notice) {
  NoticeKey key = notice.key;
  key.receiver = ReceiverId{};
  return to_string(key);
}

std::string asked_for(const MessageExpectation& wanted, Lang lang) {
  std::string text = wanted.subject ? subject_text(*wanted.subject, lang) : std::string{};
  const auto add = [&text](std::string_view part) {
    text += text.empty() ? "" : " ";
    text += part;
  };
  if (wanted.to) add(name_of(*wanted.to, lang));
  if (wanted.kind) add(name_of(*wanted.kind, lang));
  if (wanted.level) add(name_of(*wanted.level, lang));
  if (wanted.on) add(to_string(*wanted.on));
  for (const std::string& part : wanted.contains) add(fmt::format("“{}”", part));
  return text;
}

// The messages about the subject that did come, at most a few.
std::string came_text(const std::vector<const Notice*>& notices, Lang lang) {
  constexpr std::size_t most = 6;
  std::string text;
  for (std::size_t i = 0; i < std::min(notices.size(), most); ++i) {
    const Notice& one = *notices[i];
    text += fmt::format("\n    {} {} → {}：{}", to_string(local_date(one.decided_at)),
                        name_of(one.key.kind, lang), name_of(one.key.role, lang), one.title);
  }
  if (notices.size() > most) text += "\n    ...";
  return text;
}

// Distinct messages about the alert (all, where none is asked for), in order.
std::vector<const Notice*> about(const Rehearsal& rehearsal,
                                 const std::optional<AlertAsked>& alert) {
  std::vector<const Notice*> found;
  std::set<std::string> seen;
  for (const Notice& notice : rehearsal.notices) {
    if (alert && !alert->takes(notice)) continue;
    if (seen.insert(identity(notice)).second) found.push_back(&notice);
  }
  return found;
}

}  // namespace

void match_alert(const Outcome& outcome, const AlertExpectation& wanted,
                 std::vector<Mismatch>& out) {
  const AlertKey key = alert_key_of(outcome.configuration(), wanted.subject, wanted.rule);
  AlertMatch(wanted, key, find_alert(outcome, key), out).run();
}

void match_message(const Outcome& outcome, const MessageExpectation& wanted,
                   std::vector<Mismatch>& out) {
  std::optional<AlertAsked> alert;
  if (wanted.subject) {
    alert = asked_by(
        alert_key_of(outcome.configuration(), *wanted.subject, wanted.rule.value_or(RuleId{})));
  }
  const std::vector<const Notice*> came = about(outcome.rehearsal, alert);
  const auto matching = std::count_if(
      came.begin(), came.end(), [&](const Notice* one) { return holds(wanted, alert, *one); });
  const bool good = wanted.times ? matching == *wanted.times : matching > 0;
  if (good) return;
  const std::string times_zh = wanted.times ? fmt::format("{} 条", *wanted.times) : "至少 1 条";
  const std::string times_en =
      wanted.times ? std::to_string(*wanted.times) : std::string("at least 1");
  out.push_back(
      {wanted.at,
       fmt::format("通知（{}）应有 {}，实有 {} 条{}{}", asked_for(wanted, Lang::zh), times_zh,
                   matching, came.empty() ? "" : "；发出的有：", came_text(came, Lang::zh)),
       fmt::format("messages ({}): {} should come, {} came{}{}", asked_for(wanted, Lang::en),
                   times_en, matching,
                   came.empty() ? "" : "; what came:", came_text(came, Lang::en))});
}

}  // namespace planwatch
