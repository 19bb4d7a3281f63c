#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "rules/alert/silence.h"
#include "rules/model/calendar.h"
#include "rules/model/configuration.h"

namespace planwatch {

// Why nobody is told of an alert although something is to be said. One mechanism for all causes:
// what is decided meanwhile is dropped and remembered (Alert::held_back), and told as one piece of
// news when the cause ends (decide_catch_up).
enum class SuppressionCause {
  silenced,   // 静默: by a person, for everything that it covers
  suspended,  // 暂停: by a person, this alert
  inhibited,  // 抑制: a worse alert says the same
  damped,     // 波动: fires and resolves again and again
};
inline constexpr int suppression_cause_count = 4;
std::string_view name_of(SuppressionCause cause, Lang lang);
std::string_view metric_label(SuppressionCause cause);

struct Suppression {
  SuppressionCause cause = SuppressionCause::silenced;
  std::optional<Date> until;  // the last day on which it holds; empty: while the other alert fires
  std::string reason;         // as the person wrote it; inhibited: the other alert's key
  std::string by;             // who silenced or suspended; empty: nobody
};
// 静默至 2025-07-20：系统切换（李四）
std::string text_of(const Suppression& suppression, Lang lang);

// What is asked about an alert beside itself. Nothing is owned; everything outlives the answer.
struct SuppressionContext {
  const Configuration& configuration;
  std::vector<const Silence*> silences;                 // those that hold on `today`
  std::function<const Alert*(const AlertKey&)> find{};  // null: no such alert
  RuleId fetch_rule;                                    // of feeds that cannot be reached
  Date today{};                                         // plan's clock
};

// Why nobody is told of this alert on that day; of several causes the one that lasts longest.
// A silence and damping hide the end of an alert, too; a suspension and an inhibition end with it.
// Inhibition: a red alert hides those of other rules about the same indicator and area that are
// not red; a feed that cannot be reached hides that its reports are late or missing. Damping never
// hides a light that is worse than what was told.
std::optional<Suppression> suppression_of(const Alert& alert, const SuppressionContext& context);

// Damping: whether this day's firing (the last of fired_on) is the n-th within the window. Less
// than two firings, or no window: never.
bool fires_too_often(const Alert& alert, const Damping& damping, const Calendar& calendar);
// Firings that are kept for damping.
inline constexpr std::size_t most_firings_kept = 8;
void note_firing(Alert& alert, Date today);
// The first day on which a flapping alert counts as calm: it neither fired, worsened nor resolved
// for so many working days.
Date calm_from(const Alert& alert, const Damping& damping, const Calendar& calendar);

}  // namespace planwatch
