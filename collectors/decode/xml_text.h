#pragma once

#include <optional>
#include <string_view>

namespace planwatch {

// Well-formed UTF-8 without the control characters that XML 1.0 section 2.2 leaves out.
bool is_xml_text(std::string_view text);

// What stands between & and ; : the five entities of XML, #39 and #x27. Empty for every other: no
// document can define its own here.
std::optional<char32_t> referred_character(std::string_view reference);

// row of x:row.
std::string_view local_part(std::string_view name);

}  // namespace planwatch
