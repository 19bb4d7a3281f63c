#pragma once

#include "config/feeds/feed_words.h"

namespace planwatch::feeds {

// `due`: when a report is due.
ReportDue load_due(Fields& fields, FeedPlaces& places);
MapKind describe_due();

}  // namespace planwatch::feeds
