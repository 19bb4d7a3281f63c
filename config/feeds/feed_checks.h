#pragma once

#include "config/feeds/feed_words.h"

namespace planwatch::feeds {

// Parts of cross_check_feeds: what needs the plan.

// Figures fit their indicators: how often they come, in which unit, how they are computed.
void check_figures(const FeedSpec& feed, const FeedPlaces& places, const Draft& draft);
// A template asks only for what the feed's unit answers for.
void check_template(const FeedSpec& feed, const FeedPlaces& places, const Draft& draft);

}  // namespace planwatch::feeds
