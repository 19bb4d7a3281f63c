#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "collectors/decode/any_table.h"
#include "tests/collectors/decode_support.h"
#include "tests/collectors/decode_xls_support.h"

namespace planwatch {
namespace {

using namespace decode_test;
using testing::ElementsAre;
using testing::HasSubstr;

struct ShownCase {
  const char* name;
  std::string bytes;
  std::size_t format;  // the variant's index
};

std::size_t index_of(const Format& format) {
  return format.index();
}

TEST(AnyTable, ContentDecidesTheFormat) {
  const std::vector<ShownCase> cases = {
      {"csv", "单位,数量\n区法院,1\n", index_of(CsvFormat{})},
      {"xlsx", sheet_of("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"), index_of(XlsxFormat{})},
      {"ods",
       ods_of("<table:table-row><table:table-cell office:value-type=\"float\" "
              "office:value=\"1\"/></table:table-row>"),
       index_of(OdsFormat{})},
      {"xls", xls_of(xls_number(0, 0, 1)), index_of(XlsFormat{})}};
  for (const ShownCase& c : cases) {
    SCOPED_TRACE(c.name);
    const auto shown = shown_format(c.bytes, FeedLimits{});
    ASSERT_TRUE(shown) << shown.error().message;
    EXPECT_EQ(shown->index(), c.format);
    const auto document = decode(c.bytes, AnyTableFormat{}, FeedLimits{});
    ASSERT_TRUE(document) << error_of(document);
    EXPECT_EQ(lines_of(document), lines_of(decode(c.bytes, *shown, FeedLimits{})));
    EXPECT_FALSE(document->tables.front().rows.empty());
  }
}

struct RefusedCase {
  std::string bytes;
  std::string said;
};

TEST(AnyTable, WhatIsNoTableIsRefusedInWords) {
  const std::vector<RefusedCase> cases = {
      {"", "内容为空"},
      {"%PDF-1.7", "PDF"},
      {"<html><table><tr><td>1</td></tr></table></html>", "网页"},  // pages that are called .xls
      {"{\"a\":1}", "JSON"},
      {"<?xml version=\"1.0\"?><Workbook/>", "XML"},
      {zip_of({{"word/document.xml", "<d/>"}}), ".docx"},
      {zip_of({{"2025/法院.xlsx", "x"}}), "先解压"},
      {compound_file(std::string(5000, 'x'), "EncryptedPackage"), "打开密码"},
      {compound_file(std::string(5000, 'x'), "WordDocument"), ".doc"},
      {std::string("PK\x03\x04 cut"), "不完整或损坏"}};
  for (const RefusedCase& c : cases) {
    EXPECT_THAT(error_of(decode(c.bytes, AnyTableFormat{}, FeedLimits{})), HasSubstr(c.said));
  }
}

std::vector<std::string> names(const Result<std::vector<SheetChoice>>& sheets) {
  std::vector<std::string> all;
  if (!sheets) return {"error: " + sheets.error().message};
  for (const SheetChoice& sheet : *sheets) all.push_back((sheet.hidden ? "!" : "") + sheet.name);
  return all;
}

TEST(AnyTable, SheetsOfEveryFormat) {
  XlsToWrite book;
  book.sheets = {{"a", ""}, {"macros", "", 0, 1}, {"b", "", 1}};
  EXPECT_THAT(names(sheets_of(xls_of(book), AnyTableFormat{}, {})), ElementsAre("a", "!b"));
  EXPECT_THAT(names(sheets_of(workbook_of(""), AnyTableFormat{}, {})), ElementsAre("Sheet1"));
  const std::string ods =
      ods_of("", "<table:table table:name=\"二\" table:style-name=\"hidden\"/><table:table/>");
  EXPECT_THAT(names(sheets_of(ods, AnyTableFormat{}, {})), ElementsAre("表一", "!二", "Sheet3"));
  EXPECT_THAT(names(sheets_of("a,b\n", AnyTableFormat{}, {})), ElementsAre(""));
  EXPECT_THAT(names(sheets_of("%PDF", AnyTableFormat{}, {})), ElementsAre(HasSubstr("PDF")));
}

TEST(AnyTable, NamesThatAreNoTextAreDamage) {
  Parts sheet = workbook_parts("");
  edit_part(sheet, "xl/workbook.xml", "\"Sheet1\"", "\"&#xD800;\"");
  EXPECT_THAT(error_of(xlsx(zip_of(sheet))), HasSubstr("名称里有不合法的字符"));
  Parts target = workbook_parts("");
  edit_part(target, "xl/_rels/workbook.xml.rels", "styles.xml", "styles\xFF.xml");
  EXPECT_THAT(error_of(xlsx(zip_of(target))), HasSubstr("关系里有不合法的字符"));
}

}  // namespace
}  // namespace planwatch
