#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/decode/byte_window.h"
#include "collectors/decode/table.h"
#include "collectors/records/csv_records.h"
#include "rules/model/configuration.h"

namespace planwatch::records_testing {

using Kind = RecordAggregate::Kind;
using Passes = RecordFilter::Test;

// One indicator `id` of that measure and window, two areas (甘州区, 临泽县), the calendar of 2025.
Configuration configuration(Measure measure, Window window, const char* id = "figure");
void add_indicator(Configuration& configuration, const char* id, Measure measure, Window window);

// Dates in 立案, areas in 地区, no key.
RecordsMapping mapping(std::vector<RecordAggregate> aggregates);
RecordAggregate aggregate(Kind kind, const char* id = "figure");
RecordFilter filter(const char* column, Passes test, std::vector<std::string> values = {});

// The bytes in pieces of the sizes that `next_size` gives.
ByteOpener in_pieces(std::string bytes, std::function<std::size_t()> next_size);

// Both ways; they have to say the same, else a test failure.
Result<Extracted> count(std::string_view csv, const RecordsMapping& mapping,
                        const Configuration& configuration);
Result<Extracted> count_streamed(std::string_view csv, const RecordsMapping& mapping,
                                 const Configuration& configuration, std::size_t piece,
                                 FeedLimits limits = {});
Result<Extracted> count_whole(std::string_view csv, const RecordsMapping& mapping,
                              const Configuration& configuration, FeedLimits limits = {});

// "甘州区 2025-01 3/4" or "甘州区 2025-01 2.5", one a figure; the indicator's id in front where the
// configuration has several.
std::vector<std::string> figures(const Result<Extracted>& extracted,
                                 const Configuration& configuration);
// "第3行第2列（结案） 2025-13-01: 看不出…", one a refusal.
std::vector<std::string> refusals(const Result<Extracted>& extracted);
std::string error_of(const Result<Extracted>& extracted);
bool notes_contain(const Result<Extracted>& extracted, std::string_view text);

}  // namespace planwatch::records_testing
