#include "daemon/cli/table_answers.h"

#include <array>
#include <fmt/format.h>
#include <type_traits>
#include <utility>

#include "collectors/decode/any_table.h"
#include "collectors/decode/sniff.h"

namespace planwatch {
namespace {

std::string escaped(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '\t':
        result += "\\t";
        break;
      case '\n':
        result += "\\n";
        break;
      case '\r':
        result += "\\r";
        break;
      case '\\':
        result += "\\\\";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string_view word_of(CellType type) {
  static constexpr std::array<std::string_view, 7> words{"empty", "text",    "number", "percent",
                                                         "date",  "boolean", "error"};
  return words.at(static_cast<std::size_t>(type));
}

bool begins_with_markup(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::size_t start = bytes.find_first_not_of(" \t\r\n");
  const bool wide = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  return wide || (start != std::string_view::npos && bytes[start] == '<');
}

tl::unexpected<Error> rows_wanted(std::string_view what, Lang lang) {
  return fail(
      ErrorCode::invalid,
      lang == Lang::zh
          ? fmt::format("文件是 {}：请用 --rows 写明行在哪里，例如 --rows /data/list", what)
          : fmt::format("the file is {}: say where its rows are, such as --rows /data/list", what));
}

}  // namespace

std::string table_lines(const Table& table) {
  std::string lines;
  const std::string sheet = escaped(table.name);
  for (const TableRow& row : table.rows) {
    const bool hidden = table.hidden || row.hidden;
    std::uint32_t column = 0;
    for (const Cell& cell : row.cells) {
      ++column;
      if (cell.type == CellType::empty || cell.merged) continue;
      lines +=
          fmt::format("{}\t{}\t{}\t{}\t{}\n", sheet, escaped(address_of(table, row.number, column)),
                      word_of(cell.type), escaped(cell.text), hidden ? "hidden" : "");
    }
  }
  return lines;
}

Result<Format> table_format(std::string_view bytes, const std::optional<std::string>& rows,
                            const FeedLimits& limits, Lang lang) {
  const Content content = sniff(bytes);
  if (content == Content::json) {
    return rows ? Result<Format>(JsonFormat{*rows}) : rows_wanted("JSON", lang);
  }
  if (content == Content::xml) {
    return rows ? Result<Format>(XmlFormat{*rows}) : rows_wanted("XML", lang);
  }
  // XML may come without a declaration.
  if (rows && content == Content::text && begins_with_markup(bytes)) return XmlFormat{*rows};
  return shown_format(bytes, limits);
}

Format with_sheet(Format format, const std::string& sheet) {
  std::visit(
      [&](auto& is) {
        if constexpr (requires { is.sheet; }) is.sheet = sheet;
      },
      format);
  return format;
}

bool has_sheets(const Format& format) {
  return std::visit(
      [](const auto& is) {
        return requires {
          is.sheet;
        };
      },
      format);
}

}  // namespace planwatch
