#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/process.h"

// planwatch table as a clerk calls it: every cell of a file, or why it cannot be read and how to
// convert it, with an exit code that says which.
namespace planwatch::e2e {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* write_book = R"py(
import datetime, sys, openpyxl
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "6月"
sheet.append(["单位", "结案率"])
sheet.append(["区法院", 0.985])
sheet["B2"].number_format = "0.0%"
sheet["C7"] = datetime.date(2025, 6, 3)
sheet.row_dimensions[7].hidden = True
second = book.create_sheet("底稿")
second["A1"] = "两\n行"
second.sheet_state = "hidden"
book.save(sys.argv[1])
)py";

Finished table(std::vector<std::string> words) {
  words.insert(words.begin(), {PLANWATCH_BINARY, "table"});
  return run_program(words);
}

TEST(Table, PrintsEveryCellOfEverySheet) {
  const TestFolder folder;
  const std::string book = folder.file("区法院.xlsx");
  ASSERT_EQ(run_program({"/usr/bin/python3", "-c", write_book, book}).exit_code, 0);
  const Finished all = table({book});
  EXPECT_EQ(all.exit_code, 0);
  const std::string first =
      "6月\tA1\ttext\t单位\t\n6月\tB1\ttext\t结案率\t\n6月\tA2\ttext\t区法院\t\n"
      "6月\tB2\tpercent\t0.985\t\n6月\tC7\tdate\t2025-06-03\thidden\n";
  EXPECT_EQ(all.output, first + "底稿\tA1\ttext\t两\\n行\thidden\n");
  EXPECT_EQ(table({book, "--sheet", "6月"}).output, first);
  const Finished absent = table({book, "--sheet", "7月"});
  EXPECT_EQ(absent.exit_code, 1);
  EXPECT_THAT(absent.output, AllOf(HasSubstr("6月"), HasSubstr("底稿")));
  // The content counts, not the name.
  folder.write("其实是.xls", "单位,件数\n区法院,12\n");
  EXPECT_THAT(table({folder.file("其实是.xls")}).output, HasSubstr("\ttext\t12\t"));
}

std::string compound_with(const std::string& stream) {
  std::string bytes = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  bytes.resize(512);
  for (const char c : stream) bytes.append({c, '\0'});
  return bytes;
}

struct RefusedRow {
  const char* name;
  std::string bytes;
  std::vector<std::string> said;
};

TEST(Table, WhatCannotBeReadIsRefusedWithTheWayToConvertIt) {
  const TestFolder folder;
  const std::string good = folder.file("good.xlsx");
  ASSERT_EQ(run_program({"/usr/bin/python3", "-c", write_book, good}).exit_code, 0);
  const std::string whole = read_text(good);
  const RefusedRow rows[] = {
      {"区法院.et", compound_with("Workbook"), {"WPS", ".et", "另存为", "*.xlsx"}},
      {"登录.xlsx", "<!DOCTYPE html><html><title>登录</title></html>", {"网页", "登录"}},
      {"半个.xlsx", whole.substr(0, whole.size() / 2), {"没有传完", "重新报送"}},
      {"空.csv", "", {"内容为空"}},
      {"扫描.xlsx", "%PDF-1.7", {"PDF", "原始表格"}}};
  for (const RefusedRow& row : rows) {
    folder.write(row.name, row.bytes);
    const Finished refused = table({folder.file(row.name)});
    EXPECT_EQ(refused.exit_code, 1) << row.name;
    for (const std::string& part : row.said) {
      EXPECT_THAT(refused.output, HasSubstr(part)) << row.name;
    }
    EXPECT_THAT(refused.output, Not(HasSubstr("\tA1\t"))) << row.name << ": nothing partial";
  }
  EXPECT_EQ(table({folder.file("没有这个文件.xlsx")}).exit_code, 1);
}

}  // namespace
}  // namespace planwatch::e2e
