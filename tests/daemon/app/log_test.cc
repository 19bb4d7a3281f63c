#include "daemon/app/log.h"

#include <string>

#include "gtest/gtest.h"

namespace planwatch {
namespace {

struct FieldRow {
  const char* value;
  const char* rendered;
};
const FieldRow field_table[] = {
    {"court", "court"},
    {"区法院", "区法院"},
    {"", "\"\""},
    {"two words", "\"two words\""},
    {"a=b", "\"a=b\""},
    {"say \"so\"", "\"say \\\"so\\\"\""},
    {"a\\b", "\"a\\\\b\""},
    {"one\ntwo\r\tthree", "\"one\\ntwo\\r\\tthree\""},
    {"bell\x07", "\"bell?\""},
};

TEST(RenderFields, QuotesAndEscapesSoThatALineStaysALine) {
  for (const FieldRow& row : field_table) {
    EXPECT_EQ(render_fields("text", {{"key", row.value}}), std::string("text key=") + row.rendered);
  }
}

TEST(RenderFields, KeepsTheOrderOfFields) {
  EXPECT_EQ(render_fields("delivery taken in", {{"feed", "court"}, {"accepted", "3"}}),
            "delivery taken in feed=court accepted=3");
  EXPECT_EQ(render_fields("ready", {}), "ready");
}

}  // namespace
}  // namespace planwatch
