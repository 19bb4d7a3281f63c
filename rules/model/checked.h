#pragma once

#include <optional>

#include "rules/model/rational.h"

namespace planwatch {

// Exact arithmetic that says when a result does not fit 127 bits even after reduction, for
// figures that come from outside: a strange figure must not end the process.
std::optional<Rational> checked_add(const Rational& a, const Rational& b);
std::optional<Rational> checked_subtract(const Rational& a, const Rational& b);
std::optional<Rational> checked_multiply(const Rational& a, const Rational& b);

}  // namespace planwatch
