#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/send/channel.h"
#include "rules/model/routing.h"

namespace planwatch {

// 11 digits of a mainland mobile from +86 138 0000 0000, 0086..., 86... or the digits alone; empty
// for everything else: the templates are for the mainland.
std::optional<std::string> mainland_mobile(std::string_view text);

// What a gateway is asked to send, before its own encoding.
struct SmsMessage {
  std::string template_code;
  std::vector<std::pair<std::string, std::string>> variables;  // in the template's order
  std::vector<std::string> mobiles;                            // 11 digits each, each once
  std::string reference;  // names the notice, the same at every attempt; at most 32 characters
};
struct AddressedSms {
  SmsMessage message;
  std::vector<MissedPerson> missing;  // people without a usable number
};

// A notice that one message can say: one item, or a template for groups.
bool is_one_sms(const Notice& notice, const SmsChannel& spec);

// Variables have at most spec.most_variable_chars characters each, and all of them with the
// signature at most 500: the later ones give way. At most 200 numbers; the rest is missing.
AddressedSms compose_sms(const Notice& notice, const SmsChannel& spec);

}  // namespace planwatch
