#include <chrono>
#include <cstdio>

#include "tests/bench/alerts_bench.h"
#include "tests/e2e/kill_run.h"

namespace planwatch::bench {

int run_kills_bench(int kills, unsigned seed) {
  std::printf("== kills: %d times kill -9, seed %u\n", kills, seed);
  e2e::KillPlan plan;
  plan.kills = kills;
  plan.seed = seed;
  plan.progress = [kills](int done) {
    if (done % 100 == 0 || done == kills) std::printf("   %d of %d\n", done, kills);
    std::fflush(stdout);
  };
  const auto began = std::chrono::steady_clock::now();
  const e2e::KillReport report = e2e::run_kills(plan);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  std::printf("kills %d in %.1f s\n", report.kills, took.count());
  std::printf("  killed while starting %d, fetching %d, taking a push %d\n", report.while_starting,
              report.while_fetching, report.while_pushing);
  std::printf("  killed between commit and send %d, between send and confirm %d\n",
              report.while_waiting, report.while_sending);
  std::printf("pushes answered %d, figures stored %d\n", report.pushes_answered,
              report.figures_stored);
  std::printf("notices decided %d, received %d, repeated %d\n", report.notices_decided,
              report.notices_received, report.repeats);
  for (const std::string& violation : report.violations) {
    std::printf("VIOLATION %s\n", violation.c_str());
  }
  std::printf("%s\n", report.violations.empty() ? "nothing lost, nothing told without a reason"
                                                : "something does not hold");
  return report.violations.empty() ? 0 : 1;
}

}  // namespace planwatch::bench
