#include <gtest/gtest.h>
#include <string>

#include "collectors/fetch/kept_sockets.h"

namespace planwatch {
namespace {

// Writes down what it is asked, and lets the test make a socket ready.
class NotedLoop : public EventLoop {
 public:
  void watch(int socket, Interest interest, std::function<void(bool, bool)> ready) override {
    const char* const words[] = {"none", "read", "write", "both"};
    said += std::to_string(socket) + words[static_cast<int>(interest)] + " ";
    if (interest == Interest::none) {
      watched_.erase(socket);
    } else {
      watched_[socket] = std::move(ready);
    }
  }
  TimerId after(std::chrono::milliseconds, std::function<void()>) override { return 0; }
  void cancel(TimerId) override {}

  void make_readable(int socket) {
    const auto ready = watched_.at(socket);
    ready(true, false);
  }
  std::string take_said() { return std::exchange(said, {}); }
  bool idle() const { return watched_.empty(); }

 private:
  std::string said;
  std::map<int, std::function<void(bool, bool)>> watched_;
};

using Interest = EventLoop::Interest;

class KeptSocketsTest : public testing::Test {
 protected:
  NotedLoop loop_;
  std::string ready_;
  KeptSockets sockets_{loop_, [this](int socket, bool readable, bool) {
                         ready_ += std::to_string(socket) + (readable ? "r" : "w");
                       }};
};

TEST_F(KeptSocketsTest, AConnectionStaysWithTheLoopBetweenTwoRequests) {
  sockets_.opened(7);
  sockets_.wait_for(7, Interest::write);
  sockets_.wait_for(7, Interest::read);
  EXPECT_EQ(loop_.take_said(), "7write 7read ");
  for (int request = 0; request < 3; ++request) {
    loop_.make_readable(7);
    sockets_.wait_for(7, Interest::none);
    sockets_.wait_for(7, Interest::read);
  }
  EXPECT_EQ(ready_, "7r7r7r");
  EXPECT_EQ(loop_.take_said(), "") << "nothing to ask for";
}

TEST_F(KeptSocketsTest, OneThatTheOtherSideClosedIsLetGoWithoutAWord) {
  sockets_.opened(7);
  sockets_.wait_for(7, Interest::read);
  sockets_.wait_for(7, Interest::none);
  loop_.take_said();
  loop_.make_readable(7);
  EXPECT_EQ(loop_.take_said(), "7none ");
  EXPECT_EQ(ready_, "") << "the library asked for nothing";
  sockets_.wait_for(7, Interest::read);
  EXPECT_EQ(loop_.take_said(), "7read ") << "as any other";
}

TEST_F(KeptSocketsTest, BeforeItIsClosedASocketIsGivenBack) {
  sockets_.opened(7);
  sockets_.wait_for(7, Interest::read);
  sockets_.wait_for(7, Interest::none);
  sockets_.closing(7);
  EXPECT_EQ(loop_.take_said(), "7read 7none ");
  sockets_.opened(7);  // the number of another one
  sockets_.wait_for(7, Interest::read);
  EXPECT_EQ(loop_.take_said(), "7read ");
  sockets_.closing(8);
  EXPECT_EQ(loop_.take_said(), "") << "one that nobody knows";
}

TEST_F(KeptSocketsTest, OneThatWasClosedWithoutAWordIsForgottenWhenItsNumberComesAgain) {
  sockets_.opened(7);
  sockets_.wait_for(7, Interest::read);
  sockets_.wait_for(7, Interest::none);
  sockets_.opened(7);
  EXPECT_EQ(loop_.take_said(), "7read 7none ");
  sockets_.wait_for(7, Interest::read);
  EXPECT_EQ(loop_.take_said(), "7read ");
}

TEST_F(KeptSocketsTest, WhatIsNoConnectionIsGivenBackAtOnce) {
  sockets_.wait_for(5, Interest::read);
  sockets_.wait_for(5, Interest::none);
  EXPECT_EQ(loop_.take_said(), "5read 5none ");
}

TEST_F(KeptSocketsTest, WhoWaitsToWriteDoesNotRest) {
  sockets_.opened(7);
  sockets_.wait_for(7, Interest::write);
  sockets_.wait_for(7, Interest::none);
  EXPECT_EQ(loop_.take_said(), "7write 7none ") << "it would be ready all the time";
}

TEST_F(KeptSocketsTest, AllAreGivenBackInTheEnd) {
  sockets_.opened(7);
  sockets_.wait_for(7, Interest::read);
  sockets_.wait_for(7, Interest::none);
  sockets_.wait_for(5, Interest::read_write);
  sockets_.let_go_of_all();
  EXPECT_TRUE(loop_.idle());
}

}  // namespace
}  // namespace planwatch
