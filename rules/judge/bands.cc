#include "rules/judge/judge.h"

namespace planwatch {
namespace {

std::optional<Rational> turned(const std::optional<Decimal>& days) {
  if (!days) return std::nullopt;
  const Rational value = Rational::of(*days);
  return Rational{-value.num, value.den};
}

std::optional<Rational> as_it_is(const std::optional<Decimal>& points) {
  return points ? std::optional(Rational::of(*points)) : std::nullopt;
}

}  // namespace

std::vector<JudgePlan::Edge> edges_of(const Bands& bands) {
  // Fewer days are worse: with the sign turned the axis runs as gaps do, and a band's worse end is
  // its `from`.
  const bool days = bands.compare == Compare::days_to_deadline;
  std::vector<JudgePlan::Edge> edges;
  for (const Band& band : bands.bands) {
    const auto upper = days ? turned(band.from) : as_it_is(band.to);
    const bool inclusive = days ? band.from_inclusive : band.to_inclusive;
    edges.push_back({band.light, upper.has_value(), inclusive, upper.value_or(Rational{})});
  }
  return edges;
}

Light light_by(const std::vector<JudgePlan::Edge>& edges, const Rational& worse) {
  for (const JudgePlan::Edge& edge : edges) {
    if (!edge.bounded || worse < edge.upper || (edge.inclusive && worse == edge.upper)) {
      return edge.light;
    }
  }
  return Light::green;
}

Rational days_left(const Calendar& calendar, bool working_days, Date from, Date deadline) {
  const std::int64_t days =
      working_days ? calendar.workdays_between(from, deadline) : (deadline - from).count();
  return Rational::of(-days, 1);
}

}  // namespace planwatch
