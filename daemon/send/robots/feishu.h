#pragma once

#include <string>
#include <string_view>

#include "daemon/send/robots/answer.h"
#include "daemon/send/robots/encode.h"
#include "rules/model/routing.h"

namespace planwatch {

// 飞书 custom bot. Source: manual "自定义机器人使用指南" (client-docs/bot-v3/add-custom-bot).
inline constexpr std::size_t feishu_bytes = 20'000;  // of the whole body

// base64(HMAC-SHA256(key = timestamp in seconds + "\n" + secret, nothing)).
std::string feishu_sign(const std::string& secret, std::int64_t timestamp_s);

// header.template of a card for the worst light of a notice.
std::string_view feishu_colour(Light light);
// The worst light that any of the items says.
Light worst_light(const Notice& notice);

// A card: title in the light's colour, below it the text as lark_md. The keyword and the mentions
// stand at its end and are never cut off. `now`: machine's clock.
EncodedMessage encode_feishu(const Notice& notice, const RenderedMessage& text,
                             const FeishuRobotChannel& spec, Instant now);
// Of the whole body.
std::size_t encoded_feishu_bytes(const Notice& notice, const RenderedMessage& text,
                                 const FeishuRobotChannel& spec);
SendResult classify_feishu(const Result<HttpResponse>& http, const Asked& asked);

}  // namespace planwatch
