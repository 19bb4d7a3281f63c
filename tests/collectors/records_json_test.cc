// Records of a JSON document, counted as they pass by: the same as by way of a table.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "collectors/extract/records.h"
#include "collectors/records/json_records.h"
#include "tests/collectors/decode_support.h"
#include "tests/collectors/records_support.h"

namespace planwatch::records_testing {
namespace {

using Lines = std::vector<std::string>;
using decode_test::XorShift;

RecordsMapping by_pointers() {
  RecordAggregate rate = aggregate(Kind::ratio, "rate");
  rate.numerator = {filter("/state", Passes::is_one_of, {"已结", "true"})};
  RecordAggregate days = aggregate(Kind::mean_days, "days");
  days.from = "/filed";
  days.to = "/end/on";
  RecordAggregate sum = aggregate(Kind::sum, "sum");
  sum.column = "/sum";
  RecordsMapping all = mapping({rate, days, sum});
  all.date = "/filed";
  all.area = "/court";
  return all;
}

Configuration three_indicators() {
  Configuration plan = configuration(Measure::ratio, Window::month, "rate");
  add_indicator(plan, "days", Measure::days, Window::month);
  add_indicator(plan, "sum", Measure::count, Window::month);
  return plan;
}

Result<Extracted> by_table(std::string_view json, const RecordsMapping& mapping,
                           const Configuration& plan, const FeedLimits& limits) {
  const auto document = decode(json, JsonFormat{"/list"}, limits);
  if (!document) return tl::make_unexpected(document.error());
  Extracted out;
  out.delivery.encoding = document->encoding;
  const auto counted = extract_records(*document, mapping, plan, out);
  if (!counted) return tl::make_unexpected(counted.error());
  return out;
}

// Both ways, which have to agree.
Result<Extracted> count_rows(const std::string& rows, FeedLimits limits = {}) {
  const std::string json = "{\"code\":0,\"list\":[" + rows + "]}";
  const Configuration plan = three_indicators();
  const RecordsMapping all = by_pointers();
  const auto table = by_table(json, all, plan, limits);
  const auto streamed = count_json(json, JsonFormat{"/list"}, limits, all, plan);
  EXPECT_EQ(figures(streamed, plan), figures(table, plan)) << rows;
  EXPECT_EQ(refusals(streamed), refusals(table)) << rows;
  EXPECT_EQ(error_of(streamed), error_of(table)) << rows;
  if (streamed && table) {
    EXPECT_EQ(streamed->notes, table->notes) << rows;
    EXPECT_EQ(streamed->delivery.encoding, table->delivery.encoding) << rows;
  }
  return streamed;
}

constexpr const char* full =
    R"({"court":"甘州区","filed":"2025-03-01","state":"已结","end":{"on":"2025-03-11"},"sum":1.50})";

TEST(RecordsJson, RowsInAnyShape) {
  struct ShapeCase {
    const char* name;
    std::string row;
    Lines expected;  // after the full row
  };
  const std::vector<ShapeCase> table = {
      {"the same again",
       full,
       {"rate 甘州区 2025-03 2/2", "days 甘州区 2025-03 20/2", "sum 甘州区 2025-03 3.00"}},
      {"keys in another order and more of them",
       R"({"x":1,"sum":2,"end":{"y":[1,2],"on":"2025-03-02"},"filed":"2025-03-01","court":"甘州区"})",
       {"rate 甘州区 2025-03 1/2", "days 甘州区 2025-03 11/2", "sum 甘州区 2025-03 3.50"}},
      {"keys left out, null and escapes",
       R"({"court":"\u7518州区","filed":"2025\u002d03-01","end":null,"sum":null,"state":"已\u7ed3"})",
       {"rate 甘州区 2025-03 2/2", "days 甘州区 2025-03 10/1", "sum 甘州区 2025-03 1.50"}},
      {"a key written with escapes",
       R"({"c\u006furt":"甘州区","filed":"2025-03-01","sum":1e1,"state":true})",
       {"rate 甘州区 2025-03 2/2", "days 甘州区 2025-03 10/1", "sum 甘州区 2025-03 11.50"}},
      {"numbers as texts and dates as numbers",
       R"({"court":620702,"filed":20250301,"sum":"1,000","state":"未结"})",
       {"rate 甘州区 2025-03 1/2", "days 甘州区 2025-03 10/1", "sum 甘州区 2025-03 1001.50"}},
  };
  for (const ShapeCase& c : table) {
    SCOPED_TRACE(c.name);
    const auto counted = count_rows(std::string(full) + ",\n " + c.row);
    EXPECT_EQ(figures(counted, three_indicators()), c.expected);
  }
}

TEST(RecordsJson, ARefusedRecordHasItsPointer) {
  const auto counted =
      count_rows(std::string(full) + R"(,{"court":"甘州区","filed":"三月","sum":1})");
  ASSERT_EQ(counted->rejected.size(), 1U);
  EXPECT_EQ(counted->rejected[0].where, "/list/1/filed");
  EXPECT_EQ(counted->rejected[0].place.row, 2U);
  EXPECT_EQ(counted->rejected[0].text, "三月");
}

TEST(RecordsJson, NothingOfABrokenDocumentCounts) {
  const std::vector<std::pair<std::string, const char*>> table = {
      {R"({"court":"甘州区","court":"临泽县","filed":"2025-03-01"})", "出现了两次"},
      {R"({"court":"甘州区","c\u006furt":"临泽县"})", "出现了两次"},
      {R"({"end":{"on":1,"on":2}})", "出现了两次"},
      {R"({"court":"甘州区" "filed":1})", "不完整或语法错误"},
      {R"({"court":"甘州区","sum":01})", "不完整或语法错误"},
      {R"({"court":"甘州区","sum":1.})", "不完整或语法错误"},
      {R"({"court":"甘州区","sum":tru})", "不完整或语法错误"},
      {R"({"court":"a"b})", "不完整或语法错误"},
      {R"({"court":"a\q"})", "不完整或语法错误"},
      {R"({"court":"甘州区")", "不完整或语法错误"},
      {"7", "不是一行"},
      {R"({"a":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]})",
       "嵌套层数"},
  };
  for (const auto& [row, says] : table) {
    const auto counted = count_rows(std::string(full) + "," + row);
    EXPECT_NE(error_of(counted).find(says), std::string::npos) << row << error_of(counted);
  }
}

TEST(RecordsJson, EveryCutIsAnError) {
  const std::string json = "{\"list\":[" + std::string(full) + "," + full + "],\"total\":2}";
  const Configuration plan = three_indicators();
  for (std::size_t size = 1; size < json.size(); ++size) {
    const auto counted =
        count_json(json.substr(0, size), JsonFormat{"/list"}, {}, by_pointers(), plan);
    EXPECT_FALSE(counted) << size;
  }
}

TEST(RecordsJson, AMappedKeyThatNoRowHasIsAnError) {
  const auto counted = count_rows(R"({"court":"甘州区","filed":"2025-03-01"})");
  EXPECT_NE(error_of(counted).find("找不到映射的列"), std::string::npos);
  EXPECT_NE(error_of(counted).find("“/filed”"), std::string::npos);
  EXPECT_TRUE(notes_contain(count_rows(""), "没有数据行"));
}

TEST(RecordsJson, AColumnThatTurnsOutToBeAnotherIsReadAgainWhole) {
  // "sum" alone is found as /a/sum until /sum itself comes.
  const std::string rows = R"({"filed":"2025-03-01","a":{"sum":5}},{"filed":"2025-03-01","sum":7})";
  const std::string json = "{\"list\":[" + rows + "]}";
  Configuration plan = configuration(Measure::count, Window::month, "sum");
  RecordAggregate sum = aggregate(Kind::sum, "sum");
  sum.column = "sum";
  RecordsMapping all = mapping({sum});
  all.date = "filed";
  all.area.reset();
  const auto streamed = count_json(json, JsonFormat{"/list"}, {}, all, plan);
  const auto table = by_table(json, all, plan, {});
  EXPECT_EQ(figures(streamed, plan), figures(table, plan));
  EXPECT_EQ(figures(streamed, plan), Lines{"甘州区 2025-03 7"});
}

TEST(RecordsJson, LimitsHold) {
  FeedLimits limits;
  limits.rows = 2;
  const std::string three = std::string(full) + "," + full + "," + full;
  EXPECT_NE(error_of(count_rows(three, limits)).find("rows = 2"), std::string::npos);
  limits = {};
  limits.columns = 3;
  EXPECT_NE(error_of(count_rows(three, limits)).find("columns = 3"), std::string::npos);
  limits = {};
  limits.bytes = 100;
  EXPECT_NE(error_of(count_rows(three, limits)).find("bytes = 100"), std::string::npos);
}

TEST(RecordsJson, RandomRowsAgreeWithTheTable) {
  const std::vector<std::string> fields = {R"("court":"甘州区")",
                                           R"("court":"临泽县")",
                                           R"("filed":"2025-03-01")",
                                           R"("filed":"2025-04-31")",
                                           R"("state":"已结")",
                                           R"("state":null)",
                                           R"("sum":12.25)",
                                           R"("sum":"约3")",
                                           R"("end":{"on":"2025-05-01"})",
                                           R"("end":{})",
                                           R"("end":[])",
                                           R"("note":"\"引\\号\"\n")",
                                           R"("sta\u0074e":"已结")",
                                           R"("more":[1,{"a":2}])",
                                           R"("filed":"2025-03-02")",
                                           R"("court":"甘州区 ")",
                                           R"("a/b~c":1)",
                                           R"("sum": -1e2 )"};
  XorShift random(2025);
  int good = 0;
  for (int round = 0; round < 400; ++round) {
    std::string rows = std::string(full);
    for (std::size_t row = random.below(6); row > 0; --row) {
      rows += ",{";
      const std::size_t count = random.below(6);
      for (std::size_t i = 0; i < count; ++i) {
        rows += (i == 0 ? "" : ",") + fields[random.below(fields.size())];
      }
      rows += "}";
    }
    good += count_rows(rows) ? 1 : 0;
  }
  EXPECT_GT(good, 50);
  EXPECT_LT(good, 400);
}

// Large enough to be counted in pieces; `last` closes the list.
std::string large_list(const std::string& last) {
  XorShift random(31);
  std::string rows;
  while (rows.size() < 3 << 19) {
    rows += fmt::format(
        R"({{"court":"{}","filed":"2025-{:02}-{:02}","state":"{}","note":"}},{{\\\"{}","end":{{"on":{}}},"sum":{}.50}},
)",
        random.below(2) == 0 ? "甘州区" : "临泽县", 1 + random.below(12), 1 + random.below(28),
        random.below(3) == 0 ? "未结" : "已结", random.below(1'000),
        random.below(4) == 0 ? "null" : "\"2026-01-11\"", random.below(5'000));
  }
  return rows + last;
}

TEST(RecordsJson, ALargeDocumentIsCountedLikeASmallOne) {
  FeedLimits limits;
  const auto good = count_rows(large_list(full), limits);
  ASSERT_TRUE(good) << error_of(good);
  EXPECT_GT(figures(good, three_indicators()).size(), 50U);
  // Whatever is wrong with the last row or behind it, nothing is counted and the error is the same.
  const std::vector<std::pair<std::string, const char*>> table = {
      {R"({"court":"甘州区","court":"临泽县","filed":"2025-03-01"})", "出现了两次"},
      {R"({"court":"甘州区" "filed":1})", "不完整或语法错误"},
      {R"({"court":"甘州区","filed":"2025-03-01"})", "不完整或语法错误"},
      {"7", "不是一行"},
      {R"({"a":1}],"list":[{"a":2})", "出现了两次"},
      {"{\"court\":\"甘州区\xFF\"}", ""},
  };
  for (const auto& [last, says] : table) {
    const std::string closed = last == table[2].first ? last + "," : last;
    const auto counted = count_rows(large_list(closed), limits);
    EXPECT_FALSE(counted) << last;
    EXPECT_NE(error_of(counted).find(says), std::string::npos) << error_of(counted);
  }
  limits.rows = 5'000;
  EXPECT_NE(error_of(count_rows(large_list(full), limits)).find("rows = 5000"), std::string::npos);
}

TEST(RecordsJson, ALargeDocumentMayChangeItsColumnsLate) {
  std::string rows;
  for (int i = 0; i < 40'000; ++i) rows += R"({"filed":"2025-03-01","a":{"sum":5},"n":"x"},)";
  rows += R"({"filed":"2025-03-01","sum":7})";
  const std::string json = "{\"list\":[" + rows + "]}";
  Configuration plan = configuration(Measure::count, Window::month, "sum");
  RecordAggregate sum = aggregate(Kind::sum, "sum");
  sum.column = "sum";
  RecordsMapping all = mapping({sum});
  all.date = "filed";
  all.area.reset();
  const auto streamed = count_json(json, JsonFormat{"/list"}, {}, all, plan);
  EXPECT_EQ(figures(streamed, plan), Lines{"甘州区 2025-03 7"});
}

}  // namespace
}  // namespace planwatch::records_testing
