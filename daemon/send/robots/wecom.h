#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "daemon/send/robots/answer.h"
#include "daemon/send/robots/encode.h"
#include "rules/model/routing.h"

namespace planwatch {

// 企业微信. Source: manual of the group robot (path/91770), of app messages (path/90236) and of the
// access token (path/91039).
inline constexpr std::size_t wecom_markdown_bytes = 4096;  // of content, raw UTF-8
inline constexpr std::size_t wecom_text_bytes = 2048;
inline constexpr std::size_t wecom_app_bytes = 2048;  // text and markdown
inline constexpr std::size_t wecom_app_people = 1000;

// What the robot says: markdown with <@userid>; as text when somebody has only a mobile number,
// which markdown cannot call.
struct WecomTexts {
  RenderedMessage markdown;
  RenderedMessage text;
};
EncodedMessage encode_wecom_robot(const Notice& notice, const WecomTexts& texts,
                                  const WecomRobotChannel& spec);
// Of the whole content, against wecom_markdown_bytes. A text may have half of that, so its bytes
// count twice.
std::size_t wecom_robot_bytes(const Notice& notice, const WecomTexts& texts,
                              const WecomRobotChannel& spec);
// Whether the robot's message goes as text.
bool goes_as_text(const Notice& notice, const WecomRobotChannel& spec);
SendResult classify_wecom_robot(const Result<HttpResponse>& http, const Asked& asked);

// Who an app message goes to: the notice's people, then spec.to. `missed`: people without a userid
// and those beyond the thousand that one message may have.
struct WecomRecipients {
  std::vector<std::string> userids;
  std::vector<MissedPerson> missed;
};
WecomRecipients wecom_recipients(const Notice& notice, const WecomAppChannel& spec);
EncodedMessage encode_wecom_app(const Notice& notice, const RenderedMessage& text,
                                const std::vector<std::string>& userids,
                                const WecomAppChannel& spec, const std::string& token);
// Of the content, against wecom_app_bytes.
std::size_t wecom_app_content_bytes(const RenderedMessage& text, const WecomAppChannel& spec);
// partial where the answer names people who did not get it. `token_refused`: get another and try
// once more.
struct WecomAppAnswer {
  SendResult result;
  bool token_refused = false;
};
WecomAppAnswer classify_wecom_app(const Result<HttpResponse>& http, const Asked& asked);

EncodedMessage encode_wecom_token_request(const WecomAppChannel& spec);
// A token, or why there is none. Nothing was sent yet: never `unknown`.
struct WecomToken {
  std::string token;
  std::chrono::seconds lives{0};
};
struct WecomTokenAnswer {
  std::optional<WecomToken> token;
  SendResult failure;  // where there is none
};
WecomTokenAnswer read_wecom_token(const Result<HttpResponse>& http, const Asked& asked);

}  // namespace planwatch
