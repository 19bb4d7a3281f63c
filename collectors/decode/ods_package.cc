#include "collectors/decode/ods_package.h"

#include <fmt/format.h>
#include <string>

#include "collectors/decode/utf8.h"
#include "collectors/decode/xml_pull.h"
#include "collectors/decode/xml_text.h"

namespace planwatch {
namespace {

constexpr std::string_view manifest = "meta-inf/manifest.xml";
constexpr std::string_view type_beginning = "application/vnd.oasis.opendocument.";

tl::unexpected<Error> has_password() {
  return fail(ErrorCode::invalid,
              "收到的 .ods 加了打开密码：请取消密码（另存为时不勾选“用密码保存”），"
              "另存为 .ods 或 .xlsx 后重新报送");
}

// The manifest names the parts that are encrypted; their bytes are of no use.
Result<bool> names_encryption(ZipArchive& archive) {
  if (!archive.has(manifest)) return false;
  auto source = archive.stream(manifest);
  if (!source) return tl::make_unexpected(source.error());
  XmlPull xml(std::move(*source), std::string(manifest));
  for (auto event = xml.next(); event != XmlPull::Event::done; event = xml.next()) {
    if (event == XmlPull::Event::failed) return tl::make_unexpected(xml.error());
    if (event == XmlPull::Event::start && xml.name() == "encryption-data") return true;
  }
  return false;
}

}  // namespace

bool is_open_document(const ZipArchive& archive) {
  return archive.has(ods_content) || archive.has("encrypted-package");
}

Result<void> check_ods(ZipArchive& archive) {
  if (archive.has("encrypted-package")) return has_password();
  if (!archive.has(ods_content)) {
    return fail(
        ErrorCode::invalid,
        "收到的压缩包里没有 .ods 工作簿的内容（content.xml）：若是 .xlsx，请把该数据源的格式"
        "改为 xlsx；压缩包请先解压");
  }
  if (archive.has("mimetype")) {
    const auto type = archive.read("mimetype", 4096);
    if (!type) return tl::make_unexpected(type.error());
    const bool known = type->starts_with(type_beginning);
    if (known && !type->substr(type_beginning.size()).starts_with("spreadsheet")) {
      const std::string_view kind = std::string_view(*type).substr(type_beginning.size());
      return fail(ErrorCode::invalid,
                  fmt::format("收到的是 OpenDocument 文件，但不是表格（{}）：请报送 .ods 或 .xlsx",
                              is_xml_text(kind) ? shortened(kind, 60) : "类型不明"));
    }
  }
  const auto encrypted = names_encryption(archive);
  if (!encrypted) return tl::make_unexpected(encrypted.error());
  if (*encrypted) return has_password();
  return {};
}

}  // namespace planwatch
