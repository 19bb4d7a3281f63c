#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <unistd.h>
#include <xlsxwriter.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/collectors/decode_support.h"

// Workbooks as other programs write them.
namespace planwatch {
namespace {

using decode_test::lines_of;
using decode_test::xlsx;

class WrittenFile {
 public:
  explicit WrittenFile(const std::string& name)
      : path_(testing::TempDir() + "decode_" + std::to_string(getpid()) + "_" + name) {}
  ~WrittenFile() { std::remove(path_.c_str()); }
  const std::string& path() const { return path_; }
  std::string bytes() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  std::string path_;
};

TEST(XlsxWriters, Libxlsxwriter) {
  const WrittenFile file("libxlsxwriter.xlsx");
  lxw_workbook* workbook = workbook_new(file.path().c_str());
  lxw_worksheet* sheet = workbook_add_worksheet(workbook, "6月");
  lxw_format* percent = workbook_add_format(workbook);
  format_set_num_format(percent, "0.00%");
  lxw_format* date = workbook_add_format(workbook);
  format_set_num_format(date, "yyyy-mm-dd");
  worksheet_merge_range(sheet, 0, 0, 0, 2, "甘州区营商环境统计表", nullptr);
  worksheet_write_string(sheet, 1, 0, "单位", nullptr);
  worksheet_write_string(sheet, 1, 1, "结案率", nullptr);
  worksheet_write_string(sheet, 1, 2, "报送日期", nullptr);
  worksheet_write_string(sheet, 2, 0, "区法院", nullptr);
  worksheet_write_number(sheet, 2, 1, 0.985, percent);
  lxw_datetime day{2025, 6, 3, 0, 0, 0};
  worksheet_write_datetime(sheet, 2, 2, &day, date);
  worksheet_write_formula_num(sheet, 3, 1, "=B3", percent, 0.985);
  lxw_row_col_options hidden{1, 0, 0};
  worksheet_set_row_opt(sheet, 3, 15, nullptr, &hidden);
  ASSERT_EQ(workbook_close(workbook), LXW_NO_ERROR);
  EXPECT_EQ(
      lines_of(xlsx(file.bytes()), true),
      (std::vector<std::string>{
          "1: text:甘州区营商环境统计表|~text:甘州区营商环境统计表|~text:甘州区营商环境统计表",
          "2: text:单位|text:结案率|text:报送日期", "3: text:区法院|percent:0.985|date:2025-06-03",
          "!4: empty:|percent:0.985"}));
}

TEST(XlsxWriters, LibxlsxwriterWithConstantMemoryUsesInlineStrings) {
  const WrittenFile file("constant_memory.xlsx");
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  lxw_workbook* workbook = workbook_new_opt(file.path().c_str(), &options);
  lxw_worksheet* sheet = workbook_add_worksheet(workbook, nullptr);
  worksheet_write_string(sheet, 0, 0, " 甘州区 ", nullptr);
  worksheet_write_number(sheet, 1, 0, 0.1 + 0.2, nullptr);
  ASSERT_EQ(workbook_close(workbook), LXW_NO_ERROR);
  EXPECT_EQ(lines_of(xlsx(file.bytes()), true),
            (std::vector<std::string>{"1: text: 甘州区 ", "2: number:0.3"}));
}

constexpr const char* openpyxl_script = R"(
import datetime, sys
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
book = Workbook()
if sys.argv[2] == "1904":
    book.epoch = CALENDAR_MAC_1904
sheet = book.active
sheet.title = "封面"
sheet.sheet_state = "hidden"
sheet = book.create_sheet("6月")
sheet.append(["单位", "案件", None, "日期"])
sheet.append([None, "受理", "结案率", None])
sheet.merge_cells("A1:A2")
sheet.merge_cells("B1:C1")
sheet.merge_cells("D1:D2")
sheet.append(["区法院", 120, 0.985, datetime.date(2025, 6, 3)])
sheet["C3"].number_format = "0.0%"
sheet.append(["区检察院", "=B3+1", True, "<&>"])
sheet.row_dimensions[4].hidden = True
book.active = 1
book.save(sys.argv[1])
)";

class XlsxOfOpenpyxl : public testing::TestWithParam<const char*> {};

TEST_P(XlsxOfOpenpyxl, IsRead) {
  const WrittenFile script(std::string("openpyxl_") + GetParam() + ".py");
  const WrittenFile file(std::string("openpyxl_") + GetParam() + ".xlsx");
  std::ofstream(script.path()) << openpyxl_script;
  const std::string command =
      "/usr/bin/python3 '" + script.path() + "' '" + file.path() + "' " + GetParam();
  ASSERT_EQ(std::system(command.c_str()), 0) << "python3-openpyxl is needed";
  const auto document = xlsx(file.bytes());
  EXPECT_EQ(lines_of(document, true),
            (std::vector<std::string>{"1: text:单位|text:案件|~text:案件|text:日期",
                                      "2: ~text:单位|text:受理|text:结案率|~text:日期",
                                      "3: text:区法院|number:120|percent:0.985|date:2025-06-03",
                                      "!4: text:区检察院|error:=B3+1|boolean:true|text:<&>"}));
  ASSERT_TRUE(document);
  EXPECT_EQ(document->tables[0].name, "6月");
}

INSTANTIATE_TEST_SUITE_P(BothDateSystems, XlsxOfOpenpyxl, testing::Values("1900", "1904"));

}  // namespace
}  // namespace planwatch
