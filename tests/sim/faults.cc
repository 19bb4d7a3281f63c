#include "tests/sim/faults.h"

#include <algorithm>

#include "tests/sim/random.h"

namespace planwatch::sim {

bool Faults::active(Trouble::Kind kind, const std::string& who, Instant at) const {
  return std::any_of(troubles.begin(), troubles.end(), [&](const Trouble& t) {
    return t.kind == kind && t.who == who && t.from <= at && at < t.to;
  });
}

bool Faults::calm(Instant at) const {
  return std::none_of(troubles.begin(), troubles.end(), [&](const Trouble& t) {
    return t.from <= at && at < t.to + std::chrono::hours{48};
  });
}

Faults make_faults(std::uint64_t seed, bool deaths) {
  Random random(seed ^ 0xFA017ull);
  Faults faults;
  const Instant begin = instant_at(make_date(2025, 1, 3), TimeOfDay{0});
  static const char* const feeds[] = {"hr", "court", "tech"};
  static const char* const receivers[] = {"first", "second"};
  constexpr std::int64_t hours_a_day = 24;
  for (int i = 0; i < 20; ++i) {
    Trouble trouble;
    trouble.from = begin + std::chrono::hours{random.below(hours_a_day * 360)};
    trouble.to = trouble.from + std::chrono::hours{random.between(2, hours_a_day * 12)};
    trouble.kind = static_cast<Trouble::Kind>(random.below(6));
    trouble.who = trouble.kind >= Trouble::Kind::receiver_down ? receivers[random.below(2)]
                                                               : feeds[random.below(3)];
    if (trouble.kind == Trouble::Kind::receiver_refuses) trouble.who = with_fallback;
    faults.troubles.push_back(trouble);
  }
  for (std::int64_t at = random.between(5, 60); deaths && at < 3000;) {
    faults.deaths.push_back({at, random.one_in(2), std::chrono::hours{random.between(1, 60)}});
    at += random.between(5, 400);
  }
  return faults;
}

}  // namespace planwatch::sim
