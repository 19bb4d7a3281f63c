#include "daemon/send/robots/people.h"

#include <algorithm>
#include <string_view>

namespace planwatch {

namespace {

constexpr std::size_t most_mentions = 20;

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_plain(std::string_view text, std::string_view signs) {
  return std::all_of(text.begin(), text.end(), [signs](char c) {
    return is_alphanumeric(c) || signs.find(c) != std::string_view::npos;
  });
}

bool is_everybody(const std::string& id) {
  std::string lower = id;
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower == "all" || lower == "@all";
}

// Stricter than RFC 5321: an address that stands unquoted in mark-up.
bool is_plain_email(const std::string& email) {
  const std::size_t at = email.find('@');
  return at != std::string::npos && at > 0 && at + 1 < email.size() && email.size() <= 254 &&
         is_plain(email.substr(0, at), "._%+-") && is_plain(email.substr(at + 1), ".-");
}

void add(const Mentions& mentions, std::vector<std::string>& list, const std::string& address) {
  if (mentions.ids.size() + mentions.mobiles.size() + mentions.emails.size() >= most_mentions) {
    return;
  }
  if (std::find(list.begin(), list.end(), address) == list.end()) list.push_back(address);
}

void add_id_or_mobile(Mentions& mentions, const std::string& id, const std::string& mobile) {
  if (is_userid(id)) {
    add(mentions, mentions.ids, id);
  } else if (const std::string number = mainland_mobile(mobile); !number.empty()) {
    add(mentions, mentions.mobiles, number);
  }
}

}  // namespace

bool is_userid(const std::string& id) {
  return !id.empty() && id.size() <= 64 && is_alphanumeric(id.front()) && is_plain(id, "_-.@") &&
         !is_everybody(id);
}

std::string mainland_mobile(const std::string& mobile) {
  std::string_view number = mobile;
  if (number.starts_with("+86")) number.remove_prefix(3);
  const bool digits =
      std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (number.size() != 11 || number.front() != '1' || !digits) return {};
  return std::string(number);
}

std::vector<std::string> Mentions::all() const {
  std::vector<std::string> addresses = ids;
  addresses.insert(addresses.end(), mobiles.begin(), mobiles.end());
  addresses.insert(addresses.end(), emails.begin(), emails.end());
  return addresses;
}

Mentions wecom_mentions(const std::vector<Person>& people) {
  Mentions mentions;
  for (const Person& person : people) add_id_or_mobile(mentions, person.wecom, person.mobile);
  return mentions;
}

Mentions dingtalk_mentions(const std::vector<Person>& people) {
  Mentions mentions;
  for (const Person& person : people) add_id_or_mobile(mentions, person.dingtalk, person.mobile);
  return mentions;
}

Mentions feishu_mentions(const std::vector<Person>& people) {
  Mentions mentions;
  for (const Person& person : people) {
    if (is_userid(person.feishu)) {
      add(mentions, mentions.ids, person.feishu);
    } else if (is_plain_email(person.email)) {
      add(mentions, mentions.emails, person.email);
    }
  }
  return mentions;
}

}  // namespace planwatch
