#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/support/vendors/vendor.h"

namespace planwatch::vendors {

// 企业微信 group robots. POST /cgi-bin/webhook/send?key=KEY. text of at most 2048 bytes, markdown
// of at most 4096, 20 messages a minute for each robot, beyond them 45009 for 60 s.
class WecomRobots : public Vendor {
 public:
  WecomRobots(Now now, const std::vector<std::string>& keys);

 protected:
  Reply judge(const Request& request) override;
  Reply refusal(std::int64_t code, const std::string& message) const override;

 private:
  std::map<std::string, RateWindow> robots_;
};

// 企业微信 app messages. GET /cgi-bin/gettoken and POST /cgi-bin/message/send. A token lives 7200 s
// and is the same for all who ask meanwhile. Text and markdown of at most 2048 bytes. Unknown
// members are named in invaliduser, members without a licence in unlicenseduser; nobody left:
// 81013. A member gets at most 30 messages a minute, what is beyond is dropped without a word. A
// message to the same people with the same content is shown once within the duplicate interval.
struct WecomAppAccount {
  std::string corp_id;
  std::string corp_secret;
  std::int64_t agent_id = 0;
  std::set<std::string> members;
  std::set<std::string> unlicensed{};  // members all the same
};
class WecomApp : public Vendor {
 public:
  WecomApp(Now now, WecomAppAccount account)
      : Vendor(std::move(now)), account_(std::move(account)) {}

  void revoke_token();  // as if it had been replaced elsewhere: 40014
  void expire_token();  // 42001
  int token_requests() const;
  int dropped() const;  // messages to members beyond their rate

 protected:
  Reply judge(const Request& request) override;
  Reply refusal(std::int64_t code, const std::string& message) const override;

 private:
  struct Recipients {
    std::vector<std::string> taken;
    std::string invalid;
    std::string unlicensed;
  };
  Reply give_token(const Request& request);
  Reply take_message(const Request& request);
  Recipients recipients_of(const std::string& touser) const;
  void deliver(const Recipients& who, const std::string& type, const std::string& content,
               const std::string& body);

  WecomAppAccount account_;
  std::string token_;
  std::set<std::string> expired_;
  Instant token_ends_{};
  int tokens_made_ = 0;
  int token_requests_ = 0;
  int dropped_ = 0;
  std::map<std::string, RateWindow> by_member_;
  std::map<std::string, Instant> shown_;  // recipients and content -> when
};

}  // namespace planwatch::vendors
