#pragma once

#include <string>

#include "daemon/send/robots/answer.h"
#include "daemon/send/robots/encode.h"
#include "rules/model/routing.h"

namespace planwatch {

// 钉钉 custom robot. Source: manual "自定义机器人接入", "安全设置", "消息类型".
inline constexpr std::size_t dingtalk_bytes = 20'000;  // of the whole body on the wire

// base64(HMAC-SHA256(key = secret, timestamp in milliseconds + "\n" + secret)); not yet encoded
// for the URL.
std::string dingtalk_sign(const std::string& secret, std::int64_t timestamp_ms);

// Markdown. The keyword and the mentions stand at its end and are never cut off. `now`: machine's
// clock, must be within an hour of the vendor's.
EncodedMessage encode_dingtalk(const Notice& notice, const RenderedMessage& text,
                               const DingtalkRobotChannel& spec, Instant now);
// Of the whole body.
std::size_t encoded_dingtalk_bytes(const Notice& notice, const RenderedMessage& text,
                                   const DingtalkRobotChannel& spec);
SendResult classify_dingtalk(const Result<HttpResponse>& http, const Asked& asked);

}  // namespace planwatch
