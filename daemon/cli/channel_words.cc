#include "daemon/cli/channel_words.h"

#include <array>

namespace planwatch {

namespace {

std::string told(const std::vector<std::string>& to, const std::string& own, Lang lang) {
  std::string text = own;
  for (const std::string& one : to) {
    if (one != own) text += (text.empty() ? "" : " ") + one;
  }
  if (!text.empty()) return text;
  return lang == Lang::zh ? "（没有地址，收不到）" : "(no address, not reached)";
}

struct Addresses {
  const Person& person;
  Lang lang;

  std::string operator()(const MailChannel& mail) const {
    return told(mail.to, person.email, lang);
  }
  std::string operator()(const SmsChannel& sms) const { return told(sms.to, person.mobile, lang); }
  std::string operator()(const WecomAppChannel& app) const {
    return told(app.to, person.wecom, lang);
  }
  std::string operator()(const WecomRobotChannel& robot) const {
    if (!robot.mention) return {};
    return person.wecom.empty() ? person.mobile : person.wecom;
  }
  std::string operator()(const DingtalkRobotChannel& robot) const {
    if (!robot.mention) return {};
    return person.dingtalk.empty() ? person.mobile : person.dingtalk;
  }
  std::string operator()(const FeishuRobotChannel& robot) const {
    return robot.mention ? person.feishu : std::string();
  }
  template <class Program>
  std::string operator()(const Program&) const {
    return {};
  }
};

}  // namespace

std::string channel_word(const ChannelSpec& channel) {
  constexpr std::array<const char*, std::variant_size_v<ChannelSpec>> words{
      "log",       "file",           "webhook",      "alertmanager", "wecom_robot",
      "wecom_app", "dingtalk_robot", "feishu_robot", "mail",         "sms"};
  return words.at(channel.index());
}

std::string address_for(const ChannelSpec& channel, const Person& person, Lang lang) {
  return std::visit(Addresses{person, lang}, channel);
}

}  // namespace planwatch
