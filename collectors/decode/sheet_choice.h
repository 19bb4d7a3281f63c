#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "rules/model/result.h"

namespace planwatch {

struct SheetChoice {
  std::string name;
  bool hidden = false;
};

// Which of a workbook's sheets: the one called `name`, or the first visible one where it is empty;
// an error that names those there are.
Result<std::size_t> choose_sheet(const std::vector<SheetChoice>& sheets, const std::string& name);

}  // namespace planwatch
