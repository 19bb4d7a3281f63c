#include <algorithm>
#include <fstream>
#include <gmock/gmock.h>
#include <sstream>

#include "gtest/gtest.h"

#include "daemon/send/message_fields.h"
#include "tests/daemon/send/message_support.h"

namespace planwatch::send_test {
namespace {

struct BadTemplate {
  const char* what;
  const char* body;
  int line;
  int column;  // in characters
  const char* message;
  const char* hint;
};

TEST(CheckTemplate, NamesEveryMistakeWithItsPlace) {
  constexpr BadTemplate table[] = {
      {"unknown field", "单位{{unti}}", 1, 3, "没有名为 unti 的字段", "是否想写 unit"},
      {"unknown field far from any", "{{weather_report}}", 1, 1, "没有名为 weather_report 的字段",
       "可用的有"},
      {"unknown section", "a\n  {{#alerts}}{{/alerts}}", 2, 3, "没有名为 alerts 的字段", "items"},
      {"nothing inside", "{{}}", 1, 1, "没有名为  的字段", "unit"},
      {"item's field outside", "{{subject}}", 1, 1, "subject 只能写在 {{#items}} 里", "{{#items}}"},
      {"item's field in the inverse", "{{^items}}{{subject}}{{/items}}", 1, 11,
       "subject 只能写在 {{#items}} 里", "{{#items}}"},
      {"list as a text", "{{items}}", 1, 1, "items 不是文字", "{{#items}}"},
      {"truth as a text", "{{urgent}}", 1, 1, "urgent 不是文字", "{{#urgent}}"},
      {"never closed", "甲\n{{unit", 2, 1, "{{ 没有对应的 }}", "补上 }}"},
      {"three braces closed by two", "{{{unit}}", 1, 1, "{{ 没有对应的 }}", "补上 }}"},
      {"section without end", "a {{#items}}b", 1, 3, "{{#items}} 没有结束", "{{/items}}"},
      {"end without section", "{{/items}}", 1, 1, "{{/items}} 没有对应的开始", "删掉"},
      {"crossed sections", "{{#items}}{{#gap}}{{/items}}{{/gap}}", 1, 19,
       "{{/items}} 没有对应的开始", "先结束 {{/gap}}"},
      {"partial", "{{>header}}", 1, 1, "不能引用别的片段", "{{#字段}}"},
      {"delimiters", "{{=<% %>=}}", 1, 1, "也不能改分隔符", "{{字段}}"},
      {"dot outside of a list of texts", "{{.}}", 1, 1, "{{.}} 只能写在 {{#also}} 里", "名称"},
      {"dot in items", "{{#items}}{{.}}{{/items}}", 1, 11, "{{.}} 只能写在 {{#also}} 里", "名称"},
  };
  for (const BadTemplate& row : table) {
    MessageTemplate message;
    message.title = "{{title}}";
    message.body = row.body;
    const std::vector<TemplateProblem> problems = check_template(message);
    ASSERT_FALSE(problems.empty()) << row.what;
    const TemplateProblem& first = problems.front();
    EXPECT_FALSE(first.in_title) << row.what;
    EXPECT_EQ(first.line, row.line) << row.what;
    EXPECT_EQ(first.column, row.column) << row.what;
    EXPECT_THAT(first.message_zh, testing::HasSubstr(row.message)) << row.what;
    EXPECT_THAT(first.hint_zh, testing::HasSubstr(row.hint)) << row.what;
    EXPECT_NE(first.message_en, "") << row.what;
    EXPECT_NE(first.hint_en, "") << row.what;
  }
}

TEST(CheckTemplate, FindsAllMistakesOfTitleAndBody) {
  MessageTemplate message;
  message.title = "{{a}}";
  message.body = "{{b}}\n{{#c}}";
  const std::vector<TemplateProblem> problems = check_template(message);
  ASSERT_EQ(problems.size(), 4u);
  EXPECT_TRUE(problems[0].in_title);
  EXPECT_FALSE(problems[1].in_title);
  EXPECT_EQ(problems[2].line, 2);
  EXPECT_THAT(problems[3].message_zh, testing::HasSubstr("没有结束"));
}

// Every field of the list is one that the renderer fills, and nothing else is filled.
TEST(MessageFields, AreWhatNoticesGive) {
  const Notice notice = three_items();
  std::vector<std::string> given;
  for (const auto& [name, text] : notice_texts(notice, Lang::zh)) given.emplace_back(name);
  for (const auto& [name, text] : item_texts(notice, notice.items.front(), Lang::zh)) {
    const MessageField* field = find_message_field(name);
    ASSERT_NE(field, nullptr) << name;
    if (field->of_item) given.emplace_back(name);
  }
  std::vector<std::string> listed;
  for (const MessageField& field : message_fields()) {
    EXPECT_FALSE(field.zh.empty()) << field.name;
    EXPECT_FALSE(field.en.empty()) << field.name;
    if (field.kind != FieldKind::list && !field.is_link) listed.emplace_back(field.name);
  }
  EXPECT_THAT(given, testing::UnorderedElementsAreArray(listed));
}

// daemon/send/message-fields.md is what people look at.
TEST(MessageFields, AreDocumentedEachWithItsMeaning) {
  std::ifstream stream(PLANWATCH_SOURCE_DIR "/daemon/send/message-fields.md");
  std::ostringstream text;
  text << stream.rdbuf();
  std::size_t rows = 0;
  for (const MessageField& field : message_fields()) {
    const std::string row = "| `" + std::string(field.name) + "` | ";
    const std::size_t at = text.str().find(row);
    ASSERT_NE(at, std::string::npos) << field.name;
    const std::string line = text.str().substr(at, text.str().find('\n', at) - at);
    EXPECT_THAT(line, testing::HasSubstr(std::string(field.zh))) << field.name;
    EXPECT_THAT(line, testing::HasSubstr(std::string(field.en))) << field.name;
    ++rows;
  }
  const std::string all = text.str();
  EXPECT_EQ(static_cast<std::size_t>(std::count(all.begin(), all.end(), '\n')) - 25, rows);
}

}  // namespace
}  // namespace planwatch::send_test
