#include "tests/sim/truth.h"

#include <algorithm>
#include <fmt/format.h>

#include "tests/sim/random.h"
#include "tests/support/small_plan.h"

namespace planwatch::sim {

namespace {

bool is_ratio(const std::string& indicator) {
  return indicator == closing_rate || indicator == termination_rate;
}

std::string figure_text(const std::string& indicator, std::int64_t figure) {
  if (!is_ratio(indicator)) return std::to_string(figure);
  return fmt::format("{}.{:04}", figure / 10000, figure % 10000);
}

// The pace of a year: some indicators run ahead, some lag by much, and it changes with time.
std::int64_t paced(std::int64_t full, unsigned month, Random& random) {
  return full * static_cast<std::int64_t>(month) / 12 * random.between(55, 115) / 100;
}

std::int64_t figure_of(const std::string& indicator, unsigned month, Random& random) {
  if (indicator == trainings) return paced(2800, month, random);
  if (indicator == trains) return paced(20, month, random);
  if (indicator == enterprises) return 100 + paced(72, month, random);
  if (indicator == closing_rate) return random.between(9300, 10000);
  if (indicator == termination_rate) return random.between(1300, 2300);
  return random.between(65, 90);  // closing_days
}

const std::vector<std::pair<std::string, std::vector<std::string>>>& feeds() {
  static const std::vector<std::pair<std::string, std::vector<std::string>>> all = {
      {"hr", {trainings}},
      {"court", {closing_rate, termination_rate, closing_days}},
      {"tech", {enterprises, trains}}};
  return all;
}

}  // namespace

std::string Handed::csv() const {
  std::string header = "统计期,报送日期";
  std::string row = fmt::format("2025-{:02},{}", month, to_string(report_date));
  for (const auto& [indicator, figure] : figures) {
    header += "," + indicator;
    row += "," + figure_text(indicator, figure);
  }
  return header + "\n" + row + "\n";
}

Truth::Truth(std::uint64_t seed) {
  for (unsigned month = 1; month <= 12; ++month) hand_in_month(seed, month);
  std::stable_sort(handed_.begin(), handed_.end(),
                   [](const Handed& a, const Handed& b) { return a.handed_in < b.handed_in; });
}

void Truth::hand_in_month(std::uint64_t seed, unsigned month) {
  for (std::size_t f = 0; f < feeds().size(); ++f) {
    const auto& [feed, indicators] = feeds()[f];
    Random random(seed * 1000 + month * std::uint64_t{10} + f);
    // Mostly in time, sometimes weeks late.
    const int days =
        static_cast<int>(random.one_in(6) ? random.between(8, 30) : random.between(1, 5));
    Handed handed;
    handed.feed = feed;
    handed.month = month;
    handed.name = fmt::format("{}_2025{:02}.csv", feed, month);
    handed.report_date = last_day_of_month(2025, month) + std::chrono::days{days};
    handed.handed_in = instant_at(handed.report_date, TimeOfDay{10 * 60});
    for (const std::string& one : indicators) handed.figures[one] = figure_of(one, month, random);
    handed_.push_back(handed);
    if (!random.one_in(5)) continue;
    handed.name = fmt::format("{}_2025{:02}_更正.csv", feed, month);
    handed.report_date += std::chrono::days{random.between(3, 40)};
    handed.handed_in = instant_at(handed.report_date, TimeOfDay{16 * 60});
    for (const std::string& one : indicators) handed.figures[one] = figure_of(one, month, random);
    handed_.push_back(handed);
  }
}

namespace {

Light by_gap(std::int64_t target_span, std::int64_t expected, std::int64_t value) {
  const std::int64_t behind = (expected - value) * 100;
  if (behind < 10 * target_span) return Light::grey;  // green or attention: no alert
  return behind <= 30 * target_span ? Light::yellow : Light::red;
}

Light by_level(std::int64_t missed_by, std::int64_t width) {
  if (missed_by <= 0) return Light::grey;
  return missed_by <= width ? Light::yellow : Light::red;
}

}  // namespace

Light Truth::level_of_month(const std::string& indicator, unsigned month, std::int64_t v) {
  const auto m = static_cast<std::int64_t>(month);
  Light light = Light::grey;
  bool met = false;
  if (indicator == trainings) {
    light = by_gap(2800, 2800 * m / 12, v);
    met = v >= 2800;
  } else if (indicator == trains) {
    light = by_gap(20, 20 * m / 12, v);
    met = v >= 20;
  } else if (indicator == enterprises) {
    light = by_gap(72, 100 + 72 * m / 12, v);
    met = v >= 172;
  } else if (indicator == closing_rate) {
    light = by_level(9800 - v, 300);
    met = v >= 9800;
  } else if (indicator == termination_rate) {
    light = by_level(v - 1800, 300);
    met = v <= 1800;
  } else {
    light = by_level(v - 75, 8);
    met = v <= 75;
  }
  if (month < 12) return light;
  return met ? Light::grey : Light::red;
}

bool Truth::final_is_open(const std::string& indicator, Instant now) const {
  if (now < instant_at(make_date(2026, 1, 1), TimeOfDay{0})) return false;
  return std::none_of(handed_.begin(), handed_.end(), [&](const Handed& handed) {
    return handed.month == 12 && handed.figures.contains(indicator) &&
           handed.handed_in <= now - std::chrono::hours{24};
  });
}

bool Truth::just_handed_in(const std::string& indicator, Instant now) const {
  return std::any_of(handed_.begin(), handed_.end(), [&](const Handed& handed) {
    return handed.figures.contains(indicator) && handed.handed_in <= now &&
           handed.handed_in >= now - std::chrono::hours{24};
  });
}

Light Truth::expected_level(const std::string& indicator, Instant now) const {
  const Handed* current = nullptr;
  for (const Handed& handed : handed_) {
    if (handed.handed_in > now || !handed.figures.contains(indicator)) continue;
    if (current == nullptr || handed.month > current->month ||
        (handed.month == current->month && handed.report_date > current->report_date)) {
      current = &handed;
    }
  }
  if (current == nullptr) return Light::grey;
  return level_of_month(indicator, current->month, current->figures.at(indicator));
}

}  // namespace planwatch::sim
