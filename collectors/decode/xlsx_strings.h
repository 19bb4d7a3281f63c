#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/decode/xlsx_zip.h"
#include "collectors/decode/xml_pull.h"
#include "rules/model/feed_spec.h"

namespace planwatch {

// The texts that cells refer to by number. One buffer, because there may be millions.
class SharedStrings {
 public:
  std::optional<std::string_view> at(std::uint64_t index) const;
  void add(std::string_view text);
  std::uint64_t bytes() const { return text_.size() + ends_.size() * sizeof(std::uint64_t); }

 private:
  std::string text_;
  std::vector<std::uint64_t> ends_;
};

// `part` may be empty: a workbook without shared strings.
Result<SharedStrings> read_shared_strings(ZipArchive& archive, const std::string& part,
                                          const FeedLimits& limits);

// After the start of <si> or <is>: the text of its runs, without the phonetic guides of East Asian
// texts, up to its end. False when the document failed.
bool read_rich_text(XmlPull& xml, std::string& into);

// _x000D_ is a carriage return, _x005F_ an underscore (ECMA-376 part 1, section 22.9.2.19).
std::string unescaped_xstring(std::string text);

}  // namespace planwatch
