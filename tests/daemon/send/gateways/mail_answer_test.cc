#include "daemon/send/gateways/mail_answer.h"

#include "gtest/gtest.h"

namespace planwatch {
namespace {

MailOutcome said(MailStep step, long code, const std::string& answer = "words") {
  MailOutcome outcome;
  outcome.step = step;
  outcome.code = code;
  outcome.answer = answer;
  return outcome;
}
MailOutcome taken(std::vector<RefusedRecipient> refused = {}) {
  MailOutcome outcome = said(MailStep::end, 250, "2.0.0 queued");
  outcome.taken = true;
  outcome.refused = std::move(refused);
  return outcome;
}
MailOutcome nobody_of(std::vector<RefusedRecipient> refused) {
  MailOutcome outcome = said(MailStep::recipients, refused.back().code);
  outcome.refused = std::move(refused);
  return outcome;
}
MailOutcome trouble(ErrorCode code, bool sent) {
  MailOutcome outcome;
  outcome.message_was_sent = sent;
  outcome.trouble = Error{code, true, "smtps://h:465：连接中途断开"};
  return outcome;
}

TEST(ClassifyMail, TableOfAnswers) {
  const struct {
    const char* name;
    MailOutcome outcome;
    SendClass expected;
  } cases[] = {
      {"250", taken(), SendClass::success},
      {"250, one refused", taken({{"a@b", 550, "no"}}), SendClass::partial},
      {"greeting 421", said(MailStep::connect, 421), SendClass::retry_soon},
      {"greeting 554", said(MailStep::connect, 554), SendClass::permanent},
      {"EHLO 451", said(MailStep::hello, 451), SendClass::retry_soon},
      {"login 454", said(MailStep::login, 454), SendClass::retry_soon},
      {"login 535", said(MailStep::login, 535), SendClass::permanent},
      {"login 534", said(MailStep::login, 534), SendClass::permanent},
      {"login wanted 530", said(MailStep::sender, 530), SendClass::permanent},
      {"sender 553", said(MailStep::sender, 553), SendClass::permanent},
      {"sender 501", said(MailStep::sender, 501), SendClass::permanent},
      {"sender 452", said(MailStep::sender, 452), SendClass::retry_later},
      {"421 on the way", said(MailStep::sender, 421), SendClass::retry_soon},
      {"greylist", nobody_of({{"a@b", 451, "greylisted"}}), SendClass::retry_later},
      {"nobody known", nobody_of({{"a@b", 550, "no"}, {"c@d", 553, "no"}}), SendClass::permanent},
      {"one unknown, one greylisted", nobody_of({{"a@b", 451, "later"}, {"c@d", 550, "no"}}),
       SendClass::retry_later},
      {"DATA 451", said(MailStep::data, 451), SendClass::retry_later},
      {"DATA 554", said(MailStep::data, 554), SendClass::permanent},
      {"end 451", said(MailStep::end, 451), SendClass::retry_later},
      {"end 552", said(MailStep::end, 552), SendClass::permanent},
      {"end 554", said(MailStep::end, 554), SendClass::permanent},
      {"no connection", trouble(ErrorCode::io, false), SendClass::retry_soon},
      {"certificate", trouble(ErrorCode::refused, false), SendClass::retry_soon},
      {"timeout before the end", trouble(ErrorCode::timeout, false), SendClass::retry_soon},
      {"timeout after the end", trouble(ErrorCode::timeout, true), SendClass::unknown},
      {"cut after the end", trouble(ErrorCode::io, true), SendClass::unknown},
      {"cannot be made", trouble(ErrorCode::invalid, false), SendClass::permanent},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(classify_mail(one.outcome, {}, {}).result, one.expected) << one.name;
  }
}

TEST(ClassifyMail, HintsSayWhatToDo) {
  const auto answer = [](MailStep step, long code) {
    return classify_mail(said(step, code), {}, {}).answer;
  };
  const auto has = [](const std::string& text, const char* words) {
    return text.find(words) != std::string::npos;
  };
  EXPECT_TRUE(has(answer(MailStep::login, 535), "授权码"));
  EXPECT_TRUE(has(answer(MailStep::sender, 553), "From 须与登录账号一致"));
  EXPECT_TRUE(has(answer(MailStep::sender, 501), "From 须与登录账号一致"));
  EXPECT_TRUE(has(answer(MailStep::end, 553), "From 须与登录账号一致"));
  EXPECT_TRUE(has(answer(MailStep::sender, 530), "先登录"));
  EXPECT_TRUE(has(answer(MailStep::recipients, 550), "收件地址"));
  EXPECT_TRUE(has(answer(MailStep::end, 552), "过大"));
  EXPECT_EQ(answer(MailStep::end, 451), "SMTP 451 words");
}

TEST(ClassifyMail, MissedAreThoseRefusedAndThoseWithoutAnAddress) {
  const SendResult result =
      classify_mail(taken({{"a@b", 550, "no such user"}}), {{"李四", "没有邮箱地址"}}, {});
  EXPECT_EQ(result.result, SendClass::partial);
  ASSERT_EQ(result.missed.size(), 2U);
  EXPECT_EQ(result.missed[0].address, "李四");
  EXPECT_EQ(result.missed[1].address, "a@b");
  EXPECT_NE(result.missed[1].why.find("550 no such user"), std::string::npos);
  EXPECT_TRUE(classify_mail(said(MailStep::end, 451), {{"李四", "x"}}, {}).missed.empty());
}

TEST(ClassifyMail, ServersThatRepeatASecretAreNotQuoted) {
  const std::vector<std::string> secrets = {"authcode-7391"};
  const std::string refused =
      classify_mail(said(MailStep::login, 535, "bad authcode-7391\n\xFF"), {}, secrets).answer;
  EXPECT_EQ(refused.find("7391"), std::string::npos) << refused;
  EXPECT_EQ(refused.find('\n'), std::string::npos);
  const SendResult partial = classify_mail(taken({{"a@b", 550, "authcode-7391"}}), {}, secrets);
  EXPECT_EQ(partial.missed.front().why.find("7391"), std::string::npos);
}

}  // namespace
}  // namespace planwatch
