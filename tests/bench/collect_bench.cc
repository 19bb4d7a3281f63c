// What a million case records cost: closing rate and mean days of 72 groups, out of a CSV, a JSON
// document and a workbook, beside the usual programs on the same files in the same run; and ten
// thousand feeds polled. ./dev bench collect [csv|json|xlsx|polling|all] [WORDS]

#include "tests/bench/collect_bench.h"

#include <cstdio>
#include <utility>

#include "tests/bench/collect_measure.h"
#if __has_include("tests/bench/collect_polling.h")
#include "tests/bench/collect_polling.h"
#define PLANWATCH_BENCH_POLLING
#endif

namespace planwatch::bench {
namespace {

int usage() {
  std::fprintf(
      stderr,
      "collect_bench csv [RECORDS] | json [RECORDS] | xlsx [RECORDS] | polling [...] | all\n");
  return 64;
}

int polling(const std::vector<std::string>& words) {
#ifdef PLANWATCH_BENCH_POLLING
  std::vector<std::string> all = {"polling"};
  all.insert(all.end(), words.begin(), words.end());
  std::vector<char*> argv;
  argv.reserve(all.size() + 1);
  for (std::string& word : all) argv.push_back(word.data());
  argv.push_back(nullptr);
  return run_polling(static_cast<int>(all.size()), argv.data());
#else
  std::fprintf(stderr, "collect_bench: polling is not part of this build, %zu words\n",
               words.size());
  return 64;
#endif
}

using Part = int (*)(const std::vector<std::string>&);

int run(int argc, char** argv) {
  const std::string part = argc > 1 ? argv[1] : "all";
  const std::vector<std::string> words(argv + (argc > 2 ? 2 : argc), argv + argc);
  if (part == "measure") return measure(words);
  int failed = 0;
  bool known = false;
  for (const auto& [name, runs] : {std::pair<std::string, Part>{"csv", run_csv},
                                   {"json", run_json},
                                   {"xlsx", run_xlsx},
                                   {"polling", polling}}) {
    if (part != name && part != "all") continue;
    known = true;
    failed |= runs(part == "all" ? std::vector<std::string>{} : words);
  }
  return known ? failed : usage();
}

}  // namespace
}  // namespace planwatch::bench

int main(int argc, char** argv) {
  return planwatch::bench::run(argc, argv);
}
