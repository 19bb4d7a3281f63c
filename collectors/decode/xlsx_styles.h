#pragma once

#include <string>
#include <vector>

#include "collectors/decode/number_format.h"
#include "collectors/decode/xlsx_zip.h"

namespace planwatch {

// What each cell format (the s attribute of a cell) makes of a number.
class Styles {
 public:
  Styles() = default;
  explicit Styles(std::vector<NumberKind> kinds) : kinds_(std::move(kinds)) {}

  // Formats that the workbook does not have are plain numbers.
  NumberKind kind(std::size_t style) const {
    return style < kinds_.size() ? kinds_[style] : NumberKind::number;
  }

 private:
  std::vector<NumberKind> kinds_;
};

// `part` may be empty: a workbook without styles.
Result<Styles> read_styles(ZipArchive& archive, const std::string& part);

}  // namespace planwatch
