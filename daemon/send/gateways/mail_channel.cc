#include <algorithm>
#include <utility>

#include "daemon/send/gateways/gateways.h"
#include "daemon/send/gateways/mail_answer.h"
#include "daemon/send/gateways/mime.h"
#include "daemon/send/signing.h"
#include "daemon/send/text.h"

namespace planwatch {

namespace {

struct Addressed {
  std::vector<Mailbox> to;
  std::vector<MissedPerson> missing;  // people without a usable address
};

void add_once(std::vector<Mailbox>& to, Mailbox mailbox) {
  const bool known = std::any_of(
      to.begin(), to.end(), [&](const Mailbox& other) { return other.address == mailbox.address; });
  if (!known) to.push_back(std::move(mailbox));
}

Addressed address(const Notice& notice, const MailChannel& spec) {
  Addressed addressed;
  for (const Person& person : notice.people) {
    if (is_mail_address(person.email)) {
      add_once(addressed.to, {person.name, person.email});
    } else {
      const bool none = person.email.empty();
      addressed.missing.push_back({one_line(clean_utf8(none ? person.name : person.email), 100),
                                   none ? "没有邮箱地址" : "邮箱地址不合规范"});
    }
  }
  for (const std::string& text : spec.to) {
    if (auto mailbox = parse_mailbox(text)) add_once(addressed.to, std::move(*mailbox));
  }
  return addressed;
}

MailSubmission submission_for(const MailChannel& spec, const Mailbox& from,
                              const std::vector<Mailbox>& to) {
  MailSubmission mail;
  mail.host = spec.host;
  mail.port = spec.port;
  mail.security = spec.security;
  mail.user = spec.user;
  if (spec.password) mail.password = *spec.password;
  mail.ca_file = spec.ca_file;
  mail.from = from.address;
  mail.recipients.reserve(to.size());
  for (const Mailbox& mailbox : to) mail.recipients.push_back(mailbox.address);
  return mail;
}

class MailSender : public Channel {
 public:
  MailSender(Scheduler& scheduler, MailClient& mail, const Clock& machine, MailChannel spec,
             Mailbox from, RenderMessage render)
      : scheduler_(scheduler),
        mail_(mail),
        machine_(machine),
        spec_(std::move(spec)),
        from_(std::move(from)),
        render_(std::move(render)) {
    if (!spec_.password) return;
    const std::string& password = spec_.password->reveal();
    // As it is, and as a login carries it (RFC 4616, AUTH LOGIN).
    secrets_ = {password, base64_of(password),
                base64_of(std::string(1, '\0') + spec_.user + std::string(1, '\0') + password)};
  }

  void send(const Notice& notice, Done done) override {
    Addressed addressed = address(notice, spec_);
    if (addressed.to.empty()) {
      SendResult nobody{SendClass::permanent, nobody_text};
      scheduler_.post([nobody = std::move(nobody), done = std::move(done)] { done(nobody); });
      return;
    }
    const RenderedMessage text = render_(notice);
    MailSubmission mail = submission_for(spec_, from_, addressed.to);
    mail.message = encode_mail({from_,
                                addressed.to,
                                text.title,
                                text.body,
                                machine_.now(),
                                message_id_of(to_string(notice.key), from_.address),
                                {}});
    mail_.start(std::move(mail), [missing = std::move(addressed.missing), secrets = secrets_,
                                  done = std::move(done)](const MailOutcome& outcome) {
      done(classify_mail(outcome, missing, secrets));
    });
  }

  std::vector<std::string> addresses(const Notice& notice) const override {
    std::vector<std::string> all;
    for (const Mailbox& mailbox : address(notice, spec_).to) all.push_back(mailbox.address);
    return all;
  }

 private:
  static constexpr const char* nobody_text =
      "没有收件人：此通知涉及的人员没有邮箱，接收方也没有配置 to；请在人员名册或 routing.yaml "
      "中补上";

  Scheduler& scheduler_;
  MailClient& mail_;
  const Clock& machine_;
  MailChannel spec_;
  Mailbox from_;
  RenderMessage render_;
  std::vector<std::string> secrets_;
};

bool has_unsafe(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

}  // namespace

std::optional<std::string> mail_problem(const MailChannel& spec) {
  if (spec.host.empty() || has_unsafe(spec.host) ||
      spec.host.find_first_of(" /@?#\\<>") != std::string::npos) {
    return "host 须是邮件服务器的域名或地址，不带 smtp:// 和端口";
  }
  if (spec.port == 0) return "port 不能是 0：tls 一般用 465，starttls 用 587";
  if (!parse_mailbox(spec.from))
    return "from 须是邮箱地址，如 plan@example.gov.cn 或 督查室 <plan@example.gov.cn>";
  for (const std::string& to : spec.to) {
    if (!parse_mailbox(to)) return "to 中的“" + one_line(clean_utf8(to), 80) + "”不是邮箱地址";
  }
  if (has_unsafe(spec.user)) return "user 含有换行或其他控制字符，请删去";
  if (!spec.user.empty() && (!spec.password || spec.password->empty())) {
    return "填了 user 就须填 password：国内邮箱填授权码";
  }
  if (spec.password && has_unsafe(spec.password->reveal())) {
    return "password 含有换行或其他控制字符，请检查其来源文件或环境变量末尾是否多了换行";
  }
  if (!spec.user.empty() && spec.security == MailSecurity::none && !is_loopback_host(spec.host)) {
    return "security 为 none 时不能登录（密码会以明文发出）：请改为 tls 或 starttls";
  }
  return std::nullopt;
}

std::shared_ptr<Channel> make_mail_channel(Scheduler& scheduler, MailClient& mail,
                                           const Clock& machine, MailChannel spec,
                                           RenderMessage render) {
  auto from = parse_mailbox(spec.from);
  if (mail_problem(spec) || !from) return nullptr;
  return std::make_shared<MailSender>(scheduler, mail, machine, std::move(spec), std::move(*from),
                                      std::move(render));
}

}  // namespace planwatch
