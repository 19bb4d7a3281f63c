// Year-end forecasts on real monthly series, beside five plain methods, by month of the year:
//   ./dev bench forecast [FILE.csv]      columns series_id, date (2014-03-01) and value, monthly
// Judged are the last three full calendar years of every series that have three full years before
// them. Targets are 0.95, 1.00, 1.05 and 1.10 times last year's total; a verdict is right when
// "the forecast reaches the target" is what the year then did. Every forecast is given the figures
// up to its month and nothing else.

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "rules/forecast/year_end.h"

namespace planwatch {
namespace {

constexpr const char* default_file = "../shared/data/monthly-series/dev.csv";
constexpr std::array<double, 4> target_factors{0.95, 1.00, 1.05, 1.10};
constexpr std::size_t judged_years = 3;
constexpr std::size_t years_needed = 3;
constexpr double largest_error = 2;  // in the mean error: a year near zero does not fill it alone

struct Series {
  int first_month = 0;          // months since year 0
  std::vector<double> figures;  // without a gap
};

// ---- reading -----------------------------------------------------------------------------------

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::stringstream stream(line);
  for (std::string cell; std::getline(stream, cell, ',');) {
    while (!cell.empty() && (cell.back() == '\r' || cell.back() == '"')) cell.pop_back();
    if (cell.starts_with('"')) cell.erase(0, 1);
    cells.push_back(std::move(cell));
  }
  return cells;
}

struct Columns {
  std::size_t id, date, value;
};

std::optional<Columns> find_columns(const std::string& header) {
  const std::vector<std::string> names = cells_of(header);
  const auto at = [&](const char* name) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  };
  const Columns c{at("series_id"), at("date"), at("value")};
  if (std::max({c.id, c.date, c.value}) >= names.size()) return std::nullopt;
  return c;
}

std::optional<int> month_of(const std::string& date) {
  int year = 0;
  int month = 0;
  if (std::sscanf(date.c_str(), "%d-%d", &year, &month) != 2 || month < 1 || month > 12)
    return std::nullopt;
  return year * 12 + month - 1;
}

// Adds one line's figure to its series; what is wrong with it, or nothing.
const char* take_line(const std::vector<std::string>& cells, const Columns& columns,
                      Series& series) {
  const std::optional<int> month = month_of(cells[columns.date]);
  const std::string& text = cells[columns.value];
  double value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  if (!month || !(value >= 0)) return "needs a date like 2014-03-01 and a value from 0";
  if (series.figures.empty()) series.first_month = *month;
  if (*month != series.first_month + static_cast<int>(series.figures.size())) {
    return "does not go on month by month";
  }
  series.figures.push_back(value);
  return nullptr;
}

// Empty and a line on stderr where the file has other columns. A series with a faulty line is left
// out and named.
std::optional<std::vector<Series>> load_series(const std::string& path, std::ifstream& file) {
  std::string line;
  std::getline(file, line);
  const auto columns = find_columns(line);
  if (!columns) {
    fmt::print(stderr, "{}:1: needs the columns series_id, date and value\n", path);
    return std::nullopt;
  }
  std::map<std::string, Series> by_id;
  std::set<std::string> faulty;
  for (int number = 2; std::getline(file, line); ++number) {
    const std::vector<std::string> cells = cells_of(line);
    if (cells.size() <= std::max({columns->id, columns->date, columns->value})) continue;
    const std::string& id = cells[columns->id];
    if (faulty.contains(id)) continue;
    const char* fault = take_line(cells, *columns, by_id[id]);
    if (fault == nullptr) continue;
    fmt::print(stderr, "{}:{}: {} is left out: it {}\n", path, number, id, fault);
    faulty.insert(id);
    by_id.erase(id);
  }
  std::vector<Series> all;
  all.reserve(by_id.size());
  for (auto& [id, series] : by_id) all.push_back(std::move(series));
  return all;
}

// ---- scoring -----------------------------------------------------------------------------------

enum Method { ours, pace, last_year_ratio, seasonal_share, ytd_plus_rest, mean_of_two, methods };
constexpr std::array<const char*, methods> method_names{"forecast",
                                                        "pace",
                                                        "last_year_ratio",
                                                        "seasonal_share_3y",
                                                        "ytd_plus_last_year_rest",
                                                        "mean_of_ratio_and_rest"};

struct Score {
  std::size_t years = 0;
  std::array<std::size_t, methods> right{};
  std::array<std::vector<double>, methods> errors;  // absolute, relative
  double brier = 0;
  std::size_t covered = 0;

  double verdicts() const { return static_cast<double>(years * target_factors.size()); }
};

// The plain methods, from the year to date and the three years before.
std::array<double, methods> plain_forecasts(const SeriesToDate& s) {
  const double so_far = year_to_date(s);
  const double last_year = sum_of(s.year_before(1));
  const double last_to_date = sum_of(s.year_before(1).first(s.month));
  double share = 0;
  int shares = 0;
  for (std::size_t back = 1; back <= 3; ++back) {
    const double total = sum_of(s.year_before(back));
    if (total <= 0) continue;
    share += sum_of(s.year_before(back).first(s.month)) / total;
    ++shares;
  }
  share = shares > 0 ? share / shares : 0;
  std::array<double, methods> f{};
  f[pace] = so_far * 12 / s.month;
  f[last_year_ratio] = last_to_date > 0 ? last_year * so_far / last_to_date : f[pace];
  f[seasonal_share] = share > 0 ? so_far / share : f[pace];
  f[ytd_plus_rest] = so_far + last_year - last_to_date;
  f[mean_of_two] = (f[last_year_ratio] + f[ytd_plus_rest]) / 2;
  return f;
}

void score_month(Score& score, const SeriesToDate& known, double total) {
  const YearEndForecast forecast = forecast_year_end(known);
  std::array<double, methods> f = plain_forecasts(known);
  f[ours] = forecast.median;
  const double last_year = sum_of(known.year_before(1));
  ++score.years;
  score.covered += total >= forecast.low && total <= forecast.high ? 1 : 0;
  for (std::size_t m = 0; m < methods; ++m) {
    score.errors[m].push_back(std::min(std::fabs(f[m] - total) / total, largest_error));
  }
  for (const double factor : target_factors) {
    const double target = factor * last_year;
    const bool met = total >= target;
    const double probability = probability_at_least(forecast, target);
    score.brier += (probability - (met ? 1 : 0)) * (probability - (met ? 1 : 0));
    score.right[ours] += (probability >= 0.5) == met ? 1 : 0;
    for (std::size_t m = pace; m < methods; ++m) {
      score.right[m] += (f[m] >= target) == met ? 1 : 0;
    }
  }
}

using Scores = std::array<Score, 12>;  // index month - 1; December is no forecast

void score_series(Scores& scores, const Series& series) {
  const auto skipped = static_cast<std::size_t>((12 - series.first_month % 12) % 12);
  if (series.figures.size() < skipped) return;
  const std::span<const double> figures = std::span(series.figures).subspan(skipped);
  const std::size_t years = figures.size() / 12;
  const std::size_t first = years > judged_years ? years - judged_years : 0;
  for (std::size_t year = std::max(first, years_needed); year < years; ++year) {
    const double total = sum_of(figures.subspan(year * 12, 12));
    if (total <= 0) continue;
    for (unsigned month = 1; month <= 11; ++month) {
      score_month(scores[month - 1], {figures.first(year * 12 + month), month}, total);
    }
  }
}

double median_of(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

double mean_of(const std::vector<double>& values) {
  return values.empty() ? 0 : sum_of(values) / static_cast<double>(values.size());
}

// ---- printing ----------------------------------------------------------------------------------

template <typename Cell>
void print_table(const char* title, const Scores& scores, Cell cell) {
  fmt::print("\n{:<24}", title);
  for (unsigned month = 1; month <= 11; ++month) fmt::print("{:>8}", month);
  fmt::print("\n");
  for (std::size_t m = 0; m < methods; ++m) {
    fmt::print("{:<24}", method_names[m]);
    for (unsigned month = 1; month <= 11; ++month) {
      fmt::print("{:>8.4f}", cell(scores[month - 1], m));
    }
    fmt::print("\n");
  }
}

void print_line(const char* title, const Scores& scores, double (*cell)(const Score&)) {
  fmt::print("{:<24}", title);
  for (unsigned month = 1; month <= 11; ++month) fmt::print("{:>8.4f}", cell(scores[month - 1]));
  fmt::print("\n");
}

void print_scores(const Scores& scores) {
  print_table("right verdicts", scores, [](const Score& s, std::size_t m) {
    return static_cast<double>(s.right[m]) / s.verdicts();
  });
  print_table("median error", scores,
              [](const Score& s, std::size_t m) { return median_of(s.errors[m]); });
  print_table("mean error", scores,
              [](const Score& s, std::size_t m) { return mean_of(s.errors[m]); });
  fmt::print("\n");
  print_line("Brier score", scores, [](const Score& s) { return s.brier / s.verdicts(); });
  print_line("in the 80 % interval", scores, [](const Score& s) {
    return static_cast<double>(s.covered) / static_cast<double>(s.years);
  });
}

int run(int argc, char** argv) {
  const std::string path = argc > 1 ? argv[1] : default_file;
  std::ifstream file(path);
  if (!file) {
    fmt::print(stderr, "{}: cannot be opened", path);
    if (argc > 1) {
      fmt::print(stderr, "; give a CSV file with the columns series_id, date and value\n");
      return 1;
    }
    fmt::print(stderr, "; skipped. Give a CSV file: ./dev bench forecast FILE.csv\n");
    return 0;
  }
  const auto all = load_series(path, file);
  if (!all) return 1;
  Scores scores;
  for (const Series& series : *all) score_series(scores, series);
  const std::size_t years = scores[0].years;
  fmt::print("{}: {} series, {} series-years, targets 0.95 1.00 1.05 1.10 x last year\n", path,
             all->size(), years);
  if (years == 0) {
    fmt::print("no year has three full years before it: nothing to judge\n");
    return 0;
  }
  fmt::print("the forecast's verdict: probability >= 0.5\n");
  print_scores(scores);
  return 0;
}

}  // namespace
}  // namespace planwatch

int main(int argc, char** argv) {
  return planwatch::run(argc, argv);
}
