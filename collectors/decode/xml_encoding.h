#pragma once

#include <string_view>

#include "collectors/decode/encoding.h"

namespace planwatch {

// XML of any encoding as UTF-8. A byte order mark decides, then the shape of the first bytes
// (UTF-16 without a mark), then the declaration (XML 1.0 appendix F): gb2312 and gbk are read as
// GB18030. A declared UTF-16 whose bytes are not is what some programs write above UTF-8: found
// out, as without a declaration.
Result<DecodedText> decode_xml_text(std::string_view bytes);

}  // namespace planwatch
