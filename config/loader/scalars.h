#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "config/loader/diagnostics.h"
#include "config/loader/strict_yaml.h"
#include "rules/model/calendar.h"
#include "rules/model/decimal.h"

namespace planwatch::loader {

// Readers of single values. Pure but for the diagnostic that each makes when the value is not what
// it should be; `name` is the key as ops wrote it. Empty after a diagnostic.

// A scalar with content; lists, maps and nothing at all are errors.
bool is_scalar(const YamlNode& node, std::string_view name, Diagnostics& out);

// Plain ASCII digits with sign and point. Octal-looking (010), exponents, percent signs, thousands
// separators, full-width digits and quotes are errors that say how to write it.
std::optional<Decimal> read_decimal(const YamlNode& node, std::string_view name, Diagnostics& out);
// Whole, first <= value <= last.
std::optional<std::int64_t> read_integer(const YamlNode& node, std::string_view name,
                                         std::int64_t first, std::int64_t last, Diagnostics& out);
// true or false and nothing else.
std::optional<bool> read_boolean(const YamlNode& node, std::string_view name, Diagnostics& out);
// 500ms 2s 10m 4h 1d, more than zero.
std::optional<std::chrono::milliseconds> read_duration(const YamlNode& node, std::string_view name,
                                                       Diagnostics& out);
// 512B 64KiB 16MiB 1GiB, more than zero.
std::optional<std::uint64_t> read_size(const YamlNode& node, std::string_view name,
                                       Diagnostics& out);
// 2025-01-01, a day that exists.
std::optional<Date> read_date(const YamlNode& node, std::string_view name, Diagnostics& out);
// 2025-01-28..2025-02-04 or a single day.
std::optional<DateRange> read_date_range(const YamlNode& node, std::string_view name,
                                         Diagnostics& out);
// 09:00, up to 24:00.
std::optional<TimeOfDay> read_time(const YamlNode& node, std::string_view name, Diagnostics& out);
// 09:00-12:00, the first before the second, both within a day (24:00 may end it). A span that may
// pass midnight may also end at or before its beginning: 22:00-07:00.
enum class MayPassMidnight { no, yes };
std::optional<std::pair<TimeOfDay, TimeOfDay>> read_hours(
    const YamlNode& node, std::string_view name, Diagnostics& out,
    MayPassMidnight midnight = MayPassMidnight::no);

}  // namespace planwatch::loader
