#pragma once

#include <string>

#include "rules/model/result.h"

namespace planwatch {

// Turns the hidden sheets of the workbook at `path` into very hidden ones: spreadsheet programs do
// not offer to show them. libxlsxwriter knows hidden ones only.
Result<void> make_very_hidden(const std::string& path);

}  // namespace planwatch
