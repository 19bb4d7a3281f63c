#pragma once

#include <chrono>

namespace planwatch {

// Time since an arbitrary moment of this process; never steps back. For timers only, never shown
// and never stored. Any thread.
std::chrono::nanoseconds steady_time();

}  // namespace planwatch
