#include "daemon/expose/api_pusher.h"

#include <algorithm>

namespace planwatch {
namespace {

namespace json = boost::json;

constexpr std::size_t most_person_bytes = 200;
constexpr std::size_t most_key_bytes = 200;

bool is_name(const std::string& person) {
  const bool has_control = std::any_of(person.begin(), person.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  return !has_control && person.size() <= most_person_bytes &&
         person.find_first_not_of(' ') != std::string::npos;
}

// "127.0.0.1:9720" without its port. A site that lets its own name point here has another one.
bool names_loopback(const std::string& host) {
  const std::size_t bracket = host.find(']');
  const std::size_t colon = host.find(':', bracket == std::string::npos ? 0 : bracket);
  return is_loopback(host.substr(0, colon));
}

// Ids of indicators and numbers of tasks that another unit answers for.
std::set<std::string> foreign_of(const Plan& plan, const UnitId& unit, const Extracted& figures) {
  std::set<std::string> foreign;
  for (const Observation& figure : figures.observations) {
    const Indicator& indicator = plan.indicators[figure.indicator.value];
    if (indicator.answerable != unit) foreign.insert(indicator.id.text);
  }
  for (const TaskReport& report : figures.task_reports) {
    const Task* task = plan.find_task(report.task);
    if (task == nullptr || task->lead != unit) foreign.insert(std::to_string(report.task));
  }
  return foreign;
}

}  // namespace

tl::expected<Pusher, PusherRefusal> pusher_of(const ApiCall& call, const std::string& named) {
  const HttpSettings& settings = call.configuration().http;
  if (const AccessToken* token = find_token(settings, call.request.authorization)) {
    if (!named.empty() && named != token->person) {
      return tl::make_unexpected(
          PusherRefusal{std::nullopt,
                        {"person 与令牌登记的姓名不符；有令牌时不必写 person",
                         "person is not the token's; with a token leave it out"}});
    }
    Pusher pusher{token->person, std::nullopt};
    if (token->role == AccessRole::unit) pusher.unit = token->unit;
    return pusher;
  }
  if (!names_loopback(call.request.host)) {
    return tl::make_unexpected(PusherRefusal{
        error_reply(403, "forbidden", call.lang,
                    {"没有配置令牌时，只接受以本机地址发来的报送",
                     "without tokens, figures are taken at the loopback address only"},
                    {"用 http://127.0.0.1 访问，或在 http.tokens 中登记令牌",
                     "use http://127.0.0.1, or list tokens in http.tokens"}),
        {}});
  }
  if (is_name(named)) return Pusher{named, std::nullopt};
  return tl::make_unexpected(
      PusherRefusal{std::nullopt,
                    {"没有配置令牌时，须写明报送人 person（不超过 200 字节，不含控制字符）",
                     "without tokens the person has to be named, in at most 200 bytes"}});
}

std::optional<ServerReply> refuse_key(const ApiCall& call) {
  const std::string& key = call.request.idempotency_key;
  const bool printable = std::all_of(key.begin(), key.end(), [](char c) {
    return static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7F;
  });
  if (printable && key.size() <= most_key_bytes) return std::nullopt;
  return error_reply(400, "bad_idempotency_key", call.lang,
                     {"请求头 Idempotency-Key 须为不超过 200 个可见 ASCII 字符",
                      "Idempotency-Key has to be at most 200 visible ASCII characters"},
                     {"用一个随机的 UUID 即可", "a random UUID will do"});
}

std::optional<ServerReply> refuse_foreign(const Plan& plan, Lang lang, const Pusher& pusher,
                                          const Extracted& figures) {
  if (!pusher.unit) return std::nullopt;
  const std::set<std::string> foreign = foreign_of(plan, *pusher.unit, figures);
  if (foreign.empty()) return std::nullopt;
  json::array names;
  std::string listed;
  for (const std::string& id : foreign) {
    names.emplace_back(id);
    listed += (listed.empty() ? "" : ", ") + id;
  }
  json::object error;
  error["code"] = "forbidden";
  error["message"] = TwoTexts{"责任单位不是“" + pusher.unit->text + "”的指标不能报送：" + listed,
                              "not answered for by '" + pusher.unit->text + "': " + listed}
                         .in(lang);
  error["hint"] = TwoTexts{"去掉这些指标后重新报送；本次全部没有接收",
                           "leave them out and push again; nothing was taken"}
                      .in(lang);
  return json_reply({{"error", std::move(error)}, {"indicators", std::move(names)}}, 403);
}

ServerReply refused_push(Lang lang, const Error& error) {
  const TwoTexts why{error.message, error.message};
  if (error.code == ErrorCode::conflict) {
    return error_reply(
        409, "conflict", lang, why,
        {"各方案是否已终结见 GET /api/v1/plans", "GET /api/v1/plans says which plans are closed"});
  }
  if (error.code == ErrorCode::invalid) {
    return error_reply(422, "idempotency_key_reused", lang, why,
                       {"每次报送换一个新的 Idempotency-Key", "use a new key for every push"});
  }
  return error_reply(500, "store_failed", lang, why,
                     {"没有确认的报送请稍后用同一个 Idempotency-Key 重发",
                      "send it again later with the same Idempotency-Key"});
}

}  // namespace planwatch
