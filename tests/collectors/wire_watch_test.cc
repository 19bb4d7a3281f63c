#include "collectors/fetch/wire_watch.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace planwatch {
namespace {

using std::chrono::milliseconds;
using Verdict = WireWatch::Verdict;

constexpr milliseconds long_enough{60'000};

// Both ends of a connection on loopback: counted bytes are those of TCP.
class Connection {
 public:
  Connection() {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    ours = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool connected = bind(listener, generic, size) == 0 && listen(listener, 1) == 0 &&
                           getsockname(listener, generic, &size) == 0 &&
                           connect(ours, generic, size) == 0;
    EXPECT_TRUE(connected);
    theirs = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    EXPECT_GE(theirs, 0);
    close(listener);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() {
    close(ours);
    close(theirs);
  }
  // As long as the other end takes it; how much it was in the end, at most `most`.
  std::size_t flood(std::size_t most) const {
    const std::string block(65'536, 'x');
    std::string got(block.size(), '\0');
    std::size_t sent = 0;
    while (sent < most) {
      const ssize_t out = send(theirs, block.data(), block.size(), MSG_NOSIGNAL);
      if (out <= 0) break;
      sent += static_cast<std::size_t>(out);
      for (std::size_t in = 0; in < static_cast<std::size_t>(out);) {
        const ssize_t some = recv(ours, got.data(), got.size(), 0);
        if (some <= 0) return sent;
        in += static_cast<std::size_t>(some);
      }
    }
    return sent;
  }

  int ours = -1;
  int theirs = -1;
};

TEST(WireWatch, WhatIsHandedOnMayBeAnyAmount) {
  const Connection connection;
  WireWatch wire;
  wire.opened(connection.ours);
  wire.begin(long_enough);
  for (int i = 0; i < 64; ++i) {
    wire.handed_on(8U << 20U);
    ASSERT_EQ(connection.flood(8U << 20U), 8U << 20U);
  }
  EXPECT_EQ(wire.end(), Verdict::fine);
}

TEST(WireWatch, WhatNobodyAskedForEndsTheCall) {
  const Connection connection;
  WireWatch wire;
  wire.opened(connection.ours);
  wire.begin(long_enough);
  constexpr std::size_t without_end = std::size_t{64} << 30U;
  EXPECT_LT(connection.flood(without_end), without_end);
  EXPECT_EQ(wire.end(), Verdict::too_much);
}

TEST(WireWatch, ASilentServerEndsTheCallWithItsTime) {
  const Connection connection;
  WireWatch wire;
  wire.opened(connection.ours);
  wire.begin(milliseconds(30));
  char byte = 0;
  EXPECT_EQ(recv(connection.ours, &byte, 1, 0), 0) << "would wait for ever";
  EXPECT_EQ(wire.end(), Verdict::too_late);
}

TEST(WireWatch, EveryCallIsCountedAnew) {
  const Connection connection;
  WireWatch wire;
  wire.opened(connection.ours);
  for (int call = 0; call < 4; ++call) {
    wire.begin(long_enough);
    ASSERT_EQ(connection.flood(8U << 20U), 8U << 20U) << call;
    EXPECT_EQ(wire.end(), Verdict::fine) << call;
  }
}

// Its number may be somebody else's soon.
TEST(WireWatch, AClosedSocketIsLeftAlone) {
  const Connection connection;
  WireWatch wire;
  wire.opened(connection.ours);
  wire.closing(connection.ours);
  wire.cut_off();
  ASSERT_EQ(send(connection.theirs, "x", 1, MSG_NOSIGNAL), 1);
  char byte = 0;
  EXPECT_EQ(recv(connection.ours, &byte, 1, 0), 1);
}

}  // namespace
}  // namespace planwatch
