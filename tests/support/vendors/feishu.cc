#include "tests/support/vendors/feishu.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace planwatch::vendors {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t most_bytes = 20'000;
constexpr std::chrono::hours time_window{1};
constexpr std::string_view hook = "/open-apis/bot/v2/hook/";
constexpr std::array<std::string_view, 13> colours = {
    "blue",    "wathet", "turquoise", "green",  "yellow", "orange", "red",
    "carmine", "violet", "purple",    "indigo", "grey",   "default"};

Reply feishu_refusal(std::int64_t code, const std::string& message) {
  boost::json::object body;
  body["code"] = code;
  body["data"] = boost::json::object{};
  body["msg"] = message;
  return {200, boost::json::serialize(body)};
}

bool all_digits(const std::string& text) {
  return !text.empty() && text.size() < 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// <at id=ou_x></at>, <at email=a@b></at>, <at user_id="ou_x">
void read_calls(Accepted& message) {
  for (const std::string& inner : between(message.text, "<at ", ">")) {
    std::string id = inner.substr(std::min(inner.find('=') + 1, inner.size()));
    std::erase(id, '"');
    message.everybody |= id == "all";
    message.mentioned.push_back(id);
  }
}

bool read_header(const boost::json::object& card, Accepted& message) {
  const boost::json::object* header = object_at(card, "header");
  if (header == nullptr) return !card.contains("header");
  message.colour = text_at(*header, "template").value_or("default");
  if (std::find(colours.begin(), colours.end(), message.colour) == colours.end()) return false;
  const boost::json::object* title = object_at(*header, "title");
  if (title == nullptr || text_at(*title, "tag") != "plain_text") return false;
  const auto content = text_at(*title, "content");
  if (!content || content->empty()) return false;
  message.title = *content;
  return true;
}

bool read_elements(const boost::json::object& card, Accepted& message) {
  const boost::json::value* elements = card.if_contains("elements");
  if (elements == nullptr || !elements->is_array() || elements->get_array().empty()) return false;
  for (const boost::json::value& element : elements->get_array()) {
    const boost::json::object* block = element.if_object();
    if (block == nullptr || text_at(*block, "tag") != "div") return false;
    const boost::json::object* text = object_at(*block, "text");
    if (text == nullptr || text_at(*text, "tag") != "lark_md") return false;
    const auto content = text_at(*text, "content");
    if (!content) return false;
    message.text += *content;
  }
  return true;
}

std::optional<Accepted> read_message(const boost::json::object& body) {
  Accepted message;
  message.msgtype = text_at(body, "msg_type").value_or("");
  if (message.msgtype == "text") {
    const boost::json::object* content = object_at(body, "content");
    const auto text = content == nullptr ? std::nullopt : text_at(*content, "text");
    if (!text) return std::nullopt;
    message.text = *text;
  } else if (message.msgtype == "interactive") {
    const boost::json::object* card = object_at(body, "card");
    if (card == nullptr || !read_header(*card, message) || !read_elements(*card, message)) {
      return std::nullopt;
    }
  } else {
    return std::nullopt;
  }
  read_calls(message);
  return message;
}

}  // namespace

FeishuRobots::FeishuRobots(Now now, const std::vector<FeishuRobotSettings>& robots)
    : Vendor(std::move(now)) {
  for (const FeishuRobotSettings& one : robots) {
    robots_.emplace(one.token, Robot{one, RateWindow(100, minutes{1}, seconds{0}),
                                     RateWindow(5, seconds{1}, seconds{0})});
  }
}

Reply FeishuRobots::refusal(std::int64_t code, const std::string& message) const {
  return feishu_refusal(code, message);
}

void FeishuRobots::limit_next(int reset_seconds) {
  Reply reply = feishu_refusal(99991400, "request trigger frequency limit");
  reply.status = 429;
  reply.headers.emplace_back("x-ogw-ratelimit-reset", std::to_string(reset_seconds));
  answer_next(std::move(reply));
}

std::optional<Reply> FeishuRobots::check_security(const Robot& robot,
                                                  const boost::json::object& body,
                                                  const std::string& shown) const {
  const FeishuRobotSettings& settings = robot.settings;
  if (settings.refuses_our_ip) return feishu_refusal(19022, "Ip Not Allowed");
  if (!settings.secret.empty()) {
    const std::string timestamp = text_at(body, "timestamp").value_or("");
    const std::string sign = text_at(body, "sign").value_or("");
    const bool in_time =
        all_digits(timestamp) &&
        std::chrono::abs(now() - Instant{seconds{std::stoll(timestamp)}}) <= time_window;
    if (!in_time || sign != base64_hmac_sha256(timestamp + "\n" + settings.secret, "")) {
      return feishu_refusal(
          19021, "sign match fail or timestamp is not within one hour from current time");
    }
  }
  const auto& words = settings.keywords;
  const bool found =
      words.empty() || std::any_of(words.begin(), words.end(), [&shown](const std::string& word) {
        return shown.find(word) != std::string::npos;
      });
  if (found) return std::nullopt;
  return feishu_refusal(19024, "Key Words Not Found");
}

Reply FeishuRobots::judge(const Request& request) {
  const Target target = parse_target(request.target);
  if (!target.path.starts_with(hook)) return {404, "404 page not found"};
  if (request.method != "POST") return {405, "405 method not allowed"};
  const auto robot = robots_.find(target.path.substr(hook.size()));
  if (robot == robots_.end() || !target.query.empty()) {
    return feishu_refusal(19001, "param invalid: incoming webhook access token invalid");
  }
  if (request.body.size() > most_bytes) return feishu_refusal(19036, "request body too large");
  const auto body = parse_body(request.body);
  auto message = body && is_json_type(request) ? read_message(*body) : std::nullopt;
  if (!message) return feishu_refusal(9499, "Bad Request");
  if (auto refused = check_security(robot->second, *body, message->text)) {
    return std::move(*refused);
  }
  if (!robot->second.second.take(now()) || !robot->second.minute.take(now())) {
    return feishu_refusal(11232, "frequency limited psm[lark.oapi.app_platform_runtime]");
  }
  message->robot = robot->first;
  message->body = request.body;
  accept(std::move(*message));
  if (robot->second.settings.old_answers) {
    return {200, R"({"Extra":null,"StatusCode":0,"StatusMessage":"success"})"};
  }
  return {200, R"({"code":0,"data":{},"msg":"success"})"};
}

}  // namespace planwatch::vendors
