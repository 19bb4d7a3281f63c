#include "tests/sim/seeds.h"

#include <charconv>
#include <cstdlib>
#include <fmt/format.h>
#include <string_view>

namespace planwatch::sim {

namespace {

constexpr const char* by_default = "1-50";
constexpr std::uint64_t most = 1'000'000;

// 0: not a number. No seed is 0.
std::uint64_t parse_seed(std::string_view text) {
  std::uint64_t seed = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  return error == std::errc() && end == text.data() + text.size() ? seed : 0;
}

}  // namespace

std::vector<std::uint64_t> parse_seeds(const char* text) {
  const std::string_view all(text);
  const std::size_t dash = all.find('-');
  const std::uint64_t first = parse_seed(all.substr(0, dash));
  const std::uint64_t last =
      dash == std::string_view::npos ? first : parse_seed(all.substr(dash + 1));
  std::vector<std::uint64_t> seeds;
  if (first == 0 || last < first || last - first >= most) return seeds;
  for (std::uint64_t seed = first; seed <= last; ++seed) seeds.push_back(seed);
  return seeds;
}

std::vector<std::uint64_t> seeds_to_run() {
  const char* const named = std::getenv("PLANWATCH_SIM_SEEDS");
  std::vector<std::uint64_t> seeds = parse_seeds(named == nullptr ? by_default : named);
  if (seeds.empty()) {
    fmt::print(stderr, "PLANWATCH_SIM_SEEDS={}: FIRST-LAST or one seed, from 1\n", named);
    std::exit(64);
  }
  return seeds;
}

}  // namespace planwatch::sim
