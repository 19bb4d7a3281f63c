#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "collectors/decode/sniff.h"
#include "tests/collectors/decode_support.h"

namespace planwatch {
namespace {

using decode_test::csv;
using decode_test::error_of;
using decode_test::json;
using decode_test::xlsx;
using namespace std::string_literals;
using testing::HasSubstr;

const std::string ole_header = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s;

std::string utf16(std::string_view ascii) {
  std::string wide;
  for (const char c : ascii) wide.append({c, '\0'});
  return wide;
}

struct SniffCase {
  const char* name;
  std::string bytes;
  Content content;
};
void PrintTo(const SniffCase& c, std::ostream* os) {
  *os << c.name;
}

class Sniffs : public testing::TestWithParam<SniffCase> {};

TEST_P(Sniffs, WhatItIs) {
  EXPECT_EQ(sniff(GetParam().bytes), GetParam().content);
}

INSTANTIATE_TEST_SUITE_P(
    All, Sniffs,
    testing::Values(SniffCase{"nothing", "", Content::empty},
                    SniffCase{"blank", " \r\n\t", Content::empty},
                    SniffCase{"mark_only", "\xEF\xBB\xBF", Content::empty},
                    SniffCase{"zip", "PK\x03\x04....", Content::zip},
                    SniffCase{"empty_zip", "PK\x05\x06....", Content::zip},
                    SniffCase{"compound_file", ole_header, Content::ole},
                    SniffCase{"biff5", "\x09\x08\x08\x00\x00\x05\x10\x00\x00"s, Content::biff},
                    SniffCase{"tab_and_text", "\t\x08 abc def", Content::text},
                    SniffCase{"pdf", "%PDF-1.7", Content::pdf},
                    SniffCase{"doctype", "\n<!DOCTYPE html><html>", Content::html},
                    SniffCase{"upper_case_html", "<HTML><BODY>", Content::html},
                    SniffCase{"page_after_comment", "<!-- saved --><html>", Content::html},
                    SniffCase{"table_export", "<table border=1><tr>", Content::html},
                    SniffCase{"page_after_declaration", "<?xml version=\"1.0\"?>\n<!DOCTYPE html>",
                              Content::html},
                    SniffCase{"xml", "<?xml version=\"1.0\"?><Workbook/>", Content::xml},
                    SniffCase{"object", " {\"a\":1}", Content::json},
                    SniffCase{"array", "[1]", Content::json},
                    SniffCase{"text", "单位,数量", Content::text}),
    [](const auto& test) { return test.param.name; });

struct RefusalCase {
  const char* name;
  Result<Document> document;
  std::vector<std::string> said;
};
void PrintTo(const RefusalCase& c, std::ostream* os) {
  *os << c.name;
}

class Refuses : public testing::TestWithParam<RefusalCase> {};

TEST_P(Refuses, InTheUsersWordsWithWhatToDo) {
  const auto& document = GetParam().document;
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, ErrorCode::invalid);
  EXPECT_FALSE(document.error().transient);
  for (const std::string& part : GetParam().said) {
    EXPECT_THAT(document.error().message, HasSubstr(part));
  }
}

const std::string login_page = "<!DOCTYPE html><html><title>登录</title></html>";

INSTANTIATE_TEST_SUITE_P(
    All, Refuses,
    testing::Values(
        RefusalCase{"xls_and_et_say_both_ways_out",
                    xlsx(ole_header + utf16("Workbook")),
                    {".xls", ".et", "不是 XLSX", "格式改为 xls", "另存为 .xlsx"}},
        RefusalCase{"text_document",
                    xlsx(ole_header + utf16("WordDocument")),
                    {".doc", "不是 XLSX", "另存为 .xlsx"}},
        RefusalCase{"compound_file_without_workbook",
                    xlsx(ole_header),
                    {"Excel 95", ".et", "密码", "另存为 .xlsx"}},
        RefusalCase{"workbook_with_password",
                    xlsx(ole_header + utf16("EncryptedPackage")),
                    {"打开密码", "取消密码"}},
        RefusalCase{"old_xls", xlsx("\x09\x08\x08\x00\x00\x05\x10\x00\x00"s), {".xls"}},
        RefusalCase{
            "page_instead_of_workbook", xlsx(login_page), {"网页（HTML）", "不是 XLSX", "登录页"}},
        RefusalCase{"page_instead_of_json",
                    json(login_page),
                    {"网页（HTML）", "不是 JSON", "登录页", "令牌"}},
        RefusalCase{"page_instead_of_csv", csv(login_page), {"网页（HTML）", "不是 CSV"}},
        RefusalCase{"nothing_instead_of_workbook", xlsx(""), {"内容为空", "重新报送"}},
        RefusalCase{"nothing_instead_of_csv", csv(""), {"内容为空"}},
        RefusalCase{"nothing_instead_of_json", json("  \n"), {"内容为空（3 字节）"}},
        RefusalCase{"workbook_instead_of_csv",
                    csv("PK\x03\x04xxxxxxxxxxxxxxxx"),
                    {".xlsx", "不是 CSV", "格式改为 xlsx"}},
        RefusalCase{"workbook_instead_of_json", json("PK\x03\x04xxxxxxxxxxxxxxxx"), {"不是 JSON"}},
        RefusalCase{"xls_instead_of_csv", csv(ole_header), {".xls"}},
        RefusalCase{"csv_instead_of_workbook", xlsx("单位,数量\n甲,1\n"), {"CSV", "不是 XLSX"}},
        RefusalCase{"json_instead_of_workbook", xlsx("{}"), {"JSON", "不是 XLSX"}},
        RefusalCase{"csv_instead_of_json", json("a,b\n1,2\n"), {"CSV", "不是 JSON"}},
        RefusalCase{"xml_of_2003", xlsx("<?xml version=\"1.0\"?><Workbook/>"), {"XML 表格 2003"}},
        RefusalCase{"pdf", xlsx("%PDF-1.7"), {"PDF"}}),
    [](const auto& test) { return test.param.name; });

TEST(Refusal, WordDocumentIsNamed) {
  const auto document = xlsx(decode_test::zip_of({{"word/document.xml", "<d/>"}}));
  EXPECT_THAT(error_of(document), HasSubstr(".docx"));
}

TEST(Refusal, OpenDocumentIsNamed) {
  const auto document = xlsx(decode_test::zip_of({{"content.xml", "<d/>"}, {"mimetype", "x"}}));
  EXPECT_THAT(error_of(document), HasSubstr("OpenDocument"));
}

TEST(Refusal, BinaryWorkbookIsNamed) {
  const auto document = xlsx(decode_test::zip_of({{"xl/workbook.bin", "x"}}));
  EXPECT_THAT(error_of(document), HasSubstr(".xlsb"));
}

TEST(Refusal, OtherArchivesAreNoWorkbook) {
  const auto document = xlsx(decode_test::zip_of({{"2025年6月/法院.xlsx", "x"}}));
  EXPECT_THAT(error_of(document), HasSubstr("先解压"));
}

}  // namespace
}  // namespace planwatch
