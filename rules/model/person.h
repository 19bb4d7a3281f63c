#pragma once

#include <string>

namespace planwatch {

// Somebody who can be told. Every address may be empty: a channel that needs one that is missing
// says so for that person and tells the others.
struct Person {
  std::string name;
  std::string mobile;    // +8613800000000 or 13800000000: SMS, mentions of DingTalk and WeCom
  std::string email;     // RFC 5321 mailbox
  std::string wecom;     // userid of the corporation's directory
  std::string dingtalk;  // userId
  std::string feishu;    // open_id, ou_...
  friend auto operator<=>(const Person&, const Person&) = default;
};

}  // namespace planwatch
