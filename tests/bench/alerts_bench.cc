// From a figure to the person who is told: how long it takes (latency), whether all are told when
// very many alerts fire at once (load), and whether anything is lost when the process is killed
// again and again (kills). ./dev bench alerts [latency|load|kills] [NUMBER [SEED]]

#include "tests/bench/alerts_bench.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <optional>

namespace planwatch::bench {

Milliseconds percentile(std::vector<Milliseconds> samples, double share) {
  if (samples.empty()) return Milliseconds{0};
  std::sort(samples.begin(), samples.end());
  const double rank = std::ceil(share * static_cast<double>(samples.size()));
  const auto at = static_cast<std::size_t>(std::max(rank, 1.0)) - 1;
  return samples[std::min(at, samples.size() - 1)];
}

void print_percentiles(const std::string& name, const std::vector<Milliseconds>& samples) {
  std::printf("%-34s %5zu samples  p50 %9.2f ms  p99 %9.2f ms  most %9.2f ms\n", name.c_str(),
              samples.size(), percentile(samples, 0.5).count(), percentile(samples, 0.99).count(),
              percentile(samples, 1).count());
}

namespace {

int usage() {
  std::fprintf(stderr,
               "alerts_bench [latency [PUSHES]] | [load [ALERTS]] | [kills [KILLS [SEED]]]\n"
               "without a part: all three\n");
  return 64;
}

// The number, or `otherwise` where none is given; empty: it is none.
std::optional<int> number_of(int argc, char** argv, int at, int otherwise) {
  if (argc <= at) return otherwise;
  int value = 0;
  const char* end = argv[at] + std::strlen(argv[at]);
  const auto [rest, error] = std::from_chars(argv[at], end, value);
  if (error != std::errc{} || rest != end || value < 1 || value > 1'000'000) return std::nullopt;
  return value;
}

int run(int argc, char** argv) {
  constexpr int pushes = 500;
  constexpr int flips = 30;
  constexpr int alerts = 10'000;
  constexpr int kills = 1'000;
  constexpr int seed = 1;
  const std::string part = argc > 1 ? argv[1] : "";
  if (part.empty()) {
    const int failed = run_latency(pushes, flips) + run_load(alerts);
    return failed + run_kills_bench(kills, seed) > 0 ? 1 : 0;
  }
  const auto second = number_of(argc, argv, 3, seed);
  if (!second) return usage();
  if (part == "latency") {
    const auto number = number_of(argc, argv, 2, pushes);
    return number ? run_latency(*number, flips) : usage();
  }
  if (part == "load") {
    const auto number = number_of(argc, argv, 2, alerts);
    return number ? run_load(*number) : usage();
  }
  if (part == "kills") {
    const auto number = number_of(argc, argv, 2, kills);
    return number ? run_kills_bench(*number, static_cast<unsigned>(*second)) : usage();
  }
  return usage();
}

}  // namespace

}  // namespace planwatch::bench

int main(int argc, char** argv) {
  return planwatch::bench::run(argc, argv);
}
