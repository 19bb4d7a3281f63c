#include <fmt/format.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "collectors/decode/xlsx_zip.h"
#include "tests/collectors/decode_support.h"

// Documents made to crash or to exhaust a reader. Each has to end soon, in an error or a table.
namespace planwatch {
namespace {

using decode_test::csv;
using decode_test::edit_part;
using decode_test::error_of;
using decode_test::json;
using decode_test::Parts;
using decode_test::replace_part;
using decode_test::sheet_of;
using decode_test::workbook_of;
using decode_test::workbook_parts;
using decode_test::xlsx;
using decode_test::XorShift;
using decode_test::zip_of;
using testing::AllOf;
using testing::HasSubstr;

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  result.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

FeedLimits with_memory(std::uint64_t bytes) {
  FeedLimits limits;
  limits.inflated_bytes = bytes;
  return limits;
}

// ---- containers ----

TEST(HostileZip, BombEndsAtTheRatio) {
  Parts parts = workbook_parts("");
  replace_part(parts, "xl/worksheets/sheet1.xml",
               "<worksheet>" + repeated("<row/>", 7u << 20) + "</worksheet>");
  const std::string bomb = zip_of(parts);
  ASSERT_LT(bomb.size(), 130u << 10);
  const auto document = xlsx(bomb);
  EXPECT_THAT(error_of(document), AllOf(HasSubstr("300"), HasSubstr("炸弹")));
  EXPECT_EQ(document.error().code, ErrorCode::too_large);
}

TEST(HostileZip, BombEndsAtTheTotal) {
  Parts parts = workbook_parts("");
  replace_part(parts, "xl/worksheets/sheet1.xml",
               "<worksheet>" + repeated("<row/>", 1u << 20) + "</worksheet>");
  EXPECT_THAT(error_of(xlsx(zip_of(parts), "", with_memory(4u << 20))),
              HasSubstr("inflated_bytes = 4MiB"));
}

TEST(HostileZip, TotalCountsAllParts) {
  Parts parts = workbook_parts("<sheetData/>", repeated("<si><t>x</t></si>", 100'000));
  replace_part(parts, "xl/worksheets/sheet1.xml",
               "<worksheet>" + repeated("<a>1</a>", 100'000) + "</worksheet>");
  const std::string bytes = zip_of(parts);
  EXPECT_EQ(error_of(xlsx(bytes, "", with_memory(4u << 20))), "");
  EXPECT_THAT(error_of(xlsx(bytes, "", with_memory(2u << 20))), HasSubstr("inflated_bytes = 2MiB"));
}

TEST(HostileZip, SmallPartsReadWholeHaveALimitOfTheirOwn) {
  Parts parts = workbook_parts("<sheetData/>");
  // Packs to about a hundredth: within the ratio, so that this limit is the one that is met.
  XorShift random(5);
  std::string block;
  for (int i = 0; i < 1000; ++i) block += static_cast<char>('a' + random.below(26));
  const std::string noise = repeated(block, 17'000);
  replace_part(parts, "xl/styles.xml", "<styleSheet><!--" + noise + "--></styleSheet>");
  EXPECT_THAT(error_of(xlsx(zip_of(parts))), AllOf(HasSubstr("xl/styles.xml"), HasSubstr("16MiB")));
}

TEST(HostileZip, TooManyParts) {
  Parts parts = workbook_parts("<sheetData/>");
  for (std::uint64_t i = 0; i < ZipArchive::max_entries; ++i) {
    parts.emplace_back(fmt::format("x/{}", i), "");
  }
  EXPECT_THAT(error_of(xlsx(zip_of(parts))), HasSubstr("10000"));
}

std::string little_endian(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>((value >> (8 * i)) & 0xFF);
  return text;
}

// An end of a zip64 container that claims `entries`, without one of them being there.
std::string zip64_claiming(std::uint64_t entries) {
  std::string bytes = std::string("PK\x03\x04") + std::string(26, '\0');
  const std::uint64_t record = bytes.size();
  bytes += "PK\x06\x06" + little_endian(44, 8) + little_endian(45, 2) + little_endian(45, 2) +
           little_endian(0, 8) + little_endian(entries, 8) + little_endian(entries, 8) +
           little_endian(record, 8) + little_endian(0, 8);
  bytes += "PK\x06\x07" + little_endian(0, 4) + little_endian(record, 8) + little_endian(1, 4);
  return bytes + "PK\x05\x06" + std::string(4, '\0') + std::string(4, '\xFF') +
         std::string(8, '\xFF') + std::string(2, '\0');
}

TEST(HostileZip, ClaimedEntriesAreNotBelieved) {
  EXPECT_EQ(claimed_zip_entries(zip64_claiming(1ull << 40)), 1ull << 40);
  EXPECT_THAT(error_of(xlsx(zip64_claiming(1ull << 40))), HasSubstr("10000"));
  EXPECT_NE(error_of(xlsx(zip64_claiming(3))), "");
}

TEST(HostileZip, ClaimedEntriesOfAnOrdinaryWorkbookAreItsParts) {
  EXPECT_EQ(claimed_zip_entries(sheet_of("")), workbook_parts("").size());
  EXPECT_EQ(claimed_zip_entries("PK\x05\x06"), 0u);
  EXPECT_EQ(claimed_zip_entries(""), 0u);
}

// ---- sheets ----

constexpr const char* laughs = R"(<!DOCTYPE lolz [<!ENTITY lol "lol">
<!ENTITY lol1 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
<!ENTITY lol2 "&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;">]>)";

class BillionLaughs : public testing::TestWithParam<const char*> {};

TEST_P(BillionLaughs, AreRefusedUnread) {
  Parts parts = workbook_parts("<sheetData><row><c t=\"str\"><v>&lol2;</v></c></row></sheetData>");
  edit_part(parts, GetParam(), "?>", std::string("?>") + laughs);
  EXPECT_THAT(error_of(xlsx(zip_of(parts))), AllOf(HasSubstr("DOCTYPE"), HasSubstr("部件")));
}

INSTANTIATE_TEST_SUITE_P(InSmallParts, BillionLaughs,
                         testing::Values("_rels/.rels", "xl/workbook.xml",
                                         "xl/_rels/workbook.xml.rels", "xl/styles.xml"));
TEST(HostileSheet, BillionLaughsInTheSheetAndItsStrings) {
  for (const char* part : {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"}) {
    Parts parts = workbook_parts("<sheetData/>");
    edit_part(parts, part, "?>", std::string("?>") + laughs);
    EXPECT_THAT(error_of(xlsx(zip_of(parts))), HasSubstr("DOCTYPE")) << part;
  }
}

TEST(HostileSheet, WideRowsCostTheirGaps) {
  std::string rows;
  for (int i = 1; i <= 2000; ++i) {
    rows += fmt::format("<row r=\"{}\"><c r=\"BXX{}\"><v>1</v></c></row>", i, i);
  }
  EXPECT_THAT(error_of(xlsx(sheet_of(rows), "", with_memory(16u << 20))),
              HasSubstr("inflated_bytes = 16MiB"));
}

TEST(HostileSheet, OneSharedTextInManyCells) {
  std::string rows = "<row r=\"1\">" + repeated("<c t=\"s\"><v>0</v></c>", 1000) + "</row>";
  const std::string text = "<si><t>" + std::string(100'000, 'x') + "</t></si>";
  EXPECT_THAT(error_of(xlsx(sheet_of(rows, text), "", with_memory(32u << 20))),
              HasSubstr("inflated_bytes = 32MiB"));
}

TEST(HostileSheet, ManyMergesOverTheWholeSheet) {
  std::string rows = R"(<row r="1"><c><v>1</v></c><c r="BXX1"><v>1</v></c></row>)"
                     R"(<row r="1000000"><c r="BXX1000000"><v>1</v></c></row>)";
  const std::string merges = repeated(R"(<mergeCell ref="A1:XFD1048576"/>)", 10'000);
  EXPECT_THAT(error_of(xlsx(workbook_of("<sheetData>" + rows + "</sheetData><mergeCells>" + merges +
                                        "</mergeCells>"))),
              HasSubstr("inflated_bytes = 512MiB"));
}

TEST(HostileSheet, DeepNesting) {
  EXPECT_THAT(error_of(xlsx(workbook_of(repeated("<a>", 100'000)))), HasSubstr("嵌套"));
}

TEST(HostileSheet, DeepNestingInASmallPart) {
  Parts parts = workbook_parts("<sheetData/>");
  replace_part(parts, "xl/styles.xml", repeated("<a>", 200'000) + repeated("</a>", 200'000));
  EXPECT_EQ(error_of(xlsx(zip_of(parts))), "");
}

// ---- cut and flipped bytes ----

std::string ordinary_workbook() {
  std::string rows;
  for (int i = 1; i <= 40; ++i) {
    rows += fmt::format(
        R"(<row r="{0}"><c r="A{0}" t="s"><v>{1}</v></c><c r="B{0}" s="1"><v>0.{0}</v></c>)"
        R"(<c r="C{0}" t="inlineStr"><is><t>第{0}行</t></is></c></row>)",
        i, i % 2);
  }
  return workbook_of(
      "<sheetData>" + rows + "</sheetData><mergeCells><mergeCell ref=\"A1:A2\"/></mergeCells>",
      "<si><t>甘州区</t></si><si><t>临泽县</t></si>");
}

TEST(HostileBytes, WorkbookCutAtEvery64thByte) {
  const std::string whole = ordinary_workbook();
  ASSERT_EQ(error_of(xlsx(whole)), "");
  for (std::size_t size = 0; size < whole.size(); size += 64) {
    const auto document = xlsx(whole.substr(0, size));
    ASSERT_FALSE(document) << size;
    EXPECT_FALSE(document.error().message.empty());
  }
}

TEST(HostileBytes, UnpackedPartsCutAtEvery64thByte) {
  const Parts parts = workbook_parts(
      "<sheetData>" + repeated("<row><c t=\"s\"><v>0</v></c></row>", 20) + "</sheetData>",
      "<si><t>甘州区</t></si>");
  for (const auto& [name, bytes] : parts) {
    if (name == "[Content_Types].xml") continue;
    for (std::size_t size = 0; size < bytes.size(); size += 64) {
      Parts cut = parts;
      replace_part(cut, name, bytes.substr(0, size));
      EXPECT_FALSE(xlsx(zip_of(cut))) << name << " at " << size;
    }
  }
}

std::string flipped(std::string bytes, XorShift& random, std::size_t flips) {
  for (std::size_t i = 0; i < flips; ++i) {
    char& byte = bytes[random.below(bytes.size())];
    byte = static_cast<char>(byte ^ (1 << random.below(8)));
  }
  return bytes;
}

// Whatever comes out is a table within limits or an error that says something.
void expect_sane(const Result<Document>& document) {
  if (!document) {
    EXPECT_FALSE(document.error().message.empty());
    return;
  }
  EXPECT_EQ(document->tables.size(), 1u);
}

TEST(HostileBytes, FlippedBitsInTheContainer) {
  const std::string whole = ordinary_workbook();
  XorShift random(20250603);
  for (int i = 0; i < 2000; ++i) expect_sane(xlsx(flipped(whole, random, 1 + random.below(8))));
}

TEST(HostileBytes, FlippedBitsInTheParts) {
  const Parts parts = workbook_parts(
      R"(<sheetData><row r="1" hidden="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="3"><v>45811</v></c></row>
         <row r="2"><c r="A2" t="b"><v>1</v></c><c r="B2" t="inlineStr"><is><t>&amp;</t></is>
</c></row>
         </sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>)",
      "<si><r><t>甘州区</t></r></si>");
  XorShift random(45811);
  for (int i = 0; i < 2000; ++i) {
    Parts changed = parts;
    auto& [name, bytes] = changed[1 + random.below(changed.size() - 1)];
    bytes = flipped(bytes, random, 1 + random.below(4));
    expect_sane(xlsx(zip_of(changed)));
  }
}

TEST(HostileBytes, FlippedBitsInJsonAndCsv) {
  const std::string answer =
      R"({"code":0,"data":{"list":[{"a":{"b":[1,2.5e3]},"名":"甘州区\n"},{"a":null,"名":true}]}})";
  const std::string text = "单位,数量\n\"甘州区\n\",\"1,234\"\n临泽县,5\n";
  XorShift random(620702);
  for (int i = 0; i < 5000; ++i) {
    expect_sane(json(flipped(answer, random, 1 + random.below(4))));
    expect_sane(csv(flipped(text, random, 1 + random.below(4))));
  }
}

TEST(HostileBytes, JsonCutAtEveryByte) {
  const std::string answer = R"({"data":{"list":[{"a":[1,2],"b":"x"}]},"n":12})";
  ASSERT_TRUE(json(answer));
  for (std::size_t size = 0; size < answer.size(); ++size) {
    EXPECT_FALSE(json(answer.substr(0, size))) << size;
  }
}

// ---- JSON and CSV ----

TEST(HostileJson, HundredThousandLevels) {
  for (const char* open : {"[", "{\"a\":", "[{\"a\":"}) {
    EXPECT_THAT(error_of(json(repeated(open, 100'000), "")),
                testing::AnyOf(HasSubstr("depth = 32"), HasSubstr("顶层"), HasSubstr("不完整"),
                               HasSubstr("不是由行组成的数组")))
        << open;
  }
  const std::string closed = repeated("[", 100'000) + repeated("]", 100'000);
  EXPECT_THAT(error_of(json(closed, "")), HasSubstr("depth = 32"));
  EXPECT_THAT(error_of(json("{\"x\":" + closed + ",\"l\":[]}", "/l")), HasSubstr("depth = 32"));
}

TEST(HostileJson, NewColumnsInEveryRow) {
  std::string rows;
  for (int i = 0; i < 5000; ++i) rows += fmt::format("{}{{\"c{}\":1}}", i == 0 ? "" : ",", i);
  EXPECT_THAT(error_of(json("[" + rows + "]", "")), HasSubstr("columns = 2000"));
}

TEST(HostileCsv, MillionsOfSeparatorsAndLineEnds) {
  EXPECT_THAT(error_of(csv(std::string(8u << 20, ','))), HasSubstr("columns = 2000"));
  EXPECT_EQ(error_of(csv("a,b" + std::string(8u << 20, '\n'))), "");
  EXPECT_THAT(error_of(csv(repeated("a\n", 1'000'001))), HasSubstr("rows = 1000000"));
  EXPECT_THAT(error_of(csv("a\n\"" + std::string(8u << 20, 'x'))), HasSubstr("第2行第1列"));
}

}  // namespace
}  // namespace planwatch
