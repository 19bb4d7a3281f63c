#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/collectors/servers/drop_support.h"

namespace planwatch {
namespace {

using namespace drop_testing;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

RemoteFolder folder_on(const FtpServer& server, RemoteProtocol protocol) {
  RemoteFolder made;
  made.protocol = protocol;
  made.host = "127.0.0.1";
  made.port = server.port();
  made.folder = "/报送 目录";
  made.files = "*.csv";
  made.user = "anonymous";
  made.password = Secret("secret-1");
  if (protocol != RemoteProtocol::ftp) made.tls = TlsSettings{server.ca_file(), {}, {}, {}};
  made.stable_for = std::chrono::milliseconds(100);
  return made;
}

void expect_two_files(const RemoteFolder& folder) {
  const auto fetched = fetch_now(feed_of(folder));
  ASSERT_TRUE(fetched) << fetched.error().message;
  ASSERT_THAT(names_of(*fetched), ElementsAre("区法院_202506(1).csv", "区法院_202506.csv"));
  EXPECT_EQ(fetched->bodies[0].bytes, "two");
  EXPECT_EQ(fetched->bodies[1].bytes, std::string(300'000, 'x'));
  EXPECT_THAT(fetched->bodies[1].source, HasSubstr("/报送 目录/区法院_202506.csv"));
  EXPECT_THAT(fetched->bodies[1].source, Not(HasSubstr("secret-1")));
}

void expect_refused(const RemoteFolder& folder, const char* says) {
  const auto fetched = fetch_now(feed_of(folder));
  ASSERT_FALSE(fetched) << says;
  EXPECT_EQ(fetched.error().code, ErrorCode::refused) << fetched.error().message;
  EXPECT_FALSE(fetched.error().transient);
  EXPECT_THAT(fetched.error().message, HasSubstr(says));
  EXPECT_THAT(fetched.error().message, Not(HasSubstr("secret")));
}

void fill(const FtpServer& server) {
  server.folder().write("报送 目录/区法院_202506.csv", std::string(300'000, 'x'));
  server.folder().write("报送 目录/区法院_202506(1).csv", "two");
  server.folder().write("报送 目录/~$lock.csv", "no");
}

TEST(Ftp, PlainAgainstVsftpd) {
  const FtpServer server(FtpKind::plain);
  fill(server);
  const RemoteFolder folder = folder_on(server, RemoteProtocol::ftp);
  expect_two_files(folder);
  RemoteFolder changed = folder;
  changed.password = Secret("secret-2");
  expect_refused(changed, "不让登录");
  changed = folder;
  changed.protocol = RemoteProtocol::ftps_explicit;
  expect_refused(changed, "不支持 TLS");
  changed = folder;
  changed.folder = "/nowhere";
  expect_refused(changed, "folder");
}

TEST(Ftp, ExplicitTlsAgainstVsftpd) {
  const FtpServer server(FtpKind::explicit_tls);
  fill(server);
  const RemoteFolder folder = folder_on(server, RemoteProtocol::ftps_explicit);
  expect_two_files(folder);
  RemoteFolder changed = folder;
  changed.tls.reset();
  expect_refused(changed, "证书不可信");
  changed = folder;
  changed.tls->ca_file = "/nowhere/ca.pem";
  expect_refused(changed, "tls.ca_file");
  changed = folder;
  changed.protocol = RemoteProtocol::ftp;
  expect_refused(changed, "不让登录");
}

TEST(Ftp, ImplicitTlsAgainstVsftpd) {
  const FtpServer server(FtpKind::implicit_tls);
  fill(server);
  const RemoteFolder folder = folder_on(server, RemoteProtocol::ftps_implicit);
  expect_two_files(folder);
  RemoteFolder changed = folder;
  changed.tls.reset();
  expect_refused(changed, "证书不可信");
}

}  // namespace
}  // namespace planwatch
