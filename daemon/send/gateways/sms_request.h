#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "collectors/fetch/http_client.h"
#include "daemon/send/channel.h"
#include "daemon/send/gateways/sms_message.h"
#include "rules/model/date.h"

namespace planwatch {

// The two gateways' requests and what their answers mean; pure.

// ---- Aliyun, SendSms 2017-05-25 (help.aliyun.com, V3 请求结构和签名机制) ----

struct AliyunCall {
  std::string host;  // as the Host header says it
  std::string action;
  std::string version;
  std::string date;                                        // 2023-10-26T10:22:32Z
  std::string nonce;                                       // another one for every request
  std::vector<std::pair<std::string, std::string>> query;  // in any order
  std::string body;
};
// name=value&..., sorted and encoded by RFC 3986.
std::string canonical_query(std::vector<std::pair<std::string, std::string>> query);
// The value of the header Authorization: ACS3-HMAC-SHA256.
std::string sign_aliyun(const AliyunCall& call, const std::string& key_id,
                        const Secret& key_secret);
HttpRequest encode_aliyun(const SmsMessage& message, const SmsChannel& spec, Instant now,
                          const std::string& nonce);
// One word for all numbers.
SendResult classify_aliyun(const HttpResponse& answer);

// ---- Tencent, SendSms 2021-01-11 (cloud.tencent.com document 382/55981, 签名方法 v3) ----

struct TencentCall {
  std::string host;
  std::string service;  // sms
  std::string action;
  std::int64_t timestamp = 0;  // seconds; the date in the signature is the UTC one
  std::string body;
};
// The value of the header Authorization: TC3-HMAC-SHA256 over content-type, host and action.
std::string sign_tencent(const TencentCall& call, const std::string& key_id,
                         const Secret& key_secret);
HttpRequest encode_tencent(const SmsMessage& message, const SmsChannel& spec, Instant now);
// A word for each number: those refused, or not named in the answer, are missed.
SendResult classify_tencent(const HttpResponse& answer, const std::vector<std::string>& mobiles);

// ---- both ----

// Scheme and authority of the gateway: the description's, or the vendor's.
std::string base_url(const SmsChannel& spec);
// What a Host header says of http(s)://host:port.
std::string host_of(std::string_view base);

// What a code of the gateway's means. `hint` says in Chinese what to do; may be empty.
struct CodeMeaning {
  SendClass result = SendClass::permanent;
  std::string_view hint;
  std::chrono::seconds retry_after{0};  // 0: the outbox's own pause
};
// `message` tells whether a limit of Aliyun's is one of the minute, the hour or the day.
CodeMeaning aliyun_code(std::string_view code, std::string_view message, long status);
CodeMeaning tencent_code(std::string_view code, long status);

}  // namespace planwatch
