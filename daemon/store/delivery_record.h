#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "rules/engine/rows.h"

namespace planwatch {

// Which lines of the delivery log are asked for; what is empty does not matter.
struct DeliveryFilter {
  ReceiverId receiver{};
  std::string alert{};   // to_string(AlertKey): messages with news of it
  std::string person{};  // name, or address as the channel used it
  std::optional<OutboxState> state{};
  std::optional<Date> from{};  // days on which the message was decided, plan's clock, inclusive
  std::optional<Date> to{};
  std::size_t limit = 1000;  // 0: all
};

// One line of the delivery log: what became of a part of a message, as a whole (`person` empty) or
// at one of its people. A message that nobody tried to send yet has one line with attempts 0.
struct DeliveryRecord {
  std::string key;  // to_string(NoticeKey) of the whole message
  std::string alert;
  NoticeKind kind = NoticeKind::fired;
  Light level = Light::grey;
  Role role = Role::contact;
  UnitId unit;
  std::string addressee;
  std::string title;
  Instant decided_at{};  // plan's clock
  ReceiverId receiver;
  int part = 1;
  int parts = 1;
  std::string person;
  std::string address;
  OutboxState state = OutboxState::waiting;
  int items = 0;
  int attempts = 0;
  std::optional<Instant> tried_at;  // the last time; machine's clock
  std::string answer;
};

}  // namespace planwatch
