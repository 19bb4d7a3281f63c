#include "tests/support/vendors/wecom.h"

#include <fmt/format.h>

#include "tests/support/vendors/wire.h"

namespace planwatch::vendors {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t most_text = 2048;
constexpr std::size_t most_markdown = 4096;
constexpr std::size_t most_app_content = 2048;
constexpr std::size_t most_app_people = 1000;
constexpr seconds token_life{7200};

Reply wecom_refusal(std::int64_t code, const std::string& message) {
  boost::json::object body;
  body["errcode"] = code;
  body["errmsg"] = fmt::format(
      "{}, hint: [1764400000_17_9f1c], from ip: 203.0.113.9, more info at "
      "https://open.work.weixin.qq.com/devtool/query?e={}",
      message, code);
  return {200, boost::json::serialize(body)};
}

Reply too_long(const std::string& type, std::size_t most) {
  return wecom_refusal(40058, fmt::format("{}.content exceed max length {}", type, most));
}

// Everything in the text that calls somebody: <@userid>.
void read_calls(Accepted& message) {
  message.mentioned = between(message.text, "<@", ">");
  for (const std::string& id : message.mentioned) message.everybody |= id == "all";
}

bool read_lists(const boost::json::object& text, Accepted& message) {
  if (!texts_at(text, "mentioned_list", message.mentioned) ||
      !texts_at(text, "mentioned_mobile_list", message.mentioned)) {
    return false;
  }
  for (const std::string& id : message.mentioned) message.everybody |= id == "@all";
  return true;
}

}  // namespace

WecomRobots::WecomRobots(Now now, const std::vector<std::string>& keys) : Vendor(std::move(now)) {
  for (const std::string& key : keys) {
    robots_.emplace(key, RateWindow(20, minutes{1}, seconds{60}));
  }
}

Reply WecomRobots::refusal(std::int64_t code, const std::string& message) const {
  return wecom_refusal(code, message);
}

Reply WecomRobots::judge(const Request& request) {
  const Target target = parse_target(request.target);
  if (target.path != "/cgi-bin/webhook/send") return {404, "404 page not found"};
  if (request.method != "POST") return wecom_refusal(43002, "require POST http method");
  if (!target.well_formed || target.query.size() != 1 || !target.query.contains("key")) {
    return wecom_refusal(93000, "invalid webhook url");
  }
  const auto robot = robots_.find(target.query.at("key"));
  if (robot == robots_.end()) return wecom_refusal(93000, "invalid webhook url");
  const auto body = parse_body(request.body);
  if (!is_json_type(request) || !body) return wecom_refusal(47001, "data format error");
  const std::string type = text_at(*body, "msgtype").value_or("");
  if (type != "text" && type != "markdown") return wecom_refusal(40008, "invalid message type");
  const boost::json::object* message = object_at(*body, type);
  const auto content = message == nullptr ? std::nullopt : text_at(*message, "content");
  if (!content) return wecom_refusal(40058, "invalid Request Parameter: content is missing");
  if (content->empty()) return wecom_refusal(44004, "empty content");
  const std::size_t most = type == "text" ? most_text : most_markdown;
  if (content->size() > most) return too_long(type, most);
  Accepted accepted{robot->first, type, "", *content, "", {}, false, {}, {}, request.body};
  if (type == "markdown") read_calls(accepted);
  if (type == "text" && !read_lists(*message, accepted)) {
    return wecom_refusal(40058, "invalid Request Parameter: mentioned list");
  }
  if (!robot->second.take(now())) return wecom_refusal(45009, "api freq out of limit");
  accept(std::move(accepted));
  return {200, R"({"errcode":0,"errmsg":"ok"})"};
}

void WecomApp::revoke_token() {
  const std::lock_guard lock(mutex_);
  token_.clear();
}

void WecomApp::expire_token() {
  const std::lock_guard lock(mutex_);
  expired_.insert(token_);
  token_.clear();
}

int WecomApp::token_requests() const {
  const std::lock_guard lock(mutex_);
  return token_requests_;
}

int WecomApp::dropped() const {
  const std::lock_guard lock(mutex_);
  return dropped_;
}

Reply WecomApp::refusal(std::int64_t code, const std::string& message) const {
  return wecom_refusal(code, message);
}

Reply WecomApp::judge(const Request& request) {
  if (!token_.empty() && now() >= token_ends_) {
    expired_.insert(token_);
    token_.clear();
  }
  const std::string path = parse_target(request.target).path;
  if (path == "/cgi-bin/gettoken") return give_token(request);
  if (path == "/cgi-bin/message/send") return take_message(request);
  return {404, "404 page not found"};
}

Reply WecomApp::give_token(const Request& request) {
  ++token_requests_;
  Target target = parse_target(request.target);
  if (request.method != "GET") return wecom_refusal(43001, "require GET http method");
  if (!target.well_formed || target.query["corpid"] != account_.corp_id) {
    return wecom_refusal(40013, "invalid corpid");
  }
  if (target.query["corpsecret"] != account_.corp_secret) {
    return wecom_refusal(40001, "invalid credential");
  }
  if (token_.empty()) {
    token_ = fmt::format("tok+{}/{}=", ++tokens_made_, std::string(20, 't'));
    token_ends_ = now() + token_life;
  }
  boost::json::object body;
  body["errcode"] = 0;
  body["errmsg"] = "ok";
  body["access_token"] = token_;
  body["expires_in"] = std::chrono::floor<seconds>(token_ends_ - now()).count();
  return {200, boost::json::serialize(body)};
}

WecomApp::Recipients WecomApp::recipients_of(const std::string& touser) const {
  Recipients who;
  const auto add = [](std::string& list, const std::string& id) {
    list += (list.empty() ? "" : "|") + id;
  };
  for (std::size_t at = 0; at <= touser.size();) {
    const std::size_t end = std::min(touser.find('|', at), touser.size());
    const std::string id = touser.substr(at, end - at);
    at = end + 1;
    if (!account_.members.contains(id)) {
      add(who.invalid, id);
    } else if (account_.unlicensed.contains(id)) {
      add(who.unlicensed, id);
    } else {
      who.taken.push_back(id);
    }
  }
  return who;
}

Reply WecomApp::take_message(const Request& request) {
  if (request.method != "POST") return wecom_refusal(43002, "require POST http method");
  Target target = parse_target(request.target);
  const std::string token = target.query["access_token"];
  if (token.empty()) return wecom_refusal(41001, "access_token missing");
  if (expired_.contains(token)) return wecom_refusal(42001, "access_token expired");
  if (!target.well_formed || token != token_) return wecom_refusal(40014, "invalid access_token");
  const auto body = parse_body(request.body);
  if (!is_json_type(request) || !body) return wecom_refusal(47001, "data format error");
  const boost::json::value* agent = body->if_contains("agentid");
  if (agent == nullptr || !agent->is_int64() || agent->get_int64() != account_.agent_id) {
    return wecom_refusal(40056, "invalid agentid");
  }
  const std::string type = text_at(*body, "msgtype").value_or("");
  if (type != "text" && type != "markdown") return wecom_refusal(40008, "invalid message type");
  const boost::json::object* message = object_at(*body, type);
  const std::string content = message == nullptr ? "" : text_at(*message, "content").value_or("");
  if (content.empty()) return wecom_refusal(44004, "empty content");
  if (content.size() > most_app_content) return wecom_refusal(45002, "content size out of limit");
  const std::string touser = text_at(*body, "touser").value_or("");
  const Recipients who = recipients_of(touser);
  if (who.taken.size() > most_app_people) return wecom_refusal(40058, "too many users");
  if (who.taken.empty() && who.unlicensed.empty()) {
    return wecom_refusal(81013, "user & party & tag all invalid");
  }
  const boost::json::value* check = body->if_contains("enable_duplicate_check");
  const boost::json::value* interval = body->if_contains("duplicate_check_interval");
  const seconds span{interval == nullptr ? 1800 : interval->to_number<std::int64_t>()};
  const std::string same = touser + '\n' + content;
  const bool repeated = check != nullptr && check->to_number<int>() == 1 && shown_.contains(same) &&
                        now() < shown_[same] + span;
  if (!repeated) {
    shown_[same] = now();
    deliver(who, type, content, request.body);
  }
  boost::json::object answer{{"errcode", 0}, {"errmsg", "ok"}, {"msgid", "m1"}};
  if (!who.invalid.empty()) answer["invaliduser"] = who.invalid;
  if (!who.unlicensed.empty()) answer["unlicenseduser"] = who.unlicensed;
  return {200, boost::json::serialize(answer)};
}

void WecomApp::deliver(const Recipients& who, const std::string& type, const std::string& content,
                       const std::string& body) {
  Accepted message{
      std::to_string(account_.agent_id), type, "", content, "", {}, false, {}, {}, body};
  for (const std::string& id : who.taken) {
    auto& window = by_member_.try_emplace(id, RateWindow(30, minutes{1}, seconds{0})).first->second;
    if (window.take(now())) {
      message.members.push_back(id);
    } else {
      ++dropped_;
    }
  }
  accept(std::move(message));
}

}  // namespace planwatch::vendors
