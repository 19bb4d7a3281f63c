#include "daemon/send/gateways/sms_message.h"

#include <algorithm>

#include "daemon/send/gateways/sms_facts.h"
#include "daemon/send/signing.h"
#include "daemon/send/text.h"

namespace planwatch {

namespace {

constexpr std::size_t most_characters = 500;  // of a whole SMS
constexpr std::size_t most_numbers = 200;     // tencent; aliyun takes 1000

void add(AddressedSms& sms, const std::string& number, const std::string& whose) {
  const std::string shown = one_line(clean_utf8(number.empty() ? whose : number), 60);
  const auto mobile = mainland_mobile(number);
  if (!mobile) {
    sms.missing.push_back({shown, number.empty() ? "没有手机号" : "不是内地手机号"});
    return;
  }
  std::vector<std::string>& mobiles = sms.message.mobiles;
  if (std::find(mobiles.begin(), mobiles.end(), *mobile) != mobiles.end()) return;
  if (mobiles.size() == most_numbers) {
    sms.missing.push_back({shown, "一条短信最多发给 200 个号码"});
    return;
  }
  mobiles.push_back(*mobile);
}

}  // namespace

std::optional<std::string> mainland_mobile(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c == ' ' || c == '-') continue;
    if ((c < '0' || c > '9') && !(c == '+' && digits.empty())) return std::nullopt;
    digits += c;
  }
  for (const std::string_view prefix : {"+86", "0086", "86"}) {
    if (digits.starts_with(prefix)) {
      digits.erase(0, prefix.size());
      break;
    }
  }
  const bool mobile = digits.size() == 11 && digits[0] == '1' && digits[1] >= '3' &&
                      digits.find('+') == std::string::npos;
  if (!mobile) return std::nullopt;
  return digits;
}

bool is_one_sms(const Notice& notice, const SmsChannel& spec) {
  return notice.items.size() <= 1 || spec.group;
}

AddressedSms compose_sms(const Notice& notice, const SmsChannel& spec) {
  AddressedSms sms;
  for (const Person& person : notice.people) add(sms, person.mobile, person.name);
  for (const std::string& number : spec.to) add(sms, number, number);

  const SmsTemplate& wanted = notice.items.size() > 1 && spec.group ? *spec.group : spec.single;
  sms.message.template_code = wanted.code;
  sms.message.reference = hex_of(sha256(to_string(notice.key))).substr(0, 32);
  std::size_t used = characters_of(spec.sign_name) + 2;  // 【】
  sms.message.variables.reserve(wanted.variables.size());
  for (const auto& [name, fact] : wanted.variables) {
    const std::size_t left = used + 1 < most_characters ? most_characters - used : 1;
    const bool limited = spec.most_variable_chars > 0;
    const std::size_t most = limited ? std::min(left, spec.most_variable_chars) : left;
    sms.message.variables.emplace_back(name, sms_fact(notice, fact, most));
    used += characters_of(sms.message.variables.back().second);
  }
  return sms;
}

}  // namespace planwatch
