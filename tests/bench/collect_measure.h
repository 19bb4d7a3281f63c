#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace planwatch::bench {

// What one court has in one month.
struct GroupAnswer {
  std::uint64_t cases = 0;   // filed
  std::uint64_t closed = 0;  // of those
  std::uint64_t days = 0;    // from filing to closing, of those closed
};
// By court (as in `courts`) and month.
using Answer = std::array<std::array<GroupAnswer, 12>, 6>;

struct Spent {
  double wall = 0;
  double cpu = 0;
};
// Every program answers alike: "seconds S", "cpu S", "peak_kib N" and a line a group that all
// compare.
void print_answer(const Spent& spent, const Answer& answer);

// In a process of its own: reads FILE by METHOD and prints the answer.
//   ours FORMAT FILE SHA256 [RECORDS] | memchr FILE | simdjson FILE
int measure(const std::vector<std::string>& words);

// The peers in C++; they do what they must for this answer, check nothing and handle no quotes.
Answer memchr_pass(std::string_view text);
Answer simdjson_pass(std::string_view text, std::size_t capacity);

}  // namespace planwatch::bench
