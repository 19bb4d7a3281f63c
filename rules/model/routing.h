#pragma once

#include <chrono>
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

struct LogChannel {};
struct FileChannel {
  std::string path;  // JSON lines; relative to the data folder
};
struct WebhookChannel {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::optional<Secret> bearer;
};
// Alertmanager API v2. Gets the state of all firing alerts, not single notices.
struct AlertmanagerChannel {
  std::string url;                       // base: http://127.0.0.1:9093
  std::chrono::seconds resend{60};       // machine's clock
  std::chrono::seconds ends_after{300};  // endsAt = now + this, renewed at every resend
};
using ChannelSpec = std::variant<LogChannel, FileChannel, WebhookChannel, AlertmanagerChannel>;

struct Receiver {
  ReceiverId id;
  std::string name;
  ChannelSpec channel;
  std::chrono::seconds give_up_after{86'400};  // the outbox's deadline, machine's clock
  SourcePosition at;
};

// 经办人, 分管领导, 主要负责人, 督查, 数据联系人 of the feed.
enum class Role { contact, deputy, leader, supervision, feed_contact };
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

enum class SubjectKind { indicator, task, feed };

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
  SourcePosition at;
};

struct Routing {
  std::vector<Receiver> receivers;
  std::vector<Route> routes;
  WorkingHours working_hours;
};

}  // namespace planwatch
