#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace planwatch::bench {

using Milliseconds = std::chrono::duration<double, std::milli>;

// The value below which that share of the samples lies, by the nearest rank; 0 of none.
Milliseconds percentile(std::vector<Milliseconds> samples, double share);
void print_percentiles(const std::string& name, const std::vector<Milliseconds>& samples);

// The parts of `./dev bench alerts`. Exit code: 1 when what has to hold did not.
int run_latency(int pushes, int flips);
int run_load(int alerts);
int run_kills_bench(int kills, unsigned seed);

}  // namespace planwatch::bench
