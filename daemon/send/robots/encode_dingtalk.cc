#include <fmt/format.h>
#include <utility>

#include "daemon/send/robots/dingtalk.h"
#include "daemon/send/robots/people.h"
#include "daemon/send/robots/shorten.h"
#include "daemon/send/signing.h"
#include "daemon/send/text.h"
#include "daemon/send/webhook_answer.h"

namespace planwatch {

namespace {

Mentions mentions_of(const Notice& notice, const DingtalkRobotChannel& spec) {
  return spec.mention ? dingtalk_mentions(notice.people) : Mentions{};
}

// What the vendor wants to find in the text: a keyword, and once more who is called.
std::string tail_of(const std::string& text, const Mentions& mentions, const std::string& keyword) {
  std::string tail;
  if (!keyword.empty() && text.find(keyword) == std::string::npos) tail += "\n\n" + keyword;
  std::string calls;
  for (const std::string& address : mentions.all()) calls += "@" + address + " ";
  if (!calls.empty()) {
    calls.pop_back();
    tail += "\n\n" + calls;
  }
  return tail;
}

std::string body_of(const RenderedMessage& message, const std::string& text,
                    const Mentions& mentions) {
  boost::json::object markdown;
  markdown["title"] = short_title(message.title);
  markdown["text"] = text;
  boost::json::object at;
  at["atMobiles"] = json_list(mentions.mobiles);
  at["atUserIds"] = json_list(mentions.ids);
  at["isAtAll"] = false;
  boost::json::object body;
  body["msgtype"] = "markdown";
  body["markdown"] = std::move(markdown);
  body["at"] = std::move(at);
  return boost::json::serialize(body);
}

std::string whole_body(const Notice& notice, const RenderedMessage& message,
                       const DingtalkRobotChannel& spec, bool shortened) {
  const Mentions mentions = mentions_of(notice, spec);
  const std::string text = clean_utf8(message.body);
  std::string tail = tail_of(text, mentions, spec.keyword);
  std::string body = body_of(message, text + tail, mentions);
  if (!shortened || body.size() <= dingtalk_bytes) return body;
  // A cut may take the keyword along, so it is said in the tail whatever the text says.
  tail = tail_of({}, mentions, spec.keyword);
  const std::size_t room = room_beside(body_of(message, tail, mentions).size(), dingtalk_bytes);
  return body_of(message, shorten(text, room, Counted::json) + tail, mentions);
}

std::string url_of(const DingtalkRobotChannel& spec, Instant now) {
  std::string url = address_at(
      spec.url, "/robot/send?access_token=" + percent_encoded_strictly(spec.access_token.reveal()));
  if (!spec.secret) return url;
  const std::int64_t timestamp = now.time_since_epoch().count();
  const std::string sign = dingtalk_sign(spec.secret->reveal(), timestamp);
  return fmt::format("{}&timestamp={}&sign={}", url, timestamp, percent_encoded_strictly(sign));
}

}  // namespace

std::string dingtalk_sign(const std::string& secret, std::int64_t timestamp_ms) {
  return base64_of(hmac_sha256(secret, fmt::format("{}\n{}", timestamp_ms, secret)));
}

EncodedMessage encode_dingtalk(const Notice& notice, const RenderedMessage& text,
                               const DingtalkRobotChannel& spec, Instant now) {
  EncodedMessage message;
  message.request = json_post(url_of(spec, now), nullptr);
  message.request.body = whole_body(notice, text, spec, may_shorten(notice));
  message.secrets = secrets_in_url(message.request.url);
  message.secrets.push_back(spec.access_token.reveal());
  if (spec.secret) message.secrets.push_back(spec.secret->reveal());
  return message;
}

std::size_t encoded_dingtalk_bytes(const Notice& notice, const RenderedMessage& text,
                                   const DingtalkRobotChannel& spec) {
  return whole_body(notice, text, spec, false).size();
}

}  // namespace planwatch
