#include <gtest/gtest.h>

#include "rules/model/json_text.h"

namespace planwatch {
namespace {

struct EscapeRow {
  const char* text;
  const char* json;
};
const EscapeRow escape_table[] = {
    {"", R"("")"},
    {"红灯", R"("红灯")"},
    {"a\"b\\c", R"("a\"b\\c")"},
    {"\n\r\t", R"("\n\r\t")"},
    {"\x01\x1f", R"("\u0001\u001f")"},
};

TEST(JsonText, EscapesWhatJsonDoesNotTakeAsItIs) {
  for (const EscapeRow& row : escape_table) EXPECT_EQ(json_text(row.text), row.json);
  EXPECT_EQ(json_text(std::string_view("\0", 1)), R"("\u0000")");
}

}  // namespace
}  // namespace planwatch
