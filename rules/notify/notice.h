#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/alert/alert.h"

namespace planwatch {

enum class NoticeKind { fired, worsened, eased, reminder, escalated, resolved, correction, closed };
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

// One message to one receiver, decided and rendered. `why` is the reason for sending it.
struct Notice {
  NoticeKey key;
  UnitId unit;
  std::string addressee;  // unit and role, with the person's name where known
  std::string title;      // one line
  std::string text;       // plain text
  std::string why;
  Instant decided_at{};  // plan's clock
  bool urgent = false;
};

}  // namespace planwatch
