#include "rules/alert/silence.h"

namespace planwatch {

namespace {

bool is_subject(const std::string& wanted, const AlertKey& key) {
  if (key.subject == wanted) return true;
  return key.subject_kind == SubjectKind::feed && key.subject.starts_with(wanted + ":");
}

}  // namespace

bool is_empty(const SilenceMatch& match) {
  return match == SilenceMatch{};
}

bool covers(const SilenceMatch& match, const Alert& alert) {
  return (match.unit.empty() || match.unit == alert.unit) &&
         (match.rule.empty() || match.rule == alert.key.rule) &&
         (!match.subject_kind || *match.subject_kind == alert.key.subject_kind) &&
         (match.subject.empty() || is_subject(match.subject, alert.key)) &&
         (match.alert.empty() || match.alert == to_string(alert.key));
}

bool holds(const Silence& silence, Date today) {
  return !silence.ended_at && today <= silence.until;
}

}  // namespace planwatch
