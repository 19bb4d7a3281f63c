#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace planwatch {

// The texts that cells refer to by number. One buffer, because there may be millions.
class XlsTexts {
 public:
  std::optional<std::string_view> at(std::uint64_t index) const;
  void add(std::string_view text);

 private:
  std::string text_;
  std::vector<std::uint64_t> ends_;
};

// The record of shared texts and those that continue it ([MS-XLS] section 2.4.265), its pieces.
// Empty where they contradict themselves: the workbook is damaged.
std::optional<XlsTexts> read_xls_texts(const std::vector<std::string_view>& pieces);

}  // namespace planwatch
