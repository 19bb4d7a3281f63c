#include <future>
#include <gtest/gtest.h>
#include <memory>
#include <stdexcept>
#include <vector>

#include "daemon/expose/http_server.h"
#include "tests/daemon/expose/http_fixture.h"

namespace planwatch {
namespace {

using test::body_of;
using test::get;
using test::RawClient;
using test::RunningServer;
using test::status_of;

// Answers /slow only once it is let go, everything else at once.
struct SlowAnswers {
  std::promise<void> gate;
  std::shared_future<void> open = gate.get_future().share();
  std::promise<int> counted;

  ServerReply operator()(const ServerRequest& request) {
    ServerReply reply;
    reply.body = "at once";
    if (request.path != "/slow") return reply;
    reply.later = [open = open] {
      open.wait();
      ServerReply made;
      made.status = 203;
      made.body = "later";
      return made;
    };
    reply.answered = [this](const ServerReply& made) { counted.set_value(made.status); };
    return reply;
  }
};

TEST(HttpLater, OthersAreAnsweredWhileOneIsWorkedOut) {
  SlowAnswers answers;
  RunningServer server({}, [&](const ServerRequest& request) { return answers(request); });
  RawClient slow(server.port());
  slow.send(get("/slow"));
  RawClient other(server.port());
  other.send(get("/"));
  EXPECT_EQ(body_of(other.read_answer()), "at once");
  answers.gate.set_value();
  const std::string answer = slow.read_answer();
  EXPECT_EQ(status_of(answer), 203);
  EXPECT_EQ(body_of(answer), "later");
  EXPECT_EQ(answers.counted.get_future().get(), 203) << "told on the owner thread";
  slow.send(get("/"));
  EXPECT_EQ(body_of(slow.read_answer()), "at once") << "the connection lives on";
}

TEST(HttpLater, WhatThrowsIsAnsweredWith500) {
  RunningServer server({}, [](const ServerRequest&) {
    ServerReply reply;
    reply.later = []() -> ServerReply { throw std::runtime_error("broken"); };
    return reply;
  });
  RawClient client(server.port());
  client.send(get("/"));
  EXPECT_EQ(status_of(client.read_answer()), 500);
}

TEST(HttpLater, TooManyAtATimeAreSentAway) {
  std::promise<void> gate;
  const std::shared_future<void> open = gate.get_future().share();
  std::promise<void> asked[4];
  int count = 0;  // of the owner thread
  RunningServer server({}, [&](const ServerRequest&) {
    ServerReply reply;
    reply.later = [open] {
      open.wait();
      return ServerReply{};
    };
    if (count < 4) asked[count++].set_value();
    return reply;
  });
  std::vector<std::unique_ptr<RawClient>> clients;
  for (std::promise<void>& one : asked) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    clients.back()->send(get("/"));
    one.get_future().wait();
  }
  RawClient fifth(server.port());
  fifth.send(get("/"));
  EXPECT_EQ(status_of(fifth.read_answer()), 503);
  gate.set_value();
  for (const auto& client : clients) EXPECT_EQ(status_of(client->read_answer()), 200);
}

TEST(HttpLater, AServerThatGoesMeanwhileClosesTheConnection) {
  SlowAnswers answers;
  RunningServer server({}, [&](const ServerRequest& request) { return answers(request); });
  RawClient slow(server.port());
  slow.send(get("/slow"));
  RawClient other(server.port());
  other.send(get("/"));
  other.read_answer();
  server.destroy_server();
  answers.gate.set_value();
  EXPECT_EQ(slow.read_to_end(), "");
}

}  // namespace
}  // namespace planwatch
