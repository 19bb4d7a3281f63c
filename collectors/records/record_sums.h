#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "rules/model/decimal.h"

namespace planwatch {

// What records leave behind of themselves. All of it can be merged: a year to date is the merger of
// its months. Order does not matter, so that two orders of the same records give the same figures.

// An exact sum of decimals.
class WideSum {
 public:
  // Mostly all of one scale. By reference: its two parts are read as they were written.
  void add(const Decimal& number) {
    const std::int64_t mantissa = number.mantissa();
    if (number.scale() == scale_ && !overflown_) {
      overflown_ = __builtin_add_overflow(mantissa_, int128_t{mantissa}, &mantissa_);
    } else {
      add(mantissa, number.scale());
    }
  }
  void add(const WideSum& other);
  // Empty: more digits than a Decimal has.
  std::optional<Decimal> value() const;

 private:
  void add(int128_t mantissa, int scale);

  int128_t mantissa_ = 0;
  int scale_ = 0;
  bool overflown_ = false;
};

// The values themselves, for medians. Days are counted by day, which any number of records fits;
// other numbers are kept one by one.
class Spread {
 public:
  void add_days(int days);  // not negative
  void add_number(Decimal number) { numbers_.push_back(number); }
  void add(const Spread& other);
  // Of an even number of values the middle of the two middle ones. Empty where there is none or it
  // has more digits than a Decimal.
  std::optional<Decimal> median() const;

 private:
  static constexpr std::size_t dense_days = 1024;
  std::optional<Decimal> median_of_days() const;
  std::int64_t day_at(std::uint64_t rank) const;

  std::vector<std::uint64_t> near_;   // records by day, the first days
  std::map<int, std::uint64_t> far_;  // and the later ones
  std::uint64_t days_counted_ = 0;
  std::vector<Decimal> numbers_;
};

// One aggregate of one area and period.
struct RecordSum {
  std::uint64_t records = 0;  // that pass the filters
  std::uint64_t hits = 0;     // of those, that pass the numerator's
  std::uint64_t values = 0;   // of those, that have a value
  WideSum sum, base;
  Decimal max;  // where values > 0
  bool provisional = false;
  std::unique_ptr<Spread> spread;  // medians only

  void add(const RecordSum& other);
};

}  // namespace planwatch
