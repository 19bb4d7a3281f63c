#pragma once

#include <cstdint>

#include "rules/notify/notice.h"

namespace planwatch {

// One alert's news that waits for its round: the end of the grouping time, of quiet hours, or the
// digest's moment. Everything that goes into one message has the same receiver, role and unit.
struct HeldNotice {
  std::int64_t id = 0;  // given by the engine, increasing
  NoticeItem item;
  UnitId unit;
  std::string addressee;
  std::vector<Person> people;
  Instant decided_at{};  // plan's clock
  Instant due_at{};      // when its round closes, plan's clock
  bool urgent = false;
  // Nobody behind this receiver and role was told of the episode before: if it ends while this
  // waits, there is nothing to tell.
  bool first = false;
};

}  // namespace planwatch
