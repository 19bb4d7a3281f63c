#include <fmt/format.h>
#include <utility>

#include "daemon/send/robots/feishu.h"
#include "daemon/send/robots/people.h"
#include "daemon/send/robots/shorten.h"
#include "daemon/send/signing.h"
#include "daemon/send/text.h"
#include "daemon/send/webhook_answer.h"

namespace planwatch {

namespace {

Mentions mentions_of(const Notice& notice, const FeishuRobotChannel& spec) {
  return spec.mention ? feishu_mentions(notice.people) : Mentions{};
}

std::string tail_of(const std::string& text, const Mentions& mentions, const std::string& keyword) {
  std::string tail;
  if (!keyword.empty() && text.find(keyword) == std::string::npos) tail += "\n" + keyword;
  std::string calls;
  for (const std::string& id : mentions.ids) calls += "<at id=" + id + "></at>";
  for (const std::string& email : mentions.emails) calls += "<at email=" + email + "></at>";
  return calls.empty() ? tail : tail + "\n" + calls;
}

boost::json::object card_of(const Notice& notice, const RenderedMessage& message,
                            const std::string& text) {
  boost::json::object title{{"tag", "plain_text"}, {"content", short_title(message.title)}};
  boost::json::object header;
  header["template"] = feishu_colour(worst_light(notice));
  header["title"] = std::move(title);
  boost::json::object block{{"tag", "div"}};
  block["text"] = boost::json::object{{"tag", "lark_md"}, {"content", text}};
  boost::json::object card;
  card["config"] = boost::json::object{{"wide_screen_mode", true}};
  card["header"] = std::move(header);
  card["elements"] = boost::json::array{std::move(block)};
  return card;
}

// What stands around the text: fixed but for the time, whose digits are as many for centuries.
struct Frame {
  const Notice& notice;
  const RenderedMessage& message;
  std::string timestamp;  // empty: not signed
  std::string sign;
};

std::string body_of(const Frame& frame, const std::string& text) {
  boost::json::object body;
  if (!frame.timestamp.empty()) {
    body["timestamp"] = frame.timestamp;
    body["sign"] = frame.sign;
  }
  body["msg_type"] = "interactive";
  body["card"] = card_of(frame.notice, frame.message, text);
  return boost::json::serialize(body);
}

Frame frame_of(const Notice& notice, const RenderedMessage& message, const FeishuRobotChannel& spec,
               Instant now) {
  Frame frame{notice, message, {}, {}};
  if (!spec.secret) return frame;
  const std::int64_t seconds =
      std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  frame.timestamp = fmt::format("{}", seconds);
  frame.sign = feishu_sign(spec.secret->reveal(), seconds);
  return frame;
}

// `<at` would call somebody: only the tail made here may.
std::string text_of(const RenderedMessage& message) {
  return without_mark(clean_utf8(message.body), "<at");
}

std::string whole_body(const Frame& frame, const FeishuRobotChannel& spec, bool shortened) {
  const Mentions mentions = mentions_of(frame.notice, spec);
  const std::string text = text_of(frame.message);
  std::string tail = tail_of(text, mentions, spec.keyword);
  std::string body = body_of(frame, text + tail);
  if (!shortened || body.size() <= feishu_bytes) return body;
  // A cut may take the keyword along, so it is said in the tail whatever the text says.
  tail = tail_of({}, mentions, spec.keyword);
  const std::size_t room = room_beside(body_of(frame, tail).size(), feishu_bytes);
  return body_of(frame, shorten(text, room, Counted::json) + tail);
}

}  // namespace

std::string feishu_sign(const std::string& secret, std::int64_t timestamp_s) {
  return base64_of(hmac_sha256(fmt::format("{}\n{}", timestamp_s, secret), ""));
}

std::string_view feishu_colour(Light light) {
  switch (light) {
    case Light::red:
      return "red";
    case Light::yellow:
      return "yellow";
    case Light::blue:
      return "blue";
    case Light::attention:
      return "wathet";
    case Light::green:
      return "green";
    case Light::grey:
      break;
  }
  return "grey";
}

Light worst_light(const Notice& notice) {
  if (notice.items.empty()) return notice.key.level;
  Light worst = Light::grey;
  for (const NoticeItem& item : notice.items) worst = worse_of(worst, item.key.level);
  return worst;
}

EncodedMessage encode_feishu(const Notice& notice, const RenderedMessage& text,
                             const FeishuRobotChannel& spec, Instant now) {
  const std::string token = spec.token.reveal();
  const Frame frame = frame_of(notice, text, spec, now);
  EncodedMessage message;
  message.request = json_post(
      address_at(spec.url, "/open-apis/bot/v2/hook/" + percent_encoded_strictly(token)), nullptr);
  message.request.body = whole_body(frame, spec, may_shorten(notice));
  message.secrets = secrets_in_url(message.request.url);
  message.secrets.push_back(token);
  if (spec.secret) {
    message.secrets.push_back(spec.secret->reveal());
    message.secrets.push_back(frame.sign);
  }
  return message;
}

std::size_t encoded_feishu_bytes(const Notice& notice, const RenderedMessage& text,
                                 const FeishuRobotChannel& spec) {
  // Any moment of this era gives the same length.
  constexpr Instant some_moment{std::chrono::seconds{1'735'660'800}};
  return whole_body(frame_of(notice, text, spec, some_moment), spec, false).size();
}

}  // namespace planwatch
