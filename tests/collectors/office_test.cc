#include <algorithm>
#include <fmt/format.h>
#include <freexl.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "collectors/decode/any_table.h"
#include "collectors/decode/table.h"
#include "tests/support/process.h"

// Workbooks as offices have them: made by openpyxl, opened and saved by LibreOffice as .xlsx, .ods
// and .xls. What we decode has to be what openpyxl reads of LibreOffice's .xlsx, cell by cell.
namespace planwatch {
namespace {

// Writes known.xlsx.
constexpr const char* write_known = R"py(
import datetime, sys, openpyxl
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "6月"
sheet["A1"] = "甘州区营商环境统计表"
sheet.merge_cells("A1:F1")
sheet.append(["单位", "结案率", "报送日期", "件数", "时刻", "说明"])
day = datetime.date
clock = datetime.time
sheet.append(["区法院", 0.985, day(2025, 6, 3), 1234.5, clock(12, 30), "首行\n次行"])
sheet.append(["区人社局", 1, day(2025, 12, 31), -0.00012, clock(0, 0), "  前后空格  "])
sheet.append(["区科技局", 0.1 + 0.2, day(1999, 1, 1), 123456789012345, clock(18, 0), "𠮷㐀“引号”&<>"])
for row in (3, 4, 5):
    sheet.cell(row, 2).number_format = "0.00%"
    sheet.cell(row, 3).number_format = "yyyy-mm-dd"
sheet["C5"].number_format = 'yyyy"年"m"月"'
sheet["A6"], sheet["B6"], sheet["C6"] = "合计", "=1/0", True
sheet["D6"], sheet["E6"], sheet["F6"] = "=SUM(D3:D5)", "=NA()", '=A3&"x"'
sheet["A7"], sheet["B7"] = "隐藏行", 7
sheet.row_dimensions[7].hidden = True
sheet["A8"], sheet["B8"], sheet["B9"], sheet["C8"] = "合并", 8, 9, "文字 1\t制表"
sheet.merge_cells("A8:A9")
sheet["D8"], sheet["D9"], sheet["F9"] = 1e-7, 1e20, 0.5
sheet["F9"].number_format = "0%"
hidden = book.create_sheet("隐藏表")
hidden["A1"], hidden["B2"] = "看不见", 42
hidden.sheet_state = "hidden"
far = book.create_sheet("第二张")
far["C7"], far["J20"] = "远处", 3.25
book.save(sys.argv[1])
)py";

// Prints every cell of a workbook as openpyxl reads it: sheet, address, type, value.
constexpr const char* print_cells = R"py(
import datetime, decimal, sys, openpyxl
def number(value):
    text = format(decimal.Decimal(format(value, ".15g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
def words(cell):
    value = cell.value
    if cell.data_type == "e": return "error", value
    if isinstance(value, bool): return "boolean", "true" if value else "false"
    if isinstance(value, datetime.datetime): return "date", value.date().isoformat()
    if isinstance(value, datetime.time):
        return "number", number((value.hour * 3600 + value.minute * 60 + value.second) / 86400)
    if isinstance(value, str): return "text", value
    return ("percent" if "%" in cell.number_format else "number"), number(value)
for sheet in openpyxl.load_workbook(sys.argv[1], data_only=True):
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None or cell.value == "": continue
            kind, text = words(cell)
            print(sheet.title, cell.coordinate, kind, repr(text), sep="|")
)py";

std::string repr(const std::string& text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\n') {
      result += "\\n";
    } else if (c == '\t') {
      result += "\\t";
    } else {
      result += c;
    }
  }
  return result + "'";
}

std::string word_of(CellType type) {
  constexpr const char* words[] = {"empty", "text",    "number", "percent",
                                   "date",  "boolean", "error"};
  return words[static_cast<std::size_t>(type)];
}

void add_cells(const Table& table, std::vector<std::string>& lines) {
  for (const TableRow& row : table.rows) {
    for (std::uint32_t i = 0; i < row.cells.size(); ++i) {
      const Cell& cell = row.cells[i];
      if (cell.type == CellType::empty || cell.merged) continue;
      lines.push_back(fmt::format("{}|{}|{}|{}", table.name, address_of(table, row.number, i + 1),
                                  word_of(cell.type), repr(cell.text)));
    }
  }
}

// Every cell of every sheet, as print_cells has them; hidden sheets and rows at the end.
std::vector<std::string> decoded(const std::string& path, std::vector<std::string>& hidden) {
  const std::string bytes = read_text(path);
  std::vector<std::string> lines;
  const auto format = shown_format(bytes, FeedLimits{});
  const auto sheets = sheets_of(bytes, AnyTableFormat{}, FeedLimits{});
  if (!format || !sheets) return {path + " cannot be read"};
  for (const SheetChoice& sheet : *sheets) {
    Format one = *format;
    std::visit(
        [&](auto& is) {
          if constexpr (requires { is.sheet; }) is.sheet = sheet.name;
        },
        one);
    const auto document = decode(bytes, one, FeedLimits{});
    if (!document) return {path + ": " + document.error().message};
    const Table& table = document->tables.front();
    add_cells(table, lines);
    if (table.hidden) hidden.push_back(table.name);
    for (const TableRow& row : table.rows) {
      if (row.hidden) hidden.push_back(fmt::format("{}!{}", table.name, row.number));
    }
  }
  return lines;
}

std::vector<std::string> lines_in(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t start = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos;
       start = end + 1, end = text.find('\n', start)) {
    lines.push_back(text.substr(start, end - start));
  }
  return lines;
}

// What FreeXL reads at each cell that we read a text at; formulas it does not know.
void compare_with_freexl(const std::string& path, const std::string& sheet_name) {
  const void* workbook = nullptr;
  ASSERT_EQ(freexl_open(path.c_str(), &workbook), FREEXL_OK);
  ASSERT_EQ(freexl_select_active_worksheet(workbook, 0), FREEXL_OK);
  const auto document = decode(read_text(path), XlsFormat{sheet_name}, FeedLimits{});
  ASSERT_TRUE(document);
  int compared = 0;
  for (const TableRow& row : document->tables.front().rows) {
    for (std::uint32_t i = 0; i < row.cells.size(); ++i) {
      if (row.cells[i].type != CellType::text || row.cells[i].merged) continue;
      FreeXL_CellValue value;
      const int code =
          freexl_get_cell_value(workbook, row.number - 1, static_cast<unsigned short>(i), &value);
      if (code != FREEXL_OK || value.type == FREEXL_CELL_NULL) continue;
      EXPECT_EQ(value.value.text_value, row.cells[i].text);
      ++compared;
    }
  }
  EXPECT_GT(compared, 15);
  freexl_close(workbook);
}

TEST(OfficeWorkbooks, ReadAsOpenpyxlReadsThem) {
  const TestFolder folder;
  const std::string known = folder.file("known.xlsx");
  const Finished written = run_program({"/usr/bin/python3", "-c", write_known, known});
  ASSERT_EQ(written.exit_code, 0) << written.output;
  const std::string saved = folder.file("saved");
  for (const char* format : {"xlsx", "ods", "xls"}) {
    const Finished converted = run_program(
        {"soffice", "--headless", "-env:UserInstallation=file://" + folder.file("profile"),
         "--convert-to", format, "--outdir", saved, known});
    ASSERT_EQ(converted.exit_code, 0) << converted.output;
  }
  const Finished printed =
      run_program({"/usr/bin/python3", "-c", print_cells, saved + "/known.xlsx"});
  ASSERT_EQ(printed.exit_code, 0) << printed.output;
  const std::vector<std::string> expected = lines_in(printed.output);
  ASSERT_GT(expected.size(), 35u);
  for (const char* format : {"xlsx", "ods", "xls"}) {
    std::vector<std::string> hidden;
    std::vector<std::string> wanted = expected;
    if (format == std::string_view("ods")) {
      // LibreOffice writes the truth value into .ods as the formula TRUE() with the number 1.
      std::replace(wanted.begin(), wanted.end(), std::string("6月|C6|boolean|'true'"),
                   std::string("6月|C6|number|'1'"));
    }
    EXPECT_EQ(decoded(saved + "/known." + format, hidden), wanted) << format;
    EXPECT_THAT(hidden, testing::ElementsAre("6月!7", "隐藏表")) << format;
  }
  compare_with_freexl(saved + "/known.xls", "6月");
}

}  // namespace
}  // namespace planwatch
