#include <algorithm>

#include "config/loader/loaders.h"
#include "config/loader/suggest.h"

namespace planwatch::loader {

namespace {

constexpr Word<MailSecurity> security_words[] = {
    {"none", MailSecurity::none}, {"starttls", MailSecurity::starttls}, {"tls", MailSecurity::tls}};
constexpr Word<SmsGateway> gateway_words[] = {{"aliyun", SmsGateway::aliyun},
                                              {"tencent", SmsGateway::tencent}};

void check_login(Fields& fields, const MailChannel& mail) {
  Diagnostics& out = fields.out();
  if (mail.user.empty() == mail.password.has_value()) {
    out.error(fields.at(), {"user 和 password 要成对", "user and password go together"},
              {"两个都写，或都不写（不登录）", "write both, or none where nobody logs in"});
  } else if (mail.password && mail.security == MailSecurity::none && !is_loopback(mail.host)) {
    out.error(fields.at("security"),
              {"口令会以明文传送", "the password would be sent in the clear"},
              {"写 security: tls 或 starttls", "write security: tls or starttls"});
  }
  if (mail.user.find('@') != std::string::npos && mail.user != mail.from) {
    out.warning(fields.at("from"),
                said("发件人与登录账号 {} 不同，多数邮箱会拒收",
                     "the sender is not the login {}: most providers refuse that", mail.user),
                {"from 写成与 user 相同", "write the same in from and user"});
  }
}

std::uint16_t usual_port(MailSecurity security) {
  if (security == MailSecurity::tls) return 465;
  return security == MailSecurity::starttls ? 587 : 25;
}

void check_fact(const YamlEntry& entry, const Draft& draft) {
  const std::vector<std::string>& facts = draft.options.sms_facts;
  if (facts.empty() || std::find(facts.begin(), facts.end(), entry.value.text) != facts.end()) {
    return;
  }
  const std::string near = nearest(entry.value.text, facts);
  const std::string list = join(facts);
  draft.out.error(
      entry.value.at,
      said("短信变量 {} 的 {} 不是通知里的内容",
           "the variable {}: {} is nothing that a notice says", entry.key, entry.value.text),
      near.empty()
          ? said("可用的有：{}", "known here: {}", list)
          : said("是否想写 {}？可用的有：{}", "did you mean {}? known here: {}", near, list));
}

SmsTemplate load_sms_template(const YamlNode& node, const Draft& draft) {
  Fields fields(node, draft.out);
  SmsTemplate sms;
  fields.text("code", sms.code);
  for (const YamlEntry& entry : fields.map("variables", Need::optional)) {
    if (!is_scalar(entry.value, entry.key, draft.out)) continue;
    check_fact(entry, draft);
    sms.variables.emplace_back(entry.key, entry.value.text);
  }
  return sms;
}

void read_sms_templates(Fields& fields, const Draft& draft, SmsChannel& sms) {
  if (const YamlNode* single = fields.node("single")) {
    sms.single = load_sms_template(*single, draft);
  }
  if (const YamlNode* group = fields.node("group", Need::optional)) {
    sms.group = load_sms_template(*group, draft);
  }
}

}  // namespace

MailChannel load_mail(const YamlNode& node, const Draft& draft) {
  Fields fields(node, draft.out);
  MailChannel mail;
  if (fields.text("host", mail.host)) check_host(mail.host, fields.at("host"), draft.out);
  fields.choice("security", security_words, mail.security, Need::optional);
  if (!fields.integer("port", mail.port, 1, 65'535, Need::optional) && !fields.has("port")) {
    mail.port = usual_port(mail.security);
  }
  if (fields.text("user", mail.user, Need::optional) && mail.user.empty()) {
    fields.fail_empty("user");
  }
  mail.password = load_secret(fields, "password", draft);
  if (fields.text("from", mail.from)) check_mailbox(mail.from, fields.at("from"), draft.out);
  read_addresses(fields, mail.to, check_mailbox);
  read_pem_file(fields, "ca_file", mail.ca_file, draft);
  if (fields.clean()) check_login(fields, mail);
  return mail;
}

SmsChannel load_sms(const YamlNode& node, const Draft& draft) {
  Fields fields(node, draft.out);
  SmsChannel sms;
  fields.choice("gateway", gateway_words, sms.gateway);
  if (fields.text("url", sms.url, Need::optional)) {
    check_url(sms.url, {}, fields.at("url"), draft.out);
  }
  fields.text("key_id", sms.key_id);
  if (auto secret = load_secret(fields, "key_secret", draft, Need::required)) {
    sms.key_secret = std::move(*secret);
  }
  fields.text("sign_name", sms.sign_name);
  if (fields.text("app_id", sms.app_id, Need::optional) && sms.app_id.empty()) {
    fields.fail_empty("app_id");
  }
  if (fields.text("region", sms.region, Need::optional) && sms.region.empty()) {
    fields.fail_empty("region");
  }
  read_sms_templates(fields, draft, sms);
  read_addresses(fields, sms.to, check_mobile);
  constexpr int longest_sms = 500;
  fields.integer("most_variable_chars", sms.most_variable_chars, 1, longest_sms, Need::optional);
  if (fields.clean() && sms.gateway == SmsGateway::tencent && sms.app_id.empty()) {
    draft.out.error(fields.at(), {"腾讯云短信要写 app_id", "Tencent's SMS needs app_id"},
                    {"写短信应用的 SdkAppId", "write the application's SdkAppId"});
  }
  return sms;
}

}  // namespace planwatch::loader
