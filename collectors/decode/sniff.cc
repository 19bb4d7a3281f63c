#include "collectors/decode/sniff.h"

#include <algorithm>
#include <fmt/format.h>
#include <string>

namespace planwatch {
namespace {

constexpr std::string_view white_space = " \t\r\n\v\f";

std::string_view without_mark_and_space(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::size_t start = bytes.find_first_not_of(white_space);
  return start == std::string_view::npos ? std::string_view{} : bytes.substr(start);
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return result;
}

bool looks_like_html(std::string_view start) {
  if (!start.starts_with('<')) return false;
  const std::string head = lower(start.substr(0, 4096));
  for (const std::string_view tag : {"<!doctype html", "<html", "<head", "<body", "<table",
                                     "<script", "<meta", "<title", "<div", "<form"}) {
    if (head.starts_with(tag)) return true;
  }
  // A comment or an XML declaration may stand before the page itself.
  const bool may_follow = head.starts_with("<!--") || head.starts_with("<?xml");
  return may_follow && (head.find("<html") != std::string::npos ||
                        head.find("<!doctype html") != std::string::npos);
}

// Names in a compound file's directory are UTF-16, little endian.
bool has_stream(std::string_view bytes, std::string_view name) {
  std::string wide;
  for (const char c : name) wide.append({c, '\0'});
  return bytes.find(wide) != std::string_view::npos;
}

std::string ole_message(std::string_view bytes, std::string_view wanted) {
  constexpr std::string_view how = "请用 Excel 或 WPS 打开，另存为 .xlsx（不设密码）后重新报送";
  if (has_stream(bytes, "EncryptedPackage")) {
    return "收到的是加了打开密码的工作簿：请取消密码（文件—信息—保护工作簿）后重新报送";
  }
  if (has_stream(bytes, "WordDocument")) {
    return fmt::format(
        "收到的是 Word 或 WPS 文字文档（.doc、.wps），不是 {}：请把数据放进表格，"
        "另存为 .xlsx 后重新报送",
        wanted);
  }
  if (has_stream(bytes, "Workbook") && wanted != "XLS") {
    return fmt::format(
        "收到的是 Excel 97-2003（.xls）或 WPS 表格（.et），不是 {}："
        "请把该数据源的格式改为 xls，或{}",
        wanted, how);
  }
  return fmt::format(
      "收到的是 Excel 95 或更早的 .xls、WPS 表格（.et），或里面没有工作簿的文件，"
      "无法读取：{}",
      how);
}

constexpr std::string_view html_message =
    "收到的是网页（HTML），不是 {}：可能是登录页、出错页，或扩展名改成了表格的网页；"
    "接口请核对地址、登录信息和令牌，文件请用 Excel 打开后另存为真正的 {}";

}  // namespace

Content sniff(std::string_view bytes) {
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return Content::zip;
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) return Content::ole;
  for (const std::string_view version : {"\x09\x02", "\x09\x04", "\x09\x08"}) {
    // A record of BIFF 3 to 5 begins the stream; its length byte keeps a tab in a text out.
    if (bytes.size() > 8 && bytes.starts_with(version) && bytes[2] < 0x20 && bytes[3] == 0) {
      return Content::biff;
    }
  }
  if (bytes.starts_with("%PDF")) return Content::pdf;
  const std::string_view start = without_mark_and_space(bytes);
  if (start.empty()) return Content::empty;
  if (looks_like_html(start)) return Content::html;
  if (start.starts_with("<?xml")) return Content::xml;
  if (start.front() == '{' || start.front() == '[') return Content::json;
  return Content::text;
}

Result<void> check_not_wps(std::string_view name, std::string_view bytes) {
  const std::string ending =
      lower(name.substr(name.size() - std::min(name.size(), std::size_t{4})));
  const bool named = ending.ends_with(".et") || ending == ".ett";
  if (!named || sniff(bytes) != Content::ole) return {};
  return fail(ErrorCode::invalid,
              "收到的是 WPS 表格自己的格式（.et）：请用 WPS 打开，点“文件—另存为”，类型选 "
              "“Microsoft Excel 文件（*.xlsx）”（不设密码），再报送 .xlsx");
}

Error not_what_it_says(Content content, std::string_view wanted, std::string_view bytes) {
  const auto refuse = [](std::string message) {
    return Error{ErrorCode::invalid, false, std::move(message)};
  };
  switch (content) {
    case Content::empty:
      return refuse(
          fmt::format("内容为空（{} 字节）：请核对报送单位是否导出成功，重新报送", bytes.size()));
    case Content::html:
      return refuse(fmt::format(fmt::runtime(html_message), wanted, wanted));
    case Content::ole:
    case Content::biff:
      return refuse(ole_message(bytes, wanted));
    case Content::zip:
      return refuse(fmt::format(
          "收到的是 .xlsx、.ods 工作簿或压缩包，不是 {}：请把该数据源的格式改为 xlsx 或 ods，"
          "或解压后报送 {}",
          wanted, wanted));
    case Content::pdf:
      return refuse(fmt::format("收到的是 PDF，不是 {}：请报送原始表格", wanted));
    case Content::xml:
      return refuse(fmt::format("收到的是 XML，不是 {}：若是“XML 表格 2003”，请用 Excel 另存为 {}",
                                wanted, wanted));
    case Content::json:
      return refuse(fmt::format("收到的是 JSON，不是 {}：请核对该数据源的格式设置", wanted));
    case Content::text:
      break;
  }
  return refuse(
      fmt::format("收到的是文本（可能是 CSV），不是 {}：请核对该数据源的格式设置", wanted));
}

}  // namespace planwatch
