#include <gmock/gmock.h>

#include "gtest/gtest.h"

#include "config/loader/strict_yaml.h"

namespace planwatch::loader {
namespace {

struct Parsed {
  std::optional<YamlNode> root;
  std::vector<Diagnostic> diagnostics;
};
Parsed parse(std::string_view text, const YamlLimits& limits = {}) {
  Diagnostics out;
  Parsed parsed;
  parsed.root = parse_strict_yaml("f.yaml", text, out, limits);
  parsed.diagnostics = out.sorted();
  return parsed;
}
std::string place(const SourcePosition& at) {
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

TEST(StrictYaml, KeepsScalarsAsWritten) {
  const Parsed parsed = parse("a: 010\nb: yes\nc: 0.90\nd: \"7\"\ne: [x, y]\n");
  ASSERT_TRUE(parsed.root && parsed.diagnostics.empty());
  EXPECT_EQ(parsed.root->find("a")->value.text, "010");
  EXPECT_EQ(parsed.root->find("b")->value.text, "yes");
  EXPECT_EQ(parsed.root->find("c")->value.text, "0.90");
  EXPECT_FALSE(parsed.root->find("a")->value.quoted);
  EXPECT_TRUE(parsed.root->find("d")->value.quoted);
  EXPECT_EQ(parsed.root->find("e")->value.items.at(1).text, "y");
}

// The library counts columns in bytes from 0; people count characters from 1.
TEST(StrictYaml, ColumnsCountCharacters) {
  const Parsed parsed = parse("中文键: [数, 二]\n甲: {乙: 丙}\n");
  ASSERT_TRUE(parsed.root);
  const YamlEntry* first = parsed.root->find("中文键");
  EXPECT_EQ(place(first->key_at), "1:1");
  EXPECT_EQ(place(first->value.items.at(0).at), "1:7");
  EXPECT_EQ(place(first->value.items.at(1).at), "1:10");
  EXPECT_EQ(place(parsed.root->find("甲")->value.entries.at(0).value.at), "2:8");
}

TEST(StrictYaml, AByteOrderMarkAndWindowsLineEndsMoveNothing) {
  const Parsed parsed = parse(
      "\xEF\xBB\xBF"
      "a: 1\r\n甲: 2\r\nb: 3\r\n");
  ASSERT_TRUE(parsed.root && parsed.diagnostics.empty());
  EXPECT_EQ(place(parsed.root->find("a")->key_at), "1:1");
  EXPECT_EQ(place(parsed.root->find("b")->value.at), "3:4");
  EXPECT_EQ(parsed.root->find("b")->value.text, "3");
}

TEST(StrictYaml, EmptyTextIsANullNode) {
  for (const char* text : {"", "# nothing\n", "---\n"}) {
    const Parsed parsed = parse(text);
    ASSERT_TRUE(parsed.root) << text;
    EXPECT_EQ(parsed.root->kind, YamlNode::Kind::null) << text;
    EXPECT_TRUE(parsed.diagnostics.empty()) << text;
  }
}

TEST(StrictYaml, AliasesArePutIn) {
  const Parsed parsed = parse("a: &x {k: 1}\nb: *x\n");
  ASSERT_TRUE(parsed.root && parsed.diagnostics.empty());
  EXPECT_EQ(parsed.root->find("b")->value.find("k")->value.text, "1");
}

struct BadText {
  const char* name;
  const char* text;
  const char* at;
  const char* message;
};
void PrintTo(const BadText& row, std::ostream* out) {
  *out << row.name;
}

class BadTexts : public testing::TestWithParam<BadText> {};

TEST_P(BadTexts, IsSaidWithItsPlace) {
  const BadText& row = GetParam();
  const Parsed parsed = parse(row.text);
  ASSERT_FALSE(parsed.diagnostics.empty());
  const Diagnostic& first = parsed.diagnostics.front();
  EXPECT_EQ(place(first.at), row.at);
  EXPECT_THAT(first.message_zh, testing::HasSubstr(row.message));
  EXPECT_FALSE(first.message_en.empty());
  EXPECT_FALSE(first.hint_zh.empty());
  EXPECT_FALSE(first.hint_en.empty());
}

INSTANTIATE_TEST_SUITE_P(
    StrictYaml, BadTexts,
    testing::Values(BadText{"RepeatedKey", "a: 1\n甲: {b: 1, b: 2}\n", "2:11", "键 b 重复"},
                    BadText{"RepeatedKeyAtTheTop", "a: 1\nb: 2\na: 3\n", "3:1", "键 a 重复"},
                    BadText{"Tab", "a:\n  b: 1\n\tc: 2\n", "3:1", "制表符"},
                    BadText{"WideSpace", "a:\n　b: 1\n", "2:1", "全角空格"},
                    BadText{"NotUtf8", "a: 1\nb: 中\xC4\xE3\n", "2:5", "UTF-8"},
                    BadText{"NulByte", "a: x\xC0\x80\n", "1:5", "UTF-8"},
                    BadText{"OpenBracket", "a: [1\nb: 2\n", "2:2", "方括号"},
                    BadText{"OpenQuote", "中: \"abc\n", "1:4", "引号没有闭合"},
                    BadText{"SecondDocument", "a: 1\n---\nb: 2\n", "2:1", "一个文档"},
                    BadText{"Tag", "a: !!str 5\n", "1:4", "标签"},
                    BadText{"KeyIsAList", "? [1]\n: 2\n", "1:3", "键必须是"},
                    BadText{"AliasOfItself", "a: &x [1, *x]\n", "1:11", "别名"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(StrictYaml, AFullWidthColonIsHintedAt) {
  const Parsed parsed = parse("a: 1\nb：2\nc: 3\n");
  ASSERT_FALSE(parsed.diagnostics.empty());
  EXPECT_THAT(parsed.diagnostics.front().hint_zh, testing::HasSubstr("全角冒号"));
}

TEST(StrictYaml, EveryRepeatedKeyIsReported) {
  EXPECT_EQ(parse("a: 1\na: 2\nb: {c: 1, c: 2}\na: 3\n").diagnostics.size(), 3u);
}

TEST(StrictYaml, DepthIsCapped) {
  YamlLimits limits;
  limits.depth = 3;
  EXPECT_TRUE(parse("[[[1]]]", limits).diagnostics.empty());
  const Parsed deep = parse("[[[[1]]]]", limits);
  ASSERT_EQ(deep.diagnostics.size(), 1u);
  EXPECT_FALSE(deep.root);
  EXPECT_THAT(deep.diagnostics[0].message_zh, testing::HasSubstr("嵌套层数超过上限 3"));
}

// Without the library's own limit this would end the program, not the parsing.
TEST(StrictYaml, AbsurdDepthIsADiagnostic) {
  EXPECT_EQ(parse(std::string(100'000, '[')).diagnostics.size(), 1u);
}

TEST(StrictYaml, DepthIsCappedThroughAliases) {
  YamlLimits limits;
  limits.depth = 4;
  EXPECT_EQ(parse("- &a [1]\n- &b [*a]\n- &c [*b]\n- [*c]\n", limits).diagnostics.size(), 1u);
}

TEST(StrictYaml, NodesAreCountedAfterAliasesArePutIn) {
  YamlLimits limits;
  limits.nodes = 40;
  EXPECT_TRUE(parse("- &a [1, 2, 3]\n- [*a, *a]\n", limits).diagnostics.empty());
  const Parsed many = parse("- &a [1, 2, 3, 4, 5, 6, 7]\n- [*a, *a, *a, *a]\n", limits);
  ASSERT_EQ(many.diagnostics.size(), 1u);
  EXPECT_THAT(many.diagnostics[0].message_zh, testing::HasSubstr("节点数"));
}

TEST(StrictYaml, AliasesAreCapped) {
  YamlLimits limits;
  limits.aliases = 2;
  EXPECT_TRUE(parse("[&a 1, *a, *a]", limits).diagnostics.empty());
  const Parsed many = parse("[&a 1, *a, *a, *a]", limits);
  ASSERT_EQ(many.diagnostics.size(), 1u);
  EXPECT_EQ(place(many.diagnostics[0].at), "1:16");
}

}  // namespace
}  // namespace planwatch::loader
