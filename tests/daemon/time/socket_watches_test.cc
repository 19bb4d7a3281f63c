#include <fcntl.h>
#include <functional>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

#include "gtest/gtest.h"

#include "daemon/time/asio_scheduler.h"

namespace planwatch {
namespace {

using Interest = EventLoop::Interest;
using std::chrono::milliseconds;
using std::chrono::seconds;

struct WatchTest : testing::Test {
  std::unique_ptr<AsioScheduler> scheduler = make_asio_scheduler(1);
  int mine = -1;
  int peer = -1;
  std::string log;

  void SetUp() override {
    int pair[2];
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair), 0);
    mine = pair[0];
    peer = pair[1];
  }
  void TearDown() override {
    if (mine >= 0) close(mine);
    if (peer >= 0) close(peer);
  }
  void send(const std::string& text) const {
    ASSERT_EQ(write(peer, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  char take() const {
    char c = '-';
    return read(mine, &c, 1) == 1 ? c : '-';
  }
  void run() {
    scheduler->after(seconds{10}, [this] {
      ADD_FAILURE() << "not stopped within ten seconds";
      scheduler->stop();
    });
    scheduler->run();
  }
  // Long enough for a wrong callback to come: the loop has gone round several times by then.
  void stop_soon() {
    scheduler->after(milliseconds{10}, [this] { scheduler->stop(); });
  }
};

TEST_F(WatchTest, CallsBackAgainWhileThereIsMore) {
  send("abc");
  scheduler->watch(mine, Interest::read, [this](bool readable, bool writable) {
    EXPECT_TRUE(readable);
    EXPECT_FALSE(writable);
    log += take();
    if (log == "abc") scheduler->stop();
  });
  run();
  EXPECT_EQ(log, "abc");
}

TEST_F(WatchTest, CallsBackForWhatArrivesLater) {
  scheduler->watch(mine, Interest::read, [this](bool, bool) {
    log += take();
    if (log == "ab") return scheduler->stop();
    scheduler->post([this] { send("b"); });
  });
  scheduler->post([this] { send("a"); });
  run();
  EXPECT_EQ(log, "ab");
}

TEST_F(WatchTest, AnIdleSocketIsWritableButNotReadable) {
  scheduler->watch(mine, Interest::read_write, [this](bool readable, bool writable) {
    EXPECT_FALSE(readable);
    EXPECT_TRUE(writable);
    log += 'w';
    if (log == "www") scheduler->stop();
  });
  run();
  EXPECT_EQ(log, "www");
}

TEST_F(WatchTest, ReadingOnlyIsNotToldOfWritable) {
  scheduler->watch(mine, Interest::read, [this](bool, bool) { log += 'x'; });
  stop_soon();
  run();
  EXPECT_EQ(log, "");
}

TEST_F(WatchTest, NoneEndsItFromInsideTheCallback) {
  send("abc");
  scheduler->watch(mine, Interest::read_write, [this](bool, bool) {
    log += 'x';
    scheduler->watch(mine, Interest::none, nullptr);
    log += 'y';  // the callback itself is still whole
  });
  stop_soon();
  run();
  EXPECT_EQ(log, "xy");
}

TEST_F(WatchTest, NoneEndsACallbackThatIsAlreadyOnItsWay) {
  send("a");
  scheduler->watch(mine, Interest::read, [this](bool, bool) { log += 'x'; });
  scheduler->post([this] { scheduler->watch(mine, Interest::none, nullptr); });
  stop_soon();
  run();
  EXPECT_EQ(log, "");
}

TEST_F(WatchTest, NoneForASocketNobodyWatchesIsAllowed) {
  scheduler->watch(mine, Interest::none, nullptr);
  scheduler->watch(4711, Interest::none, nullptr);
}

TEST_F(WatchTest, TheSocketStaysOpenWhenTheWatchEnds) {
  scheduler->watch(mine, Interest::read, [](bool, bool) {});
  scheduler->watch(mine, Interest::none, nullptr);
  send("a");
  EXPECT_EQ(take(), 'a');
}

TEST_F(WatchTest, TheSocketStaysOpenWhenTheSchedulerGoes) {
  scheduler->watch(mine, Interest::read_write, [](bool, bool) {});
  scheduler.reset();
  send("a");
  EXPECT_EQ(take(), 'a');
}

TEST_F(WatchTest, AnotherInterestReplacesTheFirst) {
  send("a");
  scheduler->watch(mine, Interest::write, [this](bool, bool writable) {
    log += writable ? 'w' : '?';
    scheduler->watch(mine, Interest::read, [this](bool readable, bool) {
      log += readable ? take() : '?';
      scheduler->watch(mine, Interest::write, [this](bool, bool again) {
        log += again ? 'w' : '?';
        scheduler->stop();
      });
    });
  });
  run();
  EXPECT_EQ(log, "waw");
}

TEST_F(WatchTest, ADirectionThatIsNoLongerWantedIsSilent) {
  scheduler->watch(mine, Interest::read_write, [this](bool readable, bool) {
    if (readable) log += 'r';
    scheduler->watch(mine, Interest::write, [this](bool again, bool) {
      if (again) log += 'r';
      if (log.size() < 3) log += 'w';
    });
    send("a");  // readable from now on
  });
  stop_soon();
  run();
  EXPECT_EQ(log, "www");
}

TEST_F(WatchTest, ADirectionWantedAgainIsHeardAgain) {
  scheduler->watch(mine, Interest::read, [this](bool, bool) { log += 'x'; });
  scheduler->watch(mine, Interest::write, [this](bool, bool) {
    scheduler->watch(mine, Interest::read, [this](bool readable, bool) {
      log += readable ? take() : '?';
      scheduler->stop();
    });
    send("a");
  });
  run();
  EXPECT_EQ(log, "a");
}

TEST_F(WatchTest, AReusedNumberIsANewSocket) {
  scheduler->watch(mine, Interest::read, [this](bool, bool) { log += "old"; });
  scheduler->post([this] {
    scheduler->watch(mine, Interest::none, nullptr);
    const int number = mine;
    close(mine);
    close(peer);
    SetUp();
    ASSERT_EQ(mine, number) << "the lowest free number is taken";
    scheduler->watch(mine, Interest::read, [this](bool, bool) {
      log += take();
      scheduler->stop();
    });
    send("n");
  });
  run();
  EXPECT_EQ(log, "n");
}

TEST_F(WatchTest, AClosedPeerIsReadable) {
  close(peer);
  peer = -1;
  scheduler->watch(mine, Interest::read, [this](bool readable, bool) {
    EXPECT_TRUE(readable);
    EXPECT_EQ(take(), '-') << "end of stream";
    scheduler->watch(mine, Interest::none, nullptr);
    scheduler->stop();
  });
  run();
}

TEST_F(WatchTest, OneCallbackMayEndAnothersWatch) {
  send("a");
  ASSERT_EQ(write(mine, "b", 1), 1);
  int calls = 0;
  const auto ends_both = [this, &calls](bool, bool) {
    ++calls;
    scheduler->watch(mine, Interest::none, nullptr);
    scheduler->watch(peer, Interest::none, nullptr);
  };
  scheduler->watch(mine, Interest::read, ends_both);
  scheduler->watch(peer, Interest::read, ends_both);
  stop_soon();
  run();
  EXPECT_EQ(calls, 1);
}

TEST(WatchDeathTest, WhatCannotBeWatchedAborts) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(make_asio_scheduler(1)->watch(-1, Interest::read, [](bool, bool) {}),
               "broken invariant in watching a socket");
}

}  // namespace
}  // namespace planwatch
