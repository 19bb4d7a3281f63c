#include <algorithm>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "collectors/decode/xml_pull.h"

namespace planwatch {
namespace {

using testing::HasSubstr;

// Hands out `bytes` in pieces of `piece`, so that every boundary of the window is met.
ByteSource in_pieces(std::string bytes, std::size_t piece) {
  return [bytes = std::move(bytes), piece, at = std::size_t{0}](
             char* into, std::size_t size) mutable -> Result<std::size_t> {
    const std::size_t count = std::min({piece, size, bytes.size() - at});
    bytes.copy(into, count, at);
    at += count;
    return count;
  };
}

// <a x="1"><b/>text</a> as "a[x=1] b /b 'text' /a".
std::string events_of(const std::string& document, std::size_t piece = 1 << 20) {
  XmlPull xml(in_pieces(document, piece), "part");
  std::string events;
  while (true) {
    switch (xml.next()) {
      case XmlPull::Event::start:
        events += std::string(xml.name());
        for (const char* name : {"x", "y", "p:x"}) {
          if (const auto value = xml.attribute(name)) {
            events += std::string("[") + name + "=" + std::string(*value) + "]";
          }
        }
        events += " ";
        break;
      case XmlPull::Event::end:
        events += "/" + std::string(xml.name()) + " ";
        break;
      case XmlPull::Event::text:
        events += "'" + xml.text() + "' ";
        break;
      case XmlPull::Event::done:
        return events + "done";
      case XmlPull::Event::failed:
        return events + "failed: " + xml.error().message;
    }
  }
}

struct XmlCase {
  const char* name;
  std::string document;
  std::string events;
};
void PrintTo(const XmlCase& c, std::ostream* os) {
  *os << c.name;
}

class XmlReads : public testing::TestWithParam<XmlCase> {};

TEST_P(XmlReads, InOnePiece) {
  EXPECT_EQ(events_of(GetParam().document), GetParam().events);
}
TEST_P(XmlReads, ByteByByte) {
  EXPECT_EQ(events_of(GetParam().document, 1), GetParam().events);
}

INSTANTIATE_TEST_SUITE_P(
    All, XmlReads,
    testing::Values(
        XmlCase{"nested", "<a><b>t</b></a>", "a b 't' /b /a done"},
        XmlCase{"empty_element", "<a/>", "a /a done"},
        XmlCase{"empty_element_inside", "<a><b/><b /></a>", "a b /b b /b /a done"},
        XmlCase{"attributes", "<a x=\"1\" y = '2&amp;\"' />", "a[x=1][y=2&\"] /a done"},
        XmlCase{"prefixes", "<n:a x=\"1\" p:x=\"2\"></n:a>", "a[x=1][p:x=2] /a done"},
        XmlCase{"declaration_comment_instruction",
                "<?xml version=\"1.0\"?><!-- < > --><a><?pi ?></a>\n<!-- -- -->", "a /a done"},
        XmlCase{"text_around_comment_and_cdata", "<a>1<!-- 2 -->3<![CDATA[<4>]]>5</a>",
                "a '13<4>5' /a done"},
        XmlCase{"cdata_with_brackets", "<a><![CDATA[]]]]><![CDATA[>]]></a>", "a ']]>' /a done"},
        XmlCase{"references", "<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x41;&#x20BB7;</a>",
                "a '<>&\"'AA𠮷' /a done"},
        XmlCase{"white_space_is_text", "<a> <b/>\n</a>", "a ' ' b /b '\n' /a done"},
        XmlCase{"byte_order_mark", "\xEF\xBB\xBF<a/>", "a /a done"},
        XmlCase{"text_longer_than_the_window", "<a>" + std::string(200'000, 'x') + "</a>",
                "a '" + std::string(200'000, 'x') + "' /a done"}),
    [](const auto& test) { return test.param.name; });

class XmlRefuses : public testing::TestWithParam<XmlCase> {};

TEST_P(XmlRefuses, WithAReason) {
  const std::string events = events_of(GetParam().document);
  EXPECT_THAT(events, HasSubstr("failed: 工作簿损坏：部件 part"));
  EXPECT_THAT(events, HasSubstr(GetParam().events));
}

std::string nested(std::size_t levels) {
  std::string open;
  std::string close;
  for (std::size_t i = 0; i < levels; ++i) {
    open += "<a>";
    close += "</a>";
  }
  return open + close;
}

std::string many_attributes() {
  std::string tag = "<a";
  for (int i = 0; i < 300; ++i) tag += " k" + std::to_string(i) + "=\"\"";
  return tag + "/>";
}

INSTANTIATE_TEST_SUITE_P(
    All, XmlRefuses,
    testing::Values(
        XmlCase{"nothing", "", "不完整"}, XmlCase{"blank", " \n", "不完整"},
        XmlCase{"not_closed", "<a><b></b>", "不完整"},
        XmlCase{"cut_in_a_tag", "<a><b x=", "没有写完"},
        XmlCase{"cut_in_a_value", "<a x=\"1", "没有写完"},
        XmlCase{"cut_in_a_comment", "<a><!-- ", "没有写完"},
        XmlCase{"cut_in_cdata", "<a><![CDATA[x]]", "没有写完"},
        XmlCase{"cut_in_a_reference", "<a>&amp", "没有写完"},
        XmlCase{"wrong_end", "<a><b></a></b>", "结束标签"},
        XmlCase{"end_first", "</a>", "结束标签"}, XmlCase{"two_roots", "<a/><b/>", "多个根"},
        XmlCase{"text_before", "x<a/>", "之外"}, XmlCase{"text_after", "<a/>x", "之外"},
        XmlCase{"no_name", "<a>< b/></a>", "没有名称"},
        XmlCase{"less_than_in_a_value", "<a x=\"<\"/>", "没有写完"},
        XmlCase{"attribute_without_quotes", "<a x=1/>", "没有写完"},
        XmlCase{"unknown_entity", "<a>&nbsp;</a>", "实体引用"},
        XmlCase{"surrogate_reference", "<a>&#xD800;</a>", "实体引用"},
        XmlCase{"reference_beyond_unicode", "<a>&#x110000;</a>", "实体引用"},
        XmlCase{"document_type", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "DOCTYPE"},
        XmlCase{"external_entity", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "DOCTYPE"},
        XmlCase{"control_character", "<a>\x01</a>", "不合法"},
        XmlCase{"not_utf8", "<a>\xFF</a>", "不合法"},
        XmlCase{"not_utf8_in_a_value", "<a x=\"\xFF\"/>", "不合法"},
        XmlCase{"too_deep", nested(XmlPull::max_depth + 1), "嵌套超过 64 层"},
        XmlCase{"too_long_text", "<a>" + std::string(XmlPull::max_text + 70'000, 'x') + "</a>",
                "太长"},
        XmlCase{"too_long_cdata",
                "<a><![CDATA[" + std::string(XmlPull::max_text + 70'000, 'x') + "]]></a>", "太长"},
        XmlCase{"too_long_value", "<a x=\"" + std::string(XmlPull::max_text + 2, 'x') + "\"/>",
                "太长"},
        XmlCase{"too_long_name", "<" + std::string(300, 'a') + "/>", "太长"},
        XmlCase{"too_many_attributes", many_attributes(), "属性太多"}),
    [](const auto& test) { return test.param.name; });

TEST(Xml, DeepestAllowedNestingIsRead) {
  EXPECT_THAT(events_of(nested(XmlPull::max_depth)), HasSubstr("done"));
}

TEST(Xml, SkippingAnElementGoesToItsOwnEnd) {
  XmlPull xml(in_pieces("<a><b><b/>x<c/></b>t</a>", 3), "part");
  ASSERT_EQ(xml.next(), XmlPull::Event::start);
  ASSERT_EQ(xml.next(), XmlPull::Event::start);
  ASSERT_TRUE(xml.skip_element());
  EXPECT_EQ(xml.next(), XmlPull::Event::text);
  EXPECT_EQ(xml.text(), "t");
}

TEST(Xml, TextOfAnElementIsItsOwn) {
  XmlPull xml(in_pieces("<a>1<b>2</b>3</a>", 3), "part");
  ASSERT_EQ(xml.next(), XmlPull::Event::start);
  std::string text;
  ASSERT_TRUE(xml.read_text(text));
  EXPECT_EQ(text, "13");
  EXPECT_EQ(xml.next(), XmlPull::Event::done);
}

TEST(Xml, FailureOfTheSourceIsTheError) {
  XmlPull xml(
      [](char*, std::size_t) -> Result<std::size_t> {
        return fail(ErrorCode::too_large, "source");
      },
      "part");
  EXPECT_EQ(xml.next(), XmlPull::Event::failed);
  EXPECT_EQ(xml.error().message, "source");
  EXPECT_EQ(xml.next(), XmlPull::Event::failed);
}

}  // namespace
}  // namespace planwatch
