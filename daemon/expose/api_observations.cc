#include <array>
#include <boost/json/value.hpp>

#include "collectors/fetch/sha256.h"
#include "daemon/expose/api_pushed.h"
#include "daemon/expose/api_pusher.h"
#include "daemon/expose/api_routes.h"
#include "rules/engine/by_hand.h"

namespace planwatch {
namespace {

namespace json = boost::json;

json::value text_value(std::string_view text) {
  return json::string_view(text.data(), text.size());
}

ServerReply bad_body(const ApiCall& call, const TwoTexts& message) {
  return error_reply(
      400, "bad_body", call.lang, message,
      {R"(请求体形如 {"observations": [{"indicator": "e_invoice_coverage", "period": "2025-09", "value": "91.2%", "report_date": "2025-10-08"}]}；没有令牌时再加 "person": "姓名")",
       R"(the body is {"observations": [{"indicator": "e_invoice_coverage", "period": "2025-09", "value": "91.2%", "report_date": "2025-10-08"}]}; without tokens also "person")"});
}

// A page of another site cannot send this type without asking first, and nobody here says yes.
std::optional<ServerReply> refuse_type(const ApiCall& call) {
  const std::string& type = call.request.content_type;
  const std::string wanted = "application/json";
  const bool fits =
      type.starts_with(wanted) &&
      (type.size() == wanted.size() || type[wanted.size()] == ';' || type[wanted.size()] == ' ');
  if (fits) return std::nullopt;
  return error_reply(415, "not_json", call.lang,
                     {"请求须为 Content-Type: application/json",
                      "the request needs Content-Type: application/json"},
                     {"加上这个请求头", "send that header"});
}

// ---- answers ----

ServerReply problems_reply(const ApiCall& call, const PushedBody& body) {
  json::array problems;
  for (const PushProblem& problem : body.problems) {
    problems.push_back(json::object{
        {"pointer", problem.pointer}, {"reason", problem.reason}, {"text", problem.text}});
  }
  json::object error;
  error["code"] = "bad_figures";
  error["message"] =
      TwoTexts{"有数据不能接收，本次全部没有接收", "some figures cannot be taken, so nothing was"}
          .in(call.lang);
  error["hint"] = TwoTexts{"按 problems 逐条改正后整批重新报送",
                           "mend what problems lists and push the whole again"}
                      .in(call.lang);
  return json_reply({{"error", std::move(error)}, {"problems", std::move(problems)}}, 422);
}

json::object figure_object(const ApiCall& call, const Observation& figure, FigureOutcome outcome) {
  json::object out;
  out["pointer"] = "/observations/" + std::to_string(figure.place.row - 1);
  out["indicator"] = call.plan().indicators[figure.indicator.value].id.text;
  out["area"] = call.plan().areas[figure.area.value].code.text;
  out["period"] = to_string(figure.period);
  out["outcome"] = text_value(name_of(outcome, Lang::en));
  out["outcome_name"] = text_value(name_of(outcome, call.lang));
  return out;
}

ServerReply outcomes_reply(const ApiCall& call, const Extracted& figures,
                           const std::vector<FigureOutcome>& outcomes) {
  std::array<int, figure_outcome_count> counts{};
  json::array list;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    ++counts.at(static_cast<std::size_t>(outcomes[i]));
    list.push_back(figure_object(call, figures.observations.at(i), outcomes[i]));
  }
  json::object out;
  for (std::size_t o = 0; o < counts.size(); ++o) {
    const std::string_view name = name_of(static_cast<FigureOutcome>(o), Lang::en);
    out[json::string_view(name.data(), name.size())] = counts.at(o);
  }
  out["figures"] = std::move(list);
  return json_reply(out);
}

ServerReply bad_pusher(const ApiCall& call, const PusherRefusal& refusal) {
  return refusal.reply ? *refusal.reply : bad_body(call, refusal.why);
}

}  // namespace

ServerReply push_observations(const ApiCall& call, const ApiBackend& backend) {
  if (auto refused = refuse_type(call)) return *refused;
  if (auto refused = refuse_key(call)) return *refused;
  const Date today = local_date(call.snapshot.plan_now);
  PushedBody body = read_pushed(call.request.body, call.configuration(), today);
  if (body.unreadable) return bad_body(call, *body.unreadable);
  const auto pusher = pusher_of(call, body.person);
  if (!pusher) return bad_pusher(call, pusher.error());
  if (!body.problems.empty()) return problems_reply(call, body);
  if (auto refused = refuse_foreign(call.plan(), call.lang, *pusher, body.figures)) return *refused;
  Push push;
  push.person = pusher->person;
  push.key = call.request.idempotency_key;
  push.extracted_with = call.snapshot.configuration;
  push.extracted = std::move(body.figures);
  push.extracted.delivery.source = push_source(push.person);
  push.extracted.delivery.sha256 = sha256_hex(call.request.body);
  push.extracted.delivery.bytes = call.request.body.size();
  const auto outcomes = backend.push(push);
  if (!outcomes) return refused_push(call.lang, outcomes.error());
  return outcomes_reply(call, push.extracted, *outcomes);
}

}  // namespace planwatch
