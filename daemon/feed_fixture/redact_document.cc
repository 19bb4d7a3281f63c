#include "daemon/feed_fixture/redact_document.h"

#include <algorithm>
#include <array>
#include <map>

#include "collectors/extract/header.h"
#include "collectors/extract/name_period.h"
#include "collectors/extract/template_form.h"
#include "collectors/extract/text.h"
#include "daemon/feed_fixture/cell_roles.h"
#include "daemon/feed_fixture/mask.h"

namespace planwatch {
namespace {

constexpr const char* any_day = "2000-01-01";

// Where a reject says it is, for cells in sheets and in lines and for pointers alike.
std::string where_of(const Table& table, const TableRow& row, std::size_t column) {
  const std::string address = address_of(table, row.number, static_cast<std::uint32_t>(column + 1));
  const bool in_sheet = table.addressing == Table::Addressing::sheet && !table.name.empty();
  return in_sheet ? table.name + "!" + address : address;
}

class Redaction {
 public:
  Redaction(const FeedSpec& feed, const Configuration& configuration, const Extracted& read)
      : words_(known_words(feed, configuration)),
        records_(std::holds_alternative<RecordsMapping>(feed.mapping)) {
    for (const RejectedRow& row : read.rejected) {
      rejected_.insert(row.where);
      troubled_.insert({row.place.sheet, row.place.row});
    }
    for (const Observation& o : read.observations) fruitful_.insert({o.place.sheet, o.place.row});
    for (const TaskReport& t : read.task_reports) fruitful_.insert({t.place.sheet, t.place.row});
  }

  void redact(Table& table, const TableRoles& roles, std::uint16_t sheet) {
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      for (std::size_t c = 0; c < table.rows[i].cells.size(); ++c) {
        Cell& cell = table.rows[i].cells[c];
        if (cell.type == CellType::empty) continue;
        if (i < roles.data_begin) {
          redact_head(cell, roles, c);
        } else {
          redact_cell(table, table.rows[i], cell, roles, c, sheet);
        }
      }
    }
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      if (roles.role(c) == CellRole::unread) table.columns[c] = "/" + std::to_string(c + 1);
    }
    if (!is_known(table.name)) table.name = mask_text(table.name, Digits::long_runs);
  }

 private:
  bool is_known(const std::string& text) const { return words_.contains(comparable(text)); }

  // Titles, units and the levels of the header. Of a header's levels those stay that the mapping
  // names: a title may have become one of them.
  void redact_head(Cell& cell, const TableRoles& roles, std::size_t column) const {
    const std::string text = comparable(cell.text);
    const bool read = roles.role(column) != CellRole::unread;
    const bool wanted =
        std::any_of(roles.wanted.begin(), roles.wanted.end(),
                    [&](const std::string& name) { return contains(comparable(name), text); });
    if (text.empty() || (read && wanted) || is_known(cell.text)) return;
    const bool named =
        column < roles.names.size() && contains(comparable(roles.names[column]), text);
    if (named && !read) {
      cell.text = "列" + std::to_string(column + 1);
    } else if (cell.type == CellType::text) {
      cell.text = mask_text(cell.text, Digits::long_runs);
    } else {
      redact_typed(cell, Digits::long_runs);
    }
  }

  void redact_cell(const Table& table, const TableRow& row, Cell& cell, const TableRoles& roles,
                   std::size_t column, std::uint16_t sheet) {
    switch (roles.role(column)) {
      case CellRole::unread:
        redact_any(cell, Digits::none);
        return;
      case CellRole::free_text:
      case CellRole::person:
        if (cell.type == CellType::text && !is_missing_mark(cell.text)) {
          cell.text = mask_all(cell.text);
        } else {
          redact_any(cell, Digits::none);
        }
        return;
      case CellRole::record_key:
        redact_key(cell);
        return;
      case CellRole::filter:
        redact_filtered(cell, roles, column);
        return;
      case CellRole::figure:
        redact_any(cell, digits_of(table, row, column, sheet));
    }
  }

  // What a figure was made of keeps its digits.
  Digits digits_of(const Table& table, const TableRow& row, std::size_t column,
                   std::uint16_t sheet) const {
    const std::pair<std::uint16_t, std::uint32_t> at{sheet, row.number};
    if (rejected_.contains(where_of(table, row, column))) return Digits::long_runs;
    const bool fruitful = fruitful_.contains(at) || (records_ && !troubled_.contains(at));
    return fruitful ? Digits::kept : Digits::long_runs;
  }

  void redact_any(Cell& cell, Digits digits) const {
    if (cell.type != CellType::text) return redact_typed(cell, digits);
    const bool stays =
        digits != Digits::none && (is_known(cell.text) || is_missing_mark(cell.text));
    if (!stays) cell.text = mask_text(cell.text, digits);
  }

  static void redact_typed(Cell& cell, Digits digits) {
    switch (cell.type) {
      case CellType::number:
      case CellType::percent:
        cell.text = mask_number(cell.text, digits);
        return;
      case CellType::date:
        if (digits == Digits::none) cell.text = any_day;
        return;
      case CellType::boolean:
        if (digits == Digits::none) cell.text = "false";
        return;
      default:
        return;
    }
  }

  // Equal ones stay equal.
  void redact_key(Cell& cell) {
    const std::string key = comparable(cell.text);
    if (key.empty()) return;
    const std::size_t number = keys_.try_emplace(key, keys_.size() + 1).first->second;
    cell.text =
        cell.type == CellType::text ? "案" + std::to_string(number) : std::to_string(number);
  }

  void redact_filtered(Cell& cell, const TableRoles& roles, std::size_t column) const {
    using Test = RecordFilter::Test;
    std::string found;
    for (const RecordFilter& filter : roles.filters) {
      const bool about = find_column(roles.names, filter.column).column == column;
      if (!about) continue;
      if (filter.test == Test::at_least || filter.test == Test::at_most) {
        return redact_any(cell, Digits::kept);
      }
      for (const std::string& value : filter.values) {
        const bool whole = comparable(cell.text) == comparable(value);
        const bool part =
            filter.test == Test::contains && contains(comparable(cell.text), comparable(value));
        if (whole) return;
        if (part) found += value;
      }
    }
    if (cell.type != CellType::text) return redact_typed(cell, Digits::none);
    if (is_missing_mark(cell.text)) return;
    cell.text = found.empty() ? mask_all(cell.text) : found;
  }

  static bool is_missing_mark(const std::string& text) {
    static const std::set<std::string> marks = {"无", "暂无", "未统计", "N/A", "#N/A", ""};
    return marks.contains(comparable(text));
  }

  using RowKey = std::pair<std::uint16_t, std::uint32_t>;
  std::set<std::string> words_;
  bool records_ = false;
  std::set<std::string> rejected_;
  std::set<RowKey> troubled_, fruitful_;
  std::map<std::string, std::size_t> keys_;
};

constexpr std::array<std::string_view, 10> fixed_words = {
    "未启动", "未开始", "进行中", "推进中", "已完成", "完成", "办结", "已办结", "是", "否"};

}  // namespace

std::set<std::string> known_words(const FeedSpec& feed, const Configuration& configuration) {
  std::set<std::string> words;
  const auto add = [&](std::string_view text) {
    if (!text.empty()) words.insert(comparable(text));
  };
  const Plan& plan = configuration.plan;
  for (const Area& area : plan.areas) {
    add(area.code.text);
    add(area.name);
  }
  for (const Indicator& indicator : plan.indicators) {
    add(indicator.id.text);
    add(indicator.name);
  }
  for (const Task& task : plan.tasks) add(task.title);
  for (const Unit& unit : plan.units) add(unit.id.text);
  add(plan.id);
  if (const auto* mapping = std::get_if<ObservationMapping>(&feed.mapping)) {
    for (const auto& [name, id] : mapping->indicator_names) add(name);
  }
  if (const auto* mapping = std::get_if<RecordsMapping>(&feed.mapping)) {
    for (const auto& [name, code] : mapping->area_names) add(name);
  }
  for (const std::string_view word : fixed_words) add(word);
  return words;
}

namespace {

// Of a template everything that its writer put there and its reader looks for.
void keep_template_words(const Document& document, Document& redacted) {
  for (std::size_t t = 0; t < document.tables.size(); ++t) {
    const bool hidden_sheet = document.tables[t].name == template_sheet_name;
    if (hidden_sheet) {
      redacted.tables[t] = document.tables[t];
      continue;
    }
    for (std::size_t r = 0; r < document.tables[t].rows.size(); ++r) {
      const auto& cells = document.tables[t].rows[r].cells;
      for (std::size_t c = 0; c < cells.size(); ++c) {
        if (cells[c].text == report_date_label) redacted.tables[t].rows[r].cells[c] = cells[c];
      }
    }
  }
}

}  // namespace

Document redact_document(const Document& document, const FeedSpec& feed,
                         const Configuration& configuration, const Extracted& read) {
  Document redacted = document;
  Redaction redaction(feed, configuration, read);
  const std::vector<TableRoles> roles = roles_of(document, feed);
  for (std::size_t i = 0; i < redacted.tables.size(); ++i) {
    Table& table = redacted.tables[i];
    const bool sheets = table.addressing == Table::Addressing::sheet;
    redaction.redact(table, roles[i], static_cast<std::uint16_t>(sheets ? i + 1 : 0));
  }
  if (std::holds_alternative<TemplateMapping>(feed.mapping)) {
    keep_template_words(document, redacted);
  }
  return redacted;
}

std::string redact_source(const std::string& source) {
  std::string name = source.substr(0, source.find_first_of("?#"));
  // A period that a fetch asked about stands behind a blank.
  std::string period;
  if (const std::size_t blank = source.rfind(' '); blank != std::string::npos) {
    period = mask_text(source.substr(blank), Digits::long_runs);
    name = name.substr(0, std::min(blank, name.size()));
  }
  name = name.substr(name.find_last_of("/\\") + 1);
  const std::size_t dot = name.rfind('.');
  static const std::set<std::string> kinds = {".csv", ".json", ".xlsx", ".xlsm",
                                              ".ods", ".xls",  ".xml",  ".txt"};
  const std::string kind = dot == std::string::npos ? std::string() : name.substr(dot);
  const bool known = kinds.contains(kind);
  const std::string stem = known ? name.substr(0, dot) : name;
  // Digits that say no period may be a key's.
  const NamePeriod stated = period_of_name(stem);
  const bool says = stated.period || stated.several || stated.year != 0;
  return mask_text(stem, says ? Digits::long_runs : Digits::none) + (known ? kind : "") + period;
}

}  // namespace planwatch
