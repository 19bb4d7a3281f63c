#include "tests/collectors/records_support.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <memory>

#include "collectors/extract/records.h"

namespace planwatch::records_testing {

void add_indicator(Configuration& configuration, const char* id, Measure measure, Window window) {
  Indicator made;
  made.id = IndicatorId(id);
  made.name = id;
  made.measure = measure;
  made.window = window;
  configuration.plan.indicators.push_back(made);
}

Configuration configuration(Measure measure, Window window, const char* id) {
  Configuration made;
  made.plan.year = 2025;
  made.plan.area = AreaCode("620702");
  made.plan.areas = {{AreaCode("620702"), "甘州区", "", {}},
                     {AreaCode("620723"), "临泽县", "", {}}};
  CalendarYear year;
  year.year = 2025;
  year.confirmed = true;
  year.off = {{make_date(2025, 1, 1), make_date(2025, 1, 1)},
              {make_date(2025, 1, 28), make_date(2025, 2, 4)}};
  year.work = {make_date(2025, 1, 26), make_date(2025, 2, 8)};
  made.calendar = Calendar({year});
  add_indicator(made, id, measure, window);
  return made;
}

RecordsMapping mapping(std::vector<RecordAggregate> aggregates) {
  RecordsMapping made;
  made.date = "立案";
  made.area = "地区";
  made.aggregates = std::move(aggregates);
  return made;
}

RecordAggregate aggregate(Kind kind, const char* id) {
  RecordAggregate made;
  made.indicator = IndicatorId(id);
  made.kind = kind;
  made.column = "数额";
  made.base = "基数";
  made.from = "立案";
  made.to = "结案";
  return made;
}

RecordFilter filter(const char* column, Passes test, std::vector<std::string> values) {
  return {column, test, std::move(values)};
}

ByteOpener in_pieces(std::string bytes, std::function<std::size_t()> next_size) {
  const auto shared = std::make_shared<const std::string>(std::move(bytes));
  return [shared, next_size]() -> Result<ByteSource> {
    return ByteSource([shared, next_size, at = std::size_t{0}](
                          char* into, std::size_t size) mutable -> Result<std::size_t> {
      const std::size_t count =
          std::min({size, shared->size() - at, std::max<std::size_t>(1, next_size())});
      std::copy_n(shared->data() + at, count, into);
      at += count;
      return count;
    });
  };
}

Result<Extracted> count_streamed(std::string_view csv, const RecordsMapping& mapping,
                                 const Configuration& configuration, std::size_t piece,
                                 FeedLimits limits) {
  return count_csv(in_pieces(std::string(csv), [piece] { return piece; }), CsvFormat{}, limits,
                   mapping, configuration);
}

Result<Extracted> count_whole(std::string_view csv, const RecordsMapping& mapping,
                              const Configuration& configuration, FeedLimits limits) {
  const auto document = decode(csv, CsvFormat{}, limits);
  if (!document) return tl::make_unexpected(document.error());
  Extracted out;
  out.delivery.encoding = document->encoding;
  const auto extracted = extract_records(*document, mapping, configuration, out);
  if (!extracted) return tl::make_unexpected(extracted.error());
  return out;
}

std::vector<std::string> figures(const Result<Extracted>& extracted,
                                 const Configuration& configuration) {
  std::vector<std::string> lines;
  if (!extracted) return {"error: " + extracted.error().message};
  const Plan& plan = configuration.plan;
  for (const Observation& o : extracted->observations) {
    std::string line;
    if (plan.indicators.size() > 1) line = plan.indicators[o.indicator.value].id.text + " ";
    line += plan.areas[o.area.value].name + " " + to_string(o.period);
    if (o.has_value) line += " " + o.value.to_string();
    if (o.has_parts) line += " " + o.numerator.to_string() + "/" + o.denominator.to_string();
    lines.push_back(line + (o.provisional ? " provisional" : ""));
  }
  return lines;
}

std::vector<std::string> refusals(const Result<Extracted>& extracted) {
  std::vector<std::string> lines;
  if (!extracted) return {"error: " + extracted.error().message};
  for (const RejectedRow& row : extracted->rejected) {
    lines.push_back(row.where + " " + row.text + ": " + row.reason);
  }
  return lines;
}

std::string error_of(const Result<Extracted>& extracted) {
  return extracted ? "" : extracted.error().message;
}

bool notes_contain(const Result<Extracted>& extracted, std::string_view text) {
  return extracted &&
         std::any_of(extracted->notes.begin(), extracted->notes.end(),
                     [&](const std::string& note) { return note.find(text) != std::string::npos; });
}

Result<Extracted> count(std::string_view csv, const RecordsMapping& mapping,
                        const Configuration& configuration) {
  Result<Extracted> whole = count_whole(csv, mapping, configuration);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{1} << 20U}) {
    const auto streamed = count_streamed(csv, mapping, configuration, piece);
    EXPECT_EQ(figures(streamed, configuration), figures(whole, configuration)) << piece;
    EXPECT_EQ(refusals(streamed), refusals(whole)) << piece;
    EXPECT_EQ(error_of(streamed), error_of(whole)) << piece;
    if (!streamed || !whole) continue;
    EXPECT_EQ(streamed->notes, whole->notes) << piece;
    EXPECT_EQ(streamed->delivery.encoding, whole->delivery.encoding) << piece;
  }
  return whole;
}

}  // namespace planwatch::records_testing
