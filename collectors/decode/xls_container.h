#pragma once

#include <string>
#include <string_view>

#include "rules/model/result.h"

namespace planwatch {

// The stream called `name` of a compound file, as [MS-CFB] describes it; only in the root storage.
// Every chain of sectors is followed at most once around: a hostile one ends in an error. Error
// not_found where there is no such stream.
Result<std::string> read_compound_stream(std::string_view bytes, std::string_view name);

}  // namespace planwatch
