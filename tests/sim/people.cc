#include "tests/sim/people.h"

#include "tests/sim/random.h"

namespace planwatch::sim {

namespace {

using std::chrono::days;

Actor unit_of(const Alert& alert) {
  return {alert.unit.text + "经办人", AccessRole::unit, alert.unit, {}};
}
Actor another_unit() {
  return {"外单位", AccessRole::unit, UnitId{"与此无关的单位"}, {}};
}
const Actor supervision{"督查员", AccessRole::supervisor, {}, {}};
const Actor operator_of_daemon{"值班员", AccessRole::operator_, {}, {}};

bool is_silenced(const Snapshot& shown, const std::string& alert) {
  for (const Silence& silence : shown.silences) {
    if (!silence.ended_at && silence.match.alert == alert) return true;
  }
  return false;
}

void move_promises(const Alert& alert, Date today, std::vector<Act>& out) {
  const std::string key = to_string(alert.key);
  if (!alert.promised_for) {
    out.push_back({unit_of(alert), Promise{key, today + days{4}, "四天内补齐"}});
  } else if (*alert.promised_for < today && alert.promise_moves == 0) {
    out.push_back({unit_of(alert), Promise{key, today + days{8}, "再宽限几天"}});
  } else if (*alert.promised_for < today) {
    out.push_back({unit_of(alert), Promise{key, today + days{30}, "一拖再拖"}, true});
  }
}

}  // namespace

std::uint64_t People::hash_of(const std::string& text, int episode) const {
  std::uint64_t hash = 1469598103934665603ull ^ seed_;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return Random(hash + static_cast<std::uint64_t>(episode)).next();
}

People::Answer People::answer_of(const Alert& alert) const {
  return static_cast<Answer>(hash_of(to_string(alert.key), alert.episode) % 6);
}

void People::answer(const Snapshot& shown, const Alert& alert, Date today,
                    std::vector<Act>& out) const {
  const std::string key = to_string(alert.key);
  const days age = today - local_date(*alert.fired_at);
  if (age < days{1}) return;
  switch (answer_of(alert)) {
    case Answer::none:
      if (age == days{2}) out.push_back({another_unit(), Acknowledge{key}, true});
      return;
    case Answer::promise:
      if (alert.promised_for || age > days{3}) return;
      out.push_back({unit_of(alert), Acknowledge{key}});
      out.push_back({unit_of(alert), Promise{key, today + days{90}, "年底前完成"}});
      return;
    case Answer::acknowledge:
      if (!alert.acknowledged_at) out.push_back({unit_of(alert), Acknowledge{key}});
      return;
    case Answer::break_promise:
      return move_promises(alert, today, out);
    case Answer::suspend:
      if (age != days{2} || alert.suspended_until) return;
      out.push_back({unit_of(alert), SuspendAlert{key, today + days{9}, "自己想停"}, true});
      out.push_back({supervision, SuspendAlert{key, today + days{9}, "系统割接"}});
      return;
    case Answer::silence:
      if (age > days{3} || is_silenced(shown, key)) return;
      out.push_back(
          {operator_of_daemon, AddSilence{{key, {}, {}, {}, {}}, today + days{7}, "核对口径"}});
      out.push_back(
          {operator_of_daemon, AddSilence{{key, {}, {}, {}, {}}, today + days{90}, "太长"}, true});
      return;
  }
}

// 销号 is the supervision office's hand, and not every row is closed at once.
void People::close_rows(const Snapshot& shown, Date today, std::vector<Act>& out) const {
  for (const LedgerRow& row : shown.ledger) {
    if (row.state != LedgerState::awaiting_closure) continue;
    const std::uint64_t hash = hash_of(row.alert, row.episode);
    if (hash % 3 == 0) continue;
    const Actor unit{"经办人", AccessRole::unit, row.unit, {}};
    if (hash % 3 == 1) out.push_back({unit, CloseLedger{row.number, "自己销号"}, true});
    if ((today - row.opened_on).count() % 5 == 0) {
      out.push_back({supervision, CloseLedger{row.number, "已核实"}});
    }
  }
}

std::vector<Act> People::acts(const Snapshot& shown, Date today) const {
  std::vector<Act> out;
  if (!awake_) return out;
  for (const Alert& alert : shown.alerts) {
    const bool answered = alert.key.subject_kind == SubjectKind::indicator ||
                          alert.key.subject_kind == SubjectKind::task;
    if (answered && is_firing(alert) && alert.fired_at) answer(shown, alert, today, out);
  }
  close_rows(shown, today, out);
  return out;
}

}  // namespace planwatch::sim
