#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/collectors/decode_support.h"

namespace planwatch {
namespace {

using decode_test::error_of;
using decode_test::lines_of;
using decode_test::xml;
using namespace std::string_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

using Lines = std::vector<std::string>;

std::string list(const std::string& rows) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<root><code>200</code><list>" + rows +
         "</list></root>";
}

TEST(XmlRowsFormat, ElementsAttributesAndNestingBecomeColumns) {
  const auto document = xml(
      list("<row id=\"1\"><name>区法院</name><value unit=\"%\"><text>98.5</text></value></row>\n"
           "  <row id=\"2\">\n<name>区人社局</name>\n</row>"));
  ASSERT_TRUE(document) << error_of(document);
  const Table& table = document->tables.front();
  EXPECT_EQ(table.addressing, Table::Addressing::pointer);
  EXPECT_THAT(table.columns, ElementsAre("/@id", "/name", "/value/@unit", "/value/text"));
  EXPECT_EQ(lines_of(document), (Lines{"1: 1|区法院|%|98.5", "2: 2|区人社局"}));
  EXPECT_EQ(address_of(table, 1, 4), "/root/list/row/0/value/text");
  EXPECT_EQ(document->encoding, "utf-8");
}

TEST(XmlRowsFormat, RepeatedElementsAreNumberedInEveryRow) {
  const auto document =
      xml(list("<row><item>a</item></row><row><item>b</item><item>c</item></row>"));
  ASSERT_TRUE(document) << error_of(document);
  EXPECT_THAT(document->tables.front().columns, ElementsAre("/item/0", "/item/1"));
  EXPECT_EQ(lines_of(document), (Lines{"1: a", "2: b|c"}));
}

TEST(XmlRowsFormat, RepeatedElementsWithContent) {
  const auto document =
      xml(list("<row><p><v>1</v></p><p><v>2</v><v>3</v></p></row><row><p k=\"x\"/></row>"));
  EXPECT_THAT(document->tables.front().columns,
              ElementsAre("/p/0/v/0", "/p/1/v/0", "/p/1/v/1", "/p/0/@k"));
}

struct TextCase {
  const char* name;
  std::string row;
  std::string read;
};
void PrintTo(const TextCase& c, std::ostream* os) {
  *os << c.name;
}

class XmlRowTexts : public testing::TestWithParam<TextCase> {};

TEST_P(XmlRowTexts, ReadAs) {
  EXPECT_EQ(lines_of(xml(list("<row>" + GetParam().row + "</row>"))), Lines{GetParam().read});
}

INSTANTIATE_TEST_SUITE_P(
    All, XmlRowTexts,
    testing::Values(TextCase{"cdata", "<a><![CDATA[1<2&]]></a>", "1: 1<2&"},
                    TextCase{"references", "<a>&lt;&#20013;&#x4E2D;&amp;</a>", "1: <中中&"},
                    TextCase{"comments_inside", "<a>1<!-- x -->2</a>", "1: 12"},
                    TextCase{"blanks_of_a_text_are_kept", "<a> 1 </a>", "1:  1 "},
                    TextCase{"prefixes_are_dropped", "<n:a xmlns:n=\"urn:x\" n:k=\"2\">1</n:a>",
                             "1: 2|1"},
                    TextCase{"markup_about_markup_is_no_data",
                             "<a xsi:nil=\"true\" xmlns:xsi=\"urn:y\"/><b>1</b>", "1: 1"},
                    TextCase{"text_beside_elements", "<a>x<b>y</b></a>", "1: y|x"}),
    [](const auto& test) { return test.param.name; });

TEST(XmlRowsFormat, RowsWithoutCellsKeepTheirNumber) {
  EXPECT_EQ(lines_of(xml(list("<row/><row><a>1</a></row>"))), Lines{"2: 1"});
  EXPECT_EQ(lines_of(xml(list(""))), Lines{});
  EXPECT_EQ(lines_of(xml(list("<total>0</total>"))), Lines{});
}

TEST(XmlRowsFormat, RowsUnderSeveralParentsFollowEachOther) {
  EXPECT_EQ(lines_of(xml("<root><list><row><a>1</a></row></list><other/>"
                         "<list><row><a>2</a></row></list></root>")),
            (Lines{"1: 1", "2: 2"}));
}

TEST(XmlRowsFormat, ATableMayBeTheRoot) {
  EXPECT_EQ(lines_of(xml("<table><tr><a>1</a></tr></table>", "/table/tr")), Lines{"1: 1"});
}

// ---- encodings ----

std::string utf16le(std::string_view ascii) {
  std::string wide;
  for (const char c : ascii) wide.append({c, '\0'});
  return wide;
}

struct EncodingCase {
  const char* name;
  std::string bytes;
  std::string encoding;
  std::string read;
};
void PrintTo(const EncodingCase& c, std::ostream* os) {
  *os << c.name;
}

class XmlEncodings : public testing::TestWithParam<EncodingCase> {};

TEST_P(XmlEncodings, AreReadAndReported) {
  const auto document = xml(GetParam().bytes, "/r/a");
  EXPECT_EQ(lines_of(document), Lines{GetParam().read});
  ASSERT_TRUE(document);
  EXPECT_EQ(document->encoding, GetParam().encoding);
}

const std::string gan_gbk = "\xB8\xCA";  // 甘

INSTANTIATE_TEST_SUITE_P(
    All, XmlEncodings,
    testing::Values(
        EncodingCase{"gb2312",
                     "<?xml version=\"1.0\" encoding=\"gb2312\"?><r><a>" + gan_gbk + "</a></r>",
                     "gb18030", "1: 甘"},
        EncodingCase{"gbk_in_single_quotes",
                     "<?xml version='1.0' encoding='GBK'?><r><a>" + gan_gbk + "</a></r>", "gb18030",
                     "1: 甘"},
        EncodingCase{"gb18030",
                     "<?xml version=\"1.0\" encoding=\"GB18030\"?><r><a>\x95\x34\xB2\x35</a></r>",
                     "gb18030", "1: 𠮷"},
        EncodingCase{"not_declared_but_gbk", "<r><a>" + gan_gbk + "</a></r>", "gb18030", "1: 甘"},
        EncodingCase{"utf8_with_mark", "\xEF\xBB\xBF<r><a>甘</a></r>", "utf-8-bom", "1: 甘"},
        EncodingCase{"utf16_with_mark", "\xFF\xFE" + utf16le("<r><a>1</a></r>"), "utf-16le",
                     "1: 1"},
        EncodingCase{"utf16_without_mark", utf16le("<r><a>1</a></r>"), "utf-16le", "1: 1"},
        EncodingCase{"utf16_declared_above_utf8",
                     "<?xml version=\"1.0\" encoding=\"utf-16\"?><r><a>甘</a></r>", "utf-8",
                     "1: 甘"}),
    [](const auto& test) { return test.param.name; });

TEST(XmlEncodings, WhatDoesNotFitIsRefused) {
  EXPECT_THAT(
      error_of(
          xml("<?xml version=\"1.0\" encoding=\"utf-8\"?><r><a>" + gan_gbk + "</a></r>", "/r/a")),
      HasSubstr("不是有效的 UTF-8"));
  EXPECT_THAT(error_of(xml("<?xml version=\"1.0\" encoding=\"Big5\"?><r/>", "/r/a")),
              AllOf(HasSubstr("big5"), HasSubstr("UTF-8")));
  EXPECT_THAT(error_of(xml("<?xml version=\"1.0\" encoding=\"\xB8\xCA"
                           "8\"?><r/>",
                           "/r/a")),
              HasSubstr("“??8”"));
}

// ---- refusals and hostile documents ----

TEST(XmlRefusal, RowsThatAreNotThereNameWhatIs) {
  EXPECT_THAT(
      error_of(xml("<root><data><row/></data></root>")),
      AllOf(HasSubstr("/root/list/row"), HasSubstr("/root 处没有 list"), HasSubstr("有的是 data")));
  EXPECT_THAT(error_of(xml(list("<item><a>1</a></item>"))),
              AllOf(HasSubstr("没有 row"), HasSubstr("有的是 item")));
  EXPECT_THAT(error_of(xml("<fault><text>no</text></fault>", "/root")), HasSubstr("fault"));
  EXPECT_THAT(error_of(xml("<root/>", "root/list")), HasSubstr("rows 的写法不对"));
  EXPECT_THAT(error_of(xml("<root/>", "/root//row")), HasSubstr("rows 的写法不对"));
}

TEST(XmlRefusal, OtherContent) {
  EXPECT_THAT(error_of(xml("<html><body>登录</body></html>")), HasSubstr("网页"));
  EXPECT_THAT(error_of(xml("<?xml version=\"1.0\"?><!DOCTYPE html><html/>")), HasSubstr("网页"));
  EXPECT_THAT(error_of(xml("{\"a\":1}")), HasSubstr("JSON"));
  EXPECT_THAT(error_of(xml("a,b\n1,2\n")), HasSubstr("不是 XML"));
  EXPECT_THAT(error_of(xml("  \n")), HasSubstr("内容为空"));
  EXPECT_THAT(error_of(xml("PK\x03\x04....")), HasSubstr("压缩包"));
}

TEST(HostileXml, BillionLaughsAndUnknownEntities) {
  EXPECT_THAT(error_of(xml("<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><root/>")),
              HasSubstr("DOCTYPE"));
  EXPECT_THAT(error_of(xml(list("<row><a>&b;</a></row>"))), HasSubstr("实体"));
  EXPECT_THAT(error_of(xml("<!DOCTYPE r SYSTEM \"file:///etc/passwd\"><root/>")),
              HasSubstr("DOCTYPE"));
}

TEST(HostileXml, DepthNamesAndDuplicates) {
  std::string deep;
  for (int i = 0; i < 40; ++i) deep += "<a>";
  EXPECT_THAT(error_of(xml(list("<row>" + deep))), HasSubstr("depth = 32"));
  EXPECT_THAT(error_of(xml(list("<row a=\"1\" a=\"2\"/>"))),
              AllOf(HasSubstr("同名的属性"), HasSubstr("/root/list/row 处")));
  EXPECT_THAT(error_of(xml(list("<row><a x:k=\"1\" y:k=\"2\"/></row>"))),
              AllOf(HasSubstr("第 1 行"), HasSubstr("两个属性 k")));
  EXPECT_THAT(error_of(xml(list("<row><a>\x01</a></row>"))), HasSubstr("控制字符"));
}

TEST(HostileXml, LimitsOfRowsColumnsAndMemory) {
  FeedLimits limits;
  limits.rows = 1;
  EXPECT_THAT(error_of(xml(list("<row/><row/>"), "/root/list/row", limits)), HasSubstr("rows = 1"));
  limits = {};
  limits.columns = 2;
  EXPECT_THAT(error_of(xml(list("<row><a>1</a><b>1</b><c>1</c></row>"), "/root/list/row", limits)),
              HasSubstr("columns = 2"));
  // Every row has a column of its own: the table would be as wide as it is high.
  std::string diagonal;
  for (int i = 0; i < 1500; ++i) {
    diagonal += "<row><c" + std::to_string(i) + ">1</c" + std::to_string(i) + "></row>";
  }
  limits = {};
  limits.inflated_bytes = 8u << 20;
  EXPECT_THAT(error_of(xml(list(diagonal), "/root/list/row", limits)), HasSubstr("inflated_bytes"));
}

TEST(HostileXml, CutAnywhereIsAnError) {
  const std::string whole = list("<row id=\"1\"><a>1</a><b><![CDATA[x]]></b></row>");
  ASSERT_EQ(error_of(xml(whole)), "");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_NE(error_of(xml(whole.substr(0, size))), "") << size;
  }
}

}  // namespace
}  // namespace planwatch
