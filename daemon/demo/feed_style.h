#pragma once

#include <string_view>

namespace planwatch::demo {

// A department's habits that the feed's mapping does not say and a reader has to live with.
struct FeedStyle {
  std::string_view feed;
  bool title = false;            // a title line above the header
  bool byte_order_mark = false;  // CSV in UTF-8 with BOM, as spreadsheets write it
  bool thousands = false;        // 1,234.56
  bool spans = false;            // 2025年1-9月 instead of 2025年9月
  bool dates = false;            // XLSX: report dates are date cells
  bool inline_strings = false;   // XLSX: texts stand in the cells
  enum class Ratio { plain, percent_text, percent_cell } ratio = Ratio::plain;
};

// The plain style for a feed that has no habits of its own.
FeedStyle style_of(std::string_view feed);

}  // namespace planwatch::demo
