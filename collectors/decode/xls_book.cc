#include "collectors/decode/xls_book.h"

#include <fmt/format.h>
#include <map>
#include <utility>

#include "collectors/decode/little_endian.h"
#include "collectors/decode/xls_records.h"

namespace planwatch {
namespace {

constexpr std::uint32_t biff8 = 0x0600;
constexpr std::size_t max_sheets = 1000;
constexpr std::size_t max_formats = 65'536;

tl::unexpected<Error> damage(std::string_view what) {
  return fail(ErrorCode::corrupt,
              fmt::format("工作簿损坏（{}）：可能没有传完，请重新报送；再出现时用 Excel 或 WPS "
                          "打开后另存为 .xlsx",
                          what));
}

class GlobalsReader {
 public:
  explicit GlobalsReader(std::string_view stream) : records_(stream, 0) {}

  Result<XlsBook> read() {
    if (!records_.next() || records_.type() != xls::begin || records_.data().size() < 4) {
      return damage("开头不是工作簿");
    }
    if (u16_at(records_.data(), 0) != biff8) {
      return fail(
          ErrorCode::invalid,
          "收到的是 Excel 95 或更早的工作簿：请用 Excel 或 WPS 打开，另存为 .xlsx 后重新报送");
    }
    while (records_.next()) {
      if (records_.type() == xls::end) return finish();
      if (records_.type() == xls::file_password) {
        return fail(ErrorCode::invalid,
                    "收到的 .xls 加了密码（打开密码或写保护）：请取消密码（文件—信息—保护工作簿），"
                    "另存为 .xlsx 后重新报送");
      }
      if (records_.type() != xls::continued) in_texts_ = false;
      if (!take()) return damage("全局信息读不通");
      if (book_.sheets.size() > max_sheets) {
        return fail(ErrorCode::too_large,
                    fmt::format("工作表超过上限 {} 张：请拆分工作簿", max_sheets));
      }
    }
    return damage("没有写完");
  }

 private:
  bool take() {
    switch (records_.type()) {
      case xls::date_mode:
        book_.date1904 = records_.data().size() >= 2 && u16_at(records_.data(), 0) == 1;
        return true;
      case xls::number_format:
        return take_format(records_.data());
      case xls::cell_format:
        if (records_.data().size() < 4 || formats_of_cells_.size() >= max_formats) return false;
        formats_of_cells_.push_back(u16_at(records_.data(), 2));
        return true;
      case xls::bound_sheet:
        return take_sheet(records_.data());
      case xls::shared_texts:
        in_texts_ = true;
        pieces_.assign(1, records_.data());
        return true;
      case xls::continued:
        if (in_texts_) pieces_.push_back(records_.data());
        return true;
      default:
        return true;
    }
  }

  bool take_format(std::string_view data) {
    if (data.size() < 5 || codes_.size() >= max_formats) return false;
    codes_[u16_at(data, 0)] =
        xls_text(data.substr(5), u16_at(data, 2), (static_cast<unsigned char>(data[4]) & 1) != 0);
    return true;
  }

  bool take_sheet(std::string_view data) {
    if (data.size() < 8) return false;
    constexpr char worksheet = 0;  // others are macro sheets, charts and modules
    if (data[5] != worksheet) return true;
    const auto length = static_cast<unsigned char>(data[6]);
    const bool wide = (static_cast<unsigned char>(data[7]) & 1) != 0;
    const bool hidden = (static_cast<unsigned char>(data[4]) & 3) != 0;  // or very hidden
    book_.sheets.push_back({xls_text(data.substr(8), length, wide), hidden, u32_at(data, 0)});
    return true;
  }

  Result<XlsBook> finish() {
    if (book_.sheets.empty()) {
      return fail(
          ErrorCode::invalid,
          "工作簿里没有工作表（只有宏或图表）：请把数据放进普通工作表，另存为 .xlsx 后重新报送");
    }
    auto texts = read_xls_texts(pieces_);
    if (!texts) return damage("共享文字读不通");
    book_.texts = *std::move(texts);
    book_.kinds.reserve(formats_of_cells_.size());
    for (const std::uint32_t format : formats_of_cells_) {
      const auto code = codes_.find(format);
      book_.kinds.push_back(code == codes_.end() ? kind_of_builtin_format(format)
                                                 : kind_of_format_code(code->second));
    }
    return std::move(book_);
  }

  XlsRecords records_;
  XlsBook book_;
  std::map<std::uint32_t, std::string> codes_;
  std::vector<std::uint32_t> formats_of_cells_;
  std::vector<std::string_view> pieces_;  // of the shared texts
  bool in_texts_ = false;
};

}  // namespace

Result<XlsBook> read_xls_book(std::string_view stream) {
  return GlobalsReader(stream).read();
}

}  // namespace planwatch
