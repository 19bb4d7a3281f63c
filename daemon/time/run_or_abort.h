#pragma once

#include <functional>

namespace planwatch {

// Runs a task that must not throw. An exception that escapes it is a broken invariant: `what` and
// the exception's text go to standard error and the process aborts, so that the service manager
// restarts it from the last commit.
void run_or_abort(const char* what, const std::function<void()>& task) noexcept;

// Says why and aborts.
[[noreturn]] void abort_with(const char* what, const char* why) noexcept;

}  // namespace planwatch
