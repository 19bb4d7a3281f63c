#include <gmock/gmock.h>

#include "gtest/gtest.h"

#include "tests/config/bad_input.h"
#include "tests/config/config_folder.h"

namespace planwatch {
namespace {

using testing::HasSubstr;

// A whole file that is something else than it should be.
struct HostileFile {
  const char* name;
  const char* file;
  std::string bytes;
  const char* at;  // line:column
  const char* message;
  const char* hint;
};
void PrintTo(const HostileFile& row, std::ostream* out) {
  *out << row.name;
}

std::string times(int count, const std::string& text) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

// Nine aliases of nine aliases of ...: 200,000 nodes from a few lines.
std::string alias_bomb() {
  std::string text = "a: &a [" + times(9, "x, ") + "x]\n";
  for (char c = 'b'; c < 'h'; ++c) {
    const std::string alias = std::string("*") + static_cast<char>(c - 1);
    text += std::string(1, c) + ": &" + c + " [" + times(8, alias + ", ") + alias + "]\n";
  }
  return text;
}

std::vector<HostileFile> hostile_files() {
  const std::string nul("id: a\0b\n", 8);
  return {
      {"Empty", "tasks.yaml", "", "1:1", "文件是空的", "planwatch schema reference"},
      {"OnlyComments", "tasks.yaml", "# 待写\n", "1:1", "文件是空的", "planwatch schema reference"},
      {"Nul", "plan.yaml", nul, "1:6", "看不见的控制字符", "重新打"},
      {"ControlCharacter", "units.yaml", "units:\n  - id: 商\x07务\n", "2:10", "看不见的控制字符",
       "重新打"},
      {"Workbook", "tasks.yaml", std::string("PK\x03\x04\x14\0\x06\0", 8), "1:6", "Excel",
       "文本编辑器"},
      {"OldWorkbook", "tasks.yaml", "\xD0\xCF\x11\xE0\xA1\xB1", "1:1", "Excel", "文本编辑器"},
      {"Utf16", "units.yaml", std::string("\xFF\xFEu\0n\0i\0t\0s\0:\0", 14), "1:1", "UTF-16",
       "UTF-8"},
      {"Gbk", "units.yaml", "units:\n  - id: \xC9\xCC\xCE\xF1\xBE\xD6\n", "2:9", "不是 UTF-8",
       "GBK"},
      {"LoneCarriageReturns", "tasks.yaml", "# 任务\rtasks:\r  - number: 1\r", "1:5", "单独的回车",
       "LF"},
      {"DeepFlow", "rules.yaml", "a: " + times(5'000, "[") + times(5'000, "]"), "1:35",
       "嵌套层数超过上限 32", "拆小"},
      {"AliasBomb", "rules.yaml", alias_bomb(), "6:12", "节点数超过上限", "展开别名"},
      {"TooLarge", "rules.yaml", times(500'000, "# a lot of\n"), "1:1", "5500000 字节", "4 MiB"},
      {"TextForTheWhole", "tasks.yaml", "你好\n", "1:1", "应是映射", "键: 值"},
      {"ListForTheWhole", "tasks.yaml", "- number: 1\n- number: 2\n", "1:1", "应是映射", "键: 值"},
      {"NumberForTheList", "tasks.yaml", "tasks: 5\n", "1:8", "tasks 应是列表", "- 开头"},
      {"MapForTheList", "units.yaml", "units:\n  id: 商务局\n", "2:3", "units 应是列表", "- 开头"},
      {"NoBlankAfterTheDash", "indicators.yaml", "indicators:\n  -id: trains\n", "2:3", "应是列表",
       "- 开头"},
      {"AnotherList", "tasks.yaml", "task:\n  - number: 1\n", "1:1", "未知的键 task", "tasks"},
  };
}

class HostileFiles : public testing::TestWithParam<HostileFile> {};

// It is said once, where it is, with what to do; what other files would miss because of it is not.
TEST_P(HostileFiles, AreOneProblemThere) {
  const HostileFile& row = GetParam();
  ConfigFolder folder;
  folder.write(row.file, row.bytes);
  const LoadResult result = folder.load();
  EXPECT_EQ(result.configuration, nullptr);
  const std::string file = folder.path() + "/" + row.file;
  bool found = false;
  for (const Diagnostic& one : result.diagnostics) {
    EXPECT_EQ(one.at.file, file) << to_text(one, Lang::zh);
    if (!to_text(one, Lang::zh).starts_with(file + ":" + row.at + ": 错误: ")) continue;
    if (one.message_zh.find(row.message) == std::string::npos) continue;
    found = true;
    EXPECT_THAT(one.hint_zh, HasSubstr(row.hint));
    EXPECT_NE(one.message_en, "");
    EXPECT_NE(one.hint_en, "");
  }
  EXPECT_TRUE(found) << all_texts(result);
  EXPECT_LE(result.diagnostics.size(), 2u) << all_texts(result);
}

INSTANTIATE_TEST_SUITE_P(All, HostileFiles, testing::ValuesIn(hostile_files()),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(HarmlessFiles, WithByteOrderMarkAndWindowsLineEnds) {
  ConfigFolder folder;
  for (const char* file : {"plan.yaml", "units.yaml", "rules.yaml", "calendar/2025.yaml"}) {
    std::string text = "\xEF\xBB\xBF";
    for (const char c : folder.text(file)) text += c == '\n' ? "\r\n" : std::string(1, c);
    folder.write(file, text);
  }
  EXPECT_EQ(all_texts(folder.load()), "");
}

TEST(MissingFiles, ThatAreThereUnderTheShortNameAreToBeRenamed) {
  ConfigFolder folder;
  folder.write("units.yml", folder.text("units.yaml"));
  folder.remove("units.yaml");
  EXPECT_THAT(all_texts(folder.load()),
              HasSubstr("units.yaml:1:1: 错误: 缺少这个文件（把 units.yml 改名为 units.yaml）"));
}

TEST(TheFolder, MayNotBeAFileOfIt) {
  const ConfigFolder folder;
  const LoadResult result = load_configuration(folder.path() + "/plan.yaml", {});
  ASSERT_EQ(result.diagnostics.size(), 1u);
  EXPECT_EQ(result.diagnostics[0].message_zh, "这是一个文件，不是配置文件夹");
  EXPECT_EQ(result.diagnostics[0].hint_zh, "给出它所在的文件夹：" + folder.path());
}

constexpr BadInput slips_of_the_pen[] = {
    {"WideComma", "tasks.yaml", "[协调局]", "[协调局，商务局]", "tasks.yaml:14:19",
     "没有名为 协调局，商务局 的单位", "逗号用半角"},
    {"RepeatedDepartment", "tasks.yaml", "[协调局]", "[协调局, 协调局]", "tasks.yaml:14:24",
     "departments 里 协调局 写了两次", "删掉"},
    {"EmptyName", "indicators.yaml", "lead: 商务局", "lead: \"\"", "indicators.yaml:11:11",
     "lead 是空的", "写上内容"},
    {"RepeatedWord", "rules.yaml", "    bands: default\n",
     "    bands: default\n    kinds: [ratio_ramped, duration, duration]\n", "rules.yaml:12:37",
     "kinds 里 duration 写了两次", "删掉"},
    {"ListMarkerLost", "tasks.yaml", "  - number: 2", "    number: 2", "tasks.yaml:10:5",
     "键 number 重复", "前面要有 -"},
    {"NumberWithItsUnit", "indicators.yaml", "target: 20", "target: 20列", "indicators.yaml:7:13",
     "20列 不是数字", "单位和汉字去掉"},
    {"MergeKey", "units.yaml", "  - id: 商务局\n", "  - id: 商务局\n    <<: {name_en: Commerce}\n",
     "units.yaml:6:5", "未知的键 <<", "合并键"},
    {"NoBlankAfterTheColon", "plan.yaml", "year: 2025", "year:2025", "plan.yaml:5:5", "语法错误",
     "缺一个空格"},
    {"ParentsInACircle", "plan.yaml", "name_en: Ganzhou}",
     "parent: \"620700\"}\n  - {code: \"620700\", name: 张掖市, parent: \"620702\"}",
     "plan.yaml:8:5", "又回到它自己", "parent"},
};

class Slips : public testing::TestWithParam<BadInput> {};

TEST_P(Slips, AreErrorsWithPlaceAndHint) {
  const BadInput& row = GetParam();
  ConfigFolder folder;
  folder.replace(row.file, row.from, row.to);
  const LoadResult result = folder.load();
  EXPECT_EQ(result.configuration, nullptr);
  bool found = false;
  for (const Diagnostic& one : result.diagnostics) {
    const std::string begin = folder.path() + "/" + row.at + ": 错误: ";
    if (!to_text(one, Lang::zh).starts_with(begin)) continue;
    if (one.message_zh.find(row.message) == std::string::npos) continue;
    found = true;
    EXPECT_THAT(one.hint_zh, HasSubstr(row.hint));
    EXPECT_NE(one.hint_en, "");
  }
  EXPECT_TRUE(found) << all_texts(result);
}

INSTANTIATE_TEST_SUITE_P(OfThePen, Slips, testing::ValuesIn(slips_of_the_pen), name_of_row);

}  // namespace
}  // namespace planwatch
