#include "collectors/decode/xls_texts.h"

#include <algorithm>
#include <fmt/format.h>
#include <freexl.h>
#include <limits>
#include <memory>
#include <optional>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

#include "collectors/decode/utf8.h"

namespace planwatch {
namespace {

// What FreeXL takes for one cell at most; it allocates the whole rectangle of the sheet.
constexpr std::uint64_t cell_cost = 24;

class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : descriptor_(memfd_create("xls", MFD_CLOEXEC)) {
    while (descriptor_ >= 0 && !bytes.empty()) {
      const ssize_t written = write(descriptor_, bytes.data(), bytes.size());
      if (written <= 0) break;
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    complete_ = descriptor_ >= 0 && bytes.empty();
  }
  ~MemoryFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  bool complete() const { return complete_; }
  std::string path() const { return fmt::format("/proc/self/fd/{}", descriptor_); }

 private:
  int descriptor_ = -1;
  bool complete_ = false;
};

struct CloseWorkbook {
  void operator()(const void* handle) const { freexl_close(handle); }
};
using Workbook = std::unique_ptr<const void, CloseWorkbook>;

tl::unexpected<Error> damage(std::string_view what) {
  return fail(ErrorCode::corrupt,
              fmt::format("工作簿损坏（{}）：可能没有传完，请重新报送；再出现时用 Excel 或 WPS "
                          "打开后另存为 .xlsx",
                          what));
}

Result<Workbook> open_workbook(const MemoryFile& file) {
  const void* handle = nullptr;
  const int code = freexl_open(file.path().c_str(), &handle);
  Workbook workbook(handle);
  if (code == FREEXL_OK && handle != nullptr) return workbook;
  if (code == FREEXL_FILE_NOT_FOUND) {
    return fail(ErrorCode::io, ".xls 无法在内存里打开：请检查 /proc 是否挂载");
  }
  return damage(fmt::format("FreeXL 错误 {}", code));
}

std::optional<unsigned short> index_of(const void* workbook, const std::string& name) {
  unsigned count = 0;
  if (freexl_get_info(workbook, FREEXL_BIFF_SHEET_COUNT, &count) != FREEXL_OK) return std::nullopt;
  count = std::min<unsigned>(count, std::numeric_limits<unsigned short>::max());
  for (unsigned i = 0; i < count; ++i) {
    const auto index = static_cast<unsigned short>(i);
    const char* found = nullptr;
    const int code = freexl_get_worksheet_name(workbook, index, &found);
    if (code == FREEXL_OK && found != nullptr && name == found) return index;
  }
  return std::nullopt;
}

// The text at a place counted from 1; empty where FreeXL found none there.
std::optional<std::string> text_at(const void* workbook, const CellReference& at) {
  FreeXL_CellValue value;
  value.type = FREEXL_CELL_NULL;
  const int code = freexl_get_cell_value(workbook, at.row - 1,
                                         static_cast<unsigned short>(at.column - 1), &value);
  const bool text = value.type == FREEXL_CELL_TEXT || value.type == FREEXL_CELL_SST_TEXT;
  if (code != FREEXL_OK || (value.type != FREEXL_CELL_NULL && !text)) return std::nullopt;
  if (!text || value.value.text_value == nullptr) return "";
  return value.value.text_value;
}

Cell& cell_at(Table& table, const CellReference& at) {
  const auto row = std::lower_bound(
      table.rows.begin(), table.rows.end(), at.row,
      [](const TableRow& candidate, std::uint32_t wanted) { return candidate.number < wanted; });
  return row->cells[at.column - 1];
}

}  // namespace

Result<void> fill_xls_texts(std::string_view bytes, const std::string& sheet_name, XlsSheet& sheet,
                            TableBudget& budget) {
  if (sheet.texts.empty()) return {};
  const std::uint64_t cost = std::uint64_t{sheet.rows} * sheet.columns * cell_cost;
  if (cost > budget.limits().inflated_bytes) {
    return tl::make_unexpected(
        limit_exceeded("工作表展开后的大小", "inflated_bytes", budget.limits().inflated_bytes));
  }
  const MemoryFile file(bytes);
  if (!file.complete()) return fail(ErrorCode::io, ".xls 无法放进内存文件：内存不足");
  const auto workbook = open_workbook(file);
  if (!workbook) return tl::make_unexpected(workbook.error());
  const auto index = index_of(workbook->get(), sheet_name);
  if (!index || freexl_select_active_worksheet(workbook->get(), *index) != FREEXL_OK) {
    return damage("工作表无法打开");
  }
  for (const CellReference& at : sheet.texts) {
    auto text = text_at(workbook->get(), at);
    if (!text || valid_utf8_prefix(*text) != text->size()) return damage("文字读不出来");
    if (!budget.take_cells(0, text->size())) return tl::make_unexpected(budget.error());
    Cell& cell = cell_at(sheet.table, at);
    if (text->empty()) cell.type = CellType::empty;
    cell.text = *std::move(text);
  }
  return {};
}

}  // namespace planwatch
