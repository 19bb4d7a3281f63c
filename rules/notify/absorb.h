#pragma once

#include "rules/notify/decide.h"
#include "rules/notify/held_notice.h"

namespace planwatch {

// News of an alert whose earlier news still waits for its round: what one message is to say of
// both. It tells the newest state of things, seen from what the receiver knows.
struct Absorbed {
  enum class How {
    apart,     // both go out
    together,  // `decision` takes the place of both
    nothing,   // neither goes out: the receiver knows no more and no less than is true
  };
  How how = How::apart;
  NoticeDecision decision{};
  Light before = Light::grey;  // the level that the receiver knows of
  bool first = false;          // the receiver knows nothing of the episode yet
};

// `news` was decided about `alert` as it is now, `before` is its level before that change; `first`:
// the receiver was told nothing of this episode. Precondition: `held` is about the same alert,
// receiver and role.
Absorbed absorb(const HeldNotice& held, const NoticeDecision& news, const Alert& alert,
                Light before, bool first);

}  // namespace planwatch
