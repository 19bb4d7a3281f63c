#include "collectors/decode/sheet_choice.h"

#include <algorithm>
#include <fmt/format.h>

#include "collectors/decode/utf8.h"

namespace planwatch {
namespace {

std::string names_of(const std::vector<SheetChoice>& sheets) {
  std::string names;
  for (const SheetChoice& sheet : sheets) {
    if (names.size() > 400) return names + "…";
    names += fmt::format("{}{}{}", names.empty() ? "" : "、", shortened(sheet.name, 100),
                         sheet.hidden ? "（隐藏）" : "");
  }
  return names;
}

}  // namespace

Result<std::size_t> choose_sheet(const std::vector<SheetChoice>& sheets, const std::string& name) {
  const auto wanted = [&name](const SheetChoice& sheet) {
    return name.empty() ? !sheet.hidden : sheet.name == name;
  };
  const auto found = std::find_if(sheets.begin(), sheets.end(), wanted);
  if (found != sheets.end()) return static_cast<std::size_t>(found - sheets.begin());
  if (name.empty()) {
    return fail(
        ErrorCode::not_found,
        fmt::format("工作簿的工作表全部隐藏（{}）：请取消隐藏，或在该数据源的 sheet 写明表名",
                    names_of(sheets)));
  }
  return fail(ErrorCode::not_found,
              fmt::format("工作簿里没有工作表“{}”，有的是：{}；请核对该数据源的 sheet 或文件", name,
                          names_of(sheets)));
}

}  // namespace planwatch
