#pragma once

#include <string_view>

#include "collectors/decode/xlsx_zip.h"

namespace planwatch {

// Whether the parts are those of an OpenDocument file, by names whatever their case and slashes.
bool is_open_document(const ZipArchive& archive);

// Refuses what is no spreadsheet (texts, presentations, other archives) and what has a password.
Result<void> check_ods(ZipArchive& archive);

inline constexpr std::string_view ods_content = "content.xml";

}  // namespace planwatch
