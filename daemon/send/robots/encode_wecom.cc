#include <algorithm>
#include <utility>

#include "daemon/send/robots/people.h"
#include "daemon/send/robots/shorten.h"
#include "daemon/send/robots/wecom.h"
#include "daemon/send/signing.h"
#include "daemon/send/text.h"
#include "daemon/send/webhook_answer.h"

namespace planwatch {

namespace {

constexpr int duplicate_check_interval = 1800;  // seconds

Mentions mentions_of(const Notice& notice, const WecomRobotChannel& spec) {
  return spec.mention ? wecom_mentions(notice.people) : Mentions{};
}

// `<@` would call somebody: only the tail made here may.
std::string markdown_of(const RenderedMessage& text) {
  return without_mark(clean_utf8(text.body), "<@");
}

std::string content_of(const RenderedMessage& text, const WecomAppChannel& spec) {
  return spec.markdown ? markdown_of(text) : clean_utf8(text.body);
}

std::string tail_of(const Mentions& mentions) {
  std::string tail;
  for (const std::string& id : mentions.ids) tail += "<@" + id + ">";
  return tail.empty() ? tail : "\n" + tail;
}

std::string fitting(const Notice& notice, std::string text, std::size_t most) {
  return may_shorten(notice) ? shorten(text, most, Counted::raw) : std::move(text);
}

std::vector<std::string> secrets_of(const HttpRequest& request,
                                    const std::vector<std::string>& more) {
  std::vector<std::string> secrets = secrets_in_url(request.url);
  secrets.insert(secrets.end(), more.begin(), more.end());
  return secrets;
}

}  // namespace

bool goes_as_text(const Notice& notice, const WecomRobotChannel& spec) {
  return !mentions_of(notice, spec).mobiles.empty();
}

EncodedMessage encode_wecom_robot(const Notice& notice, const WecomTexts& texts,
                                  const WecomRobotChannel& spec) {
  const Mentions mentions = mentions_of(notice, spec);
  boost::json::object content;
  boost::json::object body;
  if (goes_as_text(notice, spec)) {
    content["content"] = fitting(notice, clean_utf8(texts.text.body), wecom_text_bytes);
    content["mentioned_list"] = json_list(mentions.ids);
    content["mentioned_mobile_list"] = json_list(mentions.mobiles);
    body["msgtype"] = "text";
    body["text"] = std::move(content);
  } else {
    const std::string tail = tail_of(mentions);
    const std::size_t room = wecom_markdown_bytes - tail.size();
    content["content"] = fitting(notice, markdown_of(texts.markdown), room) + tail;
    body["msgtype"] = "markdown";
    body["markdown"] = std::move(content);
  }
  const std::string key = spec.key.reveal();
  EncodedMessage message;
  message.request = json_post(
      address_at(spec.url, "/cgi-bin/webhook/send?key=" + percent_encoded_strictly(key)), body);
  message.secrets = secrets_of(message.request, {key});
  return message;
}

std::size_t wecom_robot_bytes(const Notice& notice, const WecomTexts& texts,
                              const WecomRobotChannel& spec) {
  if (goes_as_text(notice, spec)) return clean_utf8(texts.text.body).size() * 2;
  return markdown_of(texts.markdown).size() + tail_of(mentions_of(notice, spec)).size();
}

WecomRecipients wecom_recipients(const Notice& notice, const WecomAppChannel& spec) {
  WecomRecipients who;
  const auto add = [&who](const std::string& id) {
    if (std::find(who.userids.begin(), who.userids.end(), id) != who.userids.end()) return;
    if (who.userids.size() < wecom_app_people) {
      who.userids.push_back(id);
    } else {
      who.missed.push_back({id, "一条应用消息最多发给 1000 人"});
    }
  };
  for (const Person& person : notice.people) {
    if (is_userid(person.wecom)) {
      add(person.wecom);
    } else {
      who.missed.push_back(
          {person.wecom.empty() ? person.name : one_line(clean_utf8(person.wecom), 80),
           person.wecom.empty() ? "没有登记企业微信账号（userid）"
                                : "企业微信账号（userid）写法不对"});
    }
  }
  for (const std::string& id : spec.to) {
    if (is_userid(id)) {
      add(id);
    } else {
      who.missed.push_back({one_line(clean_utf8(id), 80), "企业微信账号（userid）写法不对"});
    }
  }
  return who;
}

std::size_t wecom_app_content_bytes(const RenderedMessage& text, const WecomAppChannel& spec) {
  return content_of(text, spec).size();
}

EncodedMessage encode_wecom_app(const Notice& notice, const RenderedMessage& text,
                                const std::vector<std::string>& userids,
                                const WecomAppChannel& spec, const std::string& token) {
  std::string joined;
  for (const std::string& id : userids) joined += (joined.empty() ? "" : "|") + id;
  const char* type = spec.markdown ? "markdown" : "text";
  boost::json::object body;
  body["touser"] = joined;
  body["msgtype"] = type;
  body["agentid"] = spec.agent_id;
  body[type] =
      boost::json::object{{"content", fitting(notice, content_of(text, spec), wecom_app_bytes)}};
  body["enable_duplicate_check"] = 1;
  body["duplicate_check_interval"] = duplicate_check_interval;
  EncodedMessage message;
  message.request = json_post(
      address_at(spec.url, "/cgi-bin/message/send?access_token=" + percent_encoded_strictly(token)),
      body);
  message.secrets = secrets_of(message.request, {token, spec.corp_secret.reveal()});
  return message;
}

EncodedMessage encode_wecom_token_request(const WecomAppChannel& spec) {
  const std::string secret = spec.corp_secret.reveal();
  EncodedMessage message;
  message.request = json_post(
      address_at(spec.url, "/cgi-bin/gettoken?corpid=" + percent_encoded_strictly(spec.corp_id) +
                               "&corpsecret=" + percent_encoded_strictly(secret)),
      nullptr);
  message.request.method = "GET";
  message.request.headers.clear();
  message.request.body.clear();
  message.secrets = secrets_of(message.request, {secret});
  return message;
}

}  // namespace planwatch
