#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/decode/xlsx_zip.h"

namespace planwatch {

// Small parts of a workbook as a document tree; for the large ones see XmlPull. Namespace prefixes
// are passed over: <x:sheet> is a sheet. Only xlsx_workbook.cc and xlsx_styles.cc include this.
inline constexpr std::uint64_t max_tree_bytes = 16ull << 20;

// Refuses a part that is larger, not well formed, or that has a document type.
Result<void> load_tree(ZipArchive& archive, std::string_view key, pugi::xml_document& tree);

std::vector<pugi::xml_node> children_of(pugi::xml_node parent, std::string_view local_name);
pugi::xml_node child_of(pugi::xml_node parent, std::string_view local_name);
// An attribute with a namespace prefix, such as r:id, whatever the prefix is.
std::string_view prefixed_attribute(pugi::xml_node node, std::string_view local_name);
bool is_true(std::string_view text);  // xsd:boolean and on: 1, true, on

}  // namespace planwatch
