#pragma once

namespace planwatch {

// Student's t distribution with `freedom` > 0 degrees, not necessarily whole.
double student_t_below(double x, double freedom);         // P(T <= x)
double student_t_quantile(double share, double freedom);  // 0 < share < 1

}  // namespace planwatch
