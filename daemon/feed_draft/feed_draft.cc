#include "daemon/feed_draft/feed_draft.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "collectors/extract/text.h"
#include "daemon/feed_draft/mapping_draft.h"

namespace planwatch {

namespace {

std::string_view file_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? path : path.substr(slash + 1);
}

// The longest name of a unit in the file's name or in the titles above the table.
UnitId unit_named_in(const DraftSource& source, const GuessedColumns& guess, const Plan& plan) {
  std::string texts = comparable(file_name(source.file));
  for (const std::string& title : guess.above) texts += "\n" + comparable(title);
  UnitId best;
  for (const Unit& unit : plan.units) {
    if (unit.collective || texts.find(comparable(unit.id.text)) == std::string::npos) continue;
    if (unit.id.text.size() > best.text.size()) best = unit.id;
  }
  return best;
}

// Who answers for most of the indicators.
UnitId unit_of(const MappingDraft& mapping, const Plan& plan) {
  std::map<UnitId, int> counts;
  for (const IndicatorIndex index : mapping.indicators) {
    ++counts[plan.indicators[index.value].answerable];
  }
  UnitId best = plan.coordinating_unit;
  int most = 0;
  for (const auto& [unit, count] : counts) {
    if (count > most) best = unit;
    most = std::max(most, count);
  }
  return best;
}

std::string free_id(const Configuration& configuration) {
  for (int i = 1;; ++i) {
    std::string id = i == 1 ? "new_feed" : fmt::format("new_feed_{}", i);
    if (!configuration.find_feed(FeedId(id))) return id;
  }
}

std::string_view frequency_of(const MappingDraft& mapping, const Plan& plan) {
  unsigned months = 12;
  for (const IndicatorIndex index : mapping.indicators) {
    months = std::min(months, plan.indicators[index.value].period_months);
  }
  if (mapping.indicators.empty() || months <= 1) return "month";
  if (months <= 3) return "quarter";
  return months <= 6 ? "half" : "year";
}

std::string format_line(const DraftSource& source) {
  const std::string_view key = name_of(source.format);
  return source.sheet.empty() ? fmt::format("{}: {{}}", key)
                              : fmt::format("{}: {{sheet: {}}}", key, quoted(source.sheet));
}

std::string written(const MappingDraft& mapping, const DraftSource& source, const UnitId& named,
                    const Configuration& configuration) {
  const Plan& plan = configuration.plan;
  const UnitId unit = named.empty() ? unit_of(mapping, plan) : named;
  const std::string_view name = file_name(source.file);
  std::string text =
      fmt::format("  - id: {}{}\n", free_id(configuration), to_check("换个好认的标识"));
  text += fmt::format("    name: {}\n", quoted(name.substr(0, name.rfind('.'))));
  text += fmt::format("    unit: {}{}\n", quoted(unit.text),
                      named.empty() ? to_check("按指标的责任单位猜的") : "");
  text += fmt::format("    contact: \"数据联系人\"{}\n", to_check("写联系人姓名"));
  text += fmt::format("    due: {{frequency: {}, day: 5}}{}\n", frequency_of(mapping, plan),
                      to_check("几时一报，期后首月几日前"));
  text += fmt::format("    file: {{glob: {}}}{}\n", quoted(source.file),
                      to_check("换成每期都匹配的名称，如 incoming/*_{year}.csv"));
  text += "    " + format_line(source) + "\n";
  for (const std::string& line : mapping.lines) text += "    " + line + "\n";
  if (mapping.unused.empty()) return text;
  text += "    # 没有用到的列：";
  for (std::size_t i = 0; i < mapping.unused.size(); ++i) {
    text += (i == 0 ? "" : "、") + mapping.unused[i];
  }
  return text + "\n";
}

}  // namespace

Result<std::string> draft_feed(const Document& document, const DraftSource& source,
                               const Configuration& configuration) {
  if (document.tables.empty() || document.tables.front().rows.empty()) {
    return fail(ErrorCode::invalid, "表是空的 (the table is empty)");
  }
  const Table& table = document.tables.front();
  const auto guess = guess_columns(table);
  if (!guess) {
    return fail(ErrorCode::invalid,
                "前 30 行里没有像表头的一行：表头是没有数字的一行 (no row looks like a header)");
  }
  const UnitId unit = unit_named_in(source, *guess, configuration.plan);
  const auto mapping = draft_mapping(table, *guess, unit, configuration.plan);
  if (!mapping) return tl::make_unexpected(mapping.error());
  return written(*mapping, source, unit, configuration);
}

}  // namespace planwatch
