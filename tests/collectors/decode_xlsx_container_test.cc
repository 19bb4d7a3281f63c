#include <algorithm>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "collectors/decode/part_name.h"
#include "tests/collectors/decode_support.h"

namespace planwatch {
namespace {

using decode_test::edit_part;
using decode_test::error_of;
using decode_test::lines_of;
using decode_test::Parts;
using decode_test::replace_part;
using decode_test::workbook_parts;
using decode_test::xlsx;
using decode_test::zip_of;
using testing::AllOf;
using testing::HasSubstr;

constexpr const char* one_cell =
    R"(<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>)";
constexpr const char* one_string = "<si><t>甘州区</t></si>";
constexpr const char* rels = "xl/_rels/workbook.xml.rels";
const std::vector<std::string> expected{"1: 甘州区"};

Parts plain_parts() {
  return workbook_parts(one_cell, one_string);
}

void rename(Parts& parts, std::string_view from, const std::string& to) {
  for (auto& [name, bytes] : parts) {
    if (name == from) name = to;
  }
}

TEST(XlsxContainer, PlainWorkbook) {
  EXPECT_EQ(lines_of(xlsx(zip_of(plain_parts()))), expected);
}

TEST(XlsxContainer, AbsoluteTargets) {
  Parts parts = plain_parts();
  edit_part(parts, rels, "Target=\"", "Target=\"/xl/");
  edit_part(parts, "_rels/.rels", "Target=\"xl", "Target=\"/xl");
  EXPECT_EQ(lines_of(xlsx(zip_of(parts))), expected);
}

TEST(XlsxContainer, BackslashesInNamesAndTargets) {
  Parts parts = plain_parts();
  for (auto& [name, bytes] : parts) std::replace(name.begin(), name.end(), '/', '\\');
  edit_part(parts, "xl\\_rels\\workbook.xml.rels", "worksheets/", "worksheets\\");
  EXPECT_EQ(lines_of(xlsx(zip_of(parts))), expected);
}

TEST(XlsxContainer, OddCase) {
  Parts parts = plain_parts();
  rename(parts, "xl/sharedStrings.xml", "xl/SharedStrings.xml");
  rename(parts, "xl/worksheets/sheet1.xml", "XL/WorkSheets/Sheet1.XML");
  EXPECT_EQ(lines_of(xlsx(zip_of(parts))), expected);
}

TEST(XlsxContainer, StepsUpInTargets) {
  Parts parts = plain_parts();
  edit_part(parts, rels, "Target=\"worksheets", "Target=\"../xl/./worksheets");
  EXPECT_EQ(lines_of(xlsx(zip_of(parts))), expected);
}

TEST(XlsxContainer, PartsWithUnusualNames) {
  Parts parts = plain_parts();
  rename(parts, "xl/workbook.xml", "book/main.xml");
  rename(parts, rels, "book/_rels/main.xml.rels");
  edit_part(parts, "_rels/.rels", "xl/workbook.xml", "book/main.xml");
  edit_part(parts, "book/_rels/main.xml.rels", "Target=\"", "Target=\"../xl/");
  EXPECT_EQ(lines_of(xlsx(zip_of(parts))), expected);
}

TEST(XlsxContainer, StrictRelationshipTypes) {
  Parts parts = plain_parts();
  for (const char* part : {rels, "_rels/.rels"}) {
    edit_part(parts, part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
              "http://purl.oclc.org/ooxml/officeDocument/relationships");
  }
  EXPECT_EQ(lines_of(xlsx(zip_of(parts))), expected);
}

TEST(XlsxContainer, PrefixedElements) {
  Parts parts = plain_parts();
  edit_part(parts, "xl/workbook.xml", "<sheet", "<x:sheet");
  edit_part(parts, "xl/workbook.xml", "</sheet", "</x:sheet");
  edit_part(parts, "xl/workbook.xml", "<workbook", "<x:workbook");
  edit_part(parts, "xl/workbook.xml", "</workbook", "</x:workbook");
  edit_part(parts, "xl/workbook.xml", "r:id", "rel:id");
  replace_part(parts, "xl/worksheets/sheet1.xml",
               R"(<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v>
                  </x:c></x:row></x:sheetData></x:worksheet>)");
  replace_part(parts, "xl/sharedStrings.xml",
               R"(<x:sst xmlns:x="m"><x:si><x:t>甘州区</x:t></x:si></x:sst>)");
  EXPECT_EQ(lines_of(xlsx(zip_of(parts))), expected);
}

TEST(XlsxContainer, ByteOrderMarkBeforeASheet) {
  Parts parts = plain_parts();
  edit_part(parts, "xl/worksheets/sheet1.xml", "<?xml", "\xEF\xBB\xBF<?xml");
  EXPECT_EQ(lines_of(xlsx(zip_of(parts))), expected);
}

TEST(XlsxContainer, WithoutStylesAndStrings) {
  Parts parts = workbook_parts(R"(<sheetData><row><c s="3"><v>45811</v></c></row></sheetData>)");
  edit_part(parts, rels, "/styles\"", "/theme\"");
  edit_part(parts, rels, "/sharedStrings\"", "/other\"");
  EXPECT_EQ(lines_of(xlsx(zip_of(parts))), std::vector<std::string>{"1: 45811"});
}

struct SheetChoice {
  const char* name;
  const char* wanted;
  const char* read;  // the sheet's name, null: an error
  bool hidden;
};
void PrintTo(const SheetChoice& c, std::ostream* os) {
  *os << c.name;
}

class XlsxSheets : public testing::TestWithParam<SheetChoice> {};

TEST_P(XlsxSheets, AreChosenByName) {
  Parts parts = plain_parts();
  edit_part(
      parts, "xl/workbook.xml", R"(<sheet name="Sheet1" sheetId="1" r:id="rId1"/>)",
      R"(<sheet name="图表" sheetId="4" r:id="rId9"/><sheet name="说明" sheetId="2" state="hidden" r:id="rId1"/>
               <sheet name="底稿" sheetId="3" state="veryHidden" r:id="rId1"/>
               <sheet name="6月 &amp; 7月" sheetId="1" r:id="rId1"/>)");
  edit_part(
      parts, rels, "</Relationships>",
      R"(<Relationship Id="rId9" Type="x/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>)");
  const auto document = xlsx(zip_of(parts), GetParam().wanted);
  if (GetParam().read == nullptr) {
    EXPECT_THAT(error_of(document), AllOf(HasSubstr(GetParam().wanted),
                                          HasSubstr("说明（隐藏）、底稿（隐藏）、6月 & 7月；")));
    return;
  }
  ASSERT_TRUE(document) << document.error().message;
  ASSERT_EQ(document->tables.size(), 1u);
  EXPECT_EQ(document->tables[0].name, GetParam().read);
  EXPECT_EQ(document->tables[0].hidden, GetParam().hidden);
}

INSTANTIATE_TEST_SUITE_P(All, XlsxSheets,
                         testing::Values(SheetChoice{"first_visible_worksheet", "", "6月 & 7月",
                                                     false},
                                         SheetChoice{"by_name", "6月 & 7月", "6月 & 7月", false},
                                         SheetChoice{"hidden_by_name", "说明", "说明", true},
                                         SheetChoice{"very_hidden_by_name", "底稿", "底稿", true},
                                         SheetChoice{"absent", "8月", nullptr, false}),
                         [](const auto& test) { return test.param.name; });

TEST(XlsxContainer, AllSheetsHidden) {
  Parts parts = plain_parts();
  edit_part(parts, "xl/workbook.xml", "sheetId", "state=\"hidden\" sheetId");
  EXPECT_THAT(error_of(xlsx(zip_of(parts))), AllOf(HasSubstr("全部隐藏"), HasSubstr("Sheet1")));
}

TEST(XlsxContainer, SheetWithoutItsPart) {
  Parts parts = plain_parts();
  edit_part(parts, rels, "sheet1.xml", "sheet7.xml");
  const auto document = xlsx(zip_of(parts));
  EXPECT_THAT(error_of(document), HasSubstr("xl/worksheets/sheet7.xml"));
  EXPECT_EQ(document.error().code, ErrorCode::corrupt);
}

TEST(XlsxContainer, ExternalPartIsNotFollowed) {
  Parts parts = plain_parts();
  edit_part(parts, rels, "Target=\"worksheets/sheet1.xml\"",
            "Target=\"http://127.0.0.1/sheet1.xml\" TargetMode=\"External\"");
  EXPECT_THAT(error_of(xlsx(zip_of(parts))), HasSubstr("Sheet1"));
}

TEST(XlsxContainer, TwoPartsOfOneName) {
  Parts parts = plain_parts();
  parts.emplace_back("XL\\WORKSHEETS\\sheet1.xml", "<worksheet/>");
  EXPECT_THAT(error_of(xlsx(zip_of(parts))), HasSubstr("同名"));
}

TEST(XlsxContainer, CutContainer) {
  const std::string whole = zip_of(plain_parts());
  const auto document = xlsx(whole.substr(0, whole.size() / 2));
  EXPECT_THAT(error_of(document), AllOf(HasSubstr("不完整"), HasSubstr("重新报送")));
  EXPECT_EQ(document.error().code, ErrorCode::corrupt);
}

TEST(XlsxContainer, ChecksumThatDoesNotFit) {
  std::string whole = zip_of(workbook_parts(one_cell, one_string));
  // The checksum of the last entry in the central directory: the sheet's.
  const std::size_t entry = whole.rfind("PK\x01\x02");
  whole[entry + 16] = static_cast<char>(whole[entry + 16] ^ 1);
  EXPECT_THAT(error_of(xlsx(whole)), HasSubstr("sheet1.xml"));
}

struct PartCase {
  const char* part;
  const char* target;
  const char* key;
};

TEST(PartNames, TargetsBecomeKeys) {
  for (const PartCase& c : {
           PartCase{"xl/workbook.xml", "worksheets/Sheet1.xml", "xl/worksheets/sheet1.xml"},
           PartCase{"xl/workbook.xml", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"},
           PartCase{"xl/workbook.xml", "\\xl\\a.xml", "xl/a.xml"},
           PartCase{"xl/workbook.xml", "..\\a.xml", "a.xml"},
           PartCase{"xl/workbook.xml", "../../../etc/passwd", "etc/passwd"},
           PartCase{"", "xl//workbook.xml", "xl/workbook.xml"},
       }) {
    EXPECT_EQ(target_key(c.part, c.target), c.key) << c.target;
  }
  EXPECT_EQ(relationships_key("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
  EXPECT_EQ(relationships_key(""), "_rels/.rels");
}

}  // namespace
}  // namespace planwatch
