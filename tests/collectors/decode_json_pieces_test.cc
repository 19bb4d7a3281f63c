// A large document's rows piece by piece: the same rows as in one, wherever it is cut; nothing is
// taken that the whole document's reader refuses.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <simdjson.h>
#include <utility>
#include <vector>

#include "collectors/decode/json_row_keys.h"
#include "collectors/decode/json_stream.h"
#include "tests/collectors/decode_support.h"

namespace planwatch::decode_test {
namespace {

// Everything that is handed over, a line a call.
class Lines : public JsonRowSink {
 public:
  bool columns(const Table& head) override {
    std::string line = "columns";
    for (const std::string& column : head.columns) line += " " + column;
    lines.push_back(line);
    return true;
  }
  bool row(std::uint32_t number, std::span<const CellView> cells) override {
    std::string line = fmt::format("{}:", number);
    for (const CellView& cell : cells) {
      line += fmt::format("|{}:{}", static_cast<int>(cell.type), cell.text);
    }
    lines.push_back(line);
    return lines.size() < most;
  }
  std::vector<std::string> lines;
  std::size_t most = 1'000'000;
};

struct Read {
  bool good = false;
  std::string encoding;
  std::vector<std::string> lines;
};

Read read_whole(std::string_view json, const std::string& rows, const FeedLimits& limits = {}) {
  Lines lines;
  const auto encoding = stream_json(json, JsonFormat{rows}, limits, lines);
  return {encoding.has_value(), encoding.value_or(""), std::move(lines.lines)};
}
Read read_pieces(std::string_view json, const std::string& rows, std::size_t piece,
                 const FeedLimits& limits = {}) {
  Lines lines;
  const auto encoding = stream_json_in_pieces(json, JsonFormat{rows}, limits, lines, piece);
  return {encoding.has_value(), encoding.value_or(""), std::move(lines.lines)};
}

struct Sample {
  const char* name;
  std::string json;
  std::string rows;
};
const std::vector<Sample>& samples() {
  static const std::vector<Sample> all = {
      {"plain rows", R"({"code":0,"list":[{"a":"甲","b":1},{"a":"乙","b":2},{"a":"丙","b":3}]})",
       "/list"},
      {"white space everywhere",
       " { \"list\" :\r\n [ {\"a\" : 1 }\n,\t{\"a\": 2} , {\"a\":3 } ] \n, \"total\" : 3 } \n",
       "/list"},
      {"the document is the array", R"([{"a":1},{"a":2},{"b":3}])", ""},
      {"brackets, quotes and escapes in texts",
       R"([{"a":"}]}},{"},{"a":"\"},{\"a\":1}"},{"a":"\\"},{"{\"}":"]","a":"\\\"}"},{"a":"{{[["}])",
       ""},
      {"rows inside rows",
       R"({"d":{"l":[{"i":[{"a":1},{"a":2}],"n":{"x":{}}},{"i":[{"a":3}]},{"i":[]}],"p":{"q":[{}]}}})",
       "/d/l"},
      {"behind a step by position", R"({"r":[{"x":1},{"l":[{"a":1},{"a":2}]},[{"a":9}]]})",
       "/r/1/l"},
      {"no rows", R"({"a":{"b":[1,2]},"list":[ ],"z":"}"})", "/list"},
      {"new keys late, numbers of any kind",
       R"([{"a":1},{"a":-0.5e2,"b":null},{"c":true,"a":12345678901234567890}, {"b":"\u7518"}])",
       ""},
      {"ascii alone", R"({"list":[{"name":"a"},{"name":"b"}]})", "/list"},
  };
  return all;
}

TEST(JsonPieces, GiveTheSameRowsWhereverTheyAreCut) {
  for (const Sample& s : samples()) {
    const Read whole = read_whole(s.json, s.rows);
    ASSERT_TRUE(whole.good) << s.name;
    for (std::size_t piece = 1; piece <= s.json.size() + 2; ++piece) {
      const Read pieces = read_pieces(s.json, s.rows, piece);
      ASSERT_TRUE(pieces.good) << s.name << " by " << piece;
      ASSERT_EQ(pieces.lines, whole.lines) << s.name << " by " << piece;
      ASSERT_EQ(pieces.encoding, whole.encoding) << s.name;
    }
  }
}

// A parser that checks all of a document before anything else.
bool is_json(const std::string& json) {
  simdjson::dom::parser parser;
  return parser.parse(json).error() == simdjson::SUCCESS;
}

// Whatever becomes of a document, pieces accept it only where the whole reader does, with the same
// rows; and that one accepts nothing that is no JSON.
void expect_no_more_than_whole(const std::string& json, const std::string& rows, int& good,
                               int& taken) {
  const Read whole = read_whole(json, rows);
  if (whole.good && whole.encoding != "gb18030") {
    ASSERT_TRUE(is_json(json)) << json;
  }
  for (const std::size_t piece : {7U, 24U, 61U}) {
    const Read pieces = read_pieces(json, rows, piece);
    good += whole.good ? 1 : 0;
    taken += pieces.good ? 1 : 0;
    if (!pieces.good) continue;
    ASSERT_TRUE(whole.good) << json << " by " << piece;
    ASSERT_EQ(pieces.lines, whole.lines) << json << " by " << piece;
    ASSERT_EQ(pieces.encoding, whole.encoding) << json << " by " << piece;
  }
}

TEST(JsonPieces, TakeNothingThatTheWholeReaderRefuses) {
  const std::string_view put = "{}[]\",:\\ 0-\nx";
  int good = 0;
  int taken = 0;
  for (const Sample& s : samples()) {
    for (std::size_t at = 0; at < s.json.size(); ++at) {
      std::string without = s.json;
      without.erase(at, 1);
      expect_no_more_than_whole(without, s.rows, good, taken);
      expect_no_more_than_whole(s.json.substr(0, at), s.rows, good, taken);
      std::string other = s.json;
      for (const char c : put) {
        other[at] = c;
        expect_no_more_than_whole(other, s.rows, good, taken);
      }
      for (const char* c : {"\0", "\xFF", "\x80", "\x01"}) {
        other[at] = *c;
        expect_no_more_than_whole(other, s.rows, good, taken);
      }
    }
  }
  EXPECT_GT(good, 1'000);
  EXPECT_GE(taken, good * 9 / 10);
}

// In the second row as in the first, where the key is new.
TEST(JsonPieces, ATextFollowedByAColonIsNoKey) {
  for (const char* row : {R"({"n":"x":{}}})", R"({"n":"x":1})", R"({"n":"x":"y"})"}) {
    const std::string json = std::string("[{\"n\":\"a\"},") + row + "]";
    EXPECT_FALSE(read_whole(json, "").good) << json;
    EXPECT_FALSE(read_pieces(json, "", 9).good) << json;
  }
}

TEST(JsonPieces, RandomDocumentsAgree) {
  const std::vector<std::string> parts = {R"({"a":1})",
                                          R"({"a":"甲","b":{"c":[1,{}]}})",
                                          R"({"b":"},{"})",
                                          "[1,2]",
                                          ",",
                                          ",",
                                          "]",
                                          "[",
                                          "{",
                                          "}",
                                          " ",
                                          "\n",
                                          R"({"a":"\""})",
                                          R"({"a":1,"a":2})",
                                          "7",
                                          R"("\\")",
                                          ",",
                                          ","};
  XorShift random(4711);
  int good = 0;
  int taken = 0;
  for (int round = 0; round < 6'000; ++round) {
    std::string list;
    for (std::size_t i = random.below(9); i > 0; --i) {
      list += i % 2 == 0 ? "," : parts[random.below(parts.size())];
    }
    expect_no_more_than_whole("{\"l\":[" + list + "],\"t\":[{\"a\":1},{\"a\":2}]}", "/l", good,
                              taken);
  }
  EXPECT_GT(good, 300);
  EXPECT_GT(taken, 300);
}

TEST(JsonPieces, LimitsAndSinksEndThem) {
  const std::string json = R"([{"a":1,"b":2},{"a":1,"b":2},{"a":1,"b":2,"c":3}])";
  struct LimitCase {
    const char* name;
    std::uint64_t rows, columns;
    int depth;
    bool good;
  };
  for (const LimitCase& c :
       {LimitCase{"all fit", 3, 3, 2, true}, LimitCase{"too many rows", 2, 3, 2, false},
        LimitCase{"too many columns", 3, 2, 2, false}, LimitCase{"too deep", 3, 3, 1, false}}) {
    FeedLimits limits;
    limits.rows = static_cast<decltype(limits.rows)>(c.rows);
    limits.columns = static_cast<decltype(limits.columns)>(c.columns);
    limits.depth = c.depth;
    for (std::size_t piece = 1; piece < json.size(); ++piece) {
      EXPECT_EQ(read_pieces(json, "", piece, limits).good, c.good) << c.name << " by " << piece;
    }
    EXPECT_EQ(read_whole(json, "", limits).good, c.good) << c.name;
  }
  Lines few;
  few.most = 2;  // the columns and one row
  EXPECT_FALSE(stream_json_in_pieces(json, JsonFormat{""}, {}, few, 20));
  EXPECT_EQ(few.lines.size(), 2U);
}

TEST(JsonPieces, WhatIsUnusualIsLeftToTheWholeReader) {
  const std::string arrays = R"([[1,"二"],[[3,4],{"x":"]"}],[]])";
  EXPECT_TRUE(read_whole(arrays, "").good);
  for (std::size_t piece = 1; piece < 40; ++piece) {
    EXPECT_FALSE(read_pieces(arrays, "", piece).good) << piece;
  }
  const std::string json = "[{\"a\":\"\xB8\xCA\"},{\"a\":\"x\"}]";  // GB18030
  EXPECT_TRUE(read_whole(json, "").good);
  EXPECT_FALSE(read_pieces(json, "", 8).good);
  const std::string marked = "\xEF\xBB\xBF[{\"a\":1}]";
  EXPECT_TRUE(read_whole(marked, "").good);
  EXPECT_FALSE(read_pieces(marked, "", 8).good);
}

TEST(JsonRowKeys, AreKnownByWhatStandsThere) {
  JsonRowKeys keys;
  keys.begin_row();
  for (const char* key : {"a", "ab", "eight__8", "longer_than_eight", "longer_than_eighty", "x"}) {
    EXPECT_TRUE(keys.take(keys.number_of(key))) << key;
  }
  struct KeyCase {
    std::string there;  // what follows the opening quote
    std::size_t number;
  };
  const std::size_t none = JsonRowKeys::none;
  // In the order of the document: each is looked for where the last one stood and three behind it.
  const std::vector<KeyCase> table = {
      {"a\":1", 0},
      {"ab\":1", 1},
      {"eight__9\":1", none},
      {"eight__8\":1", 2},
      {"longer_than_eighty\":1", 4},
      {"x", none},  // the text ends
      {"x\"", 5},
      {"a\":1", none},  // long past
  };
  keys.begin_row();
  for (const KeyCase& c : table) {
    const std::string text = c.there + std::string(JsonRowKeys::padding, '"');
    EXPECT_EQ(keys.next(text.data(), text.data() + c.there.size()), c.number) << c.there;
  }
  EXPECT_EQ(keys.text(4), "longer_than_eighty");
}

TEST(JsonRowKeys, AKeyThatNeedsEscapesIsNeverRecognisedByItsBytes) {
  JsonRowKeys keys;
  keys.begin_row();
  const std::size_t number = keys.number_of("a\"b");
  keys.begin_row();
  const std::string text = "a\"b\":1" + std::string(JsonRowKeys::padding, '\0');
  EXPECT_EQ(keys.next(text.data(), text.data() + 6), JsonRowKeys::none);
  EXPECT_EQ(keys.number_of("a\"b"), number);
  EXPECT_TRUE(keys.take(number));
  EXPECT_FALSE(keys.take(number));
}

}  // namespace
}  // namespace planwatch::decode_test
