#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "collectors/decode/decoders.h"
#include "collectors/decode/json_number.h"
#include "tests/collectors/decode_support.h"

namespace planwatch {
namespace {

using decode_test::error_of;
using decode_test::json;
using decode_test::lines_of;
using testing::HasSubstr;
using testing::Not;

struct JsonCase {
  const char* name;
  std::string text;
  std::string rows;
  std::vector<std::string> columns;
  std::vector<std::string> lines;  // with types
};
void PrintTo(const JsonCase& c, std::ostream* os) {
  *os << c.name;
}

class JsonReads : public testing::TestWithParam<JsonCase> {};

TEST_P(JsonReads, ColumnsAndRows) {
  const JsonCase& c = GetParam();
  const auto document = json(c.text, c.rows);
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ(document->tables[0].columns, c.columns);
  EXPECT_EQ(lines_of(document, true), c.lines);
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, JsonReads,
    testing::Values(
        JsonCase{"objects",
                 R"({"code":0,"data":{"total":2,"list":[{"rate":0.98,"n":3},{"rate":1,"n":4}]}})",
                 "/data/list",
                 {"/rate", "/n"},
                 {"1: number:0.98|number:3", "2: number:1|number:4"}},
        JsonCase{"whole_answer_is_the_array", R"([{"a":1}])", "", {"/a"}, {"1: number:1"}},
        JsonCase{"arrays",
                 R"({"rows":[["甘州区",1],["临泽县",2]]})",
                 "/rows",
                 {"/0", "/1"},
                 {"1: text:甘州区|number:1", "2: text:临泽县|number:2"}},
        JsonCase{"all_types",
                 R"([{"t":"x","b":true,"f":false,"z":null,"e":"","n":-1.50}])",
                 "",
                 {"/t", "/b", "/f", "/z", "/e", "/n"},
                 {"1: text:x|boolean:true|boolean:false|empty:|empty:|number:-1.50"}},
        JsonCase{"nested_objects_and_arrays",
                 R"([{"a":{"b":{"c":1},"d":[2,3]}}])",
                 "",
                 {"/a/b/c", "/a/d/0", "/a/d/1"},
                 {"1: number:1|number:2|number:3"}},
        JsonCase{"other_order_and_missing_keys",
                 R"([{"a":1,"b":2},{"b":3},{"c":4,"a":5}])",
                 "",
                 {"/a", "/b", "/c"},
                 {"1: number:1|number:2", "2: empty:|number:3", "3: number:5|empty:|number:4"}},
        JsonCase{"keys_are_escaped_as_pointers",
                 R"([{"a/b":1,"c~d":2,"\u7387":3}])",
                 "",
                 {"/a~1b", "/c~0d", "/率"},
                 {"1: number:1|number:2|number:3"}},
        JsonCase{"escaped_step_in_the_pointer",
                 R"({"a/b":[{"x":1}]})",
                 "/a~1b",
                 {"/x"},
                 {"1: number:1"}},
        JsonCase{"step_by_position",
                 R"({"results":[{"rows":[]},{"rows":[{"x":1}]}]})",
                 "/results/1/rows",
                 {"/x"},
                 {"1: number:1"}},
        JsonCase{"empty_array", R"({"data":{"list":[]}})", "/data/list", {}, {}},
        JsonCase{"empty_row", R"([{},{"a":1}])", "", {"/a"}, {"1: ", "2: number:1"}},
        JsonCase{"string_escapes",
                 R"([{"a":"\"\\\/\n\u7518\ud842\udfb7"}])",
                 "",
                 {"/a"},
                 {"1: text:\"\\/\n甘𠮷"}},
        JsonCase{"byte_order_mark", "\xEF\xBB\xBF[{\"a\":1}]", "", {"/a"}, {"1: number:1"}},
        JsonCase{"gbk", "[{\"\xC2\xCA\":1}]", "", {"/率"}, {"1: number:1"}},
        JsonCase{"white_space",
                 " \r\n[ { \"a\" : 1 ,\t\"b\" : 2 } ] \n",
                 "",
                 {"/a", "/b"},
                 {"1: number:1|number:2"}}),
    [](const auto& test) { return test.param.name; });

struct NumberCase {
  const char* written;
  const char* plain;  // null: not a number
};

class JsonNumbers : public testing::TestWithParam<NumberCase> {};

TEST_P(JsonNumbers, KeepEveryDigit) {
  const auto plain = plain_json_number(GetParam().written);
  EXPECT_EQ(plain.value_or("(none)"), GetParam().plain == nullptr ? "(none)" : GetParam().plain)
      << GetParam().written;
}

INSTANTIATE_TEST_SUITE_P(
    Table, JsonNumbers,
    testing::Values(
        NumberCase{"0", "0"}, NumberCase{"-0", "-0"}, NumberCase{"1.50", "1.50"},
        NumberCase{"0.1", "0.1"}, NumberCase{"916207020000000001", "916207020000000001"},
        NumberCase{"123456789012345678901234567890", "123456789012345678901234567890"},
        NumberCase{"0.12345678901234567890", "0.12345678901234567890"}, NumberCase{"1e3", "1000"},
        NumberCase{"1.5E+3", "1500"}, NumberCase{"1.0E-4", "0.00010"},
        NumberCase{"-12.5e-1", "-1.25"}, NumberCase{"12.345e1", "123.45"}, NumberCase{"0.5e1", "5"},
        NumberCase{"0.05e1", "0.5"}, NumberCase{"1e400", "1e400"},
        NumberCase{"1e99999999999", "1e99999999999"}, NumberCase{"01", nullptr},
        NumberCase{"1.", nullptr}, NumberCase{".5", nullptr}, NumberCase{"+1", nullptr},
        NumberCase{"1e", nullptr}, NumberCase{"1e+", nullptr}, NumberCase{"--1", nullptr},
        NumberCase{"1 2", nullptr}, NumberCase{"0x10", nullptr}, NumberCase{"NaN", nullptr},
        NumberCase{"", nullptr}, NumberCase{"-", nullptr}));

TEST(Json, NumbersBeyondDoublesSurviveTheParser) {
  EXPECT_EQ(
      lines_of(
          json(R"([{"a":916207020000000001,"b":123456789012345678901234567890,"c":1e400}])", "")),
      (std::vector<std::string>{"1: 916207020000000001|123456789012345678901234567890|1e400"}));
}

TEST(Json, AddressIsAPointer) {
  const auto document = json(R"({"data":{"list":[{"n":0,"rate":1},{},{},{},{"n":4,"rate":5}]}})");
  ASSERT_TRUE(document);
  const Table& table = document->tables[0];
  ASSERT_EQ(table.columns, (std::vector<std::string>{"/n", "/rate"}));
  EXPECT_EQ(address_of(table, table.rows[4].number, 2), "/data/list/4/rate");
}

struct BadJsonCase {
  const char* name;
  std::string text;
  std::string rows;
  ErrorCode code;
  std::vector<std::string> said;
};
void PrintTo(const BadJsonCase& c, std::ostream* os) {
  *os << c.name;
}

class JsonRefuses : public testing::TestWithParam<BadJsonCase> {};

TEST_P(JsonRefuses, AndSaysWhy) {
  const auto document = json(GetParam().text, GetParam().rows);
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, GetParam().code) << document.error().message;
  for (const std::string& part : GetParam().said) {
    EXPECT_THAT(document.error().message, HasSubstr(part));
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, JsonRefuses,
    testing::Values(
        BadJsonCase{"rows_absent",
                    R"({"code":401,"msg":"token过期"})",
                    "/data/list",
                    ErrorCode::not_found,
                    {"/data/list", "没有 data", "code、msg"}},
        BadJsonCase{"rows_absent_below",
                    R"({"data":{"rows":[],"total":0}})",
                    "/data/list",
                    ErrorCode::not_found,
                    {"/data 处没有 list", "rows、total"}},
        BadJsonCase{"rows_under_null",
                    R"({"data":null})",
                    "/data/list",
                    ErrorCode::not_found,
                    {"/data 处是null", "没有 list"}},
        BadJsonCase{"position_absent",
                    R"({"r":[1,2]})",
                    "/r/2",
                    ErrorCode::not_found,
                    {"没有 2", "2 个元素"}},
        BadJsonCase{"rows_are_an_object",
                    R"({"data":{"list":{}}})",
                    "/data/list",
                    ErrorCode::invalid,
                    {"/data/list 是对象", "rows"}},
        BadJsonCase{"row_is_a_number", R"([{"a":1},2])", "", ErrorCode::invalid, {"/1 是数字"}},
        BadJsonCase{"top_is_a_text", R"("no")", "", ErrorCode::invalid, {"不是 JSON", "文本"}},
        BadJsonCase{"pointer_without_slash", R"({"a":[]})", "a", ErrorCode::invalid, {"rows"}},
        BadJsonCase{"duplicate_key_in_a_row",
                    R"({"l":[{"a":1},{"a":1,"b":2,"a":3}]})",
                    "/l",
                    ErrorCode::invalid,
                    {"/l/1", "“a”", "两次"}},
        BadJsonCase{"duplicate_key_nested",
                    R"([{"x":{"a":{"p":1},"a":{"q":2}}}])",
                    "",
                    ErrorCode::invalid,
                    {"/0/x", "“a”"}},
        BadJsonCase{"duplicate_key_written_differently",
                    R"([{"a":1,"\u0061":2}])",
                    "",
                    ErrorCode::invalid,
                    {"“a”"}},
        BadJsonCase{"duplicate_key_beside_the_rows",
                    R"({"m":{"k":1,"k":2},"l":[]})",
                    "/l",
                    ErrorCode::invalid,
                    {"“k”"}},
        BadJsonCase{
            "duplicate_rows", R"({"l":[{"a":1}],"l":[]})", "/l", ErrorCode::invalid, {"“l”"}},
        BadJsonCase{"cut_in_a_row", R"({"l":[{"a":1},{"a")", "/l", ErrorCode::corrupt, {"不完整"}},
        BadJsonCase{
            "cut_after_the_rows", R"({"l":[{"a":1}])", "/l", ErrorCode::corrupt, {"不完整"}},
        BadJsonCase{"broken_beside_the_rows",
                    R"({"m":[1,,2],"l":[]})",
                    "/l",
                    ErrorCode::corrupt,
                    {"语法错误"}},
        BadJsonCase{
            "broken_after_the_rows", R"({"l":[],"m":tru})", "/l", ErrorCode::corrupt, {"语法错误"}},
        BadJsonCase{"missing_comma", R"([{"a":1 "b":2}])", "", ErrorCode::corrupt, {}},
        BadJsonCase{"missing_comma_in_array", R"([[1 2]])", "", ErrorCode::corrupt, {}},
        BadJsonCase{"trailing_comma", R"([{"a":1,}])", "", ErrorCode::corrupt, {}},
        BadJsonCase{"bad_number", R"([{"a":01}])", "", ErrorCode::corrupt, {"/0/a"}},
        BadJsonCase{"bad_literal", R"([{"a":nul}])", "", ErrorCode::corrupt, {}},
        BadJsonCase{"wrong_bracket", R"([{"a":1]])", "", ErrorCode::corrupt, {}},
        BadJsonCase{"two_answers", R"([{"a":1}][{"a":2}])", "", ErrorCode::corrupt, {}},
        BadJsonCase{"raw_line_break_in_text", "[{\"a\":\"x\ny\"}]", "", ErrorCode::corrupt, {}},
        BadJsonCase{"lone_surrogate", R"([{"a":"\ud800"}])", "", ErrorCode::corrupt, {"/0/a"}}),
    [](const auto& test) { return test.param.name; });

TEST(Json, MessagesOfTheAnswerAreNotEchoed) {
  // A gateway may repeat the token in its answer.
  EXPECT_THAT(error_of(json(R"({"code":401,"token":"s3cret"})")), Not(HasSubstr("s3cret")));
}

TEST(Json, DepthIsLimitedToItsValue) {
  FeedLimits limits;
  limits.depth = 3;
  EXPECT_TRUE(json(R"([{"a":[1]}])", "", limits));
  EXPECT_THAT(error_of(json(R"([{"a":[[1]]}])", "", limits)), HasSubstr("depth = 3"));
  EXPECT_THAT(error_of(json(R"({"x":[[[1]]],"l":[]})", "/l", limits)), HasSubstr("depth = 3"));
}

TEST(Json, RowAndColumnLimits) {
  FeedLimits limits;
  limits.rows = 2;
  limits.columns = 2;
  EXPECT_TRUE(json(R"([{"a":1,"b":2},{"a":1}])", "", limits));
  EXPECT_THAT(error_of(json(R"([{},{},{}])", "", limits)), HasSubstr("rows = 2"));
  EXPECT_THAT(error_of(json(R"([{"a":1},{"b":2},{"c":3}])", "", limits)), HasSubstr("rows = 2"));
  EXPECT_THAT(error_of(json(R"([{"a":1,"b":2,"c":3}])", "", limits)), HasSubstr("columns = 2"));
}

TEST(Json, GapsInWideRowsCountTowardsMemory) {
  FeedLimits limits;
  limits.inflated_bytes = 256ULL * 1024;
  std::string first = "{";
  for (int i = 0; i < 1000; ++i) first += "\"c" + std::to_string(i) + "\":1,";
  std::string text = "[" + first + "\"last\":1}";
  for (int i = 0; i < 20; ++i) text += ",{\"last\":1}";
  EXPECT_THAT(error_of(json(text + "]", "", limits)), HasSubstr("inflated_bytes = 256KiB"));
}

TEST(Json, ManyKeysInOneObjectAreStillCompared) {
  std::string text = "[{";
  for (int i = 0; i < 100; ++i) text += "\"k" + std::to_string(i) + "\":1,";
  EXPECT_TRUE(json(text + "\"x\":1}]", ""));
  EXPECT_THAT(error_of(json(text + "\"k3\":1}]", "")), HasSubstr("“k3”"));
  EXPECT_THAT(error_of(json(text + "\"k77\":1}]", "")), HasSubstr("“k77”"));
}

}  // namespace
}  // namespace planwatch
