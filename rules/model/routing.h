#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "rules/model/date.h"
#include "rules/model/ids.h"
#include "rules/model/light.h"
#include "rules/model/secret.h"
#include "rules/model/source_position.h"

namespace planwatch {

struct LogChannel {
  friend bool operator==(const LogChannel&, const LogChannel&) = default;
};
struct FileChannel {
  std::string path;  // JSON lines; relative to the data folder
  friend bool operator==(const FileChannel&, const FileChannel&) = default;
};
struct WebhookChannel {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::optional<Secret> bearer;
  friend bool operator==(const WebhookChannel&, const WebhookChannel&) = default;
};
// Alertmanager API v2. Gets the state of all firing alerts, not single notices.
struct AlertmanagerChannel {
  std::string url;                       // base: http://127.0.0.1:9093
  std::chrono::seconds resend{60};       // machine's clock
  std::chrono::seconds ends_after{300};  // endsAt = now + this, renewed at every resend
  friend bool operator==(const AlertmanagerChannel&, const AlertmanagerChannel&) = default;
};
// The robots of group chats. `url` is the vendor's base address, another one for tests and private
// clouds; key and token are part of the address on the wire and are never shown.
struct WecomRobotChannel {
  std::string url = "https://qyapi.weixin.qq.com";
  Secret key;
  bool mention = true;  // the people of the notice, by userid or mobile
  friend bool operator==(const WecomRobotChannel&, const WecomRobotChannel&) = default;
};
struct WecomAppChannel {
  std::string url = "https://qyapi.weixin.qq.com";
  std::string corp_id;
  Secret corp_secret;
  std::int64_t agent_id = 0;
  bool markdown = false;        // not shown in the WeChat plug-in, so text is the default
  std::vector<std::string> to;  // userids told beside the people of the notice
  friend bool operator==(const WecomAppChannel&, const WecomAppChannel&) = default;
};
struct DingtalkRobotChannel {
  std::string url = "https://oapi.dingtalk.com";
  Secret access_token;
  std::optional<Secret> secret;  // SEC...: signs every request
  std::string keyword;           // one of the robot's keywords; put into every message
  bool mention = true;
  friend bool operator==(const DingtalkRobotChannel&, const DingtalkRobotChannel&) = default;
};
struct FeishuRobotChannel {
  std::string url = "https://open.feishu.cn";
  Secret token;
  std::optional<Secret> secret;
  std::string keyword;
  bool mention = true;
  friend bool operator==(const FeishuRobotChannel&, const FeishuRobotChannel&) = default;
};
enum class MailSecurity { none, starttls, tls };
struct MailChannel {
  std::string host;
  std::uint16_t port = 465;
  MailSecurity security = MailSecurity::tls;
  std::string user;  // empty: no login
  std::optional<Secret> password;
  std::string from;             // must be the login's address at most providers
  std::vector<std::string> to;  // told beside the people of the notice
  std::string ca_file;          // PEM of a private root; empty: the system's
  friend bool operator==(const MailChannel&, const MailChannel&) = default;
};
enum class SmsGateway { aliyun, tencent };
// An approved template: its code at the gateway and which facts of a notice fill its variables, in
// the template's order (tencent) or by name (aliyun).
struct SmsTemplate {
  std::string code;
  std::vector<std::pair<std::string, std::string>> variables;  // name at the gateway, fact
  friend bool operator==(const SmsTemplate&, const SmsTemplate&) = default;
};
struct SmsChannel {
  SmsGateway gateway = SmsGateway::aliyun;
  std::string url;     // empty: the vendor's
  std::string key_id;  // AccessKeyId, SecretId
  Secret key_secret;
  std::string sign_name;  // the approved signature
  std::string app_id;     // tencent: SmsSdkAppId
  std::string region = "ap-guangzhou";
  SmsTemplate single;                // one alert
  std::optional<SmsTemplate> group;  // several at once; empty: one message each
  std::vector<std::string> to;       // numbers told beside the people of the notice
  std::size_t most_variable_chars = 35;
  friend bool operator==(const SmsChannel&, const SmsChannel&) = default;
};
using ChannelSpec = std::variant<LogChannel, FileChannel, WebhookChannel, AlertmanagerChannel,
                                 WecomRobotChannel, WecomAppChannel, DingtalkRobotChannel,
                                 FeishuRobotChannel, MailChannel, SmsChannel>;

// At most so many messages; machine's clock. 0: the channel's own default.
struct RateSpec {
  int per_minute = 0;
  int per_second = 0;
  friend bool operator==(const RateSpec&, const RateSpec&) = default;
};

// 汇总: what is not urgent waits for this moment of a day or week (plan's clock). Never at minute 0
// or 30: the robots of all offices speak then.
enum class DigestEvery { never, day, week };
struct Digest {
  DigestEvery every = DigestEvery::never;
  std::chrono::weekday weekday = std::chrono::Monday;  // of a weekly one
  TimeOfDay at{std::chrono::hours{9} + std::chrono::minutes{7}};
  bool workdays_only = true;  // moved to the next working day
  friend bool operator==(const Digest&, const Digest&) = default;
};

struct Receiver {
  ReceiverId id;
  std::string name;
  ChannelSpec channel;
  std::chrono::seconds give_up_after{86'400};  // the outbox's deadline, machine's clock
  Lang lang = Lang::zh;
  std::string message;  // id of a MessageTemplate; empty: the channel's own
  RateSpec rate;
  Digest digest;
  // Who is told instead when this one refused for good or was given up; empty: nobody.
  ReceiverId fallback;
  SourcePosition at;
};

// The text of a message as ops write it, mustache. Its fields are those of daemon/send/message.
struct MessageTemplate {
  std::string id;
  std::string title;
  std::string body;
  SourcePosition at;
};

// 经办人, 分管领导, 主要负责人, 督查, 数据联系人 of the feed, 配合单位, 运维.
enum class Role { contact, deputy, leader, supervision, feed_contact, co_unit, ops };
std::string_view name_of(Role role, Lang lang);

enum class StepAfter {
  firing,           // workdays after the alert fired; 0: at once
  unacknowledged,   // workdays after firing without an acknowledgement
  deadline_passed,  // workdays after a promise or deadline has passed
};
struct LadderStep {
  StepAfter after = StepAfter::firing;
  int workdays = 0;
  Role role = Role::contact;
  std::vector<Role> copy;
};

struct WorkingHours {
  std::vector<std::pair<TimeOfDay, TimeOfDay>> spans;  // [from, to), sorted, within a day
};

// `receiver`: notices do not reach somebody; for ops.
enum class SubjectKind { indicator, task, feed, receiver };

// First route that matches takes the alert.
struct Route {
  RouteId id;
  std::vector<UnitId> units;          // empty: all
  std::vector<RuleId> rules;          // empty: all
  std::vector<SubjectKind> subjects;  // empty: all
  Light from = Light::yellow;         // lights at least this bad
  // Which receivers reach which role; a role without an entry uses `receivers`.
  std::vector<std::pair<Role, std::vector<ReceiverId>>> by_role;
  std::vector<ReceiverId> receivers;
  std::vector<LadderStep> ladder;
  int remind_every_workdays = 0;  // 0: never
  // 配合单位 of a task or indicator are informed at the first notice and at the end.
  bool inform_co_units = false;
  // Notices of one receiver that come within this time are one message; plan's clock. 0: those of
  // one event.
  std::chrono::seconds group_wait{0};
  // 免打扰: what is not urgent waits until the end of the span. [from, to); may pass midnight.
  std::vector<std::pair<TimeOfDay, TimeOfDay>> quiet_hours;
  SourcePosition at;
};

// A sign of life to somebody who notices when it stops. Machine's clock.
struct Heartbeat {
  std::string url;  // POST; 2xx says that it was received
  std::chrono::seconds every{300};
  std::optional<Secret> bearer;
  SourcePosition at;
};

// Flapping is damped: an alert that fires this often within so many working days is told once as
// 反复 and then only when it stayed the same for `calm_workdays`.
struct Damping {
  int firings = 3;
  int within_workdays = 10;
  int calm_workdays = 5;
};

struct Routing {
  std::vector<Receiver> receivers;
  std::vector<Route> routes;
  WorkingHours working_hours;
  std::vector<MessageTemplate> messages;
  std::optional<Heartbeat> heartbeat;
  Damping damping;
};

}  // namespace planwatch
