#pragma once

#include <string>
#include <vector>

namespace planwatch::bench {

// The parts of `./dev bench collect` but for polling, see collect_polling.h: 0, or 1 where an
// answer differed from a peer's or an aim that does not depend on the machine was missed (memory).
// `words` are what follows the part's name.
int run_csv(const std::vector<std::string>& words);
int run_json(const std::vector<std::string>& words);
int run_xlsx(const std::vector<std::string>& words);

}  // namespace planwatch::bench
