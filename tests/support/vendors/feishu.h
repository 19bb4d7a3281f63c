#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/vendors/vendor.h"
#include "tests/support/vendors/wire.h"

namespace planwatch::vendors {

// One bot of a 飞书 group with its security settings.
struct FeishuRobotSettings {
  std::string token;
  std::string secret{};
  std::vector<std::string> keywords{};
  bool refuses_our_ip = false;
  bool old_answers = false;  // StatusCode and StatusMessage instead of code and msg
};

// 飞书 custom bots. POST /open-apis/bot/v2/hook/TOKEN. A body of at most 20000 bytes; text and
// interactive cards; timestamp in seconds within an hour, both in the body; 100 messages a minute
// and 5 a second.
class FeishuRobots : public Vendor {
 public:
  FeishuRobots(Now now, const std::vector<FeishuRobotSettings>& robots);
  // The gateway's own limit: HTTP 429 with the seconds after which it ends.
  void limit_next(int reset_seconds);

 protected:
  Reply judge(const Request& request) override;
  Reply refusal(std::int64_t code, const std::string& message) const override;

 private:
  struct Robot {
    FeishuRobotSettings settings;
    RateWindow minute;
    RateWindow second;
  };
  // Empty: nothing against it.
  std::optional<Reply> check_security(const Robot& robot, const boost::json::object& body,
                                      const std::string& shown) const;

  std::map<std::string, Robot> robots_;
};

}  // namespace planwatch::vendors
