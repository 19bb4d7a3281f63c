#include "daemon/demo/feed_style.h"

#include <array>

namespace planwatch::demo {

namespace {

constexpr auto styles = std::to_array<FeedStyle>({
    {.feed = "court", .title = true},
    {.feed = "human_resources", .title = true},
    {.feed = "finance", .byte_order_mark = true, .thousands = true, .spans = true},
    {.feed = "market_regulation", .inline_strings = true, .ratio = FeedStyle::Ratio::percent_cell},
    {.feed = "science_technology", .dates = true},
    {.feed = "commerce_trains", .byte_order_mark = true},
    {.feed = "housing", .ratio = FeedStyle::Ratio::percent_text},
    {.feed = "power_supply", .title = true, .dates = true},
});

}  // namespace

FeedStyle style_of(std::string_view feed) {
  for (const FeedStyle& style : styles) {
    if (style.feed == feed) return style;
  }
  return {.feed = feed};
}

}  // namespace planwatch::demo
