#pragma once

#include "rules/engine/rows.h"

namespace planwatch {

// Whether a stored number is one of its enumeration's values. Written as switches so that the
// compiler names the one that a new enumerator is missing from. Stored numbers are for good:
// enumerators are added at the end and never reordered.

constexpr bool known(AlertState value) {
  switch (value) {
    case AlertState::pending:
    case AlertState::firing:
    case AlertState::acknowledged:
    case AlertState::promised:
    case AlertState::suspended:
    case AlertState::resolved:
    case AlertState::closed:
      return true;
  }
  return false;
}

constexpr bool known(LedgerState value) {
  switch (value) {
    case LedgerState::open:
    case LedgerState::awaiting_closure:
    case LedgerState::closed:
      return true;
  }
  return false;
}

constexpr bool known(Light value) {
  switch (value) {
    case Light::grey:
    case Light::green:
    case Light::attention:
    case Light::blue:
    case Light::yellow:
    case Light::red:
      return true;
  }
  return false;
}

constexpr bool known(NoticeKind value) {
  switch (value) {
    case NoticeKind::fired:
    case NoticeKind::worsened:
    case NoticeKind::eased:
    case NoticeKind::reminder:
    case NoticeKind::escalated:
    case NoticeKind::resolved:
    case NoticeKind::correction:
    case NoticeKind::closed:
    case NoticeKind::flapping:
    case NoticeKind::silence_ending:
      return true;
  }
  return false;
}

constexpr bool known(OutboxState value) {
  switch (value) {
    case OutboxState::waiting:
    case OutboxState::delivered:
    case OutboxState::refused:
    case OutboxState::expired:
      return true;
  }
  return false;
}

constexpr bool known(QuarantineState value) {
  switch (value) {
    case QuarantineState::pending:
    case QuarantineState::released:
    case QuarantineState::discarded:
    case QuarantineState::settled:
      return true;
  }
  return false;
}

constexpr bool known(Reason value) {
  switch (value) {
    case Reason::none:
    case Reason::met:
    case Reason::on_schedule:
    case Reason::behind_schedule:
    case Reason::missed_narrowly:
    case Reason::missed:
    case Reason::not_met_at_deadline:
    case Reason::overdue:
    case Reason::near_deadline:
    case Reason::not_started:
    case Reason::not_started_long:
    case Reason::in_progress:
    case Reason::completed:
    case Reason::no_event_in_period:
    case Reason::no_data:
    case Reason::no_business:
    case Reason::small_sample:
    case Reason::doubtful:
    case Reason::caught_up:
    case Reason::no_expectation_yet:
    case Reason::areas_missing:
    case Reason::areas_without_parts:
    case Reason::level_with_area_above:
    case Reason::behind_area_above:
    case Reason::no_area_above:
    case Reason::by_days_left:
    case Reason::notices_refused:
      return true;
  }
  return false;
}

constexpr bool known(Role value) {
  switch (value) {
    case Role::contact:
    case Role::deputy:
    case Role::leader:
    case Role::supervision:
    case Role::feed_contact:
    case Role::co_unit:
    case Role::ops:
      return true;
  }
  return false;
}

constexpr bool known(SubjectKind value) {
  switch (value) {
    case SubjectKind::indicator:
    case SubjectKind::task:
    case SubjectKind::feed:
    case SubjectKind::receiver:
      return true;
  }
  return false;
}

constexpr bool known(TaskState value) {
  switch (value) {
    case TaskState::not_started:
    case TaskState::in_progress:
    case TaskState::done:
      return true;
  }
  return false;
}

constexpr bool known(Window value) {
  switch (value) {
    case Window::month:
    case Window::ytd:
    case Window::rolling:
    case Window::instant:
    case Window::quarter:
      return true;
  }
  return false;
}

constexpr bool known(FinalVerdict value) {
  switch (value) {
    case FinalVerdict::met:
    case FinalVerdict::not_met:
    case FinalVerdict::not_delivered:
    case FinalVerdict::not_judged:
      return true;
  }
  return false;
}

// Sets of bits.
constexpr bool known(DataState value) {
  return static_cast<unsigned>(value) >> data_state_count == 0;
}
constexpr bool known(FindingSet value) {
  return static_cast<unsigned>(value.bits) >> quality_finding_count == 0;
}

}  // namespace planwatch
