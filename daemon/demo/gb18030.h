#pragma once

#include <string>
#include <string_view>

#include "rules/model/result.h"

namespace planwatch::demo {

// UTF-8 to GB18030, which has every character of Unicode. An error only for text that is not UTF-8.
Result<std::string> to_gb18030(std::string_view utf8);

}  // namespace planwatch::demo
