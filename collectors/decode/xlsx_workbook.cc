#include "collectors/decode/xlsx_workbook.h"

#include <fmt/format.h>
#include <map>

#include "collectors/decode/part_name.h"
#include "collectors/decode/sheet_choice.h"
#include "collectors/decode/utf8.h"
#include "collectors/decode/xlsx_dom.h"
#include "collectors/decode/xml_text.h"

namespace planwatch {
namespace {

constexpr std::size_t max_sheets = 1000;

struct Relationship {
  std::string type;    // its last step: worksheet, sharedStrings, styles, officeDocument
  std::string target;  // key of the part; empty where it lies outside the package
};
using Relationships = std::map<std::string, Relationship, std::less<>>;

// Relationships of `part`, by id; none where the part has no such file.
Result<Relationships> read_relationships(ZipArchive& archive, const std::string& part) {
  Relationships found;
  const std::string key = relationships_key(part);
  if (!archive.has(key)) return found;
  pugi::xml_document tree;
  if (auto loaded = load_tree(archive, key, tree); !loaded) {
    return tl::make_unexpected(loaded.error());
  }
  for (const auto node : children_of(child_of(tree, "Relationships"), "Relationship")) {
    const std::string_view type = node.attribute("Type").value();
    const bool outside = std::string_view(node.attribute("TargetMode").value()) == "External";
    // pugixml takes bytes and references as they come; names and places are shown to people.
    if (!is_xml_text(node.attribute("Target").value())) {
      return fail(
          ErrorCode::corrupt,
          "工作簿损坏：部件之间的关系里有不合法的字符；请用 Excel 打开后另存为 .xlsx 重新报送");
    }
    // Transitional and strict workbooks differ in all but the last step of the type.
    found[node.attribute("Id").value()] = {
        std::string(type.substr(type.rfind('/') + 1)),
        outside ? "" : target_key(part, node.attribute("Target").value())};
  }
  return found;
}

std::string target_of_type(const Relationships& relationships, std::string_view type) {
  for (const auto& [id, relationship] : relationships) {
    if (relationship.type == type) return relationship.target;
  }
  return {};
}

tl::unexpected<Error> not_a_workbook(const ZipArchive& archive) {
  std::string what = "是压缩包";
  if (archive.has_folder("word/")) what = "是 Word 文档（.docx）";
  if (archive.has_folder("ppt/")) what = "是演示文稿（.pptx）";
  if (archive.has("content.xml")) what = "是 OpenDocument 文件（.ods 等）";
  if (archive.has("xl/workbook.bin")) what = "是二进制工作簿（.xlsb）";
  return fail(ErrorCode::invalid,
              fmt::format("收到的{}，不是 .xlsx 工作簿：请用 Excel 或 WPS 打开，另存为 .xlsx "
                          "后重新报送（.ods 也可把该数据源的格式改为 ods）；压缩包请先解压",
                          what));
}

Result<SheetEntry> read_sheet_entry(pugi::xml_node node, const Relationships& relationships) {
  const std::string name = node.attribute("name").value();
  if (!is_xml_text(name)) {
    return fail(ErrorCode::corrupt,
                "工作簿损坏：工作表的名称里有不合法的字符；请用 Excel 打开后另存为 .xlsx 重新报送");
  }
  const auto found = relationships.find(prefixed_attribute(node, "id"));
  if (found == relationships.end() || found->second.target.empty()) {
    return fail(ErrorCode::corrupt,
                fmt::format("工作簿损坏：工作表“{}”没有对应的部件；请用 Excel 打开后另存为 .xlsx "
                            "重新报送",
                            shortened(name, 100)));
  }
  const std::string_view state = node.attribute("state").value();
  const bool worksheet = found->second.type == "worksheet";
  return SheetEntry{name, state == "hidden" || state == "veryHidden",
                    worksheet ? found->second.target : ""};
}

Result<void> read_sheets(pugi::xml_node root, const Relationships& relationships,
                         Workbook& workbook) {
  for (const auto node : children_of(child_of(root, "sheets"), "sheet")) {
    auto sheet = read_sheet_entry(node, relationships);
    if (!sheet) return tl::make_unexpected(sheet.error());
    if (sheet->part.empty()) continue;  // a sheet that is a chart or a dialog
    workbook.sheets.push_back(std::move(*sheet));
    if (workbook.sheets.size() > max_sheets) {
      return fail(ErrorCode::too_large,
                  fmt::format("工作表超过上限 {} 张：请拆分工作簿", max_sheets));
    }
  }
  if (!workbook.sheets.empty()) return {};
  return fail(ErrorCode::invalid,
              "工作簿里没有工作表（只有宏、图表或为空）：请把数据放进普通工作表，另存为 .xlsx "
              "后重新报送");
}

}  // namespace

Result<Workbook> read_workbook(ZipArchive& archive) {
  const auto package = read_relationships(archive, "");
  if (!package) return tl::make_unexpected(package.error());
  std::string part = target_of_type(*package, "officeDocument");
  if (part.empty()) part = "xl/workbook.xml";
  if (!archive.has(part) || part.ends_with(".bin")) return not_a_workbook(archive);
  pugi::xml_document tree;
  if (auto loaded = load_tree(archive, part, tree); !loaded) {
    return tl::make_unexpected(loaded.error());
  }
  const pugi::xml_node root = child_of(tree, "workbook");
  if (!root) return not_a_workbook(archive);
  const auto relationships = read_relationships(archive, part);
  if (!relationships) return tl::make_unexpected(relationships.error());
  Workbook workbook;
  workbook.date1904 = is_true(child_of(root, "workbookPr").attribute("date1904").value());
  workbook.strings_part = target_of_type(*relationships, "sharedStrings");
  workbook.styles_part = target_of_type(*relationships, "styles");
  if (auto read = read_sheets(root, *relationships, workbook); !read) {
    return tl::make_unexpected(read.error());
  }
  return workbook;
}

Result<SheetEntry> choose_sheet(const Workbook& workbook, const std::string& name) {
  std::vector<SheetChoice> choices;
  choices.reserve(workbook.sheets.size());
  for (const SheetEntry& sheet : workbook.sheets) choices.push_back({sheet.name, sheet.hidden});
  const auto chosen = choose_sheet(choices, name);
  if (!chosen) return tl::make_unexpected(chosen.error());
  return workbook.sheets[*chosen];
}

}  // namespace planwatch
