// What must end in bounded time and memory, with an error that says where and what to do.

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

#include "collectors/fetch/sha256.h"
#include "collectors/read/read_body.h"
#include "tests/collectors/records_support.h"

namespace planwatch::records_testing {
namespace {

using Lines = std::vector<std::string>;

// `begin`, then `rest` again and again up to `size` bytes.
ByteOpener endless(std::string begin, std::string rest, std::uint64_t size) {
  return [=]() -> Result<ByteSource> {
    return ByteSource(
        [=, given = std::uint64_t{0}](char* into, std::size_t room) mutable -> Result<std::size_t> {
          if (given >= size) return std::size_t{0};
          const bool first = given < begin.size();
          const std::string& from = first ? begin : rest;
          const std::size_t at = first ? given : (given - begin.size()) % rest.size();
          const std::size_t count = std::min(room, from.size() - at);
          std::copy_n(from.data() + at, count, into);
          given += count;
          return count;
        });
  };
}

std::string repeated(const std::string& text, int times) {
  std::string made;
  for (int i = 0; i < times; ++i) made += text;
  return made;
}

std::string error_about(const ByteOpener& open, FeedLimits limits = {}) {
  const Configuration plan = configuration(Measure::count, Window::month);
  return error_of(count_csv(open, CsvFormat{}, limits, mapping({aggregate(Kind::count)}), plan));
}

TEST(RecordsHostile, ALineOfAGigabyteEndsAtTheLimit) {
  FeedLimits limits;
  limits.bytes = 2ULL << 30U;
  const std::string error =
      error_about(endless("地区,立案\n甘州区,", std::string(65'536, 'x'), 1ULL << 30U), limits);
  EXPECT_NE(error.find("CSV 第2行超过 1MiB"), std::string::npos) << error;
}

TEST(RecordsHostile, AQuoteThatNobodyClosesEndsAtTheLimit) {
  FeedLimits limits;
  limits.bytes = 2ULL << 30U;
  const std::string error =
      error_about(endless("地区,立案\n\"甘州区,2025-03-01\n",
                          repeated("甘州区,2025-03-01\n", 1'000), 1ULL << 30U),
                  limits);
  EXPECT_NE(error.find("CSV 第2行超过 1MiB"), std::string::npos) << error;
}

TEST(RecordsHostile, AFileThatGrowsEndsAtItsLimit) {
  FeedLimits limits;
  limits.bytes = 1 << 20;
  const std::string error = error_about(
      endless("地区,立案\n", repeated("甘州区,2025-03-01\n", 1'000), 1ULL << 40U), limits);
  EXPECT_NE(error.find("文件大小超过上限 bytes = 1MiB"), std::string::npos) << error;
  limits.bytes = 1ULL << 40U;
  limits.rows = 1'000;
  EXPECT_NE(error_about(endless("地区,立案\n", repeated("甘州区,2025-03-01\n", 1'000), 1ULL << 40U),
                        limits)
                .find("行数超过上限 rows = 1000"),
            std::string::npos);
  limits.rows = 1'000'000;
  limits.columns = 5;
  EXPECT_NE(error_about(endless("地区,立案\n甘州区,2025-03-01\n", ",", 1 << 20), limits)
                .find("列数超过上限 columns = 5"),
            std::string::npos);
}

struct GarbageCase {
  const char* name;
  std::string bytes;
  const char* says;
};

TEST(RecordsHostile, WhatIsNoCsvIsRefused) {
  std::string binary;
  for (int i = 0; i < 5'000; ++i) binary += static_cast<char>((i * 7919 + 13) % 256);
  const std::vector<GarbageCase> table = {
      {"a workbook", std::string("PK\x03\x04") + binary, "收到的是 .xlsx、.ods 工作簿或压缩包"},
      {"a login page", "<!doctype html><title>登录</title>", "网页"},
      {"nothing", "", "内容为空"},
      {"neither encoding", "地区,立案\n\xFF\xFF\xFF,2025-03-01\n", "编码无法识别"},
      {"NUL", std::string("地区,立案\n甘州区,") + '\0', "空字节"},
      {"cut inside a character", "地区,立案\n甘州区,2025-03-01\n甘\xE5\xB7", ""},
      {"cut inside a quoted cell", "地区,立案\n甘州区,2025-03-01\n\"临泽县,2025-03-0",
       "CSV 第3行第1列：引号没有结束"},
      {"text behind a quote", "地区,立案\n\"甘州区\"县,2025-03-01\n", "引号结束之后还有文字"},
  };
  for (const GarbageCase& c : table) {
    SCOPED_TRACE(c.name);
    for (const std::size_t piece : {std::size_t{1}, std::size_t{100'000}}) {
      const std::string error = error_about(in_pieces(c.bytes, [piece] { return piece; }));
      EXPECT_FALSE(error.empty());
      EXPECT_NE(error.find(c.says), std::string::npos) << error;
    }
  }
}

TEST(RecordsHostile, RandomBytesEndInAnAnswer) {
  std::uint64_t state = 88172645463325252ULL;
  for (int round = 0; round < 150; ++round) {
    std::string bytes = round % 2 == 0 ? "地区,立案\n" : "";
    for (int i = 0; i < 400; ++i) {
      state ^= state << 13U;
      state ^= state >> 7U;
      state ^= state << 17U;
      bytes += round % 3 == 0 ? "甘,\"\n\r2 "[state % 9] : static_cast<char>(state >> 56U);
    }
    const Configuration plan = configuration(Measure::count, Window::month);
    const auto a = count_streamed(bytes, mapping({aggregate(Kind::count)}), plan, 1);
    const auto b = count_streamed(bytes, mapping({aggregate(Kind::count)}), plan, 1'000);
    EXPECT_EQ(error_of(a), error_of(b));
    EXPECT_EQ(figures(a, plan), figures(b, plan));
  }
}

TEST(RecordsHostile, TooManyValuesForAMedianAreAnErrorNotMemory) {
  const Configuration plan = configuration(Measure::count, Window::month);
  const RecordsMapping median = mapping({aggregate(Kind::median)});
  RecordCounter counter(median, plan, 3);
  Table head;
  head.rows = {{1,
                false,
                {{CellType::text, false, "地区"},
                 {CellType::text, false, "立案"},
                 {CellType::text, false, "数额"}}}};
  ASSERT_TRUE(counter.begin(head, 0));
  const std::vector<CellView> cells = {
      {CellType::text, "甘州区"}, {CellType::text, "2025-03-01"}, {CellType::text, "5"}};
  for (std::uint32_t row = 2; row < 5; ++row) EXPECT_TRUE(counter.take({row, false, cells}));
  EXPECT_FALSE(counter.take({5, false, cells}));
  EXPECT_NE(counter.error().message.find("超过 3 个"), std::string::npos);
}

// A body that was left in place.
class InPlace : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "planwatch-records-XXXXXX";
    const int descriptor = ::mkstemp(pattern.data());
    ASSERT_GE(descriptor, 0);
    ::close(descriptor);
    path_ = pattern;
  }
  void TearDown() override { std::remove(path_.c_str()); }

  FetchedBody body(const std::string& bytes, const std::string& summed) const {
    std::ofstream(path_, std::ios::binary) << bytes;
    FetchedBody made;
    made.source = "incoming/案件.csv";
    made.file = path_;
    made.sha256 = sha256_hex(summed);
    return made;
  }
  static FeedSpec feed(Mapping mapping) {
    FeedSpec made;
    made.id = FeedId("court");
    made.mapping = std::move(mapping);
    return made;
  }

  std::string path_;
};

TEST_F(InPlace, IsReadWhereItLies) {
  const std::string csv = "地区,立案\n甘州区,2025-03-01\n";
  const Configuration plan = configuration(Measure::count, Window::month);
  const FeedSpec spec = feed(mapping({aggregate(Kind::count)}));
  const FetchedBody left = body(csv, csv);
  const auto extracted = read_body(left, spec, plan);
  EXPECT_EQ(figures(extracted, plan), Lines{"甘州区 2025-03 1"});
  EXPECT_EQ(extracted->delivery.bytes, csv.size());
  EXPECT_EQ(extracted->delivery.sha256, left.sha256);
  EXPECT_EQ(extracted->delivery.source, "incoming/案件.csv");
  // The same figures as from bytes in memory.
  FetchedBody given = left;
  given.file.clear();
  given.bytes = csv;
  EXPECT_EQ(figures(read_body(given, spec, plan), plan), Lines{"甘州区 2025-03 1"});
}

TEST_F(InPlace, ThatWasWrittenToMeanwhileIsReadLater) {
  const Configuration plan = configuration(Measure::count, Window::month);
  const FeedSpec spec = feed(mapping({aggregate(Kind::count)}));
  const auto extracted = read_body(body("地区,立案\n甘州区,2025-03-01\n", "other"), spec, plan);
  ASSERT_FALSE(extracted);
  EXPECT_TRUE(extracted.error().transient);
  EXPECT_NE(extracted.error().message.find("在读取过程中被改动"), std::string::npos);
}

// Large enough for a second thread.
std::string large_csv() {
  const std::string line = "甘州区,2025-03-01\n";
  std::string csv = "地区,立案\n";
  csv.reserve(5 << 20);
  while (csv.size() < 5 << 20) csv += line;
  return csv;
}

TEST_F(InPlace, ALargeOneIsReadTheSameWay) {
  const Configuration plan = configuration(Measure::count, Window::month);
  const FeedSpec spec = feed(mapping({aggregate(Kind::count)}));
  const std::string csv = large_csv();
  const auto extracted = read_body(body(csv, csv), spec, plan);
  ASSERT_TRUE(extracted) << error_of(extracted);
  EXPECT_EQ(figures(extracted, plan).size(), 1U);
  EXPECT_EQ(extracted->delivery.bytes, csv.size());
  FetchedBody given = body(csv, csv);
  given.file.clear();
  given.bytes = csv;
  EXPECT_EQ(figures(extracted, plan), figures(read_body(given, spec, plan), plan));
}

TEST_F(InPlace, ALargeOneThatChangesOrBreaksLeavesNothing) {
  const Configuration plan = configuration(Measure::count, Window::month);
  const FeedSpec spec = feed(mapping({aggregate(Kind::count)}));
  const std::string csv = large_csv();
  // Shorter than when it was summed up; and one that is wrong early, while the thread reads on.
  const auto shrunk = read_body(body(csv.substr(0, csv.size() - 23), csv), spec, plan);
  EXPECT_NE(error_of(shrunk).find("在读取过程中被改动"), std::string::npos) << error_of(shrunk);
  const std::string wrong = "地区,立案\n\"甘州区\"县,\n" + csv;
  const auto broken = read_body(body(wrong, wrong), spec, plan);
  EXPECT_NE(error_of(broken).find("引号结束之后还有文字"), std::string::npos) << error_of(broken);
  // GB18030 that shows late: the file is read from its beginning once more.
  std::string late = csv + "\xB8\xCA\xD6\xDD\xC7\xF8,2025-03-02\n";
  const auto again = read_body(body(late, late), spec, plan);
  EXPECT_EQ(error_of(again).find("在读取过程中被改动"), std::string::npos);
}

TEST_F(InPlace, ThatIsGoneIsAnErrorToTryAgain) {
  const Configuration plan = configuration(Measure::count, Window::month);
  FetchedBody gone = body("", "");
  gone.file += ".gone";
  const auto extracted = read_body(gone, feed(mapping({aggregate(Kind::count)})), plan);
  ASSERT_FALSE(extracted);
  EXPECT_TRUE(extracted.error().transient);
}

TEST_F(InPlace, OtherMappingsReadItWhole) {
  const std::string csv = "月份,数\n2025年3月,5\n";
  ObservationMapping direct;
  direct.period = "月份";
  ValueColumns value;
  value.indicator = IndicatorId("figure");
  value.value = "数";
  direct.values = {value};
  const Configuration plan = configuration(Measure::count, Window::month);
  const auto extracted = read_body(body(csv, csv), feed(direct), plan);
  EXPECT_EQ(figures(extracted, plan), Lines{"甘州区 2025-03 5"});
  EXPECT_FALSE(read_body(body(csv, "other"), feed(direct), plan));
}

}  // namespace
}  // namespace planwatch::records_testing
