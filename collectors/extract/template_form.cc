#include "collectors/extract/template_form.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "collectors/extract/text.h"
#include "collectors/fetch/sha256.h"

namespace planwatch {

namespace {

constexpr std::string_view magic = "planwatch-template";
constexpr std::string_view checksum_key = "checksum";
constexpr std::string_view indicator_kind = "indicator";
constexpr std::string_view task_kind = "task";
constexpr std::size_t first_input_row = 8;
constexpr const char* make_anew = "请用 planwatch template 重新生成模板，把数填进新模板后再报送";

struct FieldWords {
  std::string_view key, header;
};
constexpr std::array<FieldWords, template_field_count> field_words{
    {{"value", "本期数值 Value"},
     {"numerator", "本期分子 Numerator"},
     {"denominator", "本期分母 Denominator"},
     {"provisional", "是否初步数 Provisional"},
     {"remark", "备注 Remark"},
     {"state", "状态 State"},
     {"percent", "完成比例 Percent done"},
     {"as_of", "截至日期 As of"},
     {"evidence", "佐证材料 Evidence"},
     {"closed_by", "销号人 Closed by"}}};

using Rows = std::vector<std::vector<std::string>>;

// Of all texts but the checksum's own, in order.
std::string checksum_of(const Rows& rows) {
  std::string text;
  for (const auto& row : rows) {
    std::size_t size = row.size();  // without the empty ones at the end
    while (size > 0 && row[size - 1].empty()) --size;
    if (size > 0 && row.front() == checksum_key) size = 0;
    for (std::size_t i = 0; i < size; ++i) text.append(row[i]).append(1, '\x1f');
    text += '\n';
  }
  return sha256_hex(text);
}

// Cells that are empty at the end of a row are not written, so they do not count.
Rows rows_of(const Table& table) {
  Rows rows;
  for (const TableRow& row : table.rows) {
    std::vector<std::string> texts;
    for (const Cell& cell : row.cells) texts.push_back(cell.text);
    while (!texts.empty() && texts.back().empty()) texts.pop_back();
    rows.push_back(std::move(texts));
  }
  return rows;
}

std::string at(const std::vector<std::string>& row, std::size_t column) {
  return column < row.size() ? row[column] : std::string();
}

std::optional<TemplateField> field_of(std::string_view key) {
  for (std::size_t i = 0; i < field_words.size(); ++i) {
    if (field_words[i].key == key) return static_cast<TemplateField>(i);
  }
  return std::nullopt;
}

tl::unexpected<Error> changed() {
  return fail(ErrorCode::invalid,
              std::string("模板里隐藏的工作表 planwatch 被改动过，认不出各格是什"
                          "么：") +
                  make_anew);
}

Result<TemplateInput> parse_input(const std::vector<std::string>& row) {
  const auto field = field_of(at(row, 3));
  const auto period = parse_period(at(row, 5));
  const std::string kind = at(row, 1);
  if (!field || !period || (kind != indicator_kind && kind != task_kind)) return changed();
  return TemplateInput{kind == task_kind, at(row, 2), at(row, 4), *field, *period, at(row, 0)};
}

}  // namespace

std::string_view header_of(TemplateField field) {
  return field_words.at(static_cast<std::size_t>(field)).header;
}
std::string_view key_of(TemplateField field) {
  return field_words.at(static_cast<std::size_t>(field)).key;
}

const TemplateInput* TemplateIdentity::find(bool of_task, std::string_view id) const {
  const auto found = std::find_if(inputs.begin(), inputs.end(), [&](const TemplateInput& input) {
    return input.of_task == of_task && input.id == id;
  });
  return found == inputs.end() ? nullptr : &*found;
}

std::vector<std::vector<std::string>> template_rows(const TemplateIdentity& identity) {
  Rows rows = {{std::string(magic), std::to_string(template_version)},
               {"plan", identity.plan},
               {"year", std::to_string(identity.year)},
               {"unit", identity.unit},
               {"area", identity.area},
               {"period", to_string(identity.period)},
               {std::string(checksum_key), ""},
               {"cell", "kind", "id", "field", "label", "period"}};
  for (const TemplateInput& input : identity.inputs) {
    rows.push_back({input.cell, std::string(input.of_task ? task_kind : indicator_kind), input.id,
                    std::string(key_of(input.field)), input.label, to_string(input.period)});
  }
  rows[first_input_row - 2][1] = checksum_of(rows);
  return rows;
}

Result<TemplateIdentity> parse_template_rows(const Table& table) {
  const Rows rows = rows_of(table);
  if (rows.empty() || at(rows.front(), 0) != magic) return changed();
  if (at(rows.front(), 1) != std::to_string(template_version)) {
    return fail(ErrorCode::invalid,
                fmt::format("模板是第 {} 版的，现在用第 {} 版：{}", cut_to(at(rows.front(), 1), 20),
                            template_version, make_anew));
  }
  if (rows.size() < first_input_row) return changed();
  TemplateIdentity identity;
  identity.plan = at(rows[1], 1);
  const std::string year = at(rows[2], 1);
  std::from_chars(year.data(), year.data() + year.size(), identity.year);
  identity.unit = at(rows[3], 1);
  identity.area = at(rows[4], 1);
  const auto period = parse_period(at(rows[5], 1));
  if (!period || at(rows[6], 0) != checksum_key || at(rows[6], 1) != checksum_of(rows)) {
    return changed();
  }
  identity.period = *period;
  for (std::size_t i = first_input_row; i < rows.size(); ++i) {
    auto input = parse_input(rows[i]);
    if (!input) return tl::make_unexpected(input.error());
    identity.inputs.push_back(*std::move(input));
  }
  return identity;
}

}  // namespace planwatch
