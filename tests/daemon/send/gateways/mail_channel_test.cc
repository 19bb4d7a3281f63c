#include "daemon/send/gateways/gateways.h"
#include "tests/daemon/send/support.h"

namespace planwatch::send_test {
namespace {

class FakeMail : public MailClient {
 public:
  explicit FakeMail(Scheduler& scheduler) : scheduler_(scheduler) {}
  void start(MailSubmission submission, Done done) override {
    submissions.push_back(std::move(submission));
    scheduler_.post([outcome = outcome, done = std::move(done)] { done(outcome); });
  }
  MailOutcome outcome;
  std::vector<MailSubmission> submissions;

 private:
  Scheduler& scheduler_;
};

MailChannel office() {
  MailChannel spec;
  spec.host = "smtp.example.gov.cn";
  spec.user = "plan@example.gov.cn";
  spec.password = Secret("authcode-7391");
  spec.from = "督查室 <plan@example.gov.cn>";
  spec.to = {"duty@example.gov.cn", "张三 <zhang@example.gov.cn>"};
  return spec;
}

Person person(const std::string& name, const std::string& email) {
  Person one;
  one.name = name;
  one.email = email;
  return one;
}

class MailChannelTest : public testing::Test {
 protected:
  MailChannelTest() {
    mail_.outcome.taken = true;
    mail_.outcome.code = 250;
    mail_.outcome.step = MailStep::end;
  }
  SendResult send(const Notice& notice, MailChannel spec = office()) {
    const auto channel = make_mail_channel(scheduler_, mail_, clock_, std::move(spec), render_);
    std::vector<SendResult> results;
    channel->send(notice, [&](const SendResult& result) { results.push_back(result); });
    EXPECT_TRUE(results.empty()) << "answered from inside send";
    scheduler_.run_ready();
    EXPECT_EQ(results.size(), 1U);
    return results.empty() ? SendResult{} : results.front();
  }

  ManualClock clock_;
  VirtualScheduler scheduler_{clock_};
  FakeMail mail_{scheduler_};
  RenderMessage render_ = [](const Notice& notice) {
    return RenderedMessage{notice.title, notice.text};
  };
};

TEST_F(MailChannelTest, OneMailForAllPeopleEachOnce) {
  Notice notice = notice_for("mail", 1);
  notice.people = {person("张三", "zhang@example.gov.cn"), person("李四", "li@court.cn")};
  EXPECT_EQ(send(notice).result, SendClass::success);
  ASSERT_EQ(mail_.submissions.size(), 1U);
  const MailSubmission& one = mail_.submissions.front();
  EXPECT_EQ(one.recipients, (std::vector<std::string>{"zhang@example.gov.cn", "li@court.cn",
                                                      "duty@example.gov.cn"}));
  EXPECT_EQ(one.from, "plan@example.gov.cn");
  EXPECT_EQ(one.host, "smtp.example.gov.cn");
  EXPECT_EQ(one.port, 465);
  EXPECT_EQ(one.security, MailSecurity::tls);
  EXPECT_EQ(one.password.reveal(), "authcode-7391");
  EXPECT_NE(one.message.find("Date: Mon, 20 Oct 2025 09:00:00 +0800\r\n"), std::string::npos);
}

TEST_F(MailChannelTest, TheSameNoticeHasTheSameMessageId) {
  const auto id_of = [](const std::string& message) {
    const std::size_t at = message.find("Message-ID: ");
    return message.substr(at, message.find('\r', at) - at);
  };
  send(notice_for("mail", 1));
  clock_.set(clock_.now() + minutes{5});
  send(notice_for("mail", 1));
  send(notice_for("mail", 2));
  ASSERT_EQ(mail_.submissions.size(), 3U);
  EXPECT_EQ(id_of(mail_.submissions[0].message), id_of(mail_.submissions[1].message));
  EXPECT_NE(id_of(mail_.submissions[0].message), id_of(mail_.submissions[2].message));
}

TEST_F(MailChannelTest, WhoHasNoAddressIsMissedAndTheOthersAreTold) {
  Notice notice = notice_for("mail", 1);
  notice.people = {person("李四", ""), person("王五", "wang@court.cn\r\nRCPT TO:<x@y>"),
                   person("张三", "zhang@example.gov.cn")};
  const SendResult result = send(notice);
  EXPECT_EQ(result.result, SendClass::partial);
  ASSERT_EQ(result.missed.size(), 2U);
  EXPECT_EQ(result.missed[0].address, "李四");
  EXPECT_NE(result.missed[0].why.find("没有邮箱"), std::string::npos);
  EXPECT_EQ(result.missed[1].address.find('\n'), std::string::npos);
  EXPECT_EQ(mail_.submissions.front().recipients.size(), 2U);
}

TEST_F(MailChannelTest, NobodyIsPermanentAndNothingIsSent) {
  MailChannel spec = office();
  spec.to.clear();
  Notice notice = notice_for("mail", 1);
  notice.people = {person("李四", "")};
  const SendResult result = send(notice, spec);
  EXPECT_EQ(result.result, SendClass::permanent);
  EXPECT_NE(result.answer.find("没有收件人"), std::string::npos);
  EXPECT_TRUE(mail_.submissions.empty());
}

TEST_F(MailChannelTest, AddressesAreThoseOfTheEnvelope) {
  const auto channel = make_mail_channel(scheduler_, mail_, clock_, office(), render_);
  Notice notice = notice_for("mail", 1);
  notice.people = {person("李四", "li@court.cn"), person("王五", "")};
  EXPECT_EQ(
      channel->addresses(notice),
      (std::vector<std::string>{"li@court.cn", "duty@example.gov.cn", "zhang@example.gov.cn"}));
}

TEST_F(MailChannelTest, TheLoginsPasswordIsNotQuotedInAnyForm) {
  mail_.outcome.taken = false;
  mail_.outcome.code = 535;
  mail_.outcome.step = MailStep::login;
  mail_.outcome.answer =
      "no: authcode-7391 YXV0aGNvZGUtNzM5MQ== "
      "AHBsYW5AZXhhbXBsZS5nb3YuY24AYXV0aGNvZGUtNzM5MQ==";
  const SendResult result = send(notice_for("mail", 1));
  EXPECT_EQ(result.result, SendClass::permanent);
  EXPECT_EQ(result.answer.find("7391"), std::string::npos);
  EXPECT_EQ(result.answer.find("NzM5MQ"), std::string::npos) << result.answer;
}

TEST(MailProblem, TableOfDescriptions) {
  EXPECT_EQ(mail_problem(office()), std::nullopt);
  const auto with = [](const std::function<void(MailChannel&)>& change) {
    MailChannel spec = office();
    change(spec);
    return mail_problem(spec).value_or("");
  };
  const std::pair<std::string, const char*> table[] = {
      {with([](MailChannel& s) { s.host = ""; }), "host"},
      {with([](MailChannel& s) { s.host = "smtp://h"; }), "host"},
      {with([](MailChannel& s) { s.host = "h\r\nQUIT"; }), "host"},
      {with([](MailChannel& s) { s.port = 0; }), "port"},
      {with([](MailChannel& s) { s.from = "督查室"; }), "from"},
      {with([](MailChannel& s) {
         s.to = {"a@b", "x"};
       }),
       "to"},
      {with([](MailChannel& s) { s.password.reset(); }), "授权码"},
      {with([](MailChannel& s) { s.password = Secret("code\n"); }), "password"},
      {with([](MailChannel& s) { s.user = "a\nb"; }), "user"},
      {with([](MailChannel& s) { s.security = MailSecurity::none; }), "明文"},
  };
  for (const auto& [problem, word] : table) {
    EXPECT_NE(problem.find(word), std::string::npos) << problem << " / " << word;
    EXPECT_EQ(problem.find("authcode"), std::string::npos);
  }
  EXPECT_EQ(with([](MailChannel& s) {
              s.security = MailSecurity::none;
              s.host = "127.0.0.1";
            }),
            "");
  EXPECT_EQ(with([](MailChannel& s) {
              s.security = MailSecurity::none;
              s.user.clear();
            }),
            "");
}

TEST_F(MailChannelTest, AWrongDescriptionMakesNoChannel) {
  MailChannel spec = office();
  spec.from = "nobody";
  EXPECT_EQ(make_mail_channel(scheduler_, mail_, clock_, spec, render_), nullptr);
}

}  // namespace
}  // namespace planwatch::send_test
