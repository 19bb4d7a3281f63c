#include <boost/json/array.hpp>

#include "daemon/expose/api_people.h"

namespace planwatch {
namespace {

namespace json = boost::json;

constexpr std::string_view silence_example =
    R"({"unit": "区法院", "until": "2025-10-31", "reason": "系统迁移期间数据不全"})";

json::object match_object(const SilenceMatch& match) {
  json::object out;
  if (!match.alert.empty()) out["alert"] = match.alert;
  if (!match.unit.empty()) out["unit"] = match.unit.text;
  if (!match.rule.empty()) out["rule"] = match.rule.text;
  if (match.subject_kind) out["subject_kind"] = std::string(word_of(*match.subject_kind));
  if (!match.subject.empty()) out["subject"] = match.subject;
  return out;
}

json::object silence_object(const Silence& silence) {
  json::object out;
  out["id"] = silence.id;
  out["match"] = match_object(silence.match);
  out["reason"] = silence.reason;
  out["author"] = silence.author;
  out["created_at"] = json_instant(silence.created_at);
  out["until"] = to_string(silence.until);
  out["active"] = !silence.ended_at.has_value();
  out["ended_at"] = json_instant(silence.ended_at);
  out["ended_by"] = silence.ended_by;
  return out;
}

SilenceMatch read_match(const ApiCall& call, ActionFields& fields) {
  SilenceMatch match;
  match.alert = fields.optional_text("alert");
  match.unit = UnitId(fields.optional_text("unit"));
  match.rule = RuleId(fields.optional_text("rule"));
  match.subject = fields.optional_text("subject");
  const std::string kind = fields.optional_text("subject_kind");
  match.subject_kind = parse_subject_kind(kind);
  if (!kind.empty() && !match.subject_kind) {
    fields.refuse("subject_kind 须为 indicator、task、feed 或 receiver",
                  "subject_kind has to be indicator, task, feed or receiver");
  }
  if (match == SilenceMatch{}) {
    fields.refuse("须至少写明 alert、unit、rule、subject_kind、subject 之一，不能静默全部预警",
                  "name at least one of alert, unit, rule, subject_kind, subject: not everything "
                  "can be silenced at once");
  }
  if (!match.unit.empty() && call.plan().find_unit(match.unit) == nullptr) {
    fields.refuse("方案中没有责任单位“" + match.unit.text + "”",
                  "the plan has no unit '" + match.unit.text + "'");
  }
  return match;
}

json::object done(const ApiCall& call, const Actor& actor) {
  json::object out = answer_head(call);
  out["person"] = actor.person;
  return out;
}

const TwoTexts silences_hint{"现有静默见 GET /api/v1/silences",
                             "GET /api/v1/silences lists the silences"};

}  // namespace

std::string_view word_of(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::indicator:
      return "indicator";
    case SubjectKind::task:
      return "task";
    case SubjectKind::feed:
      return "feed";
    case SubjectKind::receiver:
      return "receiver";
  }
  return "";
}

std::optional<SubjectKind> parse_subject_kind(const std::string& word) {
  for (const auto kind :
       {SubjectKind::indicator, SubjectKind::task, SubjectKind::feed, SubjectKind::receiver}) {
    if (word == word_of(kind)) return kind;
  }
  return std::nullopt;
}

std::vector<std::int64_t> silences_of(const Snapshot& snapshot, const Alert& alert) {
  std::vector<std::int64_t> ids;
  const Date today = local_date(snapshot.plan_now);
  for (const Silence& silence : snapshot.silences) {
    if (holds(silence, today) && covers(silence.match, alert)) ids.push_back(silence.id);
  }
  return ids;
}

ServerReply answer_silences(const ApiCall& call) {
  const std::string* asked = call.request.query_value("state");
  const std::string state = asked == nullptr ? "active" : *asked;
  if (state != "active" && state != "ended" && state != "all") {
    return error_reply(400, "unknown_state", call.lang,
                       {"参数 state：没有“" + state + "”这种状态",
                        "parameter state: no such state '" + state + "'"},
                       {"可用 active ended all", "use active, ended or all"});
  }
  json::array silences;
  for (const Silence& silence : call.snapshot.silences) {
    const bool ended = silence.ended_at.has_value();
    if ((state == "active" && ended) || (state == "ended" && !ended)) continue;
    silences.push_back(silence_object(silence));
  }
  json::object out = answer_head(call);
  out["silences"] = std::move(silences);
  return json_reply(out);
}

ServerReply add_silence(const ApiCall& call, const ApiBackend& backend) {
  const auto body =
      read_body(call, {"alert", "unit", "rule", "subject_kind", "subject", "until", "reason"},
                std::string(silence_example));
  if (!body) return body.error();
  ActionFields fields(call, *body);
  const SilenceMatch match = read_match(call, fields);
  const AddSilence action{match, fields.date("until"), fields.text("reason")};
  if (fields.refusal()) return *fields.refusal();
  if (auto refused = carry_out(call, backend, body->actor, action, silences_hint)) return *refused;
  json::object out = done(call, body->actor);
  const auto now = backend.snapshot();
  // The newest of that kind: ids increase.
  std::int64_t id = 0;
  for (const Silence& silence : now ? now->silences : call.snapshot.silences) {
    if (silence.match == match && !silence.ended_at) id = std::max(id, silence.id);
  }
  if (id != 0) out["id"] = id;
  out["until"] = to_string(action.until);
  return json_reply(out);
}

ServerReply end_silence(const ApiCall& call, const ApiBackend& backend) {
  const auto body = read_body(call, {"id"}, R"({"id": 3})");
  if (!body) return body.error();
  ActionFields fields(call, *body);
  const EndSilence action{fields.number("id")};
  if (fields.refusal()) return *fields.refusal();
  if (auto refused = carry_out(call, backend, body->actor, action, silences_hint)) return *refused;
  json::object out = done(call, body->actor);
  out["id"] = action.id;
  return json_reply(out);
}

}  // namespace planwatch
