#include "daemon/expose/api.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "daemon/expose/act_page.h"
#include "daemon/expose/api_reply.h"
#include "daemon/expose/api_reports_page.h"
#include "daemon/expose/api_routes.h"
#include "daemon/expose/api_upload_form.h"

namespace planwatch {
namespace {

constexpr const char* metrics_content_type = "text/plain; version=0.0.4; charset=utf-8";

using Run = ServerReply (*)(const ServerRequest&, const ApiBackend&);

struct ApiRoute {
  std::string_view path;
  std::string_view methods;                  // as in the Allow header
  bool guarded = false;                      // needs a token where tokens are configured
  std::vector<AccessRole> roles;             // one of which the token must have; empty: any
  std::vector<std::string_view> parameters;  // that the query may have, beside lang
  Run run = nullptr;
};

ServerReply plain(int status, std::string text) {
  ServerReply reply;
  reply.status = status;
  reply.body = std::move(text);
  return reply;
}

ServerReply not_ready(Lang lang) {
  return error_reply(503, "not_ready", lang, {"服务尚未就绪", "the daemon is not ready yet"},
                     {"请稍后重试，就绪情况见 /-/ready", "try again later, see /-/ready"});
}

// Runs one of the routes of /api/v1/ on the present snapshot, or on one of an earlier day.
template <class Answer>
ServerReply with_snapshot(const ServerRequest& request, const ApiBackend& backend, Answer answer) {
  const auto snapshot = backend.snapshot();
  if (!snapshot) return not_ready(lang_of(request));
  if (const std::string* day = request.query_value("as_known_on")) {
    return answer_as_known_on(request, *day, *snapshot, backend, answer);
  }
  return answer(ApiCall{request, *snapshot, lang_of(request), nullptr}, backend);
}

// An answer that needs the snapshot alone.
template <ServerReply (*answer)(const ApiCall&)>
ServerReply alone(const ApiCall& call, const ApiBackend&) {
  return answer(call);
}

const std::vector<ApiRoute>& routes();

// What can be looked at, one address a line; the page where reports are handed in among them.
ServerReply run_index(const ServerRequest&, const ApiBackend&) {
  std::string text = "planwatch\n";
  for (const ApiRoute& route : routes()) {
    if (!route.methods.starts_with("GET") || route.path == "/") continue;
    text.append(route.path);
    text += route.path == "/api/v1/explain" ? "?indicator=ID\n" : "\n";
  }
  return plain(200, text.append(reports_page_path) + "\n");
}
ServerReply run_metrics(const ServerRequest&, const ApiBackend& backend) {
  ServerReply reply = plain(200, backend.metrics());
  reply.content_type = metrics_content_type;
  return reply;
}
ServerReply run_healthy(const ServerRequest&, const ApiBackend&) {
  return plain(200, "planwatch is healthy.\n");
}
ServerReply run_ready(const ServerRequest&, const ApiBackend& backend) {
  return backend.ready() ? plain(200, "planwatch is ready.\n")
                         : plain(503, "planwatch is not ready.\n");
}
ServerReply run_reload(const ServerRequest&, const ApiBackend& backend) {
  const auto problems = backend.reload();
  if (problems.empty()) return plain(200, "");
  std::string text = "重新加载失败，仍用原配置 (reload failed, the old configuration stays):\n";
  for (const auto& problem : problems) text += problem + "\n";
  return plain(500, std::move(text));
}

template <QuarantineDecision decision>
ServerReply run_decision(const ServerRequest& request, const ApiBackend& backend) {
  return with_snapshot(request, backend, [](const ApiCall& call, const ApiBackend& b) {
    return decide_quarantine(call, b, decision);
  });
}

template <PlanDecision decision>
ServerReply run_plan_decision(const ServerRequest& request, const ApiBackend& backend) {
  return with_snapshot(request, backend, [](const ApiCall& call, const ApiBackend& b) {
    return close_or_reopen(call, b, decision);
  });
}

// What is only read.
std::vector<ApiRoute> reading_routes() {
  return {
      {"/", "GET, HEAD", false, {}, {}, run_index},
      {"/metrics", "GET, HEAD", false, {}, {}, run_metrics},
      {"/-/healthy", "GET, HEAD", false, {}, {}, run_healthy},
      {"/-/ready", "GET, HEAD", false, {}, {}, run_ready},
      {"/-/reload", "POST, PUT", true, {AccessRole::operator_}, {}, run_reload},
      {"/api/v1/status",
       "GET, HEAD",
       true,
       {},
       {"unit", "light", "as_known_on"},
       [](const auto& r, const auto& b) { return with_snapshot(r, b, alone<answer_status>); }},
      {"/api/v1/tasks",
       "GET, HEAD",
       true,
       {},
       {"unit", "light", "as_known_on"},
       [](const auto& r, const auto& b) { return with_snapshot(r, b, alone<answer_tasks>); }},
      {"/api/v1/alerts",
       "GET, HEAD",
       true,
       {},
       {"unit"},
       [](const auto& r, const auto& b) { return with_snapshot(r, b, alone<answer_alerts>); }},
      {"/api/v1/feeds",
       "GET, HEAD",
       true,
       {},
       {},
       [](const auto& r, const auto& b) { return with_snapshot(r, b, alone<answer_feeds>); }},
      {"/api/v1/explain",
       "GET, HEAD",
       true,
       {},
       {"indicator", "area", "as_known_on"},
       [](const auto& r, const auto& b) { return with_snapshot(r, b, answer_explain); }},
  };
}

template <ApiAnswer answer>
ServerReply on_snapshot(const ServerRequest& request, const ApiBackend& backend) {
  return with_snapshot(request, backend, answer);
}

ApiRoute getting(std::string_view path, std::vector<std::string_view> parameters, Run run) {
  return {path, "GET, HEAD", true, {}, std::move(parameters), run};
}
ApiRoute posting(std::string_view path, std::vector<AccessRole> roles, Run run) {
  return {path, "POST", true, std::move(roles), {}, run};
}

// What people do with alerts, and its records. A unit acts on its own alone.
std::vector<ApiRoute> people_routes() {
  const std::vector<AccessRole> units{AccessRole::unit, AccessRole::supervisor};
  const std::vector<AccessRole> supervisors{AccessRole::supervisor};
  const std::vector<AccessRole> operators{AccessRole::supervisor, AccessRole::operator_};
  return {posting("/api/v1/alerts/acknowledge", units, on_snapshot<acknowledge_alert>),
          posting("/api/v1/alerts/promise", units, on_snapshot<promise_for_alert>),
          posting("/api/v1/alerts/progress", units, on_snapshot<add_progress>),
          posting("/api/v1/alerts/suspend", operators, on_snapshot<suspend_alert>),
          posting("/api/v1/alerts/resume", operators, on_snapshot<resume_alert>),
          posting("/api/v1/tasks/progress", units, on_snapshot<progress_task>),
          getting("/api/v1/silences", {"state"}, on_snapshot<alone<answer_silences>>),
          posting("/api/v1/silences/add", operators, on_snapshot<add_silence>),
          posting("/api/v1/silences/end", operators, on_snapshot<end_silence>),
          posting("/api/v1/feeds/retry", operators, on_snapshot<retry_feed>),
          getting("/api/v1/ledger", {"state", "unit", "format"}, on_snapshot<alone<answer_ledger>>),
          getting("/api/v1/ledger.csv", {"state", "unit"}, on_snapshot<alone<answer_ledger_csv>>),
          getting("/api/v1/ledger.xlsx", {"state", "unit"}, on_snapshot<alone<answer_ledger_xlsx>>),
          posting("/api/v1/ledger/close", supervisors, on_snapshot<close_ledger_row>),
          getting("/api/v1/deliveries", {"alert", "receiver", "person", "state", "format"},
                  on_snapshot<answer_deliveries>),
          getting("/api/v1/deliveries.csv", {"alert", "receiver", "person", "state"},
                  on_snapshot<answer_deliveries_csv>),
          getting("/api/v1/deliveries.xlsx", {"alert", "receiver", "person", "state"},
                  on_snapshot<answer_deliveries_xlsx>)};
}

// Plans and quarantine: what a person may change.
std::vector<ApiRoute> acting_routes() {
  return {
      {"/api/v1/observations",
       "POST",
       true,
       {AccessRole::unit, AccessRole::supervisor, AccessRole::operator_},
       {},
       [](const auto& r, const auto& b) { return with_snapshot(r, b, push_observations); }},
      {"/api/v1/reports",
       "POST",
       true,
       {AccessRole::unit, AccessRole::supervisor, AccessRole::operator_},
       {"feed", "name", "person", "partial", "marked"},
       [](const auto& r, const auto& b) { return with_snapshot(r, b, upload_report); }},
      {"/api/v1/plans",
       "GET, HEAD",
       true,
       {},
       {},
       [](const auto& r, const auto& b) { return with_snapshot(r, b, answer_plans); }},
      {"/api/v1/plan/close",
       "POST",
       true,
       {AccessRole::supervisor},
       {},
       run_plan_decision<PlanDecision::close>},
      {"/api/v1/plan/reopen",
       "POST",
       true,
       {AccessRole::supervisor},
       {},
       run_plan_decision<PlanDecision::reopen>},
      {"/api/v1/quarantine",
       "GET, HEAD",
       true,
       {},
       {"state", "unit"},
       [](const auto& r, const auto& b) { return with_snapshot(r, b, alone<answer_quarantine>); }},
      {"/api/v1/quarantine/release",
       "POST",
       true,
       {AccessRole::supervisor, AccessRole::operator_},
       {},
       run_decision<QuarantineDecision::release>},
      {"/api/v1/quarantine/discard",
       "POST",
       true,
       {AccessRole::supervisor, AccessRole::operator_},
       {},
       run_decision<QuarantineDecision::discard>},
  };
}

const std::vector<ApiRoute>& routes() {
  static const std::vector<ApiRoute> table = [] {
    std::vector<ApiRoute> all = reading_routes();
    for (const auto& more : {acting_routes(), people_routes()}) {
      all.insert(all.end(), more.begin(), more.end());
    }
    return all;
  }();
  return table;
}

const ApiRoute* find_route(const std::string& path) {
  for (const auto& route : routes()) {
    if (route.path == path) return &route;
  }
  return nullptr;
}

bool allows(const ApiRoute& route, const std::string& method) {
  return !method.empty() &&
         (", " + std::string(route.methods) + ",").find(", " + method + ",") != std::string::npos;
}

ServerReply unauthorized(Lang lang) {
  auto reply =
      error_reply(401, "unauthorized", lang,
                  {"缺少访问令牌，或令牌无效", "the bearer token is missing or unknown"},
                  {"请带请求头 Authorization: Bearer 令牌；令牌由运维在 http.tokens 中登记",
                   "send Authorization: Bearer TOKEN; tokens are listed in http.tokens"});
  reply.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"planwatch\"");
  return reply;
}

ServerReply forbidden(const ApiRoute& route, Lang lang) {
  std::string roles;
  for (const AccessRole role : route.roles) {
    roles += roles.empty() ? "" : " / ";
    roles += word_of(role);
  }
  return error_reply(403, "forbidden", lang,
                     {"此操作须由角色为 " + roles + " 的人执行", "this needs the role " + roles},
                     {"请改用有此角色的令牌", "use a token with that role"});
}

// Empty: the caller may go on. Without a snapshot nobody can be recognised, so nobody is let in.
std::optional<ServerReply> refuse_access(const ApiRoute& route, const ServerRequest& request,
                                         const ApiBackend& backend) {
  if (!route.guarded) return std::nullopt;
  const Lang lang = lang_of(request);
  const auto snapshot = backend.snapshot();
  if (!snapshot) return not_ready(lang);
  const HttpSettings& settings = snapshot->configuration->http;
  if (settings.tokens.empty()) return std::nullopt;  // loopback only, see check_listen
  const AccessToken* token = find_token(settings, request.authorization);
  if (token == nullptr) return unauthorized(lang);
  const bool may = route.roles.empty() || std::find(route.roles.begin(), route.roles.end(),
                                                    token->role) != route.roles.end();
  if (!may) return forbidden(route, lang);
  return std::nullopt;
}

// A parameter that the route does not know is an error: ?untis= would otherwise list everything.
std::optional<ServerReply> refuse_query(const ApiRoute& route, const ServerRequest& request) {
  const Lang lang = lang_of(request);
  if (!route.path.starts_with("/api/")) return std::nullopt;
  for (const auto& [name, value] : request.query) {
    const bool language = name == "lang" && (value == "zh" || value == "en");
    const auto& known = route.parameters;
    if (language || std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string given = name;
    given.append("=").append(value);
    std::string list = "lang=zh|en";
    for (const auto parameter : known) list.append(", ").append(parameter);
    return error_reply(400, "unknown_parameter", lang,
                       {"不认识参数 " + given, "unknown parameter " + given},
                       {"可用参数：" + list, "known parameters: " + list});
  }
  return std::nullopt;
}

ServerReply not_found(const ServerRequest& request) {
  return error_reply(404, "not_found", lang_of(request),
                     {"没有这个地址：" + request.path, "no such address: " + request.path},
                     {"地址列表见 /", "see / for the addresses"});
}

ServerReply method_not_allowed(const ApiRoute& route, const ServerRequest& request) {
  const std::string methods(route.methods);
  auto reply = error_reply(405, "method_not_allowed", lang_of(request),
                           {request.path + " 不接受 " + request.method,
                            request.path + " does not take " + request.method},
                           {"请用 " + methods, "use " + methods});
  reply.headers.emplace_back("Allow", methods);
  return reply;
}

}  // namespace

std::string_view word_of(AccessRole role) {
  switch (role) {
    case AccessRole::viewer:
      return "viewer";
    case AccessRole::unit:
      return "unit";
    case AccessRole::supervisor:
      return "supervisor";
    case AccessRole::operator_:
      return "operator";
  }
  return "";
}

bool may_act(const std::string& path, AccessRole role) {
  const ApiRoute* route = find_route(path);
  return route != nullptr &&
         std::find(route->roles.begin(), route->roles.end(), role) != route->roles.end();
}

ServerReply answer(const ServerRequest& request, const ApiBackend& backend) {
  if (request.path == act_path) {
    return answer_act(request, backend, [&](const ActionLink&) { return &backend; });
  }
  if (request.path == reports_page_path) {
    return answer_reports_page(request, backend.snapshot(), [&](const ServerRequest& upload) {
      return answer(upload, backend);
    });
  }
  if (is_upload_form(request)) {
    const auto upload = unpack_upload(request);
    return upload ? answer(*upload, backend) : upload.error();
  }
  const ApiRoute* route = find_route(request.path);
  if (route == nullptr) return not_found(request);
  if (!allows(*route, request.method)) return method_not_allowed(*route, request);
  if (auto refused = refuse_access(*route, request, backend)) return *refused;
  if (auto refused = refuse_query(*route, request)) return *refused;
  return route->run(request, backend);
}

}  // namespace planwatch
