#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/alert/alert.h"
#include "rules/model/person.h"

namespace planwatch {

enum class NoticeKind {
  fired,
  worsened,
  eased,
  reminder,
  escalated,
  resolved,
  correction,
  closed,
  flapping,        // fires and resolves again and again: damped
  silence_ending,  // a silence ends soon
};
std::string_view name_of(NoticeKind kind, Lang lang);
std::string_view metric_label(NoticeKind kind);

// Makes a repeat recognisable at the receiver: the same notice sent twice has the same key.
struct NoticeKey {
  std::string alert;  // to_string(AlertKey)
  int episode = 0;
  NoticeKind kind = NoticeKind::fired;
  Light level = Light::grey;
  int step = 0;  // ladder step
  Period period;
  int revision = 0;
  ReceiverId receiver;
  Role role = Role::contact;
  int part = 0;
  // Counts the decisions about this alert: two decisions are never the same notice, whatever else
  // they share (yellow, red, yellow, red again within one period).
  int number = 0;
  friend auto operator<=>(const NoticeKey&, const NoticeKey&) = default;
};
std::string to_string(const NoticeKey& key);

// What a notice says about its subject, already in display form (Chinese). Empty fields are left
// out of the text.
struct NoticeContext {
  std::string subject;   // 指标“…”, 任务7“…”, 数据源“…”
  std::string clause;    // where in the plan
  std::string period;    // 2025年9月
  std::string value;     // 52.3%（523/1000）
  std::string target;    // ≥65%
  std::string expected;  // 序时应达 48.8%
  std::string gap;       // 落后 12.7 个百分点
  std::string deadline;  // 2025-12-31
  std::string problem;   // when the subject has no figures: 未启动, 报送缺失 ...
  std::string action;    // what to do
  std::string forecast;  // 预计年底 96.1%，达标可能性 40%
  std::string person;    // the addressee's name, may be empty
  Light before = Light::grey;
};

// One alert's news within a message. `key` names the decision; its part is 0.
struct NoticeItem {
  NoticeKey key;
  NoticeContext facts;
  std::string title;  // one line
  std::string text;   // plain text
  std::string why;    // the reason for sending it
  bool over = false;  // the alert ended with this news; `key.level` is what it was before
};

// One message to one receiver, decided and rendered: what one round has to say about one unit to
// one role. `key` is that of its worst item, which makes the whole message recognisable; a message
// that had to be split has the parts 1 .. of, each with its own share of the items.
struct Notice {
  NoticeKey key;
  UnitId unit;
  std::string addressee;  // unit and role, with the person's name where known
  std::string title;      // one line
  std::string text;       // plain text
  std::string why;
  Instant decided_at{};  // plan's clock
  bool urgent = false;
  std::vector<NoticeItem> items;  // worst first, never empty once decided by the engine
  std::vector<Person> people;     // who is meant; empty: whoever reads the receiver
  std::vector<std::string> also;  // one line for each other alert of the unit that goes on
  int parts = 1;                  // into how many this message was split; key.part says which
};

}  // namespace planwatch
