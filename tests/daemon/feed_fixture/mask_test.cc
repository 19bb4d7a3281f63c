#include "daemon/feed_fixture/mask.h"

#include "gtest/gtest.h"

namespace planwatch {
namespace {

TEST(MaskText, WordsOfTablesStayAndEverythingElseGoes) {
  struct Case {
    const char* text;
    const char* masked;
  };
  const Case cases[] = {{"", ""},
                        {"张三", "某某"},
                        {"李四一", "某某某"},
                        {"Zhang San", "xxxxx xxx"},
                        {"2025年6月", "2025年6月"},
                        {"２０２５年１—６月", "２０２５年１—６月"},
                        {"二〇二五年六月", "二〇二五年六月"},
                        {"第一季度", "第一季度"},
                        {"约98%以上", "约98%以上"},
                        {"98.5%（初步）", "98.5%（初步）"},
                        {"1,280人次", "1,280人次"},
                        {"合计", "合计"},
                        {"填表人：张三", "填表人：某某"},
                        {"联系电话：0936-8212345", "联系电话：1111-1111111"},
                        {"单位：万元", "单位：万元"},
                        {"（件）", "（件）"},
                        {"#REF!", "#REF!"},
                        {"甘州区法院2025年6月审判月报", "某某某某某2025年6月某某月报"},
                        {"token=abcDEF", "xxxxx=xxxxxx"},
                        {"138 1234 5678", "111 1111 1111"},
                        {"138-1234-5678张", "111-1111-1111某"},
                        {"62070219900101123X", "11111111111111111x"},
                        {"６２０７０２１９９００１", "111111111111"},
                        {"20250703", "20250703"},
                        {"2025-07-03", "2025-07-03"},
                        {"1,234,567", "1,234,567"},
                        {"123456", "123456"},
                        {"1234567", "1111111"}};
  for (const Case& c : cases) {
    EXPECT_EQ(mask_text(c.text, Digits::long_runs), c.masked) << c.text;
    EXPECT_EQ(mask_text(c.masked, Digits::long_runs), c.masked) << "once is enough: " << c.masked;
  }
  EXPECT_EQ(mask_text("12万元", Digits::none), "11万元");
  EXPECT_EQ(mask_text("13812345678", Digits::kept), "13812345678");
}

TEST(MaskAll, LeavesShapeAlone) {
  EXPECT_EQ(mask_all("张三 a1（合计）"), "某某 x1（某某）");
  EXPECT_EQ(mask_all(""), "");
}

TEST(MaskNumber, StaysANumber) {
  EXPECT_EQ(mask_number("-12.50", Digits::none), "-11.11");
  EXPECT_EQ(mask_number("13812345678", Digits::long_runs), "11111111111");
  EXPECT_EQ(mask_number("123456", Digits::long_runs), "123456");
  EXPECT_EQ(mask_number("13812345678", Digits::kept), "13812345678");
}

TEST(LooksPersonal, PhonesAndIdentityCards) {
  for (const char* text :
       {"a 13812345678", "620702199001011234", "62070219900101123X", "19912345678,"}) {
    EXPECT_TRUE(looks_personal(text)) << text;
  }
  for (const char* text : {"", "12012345678", "1381234567", "0.13812345678", "11111111111",
                           "111111111111111111", "11111111111111111x", "2025-06"}) {
    EXPECT_FALSE(looks_personal(text)) << text;
  }
}

}  // namespace
}  // namespace planwatch
