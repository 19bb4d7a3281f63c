#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/vendors/vendor.h"

namespace planwatch::vendors {

// One robot of a 钉钉 group with its security settings.
struct DingtalkRobotSettings {
  std::string token;
  std::string secret{};                 // empty: not signed
  std::vector<std::string> keywords{};  // empty: none wanted
  bool refuses_our_ip = false;
};

// 钉钉 custom robots. POST /robot/send. A body of at most 20000 bytes; text and markdown, the
// latter with a title; timestamp in milliseconds within an hour; the 21st message of a minute is
// refused and shuts the robot for ten minutes. Who is called has to stand in the text too.
class DingtalkRobots : public Vendor {
 public:
  DingtalkRobots(Now now, const std::vector<DingtalkRobotSettings>& robots);
  // The next request meets the layer in front: with errcode 130101 beside it, or with none.
  void flood_next(int wait_seconds, bool with_errcode);

 protected:
  Reply judge(const Request& request) override;
  Reply refusal(std::int64_t code, const std::string& message) const override;

 private:
  struct Robot {
    DingtalkRobotSettings settings;
    RateWindow window;
  };
  // Empty: nothing against it.
  std::optional<Reply> check_security(const Robot& robot, const Request& request,
                                      const std::string& shown) const;

  std::map<std::string, Robot> robots_;
};

}  // namespace planwatch::vendors
