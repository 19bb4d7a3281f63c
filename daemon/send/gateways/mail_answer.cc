#include "daemon/send/gateways/mail_answer.h"

#include <algorithm>
#include <fmt/format.h>

#include "daemon/send/text.h"

namespace planwatch {

namespace {

constexpr std::size_t longest_answer = 400;  // bytes, in the delivery record

std::string shown(std::string text, const std::vector<std::string>& secrets) {
  return one_line(clean_utf8(without(std::move(text), secrets)), longest_answer);
}

// What to do about a refusal; empty where the server's own words have to do.
std::string_view hint(MailStep step, long code) {
  if (code == 535 || code == 534 || (step == MailStep::login && code >= 500)) {
    return "；登录被拒：国内邮箱须填授权码而不是登录密码，并在邮箱设置里开启 SMTP";
  }
  if (code == 530 || code == 538)
    return "；服务器要求先登录或先加密：请填 user、password，检查 security";
  if (code == 552) return "；邮件过大或对方邮箱已满";
  if (step == MailStep::sender && code >= 500) return "；发件地址被拒：From 须与登录账号一致";
  // Some providers compare the header's From only when the message is there.
  if (step == MailStep::end && (code == 553 || code == 501)) return "；From 须与登录账号一致";
  if (step == MailStep::recipients && code >= 500) return "；收件地址被拒：请核对地址";
  if (step == MailStep::connect && code >= 500) return "；服务器拒绝本机连接：请联系邮件服务商";
  return "";
}

SendClass class_of(MailStep step, long code) {
  if (code >= 500) return SendClass::permanent;
  const bool about_server = code == 421 || code == 454 || step < MailStep::sender;
  return about_server ? SendClass::retry_soon : SendClass::retry_later;
}

SendClass class_of(const MailOutcome& outcome) {
  SendClass result = class_of(outcome.step, outcome.code);
  if (outcome.step != MailStep::recipients) return result;
  for (const RefusedRecipient& one : outcome.refused) {  // nobody was accepted
    if (one.code < 500) result = class_of(outcome.step, one.code);
  }
  return result;
}

SendClass class_of(const Error& trouble, bool message_was_sent) {
  if (message_was_sent) return SendClass::unknown;
  return trouble.code == ErrorCode::invalid ? SendClass::permanent : SendClass::retry_soon;
}

std::string refusal(const RefusedRecipient& one, const std::vector<std::string>& secrets) {
  return shown(
      fmt::format("SMTP {} {}{}", one.code, one.answer, hint(MailStep::recipients, one.code)),
      secrets);
}

}  // namespace

SendResult classify_mail(const MailOutcome& outcome, std::vector<MissedPerson> missing,
                         const std::vector<std::string>& secrets) {
  SendResult result;
  if (outcome.taken) {
    for (const RefusedRecipient& one : outcome.refused) {
      missing.push_back({one.address, refusal(one, secrets)});
    }
    result.result = missing.empty() ? SendClass::success : SendClass::partial;
    result.missed = std::move(missing);
    result.answer = shown(fmt::format("SMTP {} {}", outcome.code, outcome.answer), secrets);
    return result;
  }
  if (outcome.trouble) {
    result.result = class_of(*outcome.trouble, outcome.message_was_sent);
    result.answer = shown(outcome.trouble->message, secrets);
    return result;
  }
  result.result = class_of(outcome);
  result.answer = shown(
      fmt::format("SMTP {} {}{}", outcome.code, outcome.answer, hint(outcome.step, outcome.code)),
      secrets);
  return result;
}

}  // namespace planwatch
