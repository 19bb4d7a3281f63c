// Records found 64 bytes at a time are those of the plain scanner, whatever stands at a border.

#include <gtest/gtest.h>

#include "collectors/decode/csv_cutter.h"
#include "collectors/decode/csv_scanner.h"
#include "tests/collectors/decode_support.h"

namespace planwatch::decode_test {
namespace {

TEST(CsvMarks, OfBothKindsAgreeOnAnyBytes) {
  XorShift random(64);
  for (int round = 0; round < 20'000; ++round) {
    std::string block;
    for (std::size_t i = 0; i < csv_block; ++i) {
      block += random.below(3) == 0 ? ",\";\n\r\t| "[random.below(8)]
                                    : static_cast<char>(random.below(256));
    }
    const char separator = ",;\t| x"[random.below(6)];
    std::uint64_t expected = 0;
    for (std::size_t i = 0; i < csv_block; ++i) {
      const std::string_view marks = "\"\n\r";
      const bool mark = block[i] == separator || marks.find(block[i]) != std::string_view::npos;
      if (mark) expected |= std::uint64_t{1} << i;
    }
    ASSERT_EQ(csv_marks_by_byte(block.data(), separator), expected);
    ASSERT_EQ(csv_marks(block.data(), separator), expected);
  }
}

struct Cut {
  std::vector<std::vector<std::string>> records;
  std::vector<std::uint32_t> lines;
  std::string end;  // "", "too many fields" or the error
  friend bool operator==(const Cut&, const Cut&) = default;
};

Cut scanned(const std::string& text, std::uint64_t most) {
  CsvScanner scanner(text, ',', most);
  std::vector<std::string> fields;
  Cut cut;
  auto step = scanner.next(fields);
  for (; step == CsvScanner::Step::record; step = scanner.next(fields)) {
    cut.records.push_back(fields);
    cut.lines.push_back(scanner.line());
  }
  if (step == CsvScanner::Step::too_many_fields) cut.end = "too many fields";
  if (step == CsvScanner::Step::failed) cut.end = scanner.error().message;
  return cut;
}

// In one piece, with the worst behind it: what must not be read as part of it.
Cut cut_whole(const std::string& text, std::uint64_t most) {
  std::string padded = text + std::string(CsvCutter::padding, '"');
  CsvCutter cutter(',', most);
  cutter.give(padded.data(), text.size(), true);
  Cut cut;
  auto step = cutter.next();
  for (; step == CsvCutter::Step::record; step = cutter.next()) {
    cut.records.emplace_back(cutter.fields().begin(), cutter.fields().end());
    cut.lines.push_back(cutter.line());
  }
  if (step == CsvCutter::Step::too_many_fields) cut.end = "too many fields";
  if (step == CsvCutter::Step::failed) cut.end = cutter.error().message;
  return cut;
}

TEST(CsvCutter, EveryTextAtEveryPlaceOfABlock) {
  const std::vector<std::string> texts = {
      "\"甘,\"\"州\"\"\r\n区\" ,2\r\n3,4",
      "a,\"\"\r\n\r\n\"\"\"\",b\r",
      ",,,\n\n,\"x\"\n",
      "\"a\"b,c\n",
      "a,\"open\n,\r\n",
      "甘州区,\"5\"\" 的管子\",合计\r\n",
      "5\" plain quote,\"\r\"\n",
      ",",
      "\"\"",
      "\r",
  };
  for (const std::string& text : texts) {
    for (std::size_t before = 0; before <= 2 * csv_block; ++before) {
      const std::string moved = std::string(before, 'x') + "," + text;
      ASSERT_EQ(cut_whole(moved, 50), scanned(moved, 50)) << before << " before " << text;
      const std::string quoted = "\"" + std::string(before, ',') + "\"," + text;
      ASSERT_EQ(cut_whole(quoted, 50), scanned(quoted, 50)) << before << " quoted before " << text;
    }
  }
}

TEST(CsvCutter, ManyFieldsUpToTheLimitAndOneMore) {
  for (const std::size_t count : {1U, 31U, 32U, 33U, 64U, 65U, 200U}) {
    for (const char* field : {"", "甘", "\"a,b\"", "\"\"\"\""}) {
      std::string text;
      for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : ",") + std::string(field);
      text += "\nnext,one\n";
      for (const std::size_t most : {count - 1, count, count + 1, std::size_t{1'000}}) {
        ASSERT_EQ(cut_whole(text, most), scanned(text, most)) << count << " of " << most;
      }
    }
  }
}

TEST(CsvCutter, RandomLongTextsAgree) {
  const std::vector<std::string> parts = {"a",      "甘州区", ",",    ",",          ",",
                                          "\"\"",   "\n",     "\r\n", "2025-03-01", "\"x,\"\"y\"",
                                          "\"\n\"", " ",      "",     ",\"",        "\","};
  XorShift random(1234);
  std::size_t failed = 0;
  std::size_t records = 0;
  for (int round = 0; round < 3'000; ++round) {
    std::string text;
    for (std::size_t i = random.below(150); i > 0; --i) text += parts[random.below(parts.size())];
    const Cut cut = cut_whole(text, 40);
    ASSERT_EQ(cut, scanned(text, 40)) << text;
    failed += cut.end.empty() ? 0 : 1;
    records += cut.records.size();
  }
  EXPECT_GT(failed, 100U);
  EXPECT_LT(failed, 2'900U);
  EXPECT_GT(records, 3'000U);
}

}  // namespace
}  // namespace planwatch::decode_test
