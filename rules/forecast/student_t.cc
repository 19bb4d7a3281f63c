#include "rules/forecast/student_t.h"

#include <cmath>
#include <initializer_list>

namespace planwatch {

namespace {

// Continued fraction of the incomplete beta function by Lentz's method (Numerical Recipes 6.4).
double beta_fraction(double a, double b, double x) {
  constexpr double tiny = 1e-300;
  double c = 1;
  double d = 1 / std::fmax(1 - (a + b) * x / (a + 1), tiny);
  double fraction = d;
  for (int m = 1; m <= 300; ++m) {
    for (const double term : {m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                              -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))}) {
      d = 1 + term * d;
      d = 1 / (std::fabs(d) < tiny ? tiny : d);
      c = 1 + term / c;
      if (std::fabs(c) < tiny) c = tiny;
      fraction *= d * c;
    }
    if (std::fabs(d * c - 1) < 1e-14) break;
  }
  return fraction;
}

double incomplete_beta(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) +
                                a * std::log(x) + b * std::log1p(-x));
  // The fraction converges fast on this side of the mean only.
  if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
  return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

}  // namespace

double student_t_below(double x, double freedom) {
  const double tail = 0.5 * incomplete_beta(freedom / 2, 0.5, freedom / (freedom + x * x));
  return x > 0 ? 1 - tail : tail;
}

double student_t_quantile(double share, double freedom) {
  if (share < 0.5) return -student_t_quantile(1 - share, freedom);
  double low = 0;
  double high = 1;
  while (student_t_below(high, freedom) < share) high *= 2;
  for (int step = 0; step < 60; ++step) {
    const double middle = (low + high) / 2;
    (student_t_below(middle, freedom) < share ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace planwatch
