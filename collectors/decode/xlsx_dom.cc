#include "collectors/decode/xlsx_dom.h"

#include <fmt/format.h>

#include "collectors/decode/xml_text.h"

namespace planwatch {
namespace {

bool has_document_type(const pugi::xml_document& tree) {
  for (const pugi::xml_node node : tree.children()) {
    if (node.type() == pugi::node_doctype) return true;
  }
  return false;
}

tl::unexpected<Error> damaged(std::string_view key, std::string_view what) {
  return fail(
      ErrorCode::corrupt,
      fmt::format("工作簿损坏：部件 {} {}；请用 Excel 打开后另存为 .xlsx 重新报送", key, what));
}

}  // namespace

Result<void> load_tree(ZipArchive& archive, std::string_view key, pugi::xml_document& tree) {
  const auto bytes = archive.read(key, max_tree_bytes);
  if (!bytes) return tl::make_unexpected(bytes.error());
  const auto parsed =
      tree.load_buffer(bytes->data(), bytes->size(), pugi::parse_default | pugi::parse_doctype);
  if (!parsed) return damaged(key, fmt::format("不是完整的 XML（{}）", parsed.description()));
  if (has_document_type(tree)) {
    return damaged(key, "含有文档类型声明（DOCTYPE），表格文件里不该有，为安全起见拒绝");
  }
  return {};
}

std::vector<pugi::xml_node> children_of(pugi::xml_node parent, std::string_view local_name) {
  std::vector<pugi::xml_node> found;
  for (const pugi::xml_node child : parent.children()) {
    if (local_part(child.name()) == local_name) found.push_back(child);
  }
  return found;
}

pugi::xml_node child_of(pugi::xml_node parent, std::string_view local_name) {
  for (const pugi::xml_node child : parent.children()) {
    if (local_part(child.name()) == local_name) return child;
  }
  return {};
}

std::string_view prefixed_attribute(pugi::xml_node node, std::string_view local_name) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (name.find(':') != std::string_view::npos && local_part(name) == local_name) {
      return attribute.value();
    }
  }
  return {};
}

bool is_true(std::string_view text) {
  return text == "1" || text == "true" || text == "on";
}

}  // namespace planwatch
