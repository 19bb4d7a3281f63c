#pragma once

#include <string_view>
#include <vector>

#include "collectors/decode/sheet_choice.h"
#include "rules/model/feed_spec.h"

namespace planwatch {

// The sheets of an OpenDocument spreadsheet, in its order.
Result<std::vector<SheetChoice>> ods_sheets(std::string_view bytes, const FeedLimits& limits);

}  // namespace planwatch
