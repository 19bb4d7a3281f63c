#include "collectors/extract/wide_table.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "collectors/extract/text.h"
#include "collectors/extract/wide_header.h"

namespace planwatch {

namespace {

constexpr const char* any_column = "*";

enum class Part { value, numerator, denominator };
constexpr std::array<Part, 3> parts = {Part::value, Part::numerator, Part::denominator};

template <class Columns>
auto& column_of(Columns& columns, Part part) {
  if (part == Part::numerator) return columns.numerator;
  return part == Part::denominator ? columns.denominator : columns.value;
}

bool is_of(const WideColumn& column, const std::string& name) {
  if (name == any_column) return column.rest.empty();
  const std::string rest = comparable(column.rest);
  const std::string wanted = comparable(name);
  return rest == wanted || rest.ends_with("/" + wanted);
}

// A year's column beside shorter periods is their running total: read as the year's figure it would
// be December's in June.
bool is_total_beside_others(const WideColumn& column, std::span<const WideColumn> all) {
  return column.whole_year && std::any_of(all.begin(), all.end(), [&](const WideColumn& other) {
           return !other.whole_year && other.rest == column.rest &&
                  other.period.period.year == column.period.period.year;
         });
}

bool is_mapped(const WideColumn& column, const ObservationMapping& mapping) {
  return std::any_of(mapping.values.begin(), mapping.values.end(), [&](const ValueColumns& entry) {
    return std::any_of(parts.begin(), parts.end(), [&](Part part) {
      const auto& name = column_of(entry, part);
      return name && is_of(column, *name);
    });
  });
}

std::string shown(const std::string& name) {
  return "“" + cut_to(name, 120) + "”";
}

WideFigure* figure_of(std::vector<WideFigure>& figures, std::size_t entry,
                      const PeriodReading& period) {
  for (WideFigure& figure : figures) {
    const bool same = figure.entry == entry && figure.period.period == period.period &&
                      figure.period.year_to_date == period.year_to_date;
    if (same) return &figure;
  }
  return nullptr;
}

// Adds the columns of one entry; the error is two columns for one thing.
Result<void> add_entry(const ObservationMapping& mapping, std::size_t entry,
                       std::span<const WideColumn> columns, std::span<const std::string> names,
                       std::vector<WideFigure>& figures) {
  const ValueColumns& mapped = mapping.values[entry];
  for (const WideColumn& column : columns) {
    for (const Part part : parts) {
      const auto& name = column_of(mapped, part);
      if (!name || !is_of(column, *name)) continue;
      WideFigure* figure = figure_of(figures, entry, column.period);
      if (figure == nullptr) {
        figures.push_back({entry, column.period, {}});
        figure = &figures.back();
        figure->columns.indicator = mapped.indicator;
        figure->columns.unit = mapped.unit;
      }
      auto& into = column_of(figure->columns, part);
      if (into) {
        return fail(ErrorCode::invalid,
                    "列" + shown(*into) + "和列" + shown(names[column.column]) + "是同一期（" +
                        to_chinese(column.period.period) +
                        "）的同一个数，看不出该用哪一列：请只留一列，或写全各级表头");
      }
      into = names[column.column];
    }
  }
  return {};
}

bool is_month(const PeriodReading& reading) {
  return reading.period.months() == 1;
}
bool is_span(const PeriodReading& reading) {
  return reading.year_to_date && reading.period.months() > 1;
}

}  // namespace

std::size_t wide_score(std::span<const std::string> names, const ObservationMapping& mapping) {
  const std::vector<WideColumn> columns = wide_columns(names, 0);
  std::set<std::tuple<std::size_t, Part, Period>> found;
  for (std::size_t entry = 0; entry < mapping.values.size(); ++entry) {
    for (const Part part : parts) {
      const auto& name = column_of(mapping.values[entry], part);
      if (!name) continue;
      const std::size_t before = found.size();
      for (const WideColumn& column : columns) {
        if (is_of(column, *name)) found.insert({entry, part, column.period.period});
      }
      if (found.size() == before) return 0;
    }
  }
  return found.size();
}

Result<WideTable> read_wide_header(const Sheet& sheet, const ObservationMapping& mapping) {
  const auto& names = sheet.header.names;
  std::vector<WideColumn> columns = wide_columns(names, sheet.stated.year);
  std::erase_if(columns, [&](const WideColumn& column) { return !is_mapped(column, mapping); });
  WideTable table;
  std::vector<WideColumn> used;
  for (const WideColumn& column : columns) {
    if (is_total_beside_others(column, columns)) {
      table.notes.push_back("跳过全年合计列" + shown(names[column.column]));
      continue;
    }
    if (column.period.period.year == 0) {
      return fail(ErrorCode::invalid,
                  "表头" + shown(names[column.column]) +
                      "没有写年份，标题、文件名和工作表名里也没有（或不止一个）：请在其中写明，如 "
                      "2025年");
    }
    if (may_be_october(names, column)) {
      return fail(ErrorCode::invalid, "表头" + shown(names[column.column]) +
                                          "可能是 1 月，也可能是 10 月：请写成 2025年10月 的样子");
    }
    used.push_back(column);
  }
  for (const std::string& name : names) {
    if (is_total_header(name)) table.notes.push_back("跳过合计列" + shown(name));
  }
  for (std::size_t entry = 0; entry < mapping.values.size(); ++entry) {
    auto added = add_entry(mapping, entry, used, names, table.figures);
    if (!added) return tl::make_unexpected(added.error());
  }
  return table;
}

std::string why_left_out(const WideFigure& figure, std::span<const WideFigure> all,
                         const Indicator& indicator) {
  const auto beside = [&](auto is_form) {
    return std::any_of(all.begin(), all.end(), [&](const WideFigure& other) {
      return other.entry == figure.entry && is_form(other.period);
    });
  };
  // January's month and January's year to date are the same figure.
  const bool january = figure.period.period.last_month == 1;
  switch (indicator.window) {
    case Window::ytd:
      if (is_span(figure.period) || january) return {};
      if (beside(is_span)) return "同表有年初以来累计的列，当期列未读";
      if (!is_month(figure.period) && beside(is_month)) return "同表有各月的列，这一列未读";
      return {};
    case Window::month:
    case Window::rolling:
      return !is_month(figure.period) && beside(is_month) ? "同表有各月的列，这一列未读" : "";
    case Window::quarter: {
      const auto is_quarter = [](const PeriodReading& reading) {
        return reading.period.months() == 3 && reading.period.last_month % 3 == 0;
      };
      return !is_quarter(figure.period) && beside(is_quarter) ? "同表有各季度的列，这一列未读" : "";
    }
    case Window::instant:
      return !is_month(figure.period) && beside(is_month) ? "同表有各月的列，这一列未读" : "";
  }
  return {};
}

}  // namespace planwatch
