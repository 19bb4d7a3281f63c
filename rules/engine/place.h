#pragma once

#include <string>
#include <vector>

#include "rules/model/feed_spec.h"
#include "rules/model/observation.h"

namespace planwatch {

// A figure's exact place as people look it up: 报表!C7 in a workbook, 第7行第3列（C7） in a text
// file, /data/list/4/rate in an answer, /observations/4 in a push; empty when nothing is known of
// it. `feed` tells a JSON answer's pointers; null: the row alone.
std::string place_words(const Place& place, const std::vector<std::string>& sheets,
                        const FeedSpec* feed, const IndicatorId& indicator);

}  // namespace planwatch
