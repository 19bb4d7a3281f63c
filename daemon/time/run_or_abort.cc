#include "daemon/time/run_or_abort.h"

#include <cstdio>
#include <cstdlib>
#include <exception>

namespace planwatch {

void abort_with(const char* what, const char* why) noexcept {
  std::fprintf(stderr, "planwatch: broken invariant in %s: %s\n", what, why);
  std::fflush(stderr);
  std::abort();
}

void run_or_abort(const char* what, const std::function<void()>& task) noexcept {
  try {
    task();
  } catch (const std::exception& e) {
    abort_with(what, e.what());
  } catch (...) {
    abort_with(what, "an exception of an unknown type");
  }
}

}  // namespace planwatch
