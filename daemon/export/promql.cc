#include "daemon/export/promql.h"

#include <fmt/format.h>

#include "daemon/expose/metric_sink.h"

namespace planwatch {

namespace {

constexpr const char* value_metric = "planwatch_indicator_value";
constexpr const char* numerator_metric = "planwatch_indicator_numerator";
constexpr const char* denominator_metric = "planwatch_indicator_denominator";
constexpr const char* period_end_metric = "planwatch_indicator_period_end_timestamp_seconds";
constexpr int china_seconds = 8 * 3600;

std::string joined(const std::vector<std::string>& rows, const char* between) {
  std::string text;
  for (const std::string& row : rows) {
    if (!text.empty()) text += between;
    text += row;
  }
  return text;
}

// value < limit, or value <= limit where the limit is bad itself; turned round where lower is
// better.
const char* operator_of(const IndicatorFacts& facts, const WorseThan& worse) {
  if (facts.higher_is_better) return worse.limit_is_bad ? "<=" : "<";
  return worse.limit_is_bad ? ">=" : ">";
}

std::string compared(const IndicatorFacts& facts, const std::string& value,
                     const WorseThan& worse) {
  if (worse.when == WorseThan::When::always) return value;
  return fmt::format("{} {} {}", value, operator_of(facts, worse), promql_number(worse.limit));
}

// Factors above this would make products that a double cannot hold exactly.
bool multiplies_exactly(const Rational& limit) {
  constexpr int128_t most = 1 << 30;
  return limit.num != 0 && limit.num < most && limit.num > -most && limit.den < most;
}

std::string times(const std::string& metric, int128_t factor) {
  return factor == 1 ? metric : fmt::format("{} * {}", metric, static_cast<std::int64_t>(factor));
}

std::string bad_value(const IndicatorFacts& facts, const WorseThan& worse) {
  const std::string value = metric_of(facts, value_metric);
  std::string plain = compared(facts, value, worse);
  const bool crosswise =
      facts.has_parts && worse.when == WorseThan::When::beyond && multiplies_exactly(worse.limit);
  if (!crosswise) return plain;
  const std::string left = times(metric_of(facts, numerator_metric), worse.limit.den);
  const std::string right = times(metric_of(facts, denominator_metric), worse.limit.num);
  if (worse.limit_is_bad) {
    return fmt::format("{} and ({} or {} {} {})", value, plain, left, operator_of(facts, worse),
                       right);
  }
  return fmt::format("{} unless {} {} {}", plain, left,
                     facts.higher_is_better ? ">=" : "<=", right);
}

std::string in_months(const IndicatorFacts& facts, const WorseRun& run) {
  const std::string month =
      fmt::format("month({} + {})", metric_of(facts, period_end_metric), china_seconds);
  if (run.first == run.last) return fmt::format("{} == {}", month, run.first);
  const bool from_first = run.first <= facts.first_month;
  if (from_first && run.last == 12) return {};
  if (from_first) return fmt::format("{} <= {}", month, run.last);
  if (run.last == 12) return fmt::format("{} >= {}", month, run.first);
  return fmt::format("{} >= {} <= {}", month, run.first, run.last);
}

std::string escaped_dots(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '.') {
      out += "[.]";
    } else {
      out += c;
    }
  }
  return out;
}

// The names of all periods that can end with one of the months, as a regular expression.
std::string periods_ending(const IndicatorFacts& facts, int year, unsigned first, unsigned last) {
  std::vector<std::string> names;
  for (unsigned month = std::max(first, facts.first_month); month <= last; ++month) {
    const unsigned begin = month + 1 - facts.first_month;
    names.push_back(escaped_dots(to_string(Period::span(year, begin, month))));
    // January's report may come with February's.
    if (month == 2 && facts.first_month == 1) {
      names.push_back(escaped_dots(to_string(Period::span(year, 1, 2))));
    }
  }
  return joined(names, "|");
}

std::string with_periods(const IndicatorFacts& facts, const char* metric,
                         const std::string& periods) {
  std::string selector = facts.selector;
  selector.insert(selector.size() - 1, ",period=~" + promql_text(periods));
  return metric + selector;
}

// Figures of those periods that could be judged.
std::string known_periods(const IndicatorFacts& facts, const std::string& periods) {
  std::string known = with_periods(facts, "planwatch_indicator_period_value", periods);
  if (facts.min_denominator) {
    known = fmt::format("({} unless {} < {})", known,
                        with_periods(facts, "planwatch_indicator_period_denominator", periods),
                        facts.min_denominator->to_string());
  }
  return known;
}

}  // namespace

std::string promql_text(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == '"') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string promql_number(const Rational& number) {
  std::string out;
  append_metric_number(out, number.reduced().to_double());
  return out;
}

IndicatorFacts facts_of(const Plan& plan, const Indicator& indicator) {
  IndicatorFacts facts;
  facts.selector =
      fmt::format("{{indicator={},plan={}}}", promql_text(indicator.id.text), promql_text(plan.id));
  facts.first_month = indicator.period_months;
  facts.higher_is_better = indicator.better == Better::higher;
  const bool counted = indicator.measure == Measure::count || indicator.measure == Measure::amount;
  facts.has_parts = !counted || indicator.min_denominator.has_value();
  facts.min_denominator = indicator.min_denominator;
  return facts;
}

std::string metric_of(const IndicatorFacts& facts, const char* name) {
  return name + facts.selector;
}

std::string bad_latest(const IndicatorFacts& facts, const std::vector<WorseRun>& runs) {
  std::vector<std::string> rows;
  for (const WorseRun& run : runs) {
    const std::string bad = bad_value(facts, run.worse);
    const std::string months = in_months(facts, run);
    rows.push_back(months.empty() ? fmt::format("({})", bad)
                                  : fmt::format("({} and {})", bad, months));
  }
  return joined(rows, "\nor\n");
}

std::string bad_periods(const IndicatorFacts& facts, int year, const std::vector<WorseRun>& runs) {
  std::vector<std::string> rows;
  rows.reserve(runs.size());
  for (const WorseRun& run : runs) {
    rows.push_back(compared(
        facts, known_periods(facts, periods_ending(facts, year, run.first, run.last)), run.worse));
  }
  return joined(rows, "\nor\n");
}

std::string bad_last_known(const IndicatorFacts& facts, int year,
                           const std::vector<WorseRun>& runs) {
  std::vector<std::string> rows;
  for (const WorseRun& run : runs) {
    // A period after it exists at least: the one that cannot be judged.
    for (unsigned month = run.first; month <= std::min(run.last, 11u); ++month) {
      const std::string one = known_periods(facts, periods_ending(facts, year, month, month));
      const std::string later = known_periods(facts, periods_ending(facts, year, month + 1, 12));
      rows.push_back(
          fmt::format("({} unless ignoring (period) {})", compared(facts, one, run.worse), later));
    }
  }
  return joined(rows, "\nor\n");
}

std::string indented(const std::string& text, std::size_t blanks) {
  const std::string margin(blanks, ' ');
  std::string out = margin;
  for (const char c : text) {
    out += c;
    if (c == '\n') out += margin;
  }
  return out;
}

}  // namespace planwatch
