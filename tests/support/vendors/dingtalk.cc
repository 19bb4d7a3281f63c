#include "tests/support/vendors/dingtalk.h"

#include <algorithm>
#include <fmt/format.h>

#include "tests/support/vendors/wire.h"

namespace planwatch::vendors {

namespace {

using std::chrono::minutes;

constexpr std::size_t most_bytes = 20'000;
constexpr std::chrono::hours time_window{1};

Reply dingtalk_refusal(std::int64_t code, const std::string& message) {
  return {200, boost::json::serialize(boost::json::object{{"errcode", code}, {"errmsg", message}})};
}

bool all_digits(const std::string& text) {
  return !text.empty() && text.size() < 18 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// What the message shows; empty: a field is missing or of the wrong type.
std::optional<Accepted> read_message(const boost::json::object& body, const std::string& type) {
  Accepted message;
  message.msgtype = type;
  const boost::json::object* content = object_at(body, type);
  if (content == nullptr) return std::nullopt;
  const auto text = text_at(*content, type == "text" ? "content" : "text");
  if (!text || text->empty()) return std::nullopt;
  message.text = *text;
  if (type == "text") return message;
  const auto title = text_at(*content, "title");
  if (!title || title->empty()) return std::nullopt;
  message.title = *title;
  return message;
}

// False: the wrong types. Only who stands in the text as well is called.
bool read_calls(const boost::json::object& body, Accepted& message) {
  const boost::json::object* at = object_at(body, "at");
  if (at == nullptr) return !body.contains("at");
  std::vector<std::string> asked;
  if (!texts_at(*at, "atMobiles", asked) || !texts_at(*at, "atUserIds", asked)) return false;
  for (const std::string& id : asked) {
    if (message.text.find("@" + id) != std::string::npos) message.mentioned.push_back(id);
  }
  const boost::json::value* all = at->if_contains("isAtAll");
  message.everybody = all != nullptr && all->is_bool() && all->get_bool();
  return all == nullptr || all->is_bool();
}

}  // namespace

DingtalkRobots::DingtalkRobots(Now now, const std::vector<DingtalkRobotSettings>& robots)
    : Vendor(std::move(now)) {
  for (const DingtalkRobotSettings& one : robots) {
    robots_.emplace(one.token, Robot{one, RateWindow(20, minutes{1}, minutes{10})});
  }
}

Reply DingtalkRobots::refusal(std::int64_t code, const std::string& message) const {
  return dingtalk_refusal(code, message);
}

void DingtalkRobots::flood_next(int wait_seconds, bool with_errcode) {
  boost::json::object body;
  if (with_errcode) {
    body["errcode"] = 130101;
    body["errmsg"] = "send too fast, exceed 20 times per minute";
  }
  body["status"] = 1111;
  body["wait"] = wait_seconds;
  body["source"] = "x5";
  body["punish"] = "deny";
  body["uuid"] = "9f1c";
  answer_next({200, boost::json::serialize(body)});
}

std::optional<Reply> DingtalkRobots::check_security(const Robot& robot, const Request& request,
                                                    const std::string& shown) const {
  constexpr std::int64_t code = 310000;
  const DingtalkRobotSettings& settings = robot.settings;
  if (settings.refuses_our_ip) {
    return dingtalk_refusal(code, "ip 203.0.113.9 not in whitelist, more: [https://ding-doc]");
  }
  if (!settings.secret.empty()) {
    Target target = parse_target(request.target);
    const std::string timestamp = target.query["timestamp"];
    if (!all_digits(timestamp)) return dingtalk_refusal(code, "invalid timestamp, more: [...]");
    const Instant said{std::chrono::milliseconds{std::stoll(timestamp)}};
    if (std::chrono::abs(now() - said) > time_window) {
      return dingtalk_refusal(code, "invalid timestamp, more: [https://ding-doc]");
    }
    const std::string right =
        base64_hmac_sha256(settings.secret, timestamp + "\n" + settings.secret);
    if (!target.well_formed || target.query["sign"] != right) {
      return dingtalk_refusal(code, "sign not match, more: [https://ding-doc]");
    }
  }
  const auto& words = settings.keywords;
  const bool found =
      words.empty() || std::any_of(words.begin(), words.end(), [&shown](const std::string& word) {
        return shown.find(word) != std::string::npos;
      });
  if (found) return std::nullopt;
  return dingtalk_refusal(code, "keywords not in content, more: [https://ding-doc]");
}

Reply DingtalkRobots::judge(const Request& request) {
  Target target = parse_target(request.target);
  if (target.path != "/robot/send") return {404, "not found"};
  if (request.method != "POST") return dingtalk_refusal(43002, "require POST method");
  if (!is_json_type(request)) return dingtalk_refusal(43004, "invalid content type");
  const auto robot = robots_.find(target.query["access_token"]);
  if (robot == robots_.end()) return dingtalk_refusal(300001, "token is not exist");
  if (request.body.size() > most_bytes) {
    return dingtalk_refusal(460101, "message too long, exceed 20000 bytes");
  }
  const auto body = parse_body(request.body);
  if (!body) return dingtalk_refusal(40035, "missing parameter json");
  const std::string type = text_at(*body, "msgtype").value_or("");
  if (type != "text" && type != "markdown") return dingtalk_refusal(400105, "unsupported msgtype");
  auto message = read_message(*body, type);
  if (!message || !read_calls(*body, *message)) {
    return dingtalk_refusal(40035, "missing parameter");
  }
  if (auto refused = check_security(robot->second, request, message->text)) {
    return std::move(*refused);
  }
  if (!robot->second.window.take(now())) {
    return dingtalk_refusal(130101, "send too fast, exceed 20 times per minute");
  }
  message->robot = robot->first;
  message->body = request.body;
  accept(std::move(*message));
  return {200, R"({"errcode":0,"errmsg":"ok"})"};
}

}  // namespace planwatch::vendors
