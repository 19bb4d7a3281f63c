#pragma once

#include <string>
#include <vector>

#include "rules/notify/notice.h"

namespace planwatch {

// The addresses by which a vendor knows people, in the order of the notice's people, each once.
// What cannot be an address is left out: an id that would call everybody ("all", "@all"), that
// would end the mark-up around it, or is not one of the vendor's form.

// 1 to 64 letters, digits and _ - . @, not beginning with a sign (WeCom's contacts manual).
bool is_userid(const std::string& id);
// A mainland number without the country's prefix: +8613800000000 -> 13800000000. Empty: none.
std::string mainland_mobile(const std::string& mobile);

struct Mentions {
  std::vector<std::string> ids;      // the vendor's own
  std::vector<std::string> mobiles;  // of people without one
  std::vector<std::string> emails;   // Feishu: of people without one
  // All of them, ids first; for the delivery log.
  std::vector<std::string> all() const;
  bool empty() const { return ids.empty() && mobiles.empty() && emails.empty(); }
};
Mentions wecom_mentions(const std::vector<Person>& people);
Mentions dingtalk_mentions(const std::vector<Person>& people);
Mentions feishu_mentions(const std::vector<Person>& people);

}  // namespace planwatch
