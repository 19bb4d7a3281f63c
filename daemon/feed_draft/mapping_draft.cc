#include "daemon/feed_draft/mapping_draft.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "collectors/extract/figure_unit.h"
#include "collectors/extract/text.h"
#include "daemon/feed_draft/likeness.h"

namespace planwatch {

namespace {

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out;
}

std::string others_text(const std::vector<NameMatch>& matches, const Plan& plan) {
  std::string text;
  for (std::size_t i = 1; i < matches.size(); ++i) {
    const Indicator& one = plan.indicators[matches[i].indicator.value];
    text += fmt::format("{}{}（{}）", i == 1 ? "；也可能是 " : "、", one.id.text, one.name);
  }
  return text;
}

class Drafter {
 public:
  Drafter(const Table& table, const GuessedColumns& guess, const UnitId& unit, const Plan& plan)
      : table_(table), guess_(guess), unit_(unit), plan_(plan) {}

  Result<MappingDraft> draft() {
    if (guess_.task && guess_.state && (guess_.report_date || !guess_.dates.empty())) {
      draft_tasks();
    } else if (guess_.indicator) {
      draft_rows_of_indicators();
    } else {
      draft_columns();
      if (out_.indicators.empty() && guess_.dates.size() >= 2) draft_records();
    }
    if (out_.lines.empty()) {
      return fail(ErrorCode::invalid,
                  "没有一列像方案里的指标、任务或案件明细：请核对是不是这张表，或照参考手写映射 "
                  "(no column looks like an indicator, a task or a record)");
    }
    note_unused();
    return std::move(out_);
  }

 private:
  const std::string& name(std::size_t column) {
    used_.insert(column);
    return guess_.names[column];
  }
  void line(int indent, const std::string& text) {
    out_.lines.push_back(std::string(static_cast<std::size_t>(indent), ' ') + text);
  }
  void column_line(const char* key, const std::optional<std::size_t>& column) {
    if (column) line(2, fmt::format("{}: {}", key, quoted(name(*column))));
  }

  void draft_tasks() {
    line(0, "tasks:");
    column_line("task", guess_.task);
    column_line("state", guess_.state);
    column_line("as_of", guess_.report_date ? guess_.report_date : guess_.dates.front());
  }

  // One column an indicator, or in a wide table some columns for each.
  void draft_columns() {
    const bool wide = guess_.across.size() >= 2 && !guess_.period;
    std::vector<std::pair<std::string, std::size_t>> headers;
    if (wide) {
      for (std::size_t i = 0; i < guess_.across.size(); ++i) {
        used_.insert(guess_.across[i]);
        const auto same = [&](const auto& one) { return one.first == guess_.across_names[i]; };
        if (std::none_of(headers.begin(), headers.end(), same)) {
          headers.emplace_back(guess_.across_names[i], guess_.across[i]);
        }
      }
    } else {
      for (const std::size_t column : guess_.figures) {
        headers.emplace_back(guess_.names[column], column);
      }
    }
    std::vector<std::string> values;
    for (const auto& [header, column] : headers) {
      const auto matches = header.empty() ? title_matches(headers.size()) : free_matches(header);
      if (matches.empty()) continue;
      values.push_back(value_line(header, column, matches));
      if (!wide) used_.insert(column);
    }
    if (values.empty()) return;
    begin_observations(wide);
    line(2, "values:");
    for (const std::string& value : values) line(4, value);
  }

  void begin_observations(bool wide) {
    line(0, "observations:");
    if (wide) {
      line(2, "periods_across: true");
    } else if (guess_.period) {
      column_line("period", guess_.period);
    } else {
      line(2, "# 请核对：没有统计期列，期取自文件名或标题；有这一列就写 period: 列名");
    }
    column_line("area", guess_.area);
    column_line("report_date", guess_.report_date);
  }

  // Each indicator once: the first column that is most like it.
  std::vector<NameMatch> free_matches(const std::string& header) const {
    std::vector<NameMatch> matches = match_indicators(header, plan_);
    std::erase_if(matches, [&](const NameMatch& one) {
      return std::find(out_.indicators.begin(), out_.indicators.end(), one.indicator) !=
             out_.indicators.end();
    });
    return matches;
  }

  // A wide table of one indicator says in its title which one.
  std::vector<NameMatch> title_matches(std::size_t headers) const {
    constexpr double named = 0.9;
    std::vector<NameMatch> matches;
    for (std::uint32_t i = 0; i < plan_.indicators.size() && headers == 1; ++i) {
      const std::string wanted = comparable(plan_.indicators[i].name);
      const bool found = std::any_of(
          guess_.above.begin(), guess_.above.end(),
          [&](const std::string& title) { return contains(comparable(title), wanted); });
      if (found) matches.push_back({IndicatorIndex{i}, named});
    }
    return matches;
  }

  std::string value_line(const std::string& header, std::size_t column,
                         const std::vector<NameMatch>& matches) {
    const Indicator& best = plan_.indicators[matches.front().indicator.value];
    out_.indicators.push_back(matches.front().indicator);
    const std::string value = header.empty() ? "*" : header;
    std::string text = fmt::format("- {{indicator: {}, value: {}}}", best.id.text, quoted(value));
    std::string doubts;
    if (matches.front().likeness < 1) {
      doubts =
          fmt::format("“{}”像“{}”{}", one_line(header), best.name, others_text(matches, plan_));
    }
    const bool unit_is_known =
        unit_in_header(guess_.names[column]).unit.has_value() || is_percent(column);
    if (best.measure == Measure::ratio && !unit_is_known) {
      doubts += std::string(doubts.empty() ? "" : "；") +
                "表头没写单位：百分数加 unit: percent，小数加 unit: plain";
    }
    return doubts.empty() ? text : text + to_check(doubts);
  }

  bool is_percent(std::size_t column) const {
    for (std::size_t i = guess_.data_begin; i < table_.rows.size(); ++i) {
      const auto& cells = table_.rows[i].cells;
      if (column >= cells.size() || cells[column].text.empty()) continue;
      return cells[column].type == CellType::percent ||
             comparable(cells[column].text).ends_with('%');
    }
    return false;
  }

  // Each row another indicator: names that the plan does not know are proposed one by one.
  void draft_rows_of_indicators() {
    const bool wide = guess_.across.size() >= 2 && !guess_.period;
    if (!wide && guess_.figures.empty()) return;
    std::vector<std::string> names;
    std::vector<std::string> unknown;
    bool any = propose_names(names, unknown);
    if (!any) return;
    begin_observations(wide);
    column_line("indicator", guess_.indicator);
    if (!names.empty()) line(2, "indicator_names:");
    for (const std::string& one : names) line(4, one);
    for (const std::string& one : unknown) line(2, "# 请核对：方案里没有“" + one + "”");
    line(2, "values:");
    if (wide) {
      used_.insert(guess_.across.begin(), guess_.across.end());
      line(4, "- {value: \"*\"}");
      return;
    }
    std::string others;
    for (std::size_t i = 1; i < guess_.figures.size(); ++i) {
      others += (i == 1 ? "也可能是 " : "、") + one_line(guess_.names[guess_.figures[i]]);
    }
    line(4, fmt::format("- {{value: {}}}{}", quoted(name(guess_.figures.front())),
                        others.empty() ? "" : to_check("数在这一列；" + others)));
  }

  bool propose_names(std::vector<std::string>& names, std::vector<std::string>& unknown) {
    std::set<std::string> seen;
    for (std::size_t i = guess_.data_begin; i < table_.rows.size(); ++i) {
      const auto& cells = table_.rows[i].cells;
      if (*guess_.indicator >= cells.size()) continue;
      const std::string text(trimmed(cells[*guess_.indicator].text));
      if (text.empty() || !seen.insert(text).second) continue;
      const auto matches = free_matches(text);
      if (matches.empty()) {
        unknown.push_back(one_line(text));
        continue;
      }
      const Indicator& best = plan_.indicators[matches.front().indicator.value];
      out_.indicators.push_back(matches.front().indicator);
      if (comparable(text) == comparable(best.name) || text == best.id.text) continue;
      names.push_back(fmt::format("{}: {}{}", quoted(text), best.id.text,
                                  to_check("像“" + best.name + "”" + others_text(matches, plan_))));
    }
    return !out_.indicators.empty();
  }

  // Rows with two days or more are cases: days between them, and how many there are.
  void draft_records() {
    const std::size_t begin = guess_.dates.front();
    const std::size_t end = guess_.dates.back();
    std::vector<std::string> aggregates;
    for (std::uint32_t i = 0; i < plan_.indicators.size(); ++i) {
      const Indicator& one = plan_.indicators[i];
      if (!unit_.empty() && one.answerable != unit_) continue;
      if (one.window == Window::rolling || one.window == Window::instant) continue;
      if (one.measure != Measure::days && one.measure != Measure::working_days) continue;
      const bool workdays = one.measure == Measure::working_days;
      aggregates.push_back(fmt::format(
          "- {{indicator: {}, kind: {}, from: {}, to: {}}}{}", one.id.text,
          workdays ? "mean_workdays" : "mean_days", quoted(name(begin)), quoted(name(end)),
          to_check("是不是这项指标（" + one.name + "），从哪天到哪天")));
      out_.indicators.push_back(IndicatorIndex{i});
    }
    if (aggregates.empty()) return;
    line(0, "records:");
    line(2, "date: " + quoted(name(end)) + to_check("记录按这一列归期"));
    column_line("area", guess_.area);
    column_line("key", guess_.key);
    line(2, "aggregates:");
    for (const std::string& one : aggregates) line(4, one);
  }

  void note_unused() {
    for (std::size_t i = 0; i < guess_.names.size(); ++i) {
      if (!used_.contains(i) && !guess_.names[i].empty()) {
        out_.unused.push_back(one_line(guess_.names[i]));
      }
    }
  }

  const Table& table_;
  const GuessedColumns& guess_;
  const UnitId& unit_;
  const Plan& plan_;
  MappingDraft out_;
  std::set<std::size_t> used_;
};

}  // namespace

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out + "\"";
}

std::string to_check(const std::string& why) {
  return "  # 请核对：" + why;
}

Result<MappingDraft> draft_mapping(const Table& table, const GuessedColumns& guess,
                                   const UnitId& unit, const Plan& plan) {
  return Drafter(table, guess, unit, plan).draft();
}

}  // namespace planwatch
