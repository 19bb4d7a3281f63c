#include "daemon/expose/http_server.h"

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>
#include <optional>
#include <stdexcept>

#include "tests/daemon/expose/http_fixture.h"

namespace planwatch {
namespace {

using test::body_of;
using test::get;
using test::RawClient;
using test::RunningServer;
using test::status_of;

// Answers with what it was asked.
ServerReply echo(const ServerRequest& request) {
  ServerReply reply;
  reply.body = request.method + " " + request.path;
  for (const auto& [name, value] : request.query) reply.body += " " + name + "=" + value;
  reply.body += "|" + request.authorization + "|" + request.body;
  return reply;
}

TEST(HttpServer, HandsTheDecodedRequestToTheHandler) {
  RunningServer server({}, echo);
  RawClient client(server.port());
  client.send(
      "POST /api/a%20b?unit=%E5%8C%BA&x=1+2&flag HTTP/1.1\r\nHost: t\r\n"
      "Authorization: Bearer abc\r\nContent-Length: 5\r\n\r\nhello");
  const std::string answer = client.read_answer();
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_EQ(body_of(answer), "POST /api/a b unit=区 x=1 2 flag=|Bearer abc|hello");
}

TEST(HttpServer, WritesStatusTypeAndHeadersOfTheReply) {
  RunningServer server({}, [](const ServerRequest&) {
    return ServerReply{405, "application/json", "{}", {{"Allow", "GET, HEAD"}}};
  });
  RawClient client(server.port());
  client.send(get("/"));
  const std::string answer = client.read_answer();
  EXPECT_EQ(status_of(answer), 405);
  EXPECT_NE(answer.find("Allow: GET, HEAD\r\n"), std::string::npos);
  EXPECT_NE(answer.find("Content-Type: application/json\r\n"), std::string::npos);
}

TEST(HttpServer, KeepsTheConnectionOpenAndAnswersPipelinedRequestsInOrder) {
  RunningServer server({}, echo);
  RawClient client(server.port());
  client.send(get("/1"));
  EXPECT_EQ(body_of(client.read_answer()), "GET /1||");
  client.send(get("/2") + get("/3"));
  EXPECT_EQ(body_of(client.read_answer()), "GET /2||");
  EXPECT_EQ(body_of(client.read_answer()), "GET /3||");
}

TEST(HttpServer, ClosesWhenTheClientAsksForIt) {
  RunningServer server({}, echo);
  for (const char* request :
       {"GET /1 HTTP/1.0\r\n\r\n", "GET /1 HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"}) {
    RawClient client(server.port());
    client.send(request);
    const std::string answer = client.read_to_end();
    EXPECT_EQ(body_of(answer), "GET /1||") << request;
    EXPECT_FALSE(client.timed_out()) << request;
  }
}

TEST(HttpServer, HeadHasTheLengthButNotTheBody) {
  RunningServer server({}, echo);
  RawClient client(server.port());
  client.send("HEAD /metrics HTTP/1.1\r\nHost: t\r\n\r\n");
  const std::string answer = client.read_answer(true);
  EXPECT_NE(answer.find("Content-Length: 15\r\n"), std::string::npos);
  client.send(get("/next"));  // nothing of a body stands before it
  EXPECT_EQ(body_of(client.read_answer()), "GET /next||");
}

TEST(HttpServer, RefusesWhatItCannotUnderstandWithoutAskingTheHandler) {
  struct Row {
    const char* what;
    std::string request;
    int status;
  };
  const Row rows[] = {
      {"no HTTP at all", "GARBAGE\r\n\r\n", 400},
      {"unknown version", "GET / HTTP/9.9\r\nHost: t\r\n\r\n", 400},
      {"broken percent escape", get("/%zz"), 400},
      {"bytes that are not UTF-8", get("/?unit=%C7%F8"), 400},
      {"a relative target", get("metrics"), 400},
      {"a length that is no number", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400},
      {"a header without colon", "GET / HTTP/1.1\r\nnonsense\r\n\r\n", 400},
      {"a huge header", "GET / HTTP/1.1\r\nX: " + std::string(40'000, 'x') + "\r\n\r\n", 431},
      {"a body said to be too large", "POST / HTTP/1.1\r\nContent-Length: 101\r\n\r\n", 413},
      {"a chunked body that grows too large",
       "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n" + std::string(101, 'x'), 413},
  };
  std::atomic<int> asked{0};
  ListenSpec spec;
  spec.max_body = 100;
  RunningServer server(spec, [&](const ServerRequest& request) {
    ++asked;
    return echo(request);
  });
  for (const auto& row : rows) {
    RawClient client(server.port());
    client.send(row.request);
    EXPECT_EQ(status_of(client.read_answer()), row.status) << row.what;
  }
  EXPECT_EQ(asked, 0);
}

TEST(HttpServer, TakesABodyOfExactlyTheLimit) {
  ListenSpec spec;
  spec.max_body = 100;
  RunningServer server(spec, echo);
  RawClient client(server.port());
  client.send("POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\n" + std::string(100, 'x'));
  EXPECT_EQ(status_of(client.read_answer()), 200);
}

TEST(HttpServer, TheAnswerToATooLargeBodyArrivesAlthoughTheClientIsStillSending) {
  ListenSpec spec;
  spec.max_body = 100;
  RunningServer server(spec, echo);
  RawClient client(server.port());
  client.send("POST / HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n" + std::string(1'000'000, 'x'));
  EXPECT_EQ(status_of(client.read_answer()), 413);
}

TEST(HttpServer, ClosesConnectionsThatAreTooSlow) {
  std::atomic<int> asked{0};
  ListenSpec spec;
  spec.read_timeout = std::chrono::milliseconds(30);
  RunningServer server(spec, [&](const ServerRequest& request) {
    ++asked;
    return echo(request);
  });
  for (const char* said :
       {"", "GET /metrics HT", "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nab"}) {
    RawClient client(server.port());
    client.send(said);
    EXPECT_EQ(client.read_to_end(), "") << said;
    EXPECT_FALSE(client.timed_out()) << said;
  }
  EXPECT_EQ(asked, 0);
}

TEST(HttpServer, OneConnectionTooManyIsClosedAndAPlaceThatGetsFreeIsUsed) {
  ListenSpec spec;
  spec.max_connections = 2;
  RunningServer server(spec, echo);
  RawClient first(server.port());
  first.send(get("/"));
  EXPECT_EQ(status_of(first.read_answer()), 200);
  auto second = std::make_optional<RawClient>(server.port());
  second->send(get("/"));
  EXPECT_EQ(status_of(second->read_answer()), 200);
  {
    RawClient third(server.port());
    EXPECT_EQ(third.read_to_end(), "");
    EXPECT_FALSE(third.timed_out());
  }
  second.reset();
  int status = 0;
  for (int attempt = 0; attempt < 1000 && status == 0; ++attempt) {
    RawClient next(server.port());
    next.send(get("/"));
    status = status_of(next.read_answer());
  }
  EXPECT_EQ(status, 200);
}

TEST(HttpServer, AHandlerThatThrowsIsA500AndTheServerGoesOn) {
  RunningServer server({}, [](const ServerRequest& request) -> ServerReply {
    if (request.path == "/bad") throw std::runtime_error("secret detail");
    if (request.path == "/worse") throw 42;
    return echo(request);
  });
  RawClient client(server.port());
  for (const char* path : {"/bad", "/worse"}) {
    client.send(get(path));
    const std::string answer = client.read_answer();
    EXPECT_EQ(status_of(answer), 500) << path;
    EXPECT_EQ(answer.find("secret"), std::string::npos) << path;
  }
  client.send(get("/good"));
  EXPECT_EQ(status_of(client.read_answer()), 200);
}

TEST(HttpServer, DestroyingItClosesIdleAndHalfReadConnections) {
  std::atomic<int> asked{0};
  RunningServer server({}, [&](const ServerRequest& request) {
    ++asked;
    return echo(request);
  });
  RawClient idle(server.port());
  idle.send(get("/"));
  EXPECT_EQ(status_of(idle.read_answer()), 200);
  RawClient half(server.port());
  half.send(get("/") + "GET /half");
  EXPECT_EQ(status_of(half.read_answer()), 200);
  server.destroy_server();
  EXPECT_EQ(idle.read_to_end(), "");
  EXPECT_EQ(half.read_to_end(), "");
  EXPECT_FALSE(idle.timed_out() || half.timed_out());
  EXPECT_EQ(asked, 2);
}

TEST(HttpServer, DestroyingItInTheMiddleOfALargeAnswerIsClean) {
  RunningServer server({}, [](const ServerRequest&) {
    ServerReply reply;
    reply.body = std::string(64u << 20, 'x');  // more than the sockets' buffers hold
    return reply;
  });
  RawClient client(server.port());
  client.send(get("/"));
  const std::string start = client.read_answer(true);
  EXPECT_EQ(status_of(start), 200);
  server.destroy_server();
  EXPECT_LT(client.read_to_end().size(), 64u << 20);
  EXPECT_FALSE(client.timed_out());
}

TEST(HttpServer, AContextThatNeverRanMayBeDestroyedWithTheServerOpen) {
  auto context = std::make_unique<boost::asio::io_context>();
  ListenSpec spec;
  spec.port = 0;
  auto server = start_http_server(*context, spec, echo);
  ASSERT_TRUE(server);
  RawClient client((*server)->port());
  context->poll();
  server->reset();
  context.reset();
  EXPECT_EQ(client.read_to_end(), "");
}

TEST(HttpServer, APortInUseIsAnErrorThatSaysWhich) {
  RunningServer server({}, echo);
  boost::asio::io_context context;
  ListenSpec spec;
  spec.port = server.port();
  const auto second = start_http_server(context, spec, echo);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::io);
  EXPECT_NE(second.error().message.find("127.0.0.1:" + std::to_string(spec.port)),
            std::string::npos);
  EXPECT_NE(second.error().message.find("--listen"), std::string::npos);
}

TEST(HttpServer, AnAddressThatIsNotOursIsAnError) {
  boost::asio::io_context context;
  ListenSpec spec;
  spec.host = "203.0.113.1";
  const auto server = start_http_server(context, spec, echo);
  ASSERT_FALSE(server);
  EXPECT_EQ(server.error().code, ErrorCode::io);
}

TEST(HttpServer, ListensOnLocalhostByName) {
  ListenSpec spec;
  spec.host = "localhost";
  RunningServer server(spec, echo);
  EXPECT_NE(server.port(), 0);
}

}  // namespace
}  // namespace planwatch
