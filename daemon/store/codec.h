#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

#include "daemon/store/known_values.h"
#include "daemon/store/sqlite.h"
#include "rules/model/date.h"
#include "rules/model/decimal.h"
#include "rules/model/ids.h"
#include "rules/model/observation.h"
#include "rules/model/period.h"

namespace planwatch {

// How values lie in columns, once for both directions: instants are milliseconds since 1970, dates
// days since 1970, decimals mantissa and scale (two columns), periods year, first and last month
// (three), places sheet, column and row (three), several dates a text of their numbers with spaces
// between. An empty optional is NULL in all of them.

template <class E>
concept Enumeration = std::is_enum_v<E>;

struct Put {
  Statement& to;

  template <std::integral T>
  void operator()(T value) {
    if (!std::in_range<std::int64_t>(value)) return to.refuse_put();
    to.put_integer(static_cast<std::int64_t>(value));
  }
  template <Enumeration E>
  void operator()(E value) {
    (*this)(static_cast<std::underlying_type_t<E>>(value));
  }
  void operator()(bool value) { to.put_integer(value ? 1 : 0); }
  void operator()(const std::string& value) { to.put_text(value); }
  template <class Tag>
  void operator()(const Id<Tag>& value) {
    to.put_text(value.text);
  }
  void operator()(Date value) { to.put_integer(value.time_since_epoch().count()); }
  void operator()(Instant value) { to.put_integer(value.time_since_epoch().count()); }
  void operator()(Decimal value) { all(value.mantissa(), value.scale()); }
  void operator()(const Period& value) { all(value.year, value.first_month, value.last_month); }
  void operator()(const Place& value) { all(value.sheet, value.column, value.row); }
  void operator()(FindingSet value) { (*this)(value.bits); }
  void operator()(const std::vector<Date>& dates) {
    std::string text;
    for (const Date date : dates) {
      if (!text.empty()) text += ' ';
      text += std::to_string(date.time_since_epoch().count());
    }
    to.put_text(text);
  }
  template <class T>
  void operator()(const std::optional<T>& value) {
    if (value) return (*this)(*value);
    to.put_null();
    if constexpr (std::is_same_v<T, Decimal>) to.put_null();
  }
  template <class... Ts>
  void all(const Ts&... values) {
    ((*this)(values), ...);
  }
};

struct Take {
  Statement& from;

  template <std::integral T>
  void operator()(T& value) {
    const std::int64_t stored = from.take_integer();
    if (!std::in_range<T>(stored)) return from.refuse_taken();
    value = static_cast<T>(stored);
  }
  template <Enumeration E>
  void operator()(E& value) {
    std::underlying_type_t<E> stored{};
    (*this)(stored);
    if (!known(static_cast<E>(stored))) return from.refuse_taken();
    value = static_cast<E>(stored);
  }
  void operator()(bool& value) {
    const std::int64_t stored = from.take_integer();
    if (stored != 0 && stored != 1) return from.refuse_taken();
    value = stored == 1;
  }
  void operator()(std::string& value) { value = from.take_text(); }
  template <class Tag>
  void operator()(Id<Tag>& value) {
    value.text = from.take_text();
  }
  void operator()(Date& value) { take_date(from.take_integer(), value); }
  void operator()(std::vector<Date>& dates);
  void operator()(Instant& value) {
    value = Instant{std::chrono::milliseconds{from.take_integer()}};
  }
  void operator()(Decimal& value);
  void operator()(Period& value) {
    all(value.year, value.first_month, value.last_month);
    const bool months =
        value.first_month >= 1 && value.first_month <= value.last_month && value.last_month <= 12;
    if (!months) from.refuse_taken();
  }
  void operator()(Place& value) { all(value.sheet, value.column, value.row); }
  void operator()(FindingSet& value) {
    (*this)(value.bits);
    if (!known(value)) from.refuse_taken();
  }
  template <class T>
  void operator()(std::optional<T>& value) {
    value.reset();
    if (from.next_is_null()) return from.skip(std::is_same_v<T, Decimal> ? 2 : 1);
    (*this)(value.emplace());
  }
  template <class... Ts>
  void all(Ts&... values) {
    ((*this)(values), ...);
  }
  void take_date(std::int64_t days, Date& value) {
    constexpr std::int64_t ten_thousand_years = 3'652'500;
    if (days < -ten_thousand_years || days > ten_thousand_years) return from.refuse_taken();
    value = Date{std::chrono::days{days}};
  }
};

inline void Take::operator()(std::vector<Date>& dates) {
  dates.clear();
  const std::string text = from.take_text();
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    std::int64_t days = 0;
    const auto [stop, error] = std::from_chars(at, end, days);
    const bool ended = error == std::errc{} && (stop == end || (*stop == ' ' && stop + 1 != end));
    if (!ended) return from.refuse_taken();
    take_date(days, dates.emplace_back());
    at = stop == end ? end : stop + 1;
  }
}

inline void Take::operator()(Decimal& value) {
  const std::int64_t mantissa = from.take_integer();
  const std::int64_t scale = from.take_integer();
  const bool fits = mantissa >= -Decimal::max_mantissa && mantissa <= Decimal::max_mantissa &&
                    scale >= 0 && scale <= Decimal::max_scale;
  if (!fits) return from.refuse_taken();
  value = Decimal::of(mantissa, static_cast<int>(scale));
}

}  // namespace planwatch
