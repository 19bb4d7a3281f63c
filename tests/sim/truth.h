#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "rules/model/date.h"
#include "rules/model/light.h"

namespace planwatch::sim {

// One file that a department hands in: a month's figures, or a correction of them.
struct Handed {
  std::string feed;
  std::string name;
  unsigned month = 0;
  Date report_date;   // as the file states it
  Instant handed_in;  // when it can be fetched
  // Ratios in ten-thousandths, everything else in whole units, by indicator.
  std::map<std::string, std::int64_t> figures;
  std::string csv() const;
};

// What really happens in the small plan's year, by seed.
class Truth {
 public:
  explicit Truth(std::uint64_t seed);
  const std::vector<Handed>& handed() const { return handed_; }
  // The level at which the indicator's alert has to stand once everything handed in by `now` was
  // taken in; grey: none. Worked out on integers, without the product's code.
  Light expected_level(const std::string& indicator, Instant now) const;
  // A file with the indicator's figure came within the last day: it may not have been fetched.
  bool just_handed_in(const std::string& indicator, Instant now) const;
  // The level that one month's figure leads to.
  static Light level_of_month(const std::string& indicator, unsigned month, std::int64_t figure);
  // The year is over and December's figure was not in yet a day ago: 待年终数 or overdue.
  bool final_is_open(const std::string& indicator, Instant now) const;

 private:
  void hand_in_month(std::uint64_t seed, unsigned month);
  std::vector<Handed> handed_;
};

}  // namespace planwatch::sim
