// The mail channel against a real server (aiosmtpd) over loopback: TLS, STARTTLS, login, refusals,
// cut connections; what arrived is read by Python's email library.
#include <boost/json.hpp>

#include "daemon/send/gateways/gateways.h"
#include "daemon/time/clock.h"
#include "tests/daemon/send/gateways/servers.h"
#include "tests/daemon/send/support.h"

namespace planwatch::gateways_test {
namespace {

using send_test::notice_for;

const RenderMessage as_it_is = [](const Notice& notice) {
  return RenderedMessage{notice.title, notice.text};
};

class MailServerTest : public testing::Test {
 protected:
  // Starts the server and describes it as the test's channel.
  void serve(const std::string& mode) {
    std::vector<std::string> arguments = {mode, folder_.path()};
    if (mode == "tls" || mode == "starttls" || mode == "required") {
      arguments.insert(arguments.end(), {own_certificate().certificate, own_certificate().key});
    }
    server_ = std::make_unique<Server>("mail_server.py", arguments);
    spec_.host = "127.0.0.1";
    spec_.port = static_cast<std::uint16_t>(server_->port());
    spec_.security = mode == "tls"                              ? MailSecurity::tls
                     : mode == "starttls" || mode == "required" ? MailSecurity::starttls
                                                                : MailSecurity::none;
    spec_.ca_file = own_certificate().certificate;
    spec_.from = "督查室 <plan@example.gov.cn>";
    spec_.to = {"duty@example.gov.cn"};
  }
  void login(const std::string& password = "authcode-7391") {
    spec_.user = "plan@example.gov.cn";
    spec_.password = Secret(password);
  }

  SendResult send_to(const std::vector<std::string>& people) {
    Notice notice = notice_for("mail", 1);
    for (const std::string& address : people) {
      Person person;
      person.name = address;
      person.email = address;
      notice.people.push_back(person);
    }
    return send(notice);
  }
  SendResult send(const Notice& notice = notice_for("mail", 1)) {
    const auto scheduler = make_asio_scheduler(1);
    const auto client = make_curl_mail_client(*scheduler);
    const auto machine = make_machine_clock();
    const auto channel = make_mail_channel(*scheduler, *client, *machine, spec_, as_it_is);
    if (channel == nullptr) {
      ADD_FAILURE() << mail_problem(spec_).value_or("");
      return {};
    }
    std::vector<SendResult> results;
    channel->send(notice, [&](const SendResult& result) { results.push_back(result); });
    EXPECT_TRUE(results.empty()) << "answered from inside send";
    EXPECT_TRUE(run_until(*scheduler, [&] { return !results.empty(); }));
    EXPECT_EQ(results.size(), 1U);
    SendResult result = results.empty() ? SendResult{} : results.front();
    EXPECT_EQ(result.answer.find("7391"), std::string::npos) << result.answer;
    return result;
  }

  boost::json::value envelope(int number = 1) const {
    return boost::json::parse(read_text(folder_.file(std::to_string(number) + ".json")));
  }
  boost::json::value arrived(int number = 1) const {
    const std::string file = folder_.file(std::to_string(number) + ".eml");
    return boost::json::parse(run_script("mail_reader.py", {file})).as_array().front();
  }
  bool nothing_arrived() const { return read_text(folder_.file("1.eml")).empty(); }

  TestFolder folder_;
  std::unique_ptr<Server> server_;
  MailChannel spec_;
};

TEST_F(MailServerTest, OverTlsWithLogin) {
  serve("tls");
  login();
  Notice notice = notice_for("mail", 1);
  notice.title = "[红灯] 区法院 2025年9月 执行到位率 52.3%，落后 12.7 个百分点";
  notice.text = "【红灯】区法院\n.\n..点开头的行\n完成时限：2025-12-31";
  const SendResult result = send(notice);
  EXPECT_EQ(result.result, SendClass::success) << result.answer;
  EXPECT_EQ(result.answer, "SMTP 250 2.0.0 taken");
  EXPECT_TRUE(envelope().at("tls").as_bool());
  EXPECT_TRUE(envelope().at("login").as_bool());
  EXPECT_EQ(envelope().at("from").as_string(), "plan@example.gov.cn");
  const boost::json::value mail = arrived();
  EXPECT_EQ(mail.at("subject").as_string(), notice.title);
  std::string body(mail.at("body").as_string());
  std::erase(body, '\r');
  EXPECT_EQ(body, notice.text);
  EXPECT_EQ(mail.at("from").at(0).at(0).as_string(), "督查室");
  EXPECT_EQ(mail.at("auto").as_string(), "auto-generated");
  EXPECT_TRUE(mail.at("defects").as_array().empty());
}

TEST_F(MailServerTest, OverStarttlsWithLogin) {
  serve("required");
  login();
  EXPECT_EQ(send_to({"zhang@example.gov.cn"}).result, SendClass::success);
  EXPECT_TRUE(envelope().at("tls").as_bool());
  EXPECT_TRUE(envelope().at("login").as_bool());
  EXPECT_EQ(envelope().at("to").as_array().size(), 2U);
}

TEST_F(MailServerTest, PlainOnLoopback) {
  serve("plain");
  EXPECT_EQ(send().result, SendClass::success);
  EXPECT_FALSE(envelope().at("tls").as_bool());
}

// A server, or somebody in between, that offers no STARTTLS gets neither login nor message.
TEST_F(MailServerTest, WithoutStarttlsNothingIsSent) {
  serve("plain");
  spec_.security = MailSecurity::starttls;
  login();
  const SendResult result = send();
  EXPECT_EQ(result.result, SendClass::retry_soon);
  EXPECT_NE(result.answer.find("STARTTLS"), std::string::npos) << result.answer;
  EXPECT_TRUE(nothing_arrived());
}

TEST_F(MailServerTest, ACertificateThatNobodySignedIsNotTrusted) {
  for (const char* mode : {"tls", "starttls"}) {
    serve(mode);
    login();
    spec_.ca_file.clear();
    const SendResult result = send();
    EXPECT_EQ(result.result, SendClass::retry_soon);
    EXPECT_NE(result.answer.find("证书不可信"), std::string::npos) << result.answer;
    EXPECT_TRUE(nothing_arrived());
  }
}

TEST_F(MailServerTest, AMissingRootIsNamed) {
  serve("tls");
  spec_.ca_file = folder_.file("missing.pem");
  EXPECT_NE(send().answer.find("ca_file"), std::string::npos);
}

TEST_F(MailServerTest, AWrongPasswordIsPermanentAndNotQuoted) {
  serve("tls");
  login("wrong-7391");
  const SendResult result = send();
  EXPECT_EQ(result.result, SendClass::permanent);
  EXPECT_NE(result.answer.find("535"), std::string::npos) << result.answer;
  EXPECT_NE(result.answer.find("授权码"), std::string::npos) << result.answer;
  EXPECT_TRUE(nothing_arrived());
}

TEST_F(MailServerTest, AServerThatWantsALoginSaysSo) {
  serve("required");
  const SendResult result = send();
  EXPECT_EQ(result.result, SendClass::permanent);
  EXPECT_NE(result.answer.find("530"), std::string::npos) << result.answer;
}

TEST_F(MailServerTest, SomeRefusedTheOthersAreTold) {
  serve("plain");
  const SendResult result =
      send_to({"nobody@example.gov.cn", "zhang@example.gov.cn", "grey@example.gov.cn"});
  EXPECT_EQ(result.result, SendClass::partial) << result.answer;
  ASSERT_EQ(result.missed.size(), 2U);
  EXPECT_EQ(result.missed[0].address, "nobody@example.gov.cn");
  EXPECT_NE(result.missed[0].why.find("550 5.1.1 no such user"), std::string::npos);
  EXPECT_EQ(result.missed[1].address, "grey@example.gov.cn");
  EXPECT_EQ(envelope().at("to"),
            (boost::json::array{"zhang@example.gov.cn", "duty@example.gov.cn"}));
}

TEST_F(MailServerTest, TableOfRefusals) {
  serve("plain");
  const struct {
    const char* to;
    SendClass expected;
    const char* words;
  } cases[] = {
      {"nobody@example.gov.cn", SendClass::permanent, "550 5.1.1 no such user"},
      {"grey@example.gov.cn", SendClass::retry_later, "451 4.7.1 greylisted"},
      {"full@example.gov.cn", SendClass::permanent, "552"},
      {"later@example.gov.cn", SendClass::retry_later, "451 4.3.0 try again"},
      {"spam@example.gov.cn", SendClass::permanent, "554"},
      {"alias@example.gov.cn", SendClass::permanent, "From 须与登录账号一致"},
  };
  for (const auto& one : cases) {
    spec_.to = {one.to};
    const SendResult result = send();
    EXPECT_EQ(result.result, one.expected) << one.to << ": " << result.answer;
    EXPECT_NE(result.answer.find(one.words), std::string::npos) << result.answer;
    EXPECT_TRUE(result.missed.empty());
  }
  EXPECT_TRUE(nothing_arrived());
}

TEST_F(MailServerTest, AForeignSenderIsRefusedWithAHint) {
  serve("plain");
  spec_.from = "stranger@example.gov.cn";
  const SendResult result = send();
  EXPECT_EQ(result.result, SendClass::permanent);
  EXPECT_NE(result.answer.find("From 须与登录账号一致"), std::string::npos) << result.answer;
}

// It did arrive, and only the server knows.
TEST_F(MailServerTest, CutAfterTheMessageIsUnknown) {
  serve("plain");
  spec_.to = {"cut@example.gov.cn"};
  const SendResult result = send();
  EXPECT_EQ(result.result, SendClass::unknown) << result.answer;
  EXPECT_FALSE(nothing_arrived());
}

TEST_F(MailServerTest, ServersThatDoNotWantToTalk) {
  const std::pair<const char*, SendClass> table[] = {{"closed", SendClass::permanent},
                                                     {"busy", SendClass::retry_soon}};
  for (const auto& [mode, expected] : table) {
    serve(mode);
    const SendResult result = send();
    EXPECT_EQ(result.result, expected) << mode << ": " << result.answer;
  }
}

TEST_F(MailServerTest, NoServerAtAll) {
  serve("plain");
  spec_.port = static_cast<std::uint16_t>(free_port());
  const SendResult result = send();
  EXPECT_EQ(result.result, SendClass::retry_soon);
  EXPECT_NE(result.answer.find("连不上"), std::string::npos) << result.answer;
}

// The verdict does not wait for a goodbye.
TEST_F(MailServerTest, AServerThatDoesNotAnswerToQuit) {
  for (const char* mode : {"plain", "tls"}) {
    serve(mode);
    spec_.to = {"mute@example.gov.cn"};
    EXPECT_EQ(send().result, SendClass::success) << mode;
    spec_.to = {"mute@example.gov.cn", "spam@example.gov.cn"};
    EXPECT_EQ(send().result, SendClass::permanent) << mode;
  }
}

// What the client is for: libcurl waits for the server's last word without returning.
TEST_F(MailServerTest, TheOwnerThreadIsFreeWhileTheServerThinks) {
  serve("plain");
  spec_.to = {"slow@example.gov.cn"};
  const auto scheduler = make_asio_scheduler(1);
  const auto client = make_curl_mail_client(*scheduler);
  const auto machine = make_machine_clock();
  const auto channel = make_mail_channel(*scheduler, *client, *machine, spec_, as_it_is);
  std::vector<SendResult> results;
  int looks = 0;
  channel->send(notice_for("mail", 1),
                [&](const SendResult& result) { results.push_back(result); });
  EXPECT_TRUE(run_until(*scheduler, [&] {
    ++looks;
    return !results.empty();
  }));
  ASSERT_EQ(results.size(), 1U);
  EXPECT_EQ(results.front().result, SendClass::success);
  EXPECT_GT(looks, 30) << "a look every 10 ms, in a second";
}

MailSubmission submission_to(int port) {
  MailSubmission mail;
  mail.host = "127.0.0.1";
  mail.port = static_cast<std::uint16_t>(port);
  mail.security = MailSecurity::none;
  mail.from = "a@b.cn";
  mail.recipients = {"c@d.cn"};
  mail.message = "Subject: x\r\n\r\nx\r\n";
  return mail;
}

TEST(MailClient, AServerThatNeverAnswersIsGivenUp) {
  const TestFolder folder;
  const Server server("mail_server.py", {"silent", folder.path()});
  const auto scheduler = make_asio_scheduler(1);
  const auto client = make_curl_mail_client(*scheduler);
  MailSubmission mail = submission_to(server.port());
  mail.total_timeout = std::chrono::milliseconds{300};
  std::vector<MailOutcome> outcomes;
  client->start(mail, [&](const MailOutcome& outcome) { outcomes.push_back(outcome); });
  EXPECT_TRUE(run_until(*scheduler, [&] { return !outcomes.empty(); }));
  ASSERT_EQ(outcomes.size(), 1U);
  ASSERT_TRUE(outcomes.front().trouble);
  EXPECT_EQ(outcomes.front().trouble->code, ErrorCode::timeout);
  EXPECT_FALSE(outcomes.front().message_was_sent);
}

TEST(MailClient, DestroyedWhileAServerIsSilentItDoesNotCallBack) {
  const TestFolder folder;
  const Server server("mail_server.py", {"silent", folder.path()});
  const auto scheduler = make_asio_scheduler(1);
  auto client = make_curl_mail_client(*scheduler);
  bool called = false;
  for (int i = 0; i < 10; ++i) {  // more than go at once
    client->start(submission_to(server.port()), [&](const MailOutcome&) { called = true; });
  }
  int looks = 0;
  EXPECT_TRUE(run_until(*scheduler, [&] { return ++looks > 10; }));
  client.reset();
  EXPECT_FALSE(called);
}

TEST(MailClient, ManyAtOnceAllComeBackOnce) {
  const TestFolder folder;
  const Server server("mail_server.py", {"plain", folder.path()});
  const auto scheduler = make_asio_scheduler(1);
  const auto client = make_curl_mail_client(*scheduler);
  std::vector<int> taken;
  for (int i = 0; i < 30; ++i) {
    client->start(submission_to(server.port()), [&taken, i](const MailOutcome& outcome) {
      EXPECT_TRUE(outcome.taken);
      taken.push_back(i);
    });
  }
  EXPECT_TRUE(run_until(*scheduler, [&] { return taken.size() == 30; }));
  std::sort(taken.begin(), taken.end());
  for (int i = 0; i < 30; ++i) EXPECT_EQ(taken[static_cast<std::size_t>(i)], i);
}

// Lines of a description must not become commands; a login needs TLS.
TEST(MailClient, WhatMustNotBeSentIsNotSent) {
  const auto with = [](const std::function<void(MailSubmission&)>& change) {
    MailSubmission mail = submission_to(1);
    change(mail);
    return mail;
  };
  const MailSubmission table[] = {
      with([](MailSubmission& m) { m.host = "h\r\n"; }),
      with([](MailSubmission& m) { m.host = "user@h"; }),
      with([](MailSubmission& m) { m.from = "a@b>\r\nRCPT TO:<x@y"; }),
      with([](MailSubmission& m) { m.recipients = {"c@d\r\nDATA"}; }),
      with([](MailSubmission& m) { m.recipients.clear(); }),
      with([](MailSubmission& m) {
        m.host = "mail.example.gov.cn";
        m.user = "u";
      }),
      with([](MailSubmission& m) {
        m.user = "u";
        m.password = Secret("p\r\n");
      }),
  };
  const auto scheduler = make_asio_scheduler(1);
  const auto client = make_curl_mail_client(*scheduler);
  std::size_t refused = 0;
  for (const MailSubmission& mail : table) {
    client->start(mail, [&](const MailOutcome& outcome) {
      EXPECT_TRUE(outcome.trouble && outcome.trouble->code == ErrorCode::invalid);
      ++refused;
    });
  }
  EXPECT_TRUE(run_until(*scheduler, [&] { return refused == std::size(table); }));
}

}  // namespace
}  // namespace planwatch::gateways_test
