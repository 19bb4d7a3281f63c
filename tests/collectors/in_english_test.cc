#include "collectors/read/in_english.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "collectors/decode/decoders.h"

namespace planwatch {
namespace {

using testing::IsEmpty;

bool has_chinese(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
}

TEST(InEnglish, SentencesAreRecognisedWithWhatTheyQuote) {
  struct Case {
    const char* zh;
    const char* en;
  };
  const Case cases[] = {
      {"", ""},
      {"第12行第3列", "line 12 column 3"},
      {"不是数值：请填数字，没有数据请填“—”",
       "no figure: write a number, or — where there is none"},
      {"107% 超过 100%：请核对", "107% is above 100%"},
      {"收到的是 PDF，不是 XLSX：请报送原始表格", "a PDF, no XLSX: hand in the table itself"},
      {"分子 3 大于分母 2，比率超过 100%：请核对",
       "numerator 3 exceeds denominator 2: more than 100%"},
      // Sentences inside sentences.
      {"in/a.csv：收到的是 PDF，不是 CSV：请报送原始表格",
       "in/a.csv: a PDF, no CSV: hand in the table itself"},
      {"CSV 第3行第2列：引号没有结束，之后的内容都会被读成同一格；请改正这一行，或用 Excel "
       "重新另存为 CSV",
       "CSV line 3 column 2: a quote is never closed; mend the line, or save it as CSV again from "
       "Excel"},
      {"单位矛盾：表头里有两个单位（%、‰）：请统一单位",
       "two units: the header has two units (%, ‰): use one"},
      {"工作表“6月”：跳过合计、小计 1 行：第 9 行", "sheet '6月': 1 rows of totals passed over: 9"},
      // What is quoted stays, even where it looks like a pattern.
      {"工作簿里没有工作表“{0}”，有的是：甲、乙（隐藏）；请核对该数据源的 sheet 或文件",
       "the workbook has no sheet '{0}' but 甲、乙（隐藏）; check the feed's sheet or the file"},
      {"谁也没写过的话", "谁也没写过的话"}};
  for (const Case& c : cases) EXPECT_EQ(in_english(c.zh), c.en);
}

TEST(InEnglish, RefusalsOfRealDecodersComeOutWithoutChinese) {
  const std::string bytes[] = {
      "",        "<html>login</html>", "%PDF-1.4", "PK\x03\x04xx", "\xD0\xCF\x11\xE0",
      "{\"a\":", "{\"a\":1}",          "a,\"b",    "\xFF\xFF"};
  const Format formats[] = {CsvFormat{}, JsonFormat{"/data/list"}, XlsxFormat{},    OdsFormat{},
                            XlsFormat{}, XmlFormat{"/a/b"},        AnyTableFormat{}};
  int refused = 0;
  for (const std::string& one : bytes) {
    for (const Format& format : formats) {
      const auto document = decode(one, format, FeedLimits{});
      if (document) continue;
      ++refused;
      EXPECT_FALSE(has_chinese(in_english(document.error().message)))
          << document.error().message << "\n"
          << in_english(document.error().message);
    }
  }
  EXPECT_GT(refused, 40);
}

// A piece may be put together from literals at its quotation marks.
std::vector<std::string> parts_of(const std::string& piece) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < piece.size();) {
    const bool mark = piece.compare(i, 3, "“") == 0 || piece.compare(i, 3, "”") == 0 ||
                      piece.compare(i, 3, "：") == 0 || piece.compare(i, 3, "；") == 0;
    if (mark || piece[i] == ' ') {
      parts.emplace_back();
      i += mark ? 3 : 1;
    } else {
      parts.back() += piece[i++];
    }
  }
  return parts;
}

// The texts between quotes of a source, those that follow each other joined, as the compiler does.
std::vector<std::string> literals_of(const std::string& source) {
  std::vector<std::string> all;
  bool joined = false;
  for (std::size_t i = 0; i < source.size(); ++i) {
    if (source.compare(i, 2, "//") == 0) {
      i = std::min(source.find('\n', i), source.size());
      continue;
    }
    if (source[i] == '\'' && i + 2 < source.size()) {
      i += source[i + 1] == '\\' ? 3 : 2;
      joined = false;
      continue;
    }
    if (source[i] != '"') {
      if (source[i] != ' ' && source[i] != '\n') joined = false;
      continue;
    }
    std::string text;
    for (++i; i < source.size() && source[i] != '"'; ++i) {
      if (source[i] == '\\') ++i;
      text += source[i];
    }
    if (joined) {
      all.back() += text;
    } else {
      all.push_back(text);
    }
    joined = true;
  }
  return all;
}

std::vector<std::string> pieces_of(std::string text) {
  std::vector<std::string> pieces;
  for (std::size_t at = 0; (at = text.find("{}")) != std::string::npos;) {
    pieces.push_back(text.substr(0, at));
    text = text.substr(at + 2);
  }
  pieces.push_back(text);
  return pieces;
}

std::vector<Saying> all_sayings() {
  std::vector<Saying> all;
  for (const auto some : {decode_sayings(), extract_sayings(), record_sayings()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

struct Source {
  std::string name;
  std::vector<std::string> literals;
};
std::vector<Source> sources() {
  std::vector<Source> all;
  const std::filesystem::path root(PLANWATCH_SOURCE_DIR);
  for (const char* folder : {"collectors/decode", "collectors/extract", "collectors/records",
                             "collectors/read", "daemon/expose"}) {
    for (const auto& entry : std::filesystem::directory_iterator(root / folder)) {
      const std::string name = entry.path().filename().string();
      if (!name.ends_with(".cc") || name.starts_with("english_")) continue;
      if (std::string(folder) == "daemon/expose" && name != "api_reports.cc") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      all.push_back({name, literals_of({std::istreambuf_iterator<char>(in), {}})});
    }
  }
  return all;
}

// A sentence that was changed in its source would be told in Chinese from then on.
TEST(InEnglish, EveryPatternIsSaidSomewhere) {
  std::string said;
  for (const Source& source : sources()) {
    for (const std::string& literal : source.literals) said += literal + "\n";
  }
  for (const Saying& one : all_sayings()) {
    for (const std::string& piece : pieces_of(std::string(one.zh))) {
      for (const std::string& part : parts_of(piece)) {
        EXPECT_NE(said.find(part), std::string::npos) << part << " of " << one.zh;
      }
    }
    for (std::size_t i = 0; i + 1 < pieces_of(std::string(one.zh)).size(); ++i) {
      const bool quotes = one.en.find("{" + std::to_string(i) + "}") != std::string_view::npos;
      const bool rows = one.zh.find("行：第 {} 行") != std::string_view::npos;
      EXPECT_TRUE(quotes || rows) << "what is quoted is lost in English: " << one.zh;
    }
  }
}

// What tells people what to do (请) has its English.
TEST(InEnglish, EverySentenceHasItsPattern) {
  std::string known;
  for (const Saying& one : all_sayings()) known += std::string(one.zh) + "\n";
  std::vector<std::string> unknown;
  for (const Source& source : sources()) {
    if (source.name == "api_reports.cc" || source.name == "encode_text.cc") continue;
    for (const std::string& literal : source.literals) {
      if (literal.find("请") == std::string::npos) continue;
      for (const std::string& piece : pieces_of(literal)) {
        for (const std::string& part : parts_of(piece)) {
          if (known.find(part) == std::string::npos) unknown.push_back(source.name + ": " + part);
        }
      }
    }
  }
  EXPECT_THAT(unknown, IsEmpty());
}

}  // namespace
}  // namespace planwatch
