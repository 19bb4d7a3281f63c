#include "collectors/records/record_sums.h"

#include <algorithm>

namespace planwatch {
namespace {

std::optional<Decimal> middle_of(Decimal a, Decimal b) {
  const auto sum = Decimal::add(a, b);
  if (!sum) return std::nullopt;
  // Half of it is five tenths of it, exactly.
  const auto tenths = sum->shifted(-1);
  if (!tenths) return std::nullopt;
  WideSum five;
  for (int i = 0; i < 5; ++i) five.add(*tenths);
  const auto middle = five.value();
  if (!middle || middle->scale() == 0 || middle->mantissa() % 10 != 0) return middle;
  return Decimal::of(middle->mantissa() / 10, middle->scale() - 1);
}

}  // namespace

void WideSum::add(const WideSum& other) {
  overflown_ = overflown_ || other.overflown_;
  add(other.mantissa_, other.scale_);
}

void WideSum::add(int128_t mantissa, int scale) {
  for (; scale_ < scale && !overflown_; ++scale_) {
    overflown_ = __builtin_mul_overflow(mantissa_, int128_t{10}, &mantissa_);
  }
  for (; scale < scale_ && !overflown_; ++scale) {
    overflown_ = __builtin_mul_overflow(mantissa, int128_t{10}, &mantissa);
  }
  if (!overflown_) overflown_ = __builtin_add_overflow(mantissa_, mantissa, &mantissa_);
}

std::optional<Decimal> WideSum::value() const {
  if (overflown_) return std::nullopt;
  int128_t mantissa = mantissa_;
  int scale = scale_;
  const auto fits = [&] {
    return mantissa <= Decimal::max_mantissa && mantissa >= -int128_t{Decimal::max_mantissa};
  };
  for (; !fits() && scale > 0 && mantissa % 10 == 0; --scale) mantissa /= 10;
  if (!fits()) return std::nullopt;
  return Decimal::of(static_cast<std::int64_t>(mantissa), scale);
}

void Spread::add_days(int days) {
  ++days_counted_;
  const auto at = static_cast<std::size_t>(days);
  if (at >= dense_days) {
    ++far_[days];
    return;
  }
  if (at >= near_.size()) near_.resize(std::min(dense_days, at + at / 2 + 16));
  ++near_[at];
}

void Spread::add(const Spread& other) {
  if (near_.size() < other.near_.size()) near_.resize(other.near_.size());
  for (std::size_t i = 0; i < other.near_.size(); ++i) near_[i] += other.near_[i];
  for (const auto& [day, count] : other.far_) far_[day] += count;
  days_counted_ += other.days_counted_;
  numbers_.insert(numbers_.end(), other.numbers_.begin(), other.numbers_.end());
}

std::optional<Decimal> Spread::median() const {
  if (days_counted_ > 0) return median_of_days();
  if (numbers_.empty()) return std::nullopt;
  std::vector<Decimal> sorted = numbers_;
  const auto upper = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), upper, sorted.end());
  if (sorted.size() % 2 == 1) return *upper;
  return middle_of(*std::max_element(sorted.begin(), upper), *upper);
}

std::optional<Decimal> Spread::median_of_days() const {
  const std::int64_t lower = day_at((days_counted_ - 1) / 2);
  const std::int64_t upper = day_at(days_counted_ / 2);
  if (lower == upper) return Decimal(lower);
  return middle_of(Decimal(lower), Decimal(upper));
}

// Rank 0 is the smallest. Precondition: rank < days_counted_.
std::int64_t Spread::day_at(std::uint64_t rank) const {
  std::uint64_t seen = 0;
  for (std::size_t day = 0; day < near_.size(); ++day) {
    seen += near_[day];
    if (rank < seen) return static_cast<std::int64_t>(day);
  }
  for (const auto& [day, count] : far_) {
    seen += count;
    if (rank < seen) return day;
  }
  return 0;
}

void RecordSum::add(const RecordSum& other) {
  if (other.values > 0 && (values == 0 || max < other.max)) max = other.max;
  records += other.records;
  hits += other.hits;
  values += other.values;
  sum.add(other.sum);
  base.add(other.base);
  provisional = provisional || other.provisional;
  if (!other.spread) return;
  if (!spread) spread = std::make_unique<Spread>();
  spread->add(*other.spread);
}

}  // namespace planwatch
