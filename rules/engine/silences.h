#pragma once

#include "rules/engine/steps.h"

namespace planwatch {

// 静默: by people, and what the passing of time does to them.
void add_silence(EngineState& state, const PersonActed& event, const AddSilence& action,
                 Effects& effects);
void end_silence(EngineState& state, const PersonActed& event, const EndSilence& action,
                 Effects& effects);
// Those whose last day has passed are over. Of those that end within two working days the
// supervision office is told once, in working hours, when they cover an alert that fires.
void watch_silences(EngineState& state, Instant now, Effects& effects);

// alerts.cc: what was kept back by a cause that is over, one piece of news an alert, in working
// hours unless urgent.
void tell_held_back(EngineState& state, Instant now, Effects& effects);

// The refusal of a last day that is past or too far, and of a reason that says nothing; empty: both
// are in order. Silences and suspensions share it.
std::optional<std::string> refusal_of_term(Date until, Date today, const std::string& reason);

}  // namespace planwatch
