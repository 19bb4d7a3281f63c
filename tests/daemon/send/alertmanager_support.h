#pragma once

#include <boost/json.hpp>

#include "rules/engine/snapshot.h"
#include "tests/daemon/send/support.h"

namespace planwatch::send_test {

inline Alert alert_about(const std::string& subject, Light level = Light::red,
                         AlertState state = AlertState::firing) {
  Alert alert;
  alert.key = {"ganzhou", RuleId(std::string("lights")),   SubjectKind::indicator,
               subject,   AreaCode(std::string("620702")), 2025};
  alert.episode = 1;
  alert.state = state;
  alert.level = level;
  alert.reason = Reason::behind_schedule;
  alert.unit = UnitId(std::string("区法院"));
  alert.period = Period::month(2025, 9);
  alert.summary = "【红灯】区法院 " + subject;
  return alert;
}

inline std::shared_ptr<Snapshot> snapshot_of(std::vector<Alert> alerts) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->plan_now = instant_at(make_date(2025, 3, 4), TimeOfDay{10 * 60});
  snapshot->alerts = std::move(alerts);
  return snapshot;
}

// One posted alert, read back from the wire.
struct Posted {
  std::string subject;
  std::string level;
  Instant starts_at;
  Instant ends_at;
};

inline std::vector<Posted> posted_in(const HttpRequest& request) {
  std::vector<Posted> posted;
  const boost::json::value body = boost::json::parse(request.body);
  for (const auto& value : body.as_array()) {
    const auto& labels = value.at("labels");
    const auto text = [](const boost::json::value& of) { return std::string(of.as_string()); };
    posted.push_back({text(labels.at("subject")), text(labels.at("level")),
                      parse_instant(text(value.at("startsAt"))).value(),
                      parse_instant(text(value.at("endsAt"))).value()});
  }
  return posted;
}

}  // namespace planwatch::send_test
