#include "daemon/send/part_rows.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace planwatch {

namespace {

std::string_view without_country(std::string_view mobile) {
  constexpr std::string_view china = "+86";
  return mobile.substr(0, china.size()) == china ? mobile.substr(china.size()) : mobile;
}

// The name of whom the address belongs to; the address itself of somebody whom the receiver's own
// description names.
std::string person_at(const Notice& notice, const std::string& address) {
  const auto found =
      std::find_if(notice.people.begin(), notice.people.end(), [&](const Person& person) {
        const bool by_mobile =
            !person.mobile.empty() && without_country(person.mobile) == without_country(address);
        return by_mobile || person.email == address || person.wecom == address ||
               person.dingtalk == address || person.feishu == address || person.name == address;
      });
  if (found != notice.people.end() && !found->name.empty() && !address.empty()) return found->name;
  return address.empty() ? "（地址不详）" : address;
}

}  // namespace

std::vector<PartResultRow> people_rows(const PartResultRow& whole, const Notice& part,
                                       const std::vector<std::string>& addresses,
                                       const std::vector<MissedPerson>& missed) {
  std::vector<PartResultRow> rows;
  rows.reserve(missed.size() + addresses.size());
  std::set<std::string> named;
  std::set<std::string> seen;
  const auto add = [&](const std::string& address, OutboxState state, const std::string& answer) {
    if (!seen.insert(address).second) return;
    PartResultRow row = whole;
    row.address = address;
    row.person = person_at(part, address);
    // Two of the same name are told apart by their addresses.
    if (!named.insert(row.person).second) row.person += " " + address;
    row.state = state;
    row.answer = answer;
    rows.push_back(std::move(row));
  };
  for (const MissedPerson& one : missed) add(one.address, OutboxState::refused, one.why);
  for (const std::string& address : addresses) add(address, OutboxState::delivered, {});
  return rows;
}

std::string missed_in_words(const Notice& notice, const std::vector<MissedPerson>& missed) {
  std::string text;
  for (const MissedPerson& one : missed) {
    text += "；未送达 " + person_at(notice, one.address);
    if (!one.why.empty()) text += "：" + one.why;
  }
  return text;
}

}  // namespace planwatch
