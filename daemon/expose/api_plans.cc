#include <algorithm>
#include <boost/json/value.hpp>
#include <map>

#include "daemon/expose/act_page.h"
#include "daemon/expose/api_action.h"
#include "daemon/expose/api_reports_page.h"
#include "daemon/expose/api_routes.h"
#include "daemon/expose/api_upload_form.h"

namespace planwatch {
namespace {

namespace json = boost::json;

json::object verdict_counts(const Snapshot& snapshot) {
  std::map<FinalVerdict, int> counts;
  for (int v = 0; v < final_verdict_count; ++v) counts[static_cast<FinalVerdict>(v)] = 0;
  for (const IndicatorStatus& status : snapshot.indicators) {
    if (status.verdict) ++counts[*status.verdict];
  }
  json::object out;
  for (const auto& [verdict, count] : counts) {
    out[json::string_view(metric_label(verdict).data(), metric_label(verdict).size())] = count;
  }
  return out;
}

json::object plan_object(const Snapshot& snapshot, Lang lang) {
  const Plan& plan = snapshot.configuration->plan;
  json::object out;
  out["id"] = plan.id;
  out["year"] = plan.year;
  out["name"] = lang == Lang::en && !plan.name_en.empty() ? plan.name_en : plan.name;
  out["closed"] = snapshot.closed.has_value();
  if (!snapshot.closed) return out;
  out["closed_at"] = json_instant(snapshot.closed->at);
  out["closed_by"] = snapshot.closed->person;
  out["reason"] = snapshot.closed->reason;
  out["verdicts"] = verdict_counts(snapshot);
  return out;
}

bool matches(const ApiPlan& plan, const std::string* id, const std::string* year) {
  return (id == nullptr || *id == plan.id) &&
         (year == nullptr || *year == std::to_string(plan.year));
}

ServerReply no_such_plan(const ServerRequest& request, const std::vector<ApiPlan>& plans) {
  std::string known;
  for (const ApiPlan& plan : plans) {
    known += (known.empty() ? "" : ", ") + plan.id + " " + std::to_string(plan.year);
  }
  return error_reply(404, "unknown_plan", lang_of(request),
                     {"没有运行这个方案或年度", "no plan of that name or year runs here"},
                     {"正在运行：" + known, "running: " + known});
}

}  // namespace

ServerReply answer_plans(const ApiCall& call, const ApiBackend& backend) {
  json::array plans;
  if (!backend.plans) plans.push_back(plan_object(call.snapshot, call.lang));
  if (backend.plans) {
    for (const auto& snapshot : backend.plans()) plans.push_back(plan_object(*snapshot, call.lang));
  }
  return json_reply({{"plans", std::move(plans)}});
}

ServerReply close_or_reopen(const ApiCall& call, const ApiBackend& backend, PlanDecision what) {
  const auto wanted = read_action(call, ActionId::none);
  if (!wanted) return wanted.error();
  const bool closes = what == PlanDecision::close;
  const PersonAction action =
      closes ? PersonAction(ClosePlan{wanted->reason}) : PersonAction(ReopenPlan{wanted->reason});
  if (auto refused = carry_out(call, backend, wanted->actor, action,
                               {"各方案是否已终结见 GET /api/v1/plans",
                                "GET /api/v1/plans says which plans are closed"})) {
    return *refused;
  }
  const auto now = backend.snapshot();
  return json_reply(plan_object(now ? *now : call.snapshot, call.lang));
}

namespace {

// The plan that a link was made for; null: it runs here no more.
const ApiBackend* backend_of(const ActionLink& link, const std::vector<ApiPlan>& plans) {
  for (const ApiPlan& plan : plans) {
    if (plan.id == link.plan && plan.year == link.year) return &plan.backend;
  }
  return nullptr;
}

}  // namespace

ServerReply answer(const ServerRequest& request, const std::vector<ApiPlan>& plans) {
  if (request.path == act_path) {
    return answer_act(request, plans.front().backend,
                      [&](const ActionLink& link) { return backend_of(link, plans); });
  }
  if (request.path == reports_page_path) {
    return answer_reports_page(request, plans.front().backend.snapshot(),
                               [&](const ServerRequest& upload) { return answer(upload, plans); });
  }
  if (is_upload_form(request)) {  // its fields may name the plan
    const auto upload = unpack_upload(request);
    return upload ? answer(*upload, plans) : upload.error();
  }
  if (!request.path.starts_with("/api/")) return answer(request, plans.front().backend);
  const std::string* id = request.query_value("plan");
  const std::string* year = request.query_value("year");
  const auto chosen = std::find_if(plans.begin(), plans.end(),
                                   [&](const ApiPlan& plan) { return matches(plan, id, year); });
  if (chosen == plans.end()) return no_such_plan(request, plans);
  ServerRequest rest = request;
  std::erase_if(rest.query,
                [](const auto& pair) { return pair.first == "plan" || pair.first == "year"; });
  return answer(rest, chosen->backend);
}

}  // namespace planwatch
