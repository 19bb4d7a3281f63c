// The same figures whatever the pieces: a stream, a table in memory and a plain reference agree.

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <iconv.h>
#include <map>
#include <memory>

#include "collectors/decode/csv_scanner.h"
#include "collectors/decode/csv_stream.h"
#include "tests/collectors/decode_support.h"
#include "tests/collectors/records_support.h"

namespace planwatch::records_testing {
namespace {

using Lines = std::vector<std::string>;
using decode_test::XorShift;

std::string gb18030(const std::string& text) {
  const iconv_t handle = iconv_open("GB18030", "UTF-8");
  std::string made(text.size() * 4 + 16, '\0');
  std::string copy = text;
  char* from = copy.data();
  std::size_t left = copy.size();
  char* to = made.data();
  std::size_t room = made.size();
  EXPECT_NE(iconv(handle, &from, &left, &to, &room), static_cast<std::size_t>(-1));
  iconv_close(handle);
  made.resize(made.size() - room);
  return made;
}

// What a case would leave behind if a person added it up.
struct Reference {
  std::int64_t cases = 0, closed = 0, days = 0, cents = 0;
  std::vector<std::int64_t> durations;
};

class RandomCases {
 public:
  explicit RandomCases(std::uint64_t seed) : random_(seed) {}

  std::string csv(std::size_t records) {
    std::string made = "备注,地区,立案,状态,结案,数额,案号\n";
    for (std::size_t i = 0; i < records; ++i) made += record(i) + line_end();
    return made;
  }
  Lines expected() const {
    Lines lines;
    for (const auto& [place, reference] : months_) {
      const auto& [area, month] = place;
      const std::string where =
          fmt::format("{} 2025-{:02} ", area == 0 ? "甘州区" : "临泽县", month);
      const auto line = [&](const char* id, std::string value) {
        lines.push_back(fmt::format("{} {}{}", id, where, value));
      };
      line("filed", fmt::format("{}", reference.cases));
      line("rate", fmt::format("{}/{}", reference.closed, reference.cases));
      line("days", fmt::format("{}/{}", reference.days, reference.durations.size()));
      if (!reference.durations.empty()) line("median", median(reference.durations));
      line("sum", Decimal::of(reference.cents, 2).to_string());
    }
    std::sort(lines.begin(), lines.end());
    return lines;
  }
  std::size_t bad() const { return bad_; }

 private:
  static std::string median(std::vector<std::int64_t> values) {
    std::sort(values.begin(), values.end());
    const std::int64_t twice = values[(values.size() - 1) / 2] + values[values.size() / 2];
    return twice % 2 == 0 ? fmt::format("{}", twice / 2) : fmt::format("{}.5", twice / 2);
  }
  std::string line_end() {
    const std::size_t kind = random_.below(8);
    return kind == 0 ? "\r\n" : kind == 1 ? "\r" : kind == 2 ? "\n\n" : "\n";
  }
  std::string maybe_quoted(const std::string& text) {
    if (random_.below(4) != 0) return text;
    return "\"" + text + "\"" + std::string(random_.below(3), ' ');
  }
  std::string note() {
    const std::vector<std::string> notes = {
        "",     "无",        "\"送达,待补\"",    "\"称\"\"已付\"\"\"", "\"两行\n文字\"",
        "\"\"", "5\"的管子", "\"回车\r\n换行\"", "\"甘,\r\"",          "ＡＢ"};
    return notes[random_.below(notes.size())];
  }

  std::string record(std::size_t i) {
    const std::size_t area = random_.below(2);
    const auto month = static_cast<unsigned>(1 + random_.below(12));
    const Date filed = make_date(2025, month, static_cast<unsigned>(1 + random_.below(28)));
    const bool closed = random_.below(3) != 0;
    const auto days = static_cast<std::int64_t>(random_.below(1500));
    const auto cents = static_cast<std::int64_t>(random_.below(10'000'000));
    const bool bad = random_.below(10) == 0;
    const std::string amount =
        fmt::format("{}.{:02}", cents / 100, cents % 100) + (bad ? "元左右" : "");
    const Date ended = filed + std::chrono::days(static_cast<int>(days));
    if (bad) {
      ++bad_;
    } else {
      Reference& sums = months_[{area, month}];
      ++sums.cases;
      sums.cents += cents;
      if (closed) {
        ++sums.closed;
        sums.days += days;
        sums.durations.push_back(days);
      }
    }
    return fmt::format("{},{},{},{},{},{},{}", note(),
                       maybe_quoted(area == 0 ? "甘州区" : "临泽县"),
                       maybe_quoted(to_string(filed)), maybe_quoted(closed ? "已结" : "未结"),
                       closed ? to_string(ended) : "", maybe_quoted(amount),
                       maybe_quoted(fmt::format("民初{}", i)));
  }

  XorShift random_;
  std::map<std::pair<std::size_t, unsigned>, Reference> months_;
  std::size_t bad_ = 0;
};

Configuration five_indicators() {
  Configuration plan = configuration(Measure::count, Window::month, "filed");
  add_indicator(plan, "rate", Measure::ratio, Window::month);
  add_indicator(plan, "days", Measure::days, Window::month);
  add_indicator(plan, "median", Measure::days, Window::month);
  add_indicator(plan, "sum", Measure::count, Window::month);
  return plan;
}

RecordsMapping five_aggregates() {
  RecordAggregate rate = aggregate(Kind::ratio, "rate");
  rate.numerator = {filter("状态", Passes::is_one_of, {"已结"})};
  RecordsMapping all =
      mapping({aggregate(Kind::count, "filed"), rate, aggregate(Kind::mean_days, "days"),
               aggregate(Kind::median_days, "median"), aggregate(Kind::sum, "sum")});
  all.key = "案号";
  return all;
}

Lines sorted(Lines lines) {
  std::sort(lines.begin(), lines.end());
  return lines;
}

TEST(RecordsStream, StreamTableAndReferenceAgree) {
  const Configuration plan = five_indicators();
  const RecordsMapping all = five_aggregates();
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    SCOPED_TRACE(seed);
    RandomCases cases(seed * 7919);
    const std::string csv = cases.csv(2'000);
    const auto whole = count_whole(csv, all, plan);
    EXPECT_EQ(sorted(figures(whole, plan)), cases.expected());
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->rejected.size(), cases.bad());
    XorShift sizes(seed);
    const auto next_size = [&sizes] { return 1 + sizes.below(5'000); };
    for (const std::string& bytes : {csv, "\xEF\xBB\xBF" + csv, gb18030(csv)}) {
      const auto streamed =
          count_csv(in_pieces(bytes, next_size), CsvFormat{}, FeedLimits{}, all, plan);
      EXPECT_EQ(figures(streamed, plan), figures(whole, plan));
      EXPECT_EQ(refusals(streamed), refusals(whole));
    }
  }
}

TEST(RecordsStream, EncodingsAreFoundOutAndSaid) {
  const std::string csv = "地区,立案\n甘州区,2025-03-01\n㐀𠮷,2025-03-01\n";
  struct EncodingCase {
    std::string bytes;
    Encoding declared;
    const char* says;
  };
  const std::vector<EncodingCase> table = {
      {csv, Encoding::automatic, "utf-8"},
      {csv, Encoding::utf8, "utf-8"},
      {"\xEF\xBB\xBF" + csv, Encoding::gb18030, "utf-8-bom"},
      {gb18030(csv), Encoding::automatic, "gb18030"},
      {gb18030(csv), Encoding::gb18030, "gb18030"},
  };
  const Configuration plan = configuration(Measure::count, Window::month);
  for (const EncodingCase& c : table) {
    for (const std::size_t piece : {1U, 2U, 3U, 1000U}) {
      CsvFormat format;
      format.encoding = c.declared;
      const auto counted = count_csv(in_pieces(c.bytes, [piece] { return piece; }), format, {},
                                     mapping({aggregate(Kind::count)}), plan);
      EXPECT_EQ(figures(counted, plan), Lines{"甘州区 2025-03 1"});
      ASSERT_TRUE(counted);
      EXPECT_EQ(counted->delivery.encoding, c.says);
      ASSERT_EQ(counted->rejected.size(), 1U);
      EXPECT_EQ(counted->rejected[0].text, "㐀𠮷");
    }
  }
}

TEST(RecordsStream, AGb18030FileThatShowsItselfLateIsReadAgain) {
  std::string csv = "area,date\n";
  for (int i = 0; i < 50'000; ++i) csv += "620702,2025-03-01\n";
  csv += gb18030("甘州区") + ",2025-03-02\n";
  const Configuration plan = configuration(Measure::count, Window::month);
  RecordsMapping ascii = mapping({aggregate(Kind::count)});
  ascii.area = "area";
  ascii.date = "date";
  const auto counted = count_streamed(csv, ascii, plan, 10'000);
  EXPECT_EQ(figures(counted, plan), Lines{"甘州区 2025-03 50001"});
  EXPECT_EQ(counted->delivery.encoding, "gb18030");
}

// The cutter cuts what the scanner cuts: records, lines, errors.
TEST(RecordsStream, CutterAndScannerAgreeOnAnyText) {
  const std::vector<std::string> parts = {"a",  "甘", ",",  ",",    "\"",  "\"",  "\n",  "\r\n",
                                          "\r", " ",  "bc", "\"\"", ",\"", "\",", "\"\n"};
  XorShift random(42);
  int failed = 0;
  for (int round = 0; round < 4'000; ++round) {
    std::string text;
    for (std::size_t i = random.below(60); i > 0; --i) text += parts[random.below(parts.size())];
    CsvScanner scanner(text, ',', 20);
    std::vector<std::string> fields;
    const std::size_t piece = 1 + random.below(9);
    TextStream bytes(*in_pieces(text, [piece] { return piece; })(), Encoding::utf8);
    FeedLimits limits;
    limits.columns = 20;
    CsvStream stream(bytes, CsvFormat{Encoding::utf8, ','}, limits);
    while (true) {
      auto step = scanner.next(fields);
      while (step == CsvScanner::Step::record && fields.empty()) step = scanner.next(fields);
      const auto streamed = stream.next();
      if (step == CsvScanner::Step::end) {
        ASSERT_EQ(streamed, CsvStream::Step::end) << text;
        break;
      }
      if (step != CsvScanner::Step::record) {
        ASSERT_EQ(streamed, CsvStream::Step::failed) << text;
        if (step == CsvScanner::Step::failed) {
          ASSERT_EQ(stream.error().message, scanner.error().message) << text;
        }
        ++failed;
        break;
      }
      ASSERT_EQ(streamed, CsvStream::Step::record) << text;
      ASSERT_EQ(std::vector<std::string>(stream.fields().begin(), stream.fields().end()), fields)
          << text;
      ASSERT_EQ(stream.line(), scanner.line()) << text;
    }
  }
  EXPECT_GT(failed, 100);  // both sides of it were tried
}

TEST(RecordsStream, AQuotedCellAcrossEveryCut) {
  const Configuration plan = configuration(Measure::count, Window::month);
  const std::string csv =
      "备注,地区,立案\n\"甲,\"\"乙\"\"\r\n丙\" ,甘州区,2025-03-01\r\n\"\",临泽县,2025-03-02";
  for (std::size_t piece = 1; piece <= csv.size(); ++piece) {
    const auto counted = count_streamed(csv, mapping({aggregate(Kind::count)}), plan, piece);
    EXPECT_EQ(figures(counted, plan), (Lines{"甘州区 2025-03 1", "临泽县 2025-03 1"})) << piece;
  }
}

TEST(RecordsStream, SeparatorsAndDosEndings) {
  const Configuration plan = configuration(Measure::count, Window::month);
  const RecordsMapping all = mapping({aggregate(Kind::count)});
  for (const char* csv :
       {"地区;立案\n甘州区;2025-03-01\n", "地区\t立案\n甘州区\t2025-03-01\n",
        "sep=|\r\n地区|立案\r\n甘州区|2025-03-01\r\n", "地区,立案\n甘州区,2025-03-01\x1A",
        "地区,立案\n甘州区,2025-03-01\n\x1A"}) {
    EXPECT_EQ(figures(count(csv, all, plan), plan), Lines{"甘州区 2025-03 1"}) << csv;
  }
}

}  // namespace
}  // namespace planwatch::records_testing
