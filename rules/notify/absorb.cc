#include "rules/notify/absorb.h"

namespace planwatch {

namespace {

bool is_change(NoticeKind kind) {
  return kind == NoticeKind::worsened || kind == NoticeKind::eased ||
         kind == NoticeKind::correction;
}

// The held reason is in its receiver's language; it stands in both from here on, for nobody else
// is told of it.
Phrase join(const std::string& held, const Phrase& news) {
  const auto both = [&held](const std::string& more, const char* separator) {
    if (held.empty() || held == more) return more;
    return more.empty() ? held : held + separator + more;
  };
  return {both(news.zh, "；"), both(news.en, "; ")};
}

Absorbed take(NoticeDecision decision, Light before, bool first) {
  return {Absorbed::How::together, std::move(decision), before, first};
}

// The receiver knows nothing of this episode: one first notice, of what is the case now.
Absorbed tell_as_first(const HeldNotice& held, NoticeDecision news, Light before) {
  const NoticeItem& old = held.item;
  if (news.kind == NoticeKind::flapping) return take(std::move(news), before, held.first);
  news.why = is_change(news.kind) ? Phrase(old.why) : join(old.why, news.why);
  news.step = std::max(news.step, old.key.step);
  const bool named_by_change =
      old.key.kind == NoticeKind::worsened || old.key.kind == NoticeKind::eased;
  news.kind = named_by_change ? NoticeKind::fired : old.key.kind;
  return take(std::move(news), old.facts.before, held.first);
}

// The receiver knows the episode at the level `known`.
Absorbed tell_difference(const HeldNotice& held, NoticeDecision news, const Alert& alert,
                         Light known) {
  const NoticeItem& old = held.item;
  const NoticeKind was = old.key.kind;
  const bool both_change = is_change(was) && is_change(news.kind);
  if (news.kind == NoticeKind::flapping) return take(std::move(news), known, false);
  if (both_change && alert.level == known) return {Absorbed::How::nothing, {}, known, false};
  if (!both_change) news.why = join(old.why, news.why);
  const bool corrected = was == NoticeKind::correction || news.kind == NoticeKind::correction;
  const bool escalated = was == NoticeKind::escalated || news.kind == NoticeKind::escalated;
  news.step = std::max(news.step, old.key.step);
  if (alert.level != known) {
    news.kind = alert.level > known ? NoticeKind::worsened : NoticeKind::eased;
    if (corrected) news.kind = NoticeKind::correction;
  } else if (was == NoticeKind::flapping) {
    news.kind = was;
  } else {
    news.kind = escalated ? NoticeKind::escalated : NoticeKind::reminder;
  }
  return take(std::move(news), known, false);
}

}  // namespace

Absorbed absorb(const HeldNotice& held, const NoticeDecision& news, const Alert& alert,
                Light before, bool first) {
  const NoticeItem& old = held.item;
  // About a silence, not about the alert's state.
  if (old.key.kind == NoticeKind::silence_ending || news.kind == NoticeKind::silence_ending) {
    return {};
  }
  // An earlier episode: that it ended is no news any more, that it was told remains.
  if (old.key.episode != alert.episode) return take(news, before, first && held.first);
  const Light known = old.facts.before == Light::grey ? before : old.facts.before;
  if (!is_open(alert)) {
    if (held.first) return {Absorbed::How::nothing, {}, Light::grey, true};
    return take(news, known, false);
  }
  if (held.first || old.key.kind == NoticeKind::fired) {
    return tell_as_first(held, news, before);
  }
  return tell_difference(held, news, alert, known);
}

}  // namespace planwatch
