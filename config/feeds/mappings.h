#pragma once

#include "config/feeds/feed_words.h"

namespace planwatch::feeds {

// Each in a source of its own.
MappingWords observation_words();
MappingWords task_words();
MappingWords record_words();
MappingWords template_words();

inline constexpr MappingWords (*mapping_words[])() = {observation_words, task_words, record_words,
                                                      template_words};

const std::vector<MappingWords>& mappings();
// Reads the one that stands in the feed, whose transport and format are known by then.
void load_mapping(Fields& fields, FeedDraft& feed);

}  // namespace planwatch::feeds
