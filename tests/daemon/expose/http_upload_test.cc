#include <gtest/gtest.h>
#include <string>

#include "daemon/expose/http_server.h"
#include "tests/daemon/expose/http_fixture.h"

// Files are larger than all other bodies, and come to one path alone.
namespace planwatch {
namespace {

using test::body_of;
using test::RawClient;
using test::RunningServer;
using test::status_of;

ListenSpec small_limits() {
  ListenSpec spec;
  spec.port = 0;
  spec.max_body = 100;
  spec.max_upload = 1000;
  return spec;
}

// The worker's part counts, the owner's answers.
ServerReply counting(const ServerRequest& request) {
  ServerReply reply;
  reply.later = [size = request.body.size(), name = request.file_name] {
    ServerReply made;
    made.body = std::to_string(size) + " " + name;
    return made;
  };
  reply.then = [](ServerReply made) {
    made.body += " taken";
    return made;
  };
  return reply;
}

std::string post(const std::string& path, std::size_t size) {
  return "POST " + path +
         " HTTP/1.1\r\nHost: x\r\nX-File-Name: a%20b\r\nContent-Length: " + std::to_string(size) +
         "\r\n\r\n" + std::string(size, 'x');
}

TEST(HttpUpload, LargeBodiesComeToTheUploadPathAlone) {
  RunningServer server(small_limits(), counting);
  struct Case {
    const char* path;
    std::size_t size;
    int status;
  };
  for (const Case& c : {Case{"/api/v1/reports?feed=a", 1000, 200},
                        {"/api/v1/reports?feed=a", 1001, 413},
                        {"/api/v1/reports", 50, 200},
                        {"/api/v1/reports/x", 500, 413},
                        {"/api/v1/observations", 101, 413},
                        {"/api/v1/observations", 100, 200}}) {
    SCOPED_TRACE(std::string(c.path) + " " + std::to_string(c.size));
    RawClient client(server.port());
    client.send(post(c.path, c.size));
    const std::string answer = client.read_answer();
    EXPECT_EQ(status_of(answer), c.status) << answer;
    if (c.status == 200) {
      EXPECT_EQ(body_of(answer), std::to_string(c.size) + " a%20b taken");
    }
  }
}

TEST(HttpUpload, ManyAfterEachOtherOnOneConnection) {
  RunningServer server(small_limits(), counting);
  RawClient client(server.port());
  for (int i = 0; i < 10; ++i) {  // more than may be read at a time: each one gives its place back
    client.send(post("/api/v1/reports", 900));
    EXPECT_EQ(status_of(client.read_answer()), 200) << i;
  }
}

TEST(HttpUpload, OnlyAFewAtATime) {
  ListenSpec spec = small_limits();
  spec.most_uploads = 1;
  RunningServer server(spec, counting);
  const std::string whole = post("/api/v1/reports", 900);
  RawClient slow(server.port());
  slow.send(whole.substr(0, whole.size() - 1));
  RawClient probe(server.port());
  probe.send(post("/api/v1/observations", 10));
  EXPECT_EQ(status_of(probe.read_answer()), 200);
  RawClient second(server.port());
  second.send(whole);
  EXPECT_EQ(status_of(second.read_answer()), 503);
  slow.send("x");
  EXPECT_EQ(status_of(slow.read_answer()), 200);
}

TEST(HttpUpload, AnUnstatedLengthHasTheCommonLimit) {
  RunningServer server(small_limits(), counting);
  RawClient client(server.port());
  client.send(
      "POST /api/v1/reports HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1f4\r\n" +
      std::string(500, 'x') + "\r\n0\r\n\r\n");
  EXPECT_EQ(status_of(client.read_answer()), 413);
}

}  // namespace
}  // namespace planwatch
