#include "daemon/cli/table_answers.h"

#include <fstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "daemon/cli/verbs.h"
#include "tests/support/process.h"

namespace planwatch {
namespace {

using testing::HasSubstr;

Table table_of_all_types() {
  Table table;
  table.name = "6月";
  table.addressing = Table::Addressing::sheet;
  const std::string text = "a\tb\nc\r\\";
  table.rows = {
      {1, false, {{CellType::text, false, text}, {}, {CellType::number, false, "98.50"}}},
      {7, true, {{CellType::percent, false, "0.985"}, {CellType::date, true, "x"}}},
      {8, false, {{CellType::boolean, false, "true"}, {CellType::error, false, "#REF!"}}}};
  return table;
}

TEST(TableLines, EveryCellWithAddressTypeAndExactValue) {
  EXPECT_EQ(table_lines(table_of_all_types()),
            "6月\tA1\ttext\ta\\tb\\nc\\r\\\\\t\n"
            "6月\tC1\tnumber\t98.50\t\n"
            "6月\tA7\tpercent\t0.985\thidden\n"
            "6月\tA8\tboolean\ttrue\t\n"
            "6月\tB8\terror\t#REF!\t\n");
}

TEST(TableLines, HiddenSheetsHideAllTheirCells) {
  Table table;
  table.name = "藏";
  table.hidden = true;
  table.addressing = Table::Addressing::sheet;
  table.rows = {{1, false, {{CellType::text, false, "a"}}}};
  EXPECT_EQ(table_lines(table), "藏\tA1\ttext\ta\thidden\n");
}

struct FormatCase {
  std::string bytes;
  std::optional<std::string> rows;
  std::string format;  // or what the refusal says
};

TEST(TableFormat, ByContentAndWhereTheRowsAre) {
  const std::vector<FormatCase> cases = {{"a,b\n1,2\n", {}, "csv"},
                                         {"{\"a\":[]}", "/a", "json"},
                                         {"[1]", "", "json"},
                                         {"<?xml version=\"1.0\"?><a/>", "/a", "xml"},
                                         {"<a><b/></a>", "/a/b", "xml"},
                                         {"{\"a\":[]}", {}, "--rows"},
                                         {"<?xml version=\"1.0\"?><a/>", {}, "--rows"},
                                         {"%PDF-1.7", {}, "PDF"}};
  for (const FormatCase& c : cases) {
    const auto format = table_format(c.bytes, c.rows, FeedLimits{}, Lang::zh);
    const std::string said = format ? std::string(name_of(*format)) : format.error().message;
    EXPECT_THAT(said, HasSubstr(c.format)) << c.bytes;
  }
}

struct Printed {
  int code = 0;
  std::string out;
  std::string errors;
};

Printed print_table(const TableWords& words) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Printed printed;
  printed.code = table_verb({}, words);
  printed.out = testing::internal::GetCapturedStdout();
  printed.errors = testing::internal::GetCapturedStderr();
  return printed;
}

TEST(TableVerb, PrintsFilesAndRefusesTheRest) {
  const TestFolder folder;
  folder.write("a.csv", "单位,件数\n区法院,12\n");
  folder.write("a.json", R"({"data":[{"n":1.50}]})");
  folder.write("page.xls", "<html><table></table></html>");
  Printed printed = print_table({folder.file("a.csv"), {}, {}});
  EXPECT_EQ(printed.code, 0) << printed.errors;
  EXPECT_THAT(printed.out, HasSubstr("\t第2行第2列\ttext\t12\t\n"));
  printed = print_table({folder.file("a.json"), {}, "/data"});
  EXPECT_EQ(printed.out, "\t/data/0/n\tnumber\t1.50\t\n");
  const std::string workbook = PLANWATCH_SOURCE_DIR "/tests/fuzz/corpus/xls/libreoffice";
  printed = print_table({workbook, "6月", {}});
  EXPECT_EQ(printed.code, 0) << printed.errors;
  EXPECT_THAT(printed.out, HasSubstr("6月\tB2\tpercent\t0.985\t\n"));
  EXPECT_THAT(print_table({workbook, {}, {}}).out, HasSubstr("6月\tC2\tdate\t2025-07-03\t\n"));
  for (const auto& [words, said] : std::vector<std::pair<TableWords, std::string>>{
           {{folder.file("a.json"), {}, {}}, "--rows"},
           {{folder.file("a.csv"), "6月", {}}, "--sheet"},
           {{folder.file("page.xls"), {}, {}}, "网页"},
           {{workbook, "七月", {}}, "有的是：6月"},
           {{folder.file("none.xlsx"), {}, {}}, "打不开"}}) {
    printed = print_table(words);
    EXPECT_EQ(printed.code, 1) << said;
    EXPECT_EQ(printed.out, "");
    EXPECT_THAT(printed.errors, HasSubstr(said));
  }
}

}  // namespace
}  // namespace planwatch
