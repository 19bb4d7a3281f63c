#pragma once

#include <string>
#include <string_view>

namespace planwatch {

// The one spelling of a part's name inside a workbook: forward slashes, no leading slash, no "."
// and ".." steps, lower case (names are compared without case: ECMA-376 part 2, section 6.2.2.3).
// ".." above the root stays at the root; nothing is ever written under such a name.
std::string part_key(std::string_view name);

// The key of a relationship's target as written in the relationships of `part`: "/xl/a.xml" is
// absolute, "worksheets/a.xml" and "..\a.xml" are relative to the part's folder.
std::string target_key(std::string_view part, std::string_view target);

// "xl/_rels/workbook.xml.rels" for "xl/workbook.xml"; "_rels/.rels" for the package itself ("").
std::string relationships_key(std::string_view part);

}  // namespace planwatch
