// A source read by a second thread gives what it would give by itself: bytes, end, errors.

#include "collectors/read/read_ahead.h"

#include <atomic>
#include <gtest/gtest.h>
#include <memory>
#include <thread>

#include "tests/collectors/decode_support.h"

namespace planwatch {
namespace {

using decode_test::XorShift;

// `size` bytes that tell their place, in pieces of any size; then the end, or `error` for ever.
ByteSource counting_source(std::size_t size, std::uint64_t seed, std::string error = "") {
  return [=, given = std::size_t{0}, random = XorShift(seed)](
             char* into, std::size_t room) mutable -> Result<std::size_t> {
    if (given == size && !error.empty()) return fail(ErrorCode::io, error);
    const std::size_t count = std::min({room, size - given, 1 + random.below(400'000)});
    for (std::size_t i = 0; i < count; ++i) {
      into[i] = static_cast<char>((given + i) * 31 >> 3U);
    }
    given += count;
    return count;
  };
}

struct AllRead {
  std::string bytes;
  std::string error;
};
AllRead read_all(const ByteSource& source, std::uint64_t seed) {
  XorShift random(seed);
  AllRead all;
  std::string piece(500'000, '\0');
  while (true) {
    const auto count = source(piece.data(), 1 + random.below(piece.size()));
    if (!count) all.error = count.error().message;
    if (!count || *count == 0) return all;
    all.bytes.append(piece, 0, *count);
  }
}

TEST(ReadAhead, GivesTheSameBytesAndErrors) {
  for (const std::size_t size : {0U, 1U, 262'143U, 262'144U, 262'145U, 3'000'000U}) {
    for (const char* error : {"", "读不了"}) {
      const ByteSource ahead = read_ahead(counting_source(size, 5, error));
      const AllRead expected = read_all(counting_source(size, 6, error), 7);
      const AllRead all = read_all(ahead, 8);
      EXPECT_EQ(all.bytes.size(), size);
      EXPECT_TRUE(all.bytes == expected.bytes) << size;
      EXPECT_EQ(all.error, error);
      // Asked again, it says so again.
      char more = 0;
      const auto again = ahead(&more, 1);
      EXPECT_EQ(again.has_value(), expected.error.empty());
      EXPECT_EQ(again.value_or(0), 0U);
    }
  }
}

TEST(ReadAhead, EndsItsThreadHoweverFarItGot) {
  for (int taken = 0; taken < 6; ++taken) {
    const auto alive = std::make_shared<std::atomic<int>>(0);
    {
      const ByteSource ahead =
          read_ahead([alive, endless = counting_source(1U << 30U, 3)](
                         char* into, std::size_t size) mutable -> Result<std::size_t> {
            ++*alive;
            return endless(into, size);
          });
      std::string piece(200'000, '\0');
      for (int i = 0; i < taken; ++i) EXPECT_TRUE(ahead(piece.data(), piece.size()));
    }
    EXPECT_EQ(alive.use_count(), 1);      // the source is gone, and the thread before it
    EXPECT_LE(alive->load(), taken + 3);  // two blocks ahead at most
  }
}

TEST(ReadAhead, ReadsInAnotherThread) {
  std::thread::id reader;
  {
    const ByteSource ahead = read_ahead([&reader](char*, std::size_t) -> Result<std::size_t> {
      reader = std::this_thread::get_id();
      return std::size_t{0};
    });
    char byte = 0;
    EXPECT_EQ(ahead(&byte, 1).value_or(1), 0U);
  }
  EXPECT_NE(reader, std::thread::id());
  EXPECT_NE(reader, std::this_thread::get_id());
}

}  // namespace
}  // namespace planwatch
