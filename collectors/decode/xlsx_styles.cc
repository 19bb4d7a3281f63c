#include "collectors/decode/xlsx_styles.h"

#include <map>

#include "collectors/decode/xlsx_dom.h"

namespace planwatch {

Result<Styles> read_styles(ZipArchive& archive, const std::string& part) {
  if (part.empty() || !archive.has(part)) return Styles{};
  pugi::xml_document tree;
  if (auto loaded = load_tree(archive, part, tree); !loaded) {
    return tl::make_unexpected(loaded.error());
  }
  const pugi::xml_node root = child_of(tree, "styleSheet");
  std::map<unsigned, NumberKind> own_formats;
  for (const auto node : children_of(child_of(root, "numFmts"), "numFmt")) {
    own_formats[node.attribute("numFmtId").as_uint()] =
        kind_of_format_code(node.attribute("formatCode").value());
  }
  std::vector<NumberKind> kinds;
  for (const auto node : children_of(child_of(root, "cellXfs"), "xf")) {
    const unsigned format = node.attribute("numFmtId").as_uint();
    const auto own = own_formats.find(format);
    kinds.push_back(own == own_formats.end() ? kind_of_builtin_format(format) : own->second);
  }
  return Styles(std::move(kinds));
}

}  // namespace planwatch
