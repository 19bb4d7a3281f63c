#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>

#include "collectors/fetch/fetcher.h"
#include "collectors/fetch/sha256.h"
#include "tests/collectors/fetch_support.h"
#include "tests/collectors/servers/mailbox_server.h"

namespace planwatch {
namespace {

using namespace mailbox_testing;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class NoHttp : public HttpClient {
 public:
  void start(HttpRequest, Done) override { ADD_FAILURE() << "mailboxes need no HTTP"; }
};

Result<Fetched> fetch(const MailboxSource& source, const FetchMemory& memory = {},
                      const FeedLimits& limits = {}) {
  fetch_testing::PollLoop loop;
  NoHttp http;
  const auto fetcher = make_fetcher({loop, http, loop, {}, "", {}, {}});
  FeedSpec feed;
  feed.id = FeedId("box");
  feed.transport = source;
  feed.limits = limits;
  feed.retries = 0;
  std::optional<Result<Fetched>> outcome;
  fetcher->fetch(feed, memory, [&](Result<Fetched> result) { outcome = std::move(result); });
  EXPECT_FALSE(outcome) << "called back from inside fetch";
  EXPECT_TRUE(loop.run_until([&] { return outcome.has_value(); }));
  return outcome ? *std::move(outcome) : fail(ErrorCode::timeout, "never called back");
}

std::vector<std::string> sources(const Result<Fetched>& fetched) {
  if (!fetched) return {fetched.error().message};
  std::vector<std::string> all;
  for (const FetchedBody& body : fetched->bodies) all.push_back(body.source);
  return all;
}

constexpr const char* june = "%E5%8C%BA%E6%B3%95%E9%99%A2_202506.xlsx";  // 区法院_202506.xlsx

void attachments_come_once_and_nothing_is_marked(DovecotServer& server) {
  server.deliver(mail_of("=?gb2312?B?t6jUug==?= <court@gz.gov.cn>",
                         {{june, "UEsDBAA="}, {"note.txt", "YQ=="}, {"B.XLSX", "YmI="}}));
  // Forged: the address is only said to be the court's.
  server.deliver(mail_of("\"court@gz.gov.cn\" <evil@x.cn>", {{"forged.xlsx", "YQ=="}}));
  server.deliver(mail_of("court@gz.gov.cn\r\nFrom: evil@x.cn", {{"two.xlsx", "YQ=="}}));
  const auto first = fetch(server.source());
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_THAT(sources(first), ElementsAre("imap://127.0.0.1/INBOX;uid=1/区法院_202506.xlsx",
                                          "imap://127.0.0.1/INBOX;uid=1/B.XLSX"));
  EXPECT_EQ(first->bodies.at(0).bytes, std::string("PK\x03\x04\0", 5));
  EXPECT_EQ(first->bodies.at(0).sha256, sha256_hex(first->bodies.at(0).bytes));
  for (const std::string& file : server.files()) EXPECT_THAT(file, Not(HasSubstr(":2,S"))) << file;

  EXPECT_THAT(sources(fetch(server.source(), first->memory)), IsEmpty());
  server.deliver(mail_of("court@gz.gov.cn", {{"july.xlsx", "Yw=="}}));
  const auto second = fetch(server.source(), first->memory);
  EXPECT_THAT(sources(second), ElementsAre("imap://127.0.0.1/INBOX;uid=4/july.xlsx"));
  // Not committed: the same again.
  EXPECT_EQ(sources(fetch(server.source(), first->memory)), sources(second));
  EXPECT_EQ(sources(fetch(server.source())).size(), 3u);
}

void hostile_mails_are_seen_and_stop_nobody(DovecotServer& server, const FetchMemory& before) {
  std::string parts = "From: court@gz.gov.cn\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
  for (int i = 0; i < 10'000; ++i) parts += "--b\r\n\r\nx\r\n";
  server.deliver(parts + "--b--\r\n");
  std::string deep = "From: court@gz.gov.cn\r\n";
  std::string ends;
  for (int i = 0; i < 100; ++i) {
    const std::string mark = "b" + std::to_string(i);
    deep += "Content-Type: multipart/mixed; boundary=" + mark + "\r\n\r\n--" + mark + "\r\n";
    ends = "\r\n--" + mark + "--" + ends;
  }
  server.deliver(deep + ends);
  server.deliver(mail_of("court@gz.gov.cn", {{"cut.xlsx", "UEsDB"}}));
  // Lines that look like the server's own last word.
  server.deliver(
      "From: court@gz.gov.cn\r\nContent-Type: x/y; name=a.xlsx\r\n\r\n"
      "p1 OK\r\np6 OK done\r\n)\r\n* BYE\r\n");
  server.deliver(mail_of("court@gz.gov.cn", {{"large.xlsx", std::string(2'000'000, 'A')}}));
  server.deliver(mail_of("court@gz.gov.cn", {{"good.xlsx", "Z29vZA=="}}));
  FeedLimits limits;
  limits.bytes = 100'000;
  const auto fetched = fetch(server.source(), before, limits);
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_THAT(sources(fetched), ElementsAre(HasSubstr("200 个部分"), HasSubstr("12 层"),
                                            HasSubstr("base64 编码不完整"), HasSubstr("/a.xlsx"),
                                            HasSubstr("超过上限"), HasSubstr("/good.xlsx")));
  ASSERT_EQ(fetched->bodies.size(), 6u);
  EXPECT_EQ(fetched->bodies.at(3).bytes, "p1 OK\r\np6 OK done\r\n)\r\n* BYE\r\n");
  EXPECT_EQ(fetched->bodies.at(5).bytes, "good");
}

void what_exceeds_the_limit_waits(DovecotServer& server, FetchMemory memory) {
  const std::string block(40'000, 'A');
  for (const char* name : {"1.xlsx", "2.xlsx", "3.xlsx"}) {
    server.deliver(mail_of("court@gz.gov.cn", {{name, block}}));
  }
  FeedLimits limits;
  limits.bytes = 50'000;
  std::vector<std::string> all;
  for (int i = 0; i < 3; ++i) {
    const auto fetched = fetch(server.source(), memory, limits);
    ASSERT_TRUE(fetched) << fetched.error().message;
    for (const std::string& source : sources(fetched)) all.push_back(source);
    memory = fetched->memory;
  }
  EXPECT_THAT(all, ElementsAre(HasSubstr("/1.xlsx"), HasSubstr("/2.xlsx"), HasSubstr("/3.xlsx")));
  // Numbers that begin anew: everything is looked at again rather than something missed.
  server.renumber();
  ASSERT_EQ(server.trouble(), "");
  EXPECT_GE(sources(fetch(server.source(), memory)).size(), 3u);
}

void refusals_say_why(DovecotServer& server) {
  MailboxSource wrong = server.source();
  wrong.password = Secret("wrong-secret");
  const auto login = fetch(wrong);
  ASSERT_FALSE(login);
  EXPECT_EQ(login.error().code, ErrorCode::refused);
  EXPECT_FALSE(login.error().transient);
  EXPECT_THAT(login.error().message, AllOf(HasSubstr("登录被拒"), Not(HasSubstr("wrong-secret"))));

  MailboxSource stranger = server.source();
  stranger.ca_file = server.other_root();
  const auto certificate = fetch(stranger);
  ASSERT_FALSE(certificate);
  EXPECT_EQ(certificate.error().code, ErrorCode::refused);
  EXPECT_THAT(certificate.error().message, HasSubstr("证书不可信"));

  MailboxSource elsewhere = server.source();
  elsewhere.mailbox = "报表";
  EXPECT_EQ(fetch(elsewhere).error().code, ErrorCode::refused);

  MailboxSource injected = server.source();
  injected.mailbox = "INBOX\r\np9 DELETE INBOX";
  EXPECT_EQ(fetch(injected).error().code, ErrorCode::invalid);

  MailboxSource open = server.source();
  open.tls = false;
  open.host = "mail.example.cn";
  EXPECT_THAT(fetch(open).error().message, HasSubstr("tls: true"));

  MailboxSource down = server.source();
  down.port = fetch_testing::unused_port();
  const auto nobody = fetch(down);
  ASSERT_FALSE(nobody);
  EXPECT_TRUE(nobody.error().transient);
  EXPECT_EQ(nobody.error().code, ErrorCode::io);
}

TEST(MailboxSource, AttachmentsOfKnownSenders) {
  DovecotServer server;
  ASSERT_EQ(server.trouble(), "");
  attachments_come_once_and_nothing_is_marked(server);
  const auto so_far = fetch(server.source());
  ASSERT_TRUE(so_far) << so_far.error().message;
  hostile_mails_are_seen_and_stop_nobody(server, so_far->memory);
  const auto then = fetch(server.source());
  ASSERT_TRUE(then) << then.error().message;
  what_exceeds_the_limit_waits(server, then->memory);
  refusals_say_why(server);
}

}  // namespace
}  // namespace planwatch
