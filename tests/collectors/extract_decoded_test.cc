#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/extract/extract.h"
#include "tests/collectors/extract_support.h"

namespace planwatch {
namespace {

using namespace extract_testing;
using testing::ElementsAre;
using testing::HasSubstr;

// The whole way from bytes, where the other tests build their tables by hand.
Result<Extracted> run_bytes(const std::string& bytes, const FeedSpec& spec,
                            const std::string& source) {
  const auto document = decode(bytes, spec.format, spec.limits);
  if (!document) return tl::make_unexpected(document.error());
  return extract(*document, spec, configuration(), source);
}

TEST(ExtractDecoded, CsvOfGb18030) {
  // 月份,到位率 / 6月,98.5％ / 7月,― / 8月,95～98% in GB18030; A1AA and A1AB are dash and wave.
  const std::string bytes =
      "\xD4\xC2\xB7\xDD,\xB5\xBD\xCE\xBB\xC2\xCA\r\n"
      "6\xD4\xC2,98.5\xA3\xA5\r\n"
      "7\xD4\xC2,\xA1\xAA\r\n"
      "8\xD4\xC2,95\xA1\xAB\x39\x38%\r\n";
  FeedSpec spec = feed_of({value_of("recovery", "到位率")});
  spec.format = CsvFormat{};
  const auto out = run_bytes(bytes, spec, "in/区法院2025年.csv");
  ASSERT_TRUE(out) << out.error().message;
  EXPECT_THAT(shown(*out), ElementsAre("recovery 2025-06 0.985"));
  EXPECT_THAT(refused(*out), ElementsAre("第4行第2列 95～98%"));
}

TEST(ExtractDecoded, CsvWithTitleUnitsAndTotals) {
  const std::string bytes =
      "\xEF\xBB\xBF甘州区2025年1-6月培训情况表,\n"
      "单位：人次,\n"
      "指标,数值\n"
      "补贴性职业技能培训人次,\"1,234\"\n"
      "合计,\"1,234\"\n"
      "注：含线上,\n";
  ObservationMapping mapping;
  mapping.indicator_column = "指标";
  mapping.values.push_back({});
  mapping.values[0].value = "数值";
  FeedSpec spec = feed(mapping);
  spec.format = CsvFormat{};
  const auto out = run_bytes(bytes, spec, "in/培训.csv");
  ASSERT_TRUE(out) << out.error().message;
  EXPECT_THAT(shown(*out), ElementsAre("training 2025-06 1234"));
  EXPECT_THAT(out->rejected, ElementsAre());
}

TEST(ExtractDecoded, JsonRows) {
  const std::string bytes = R"({"code":"200","data":{"list":[
    {"month":"2025-05","rate":{"done":52,"all":100},"training":null},
    {"month":"2025-06","rate":{"done":"约60","all":100},"training":1.2E3},
    {"month":2025.1,"rate":{"done":1,"all":2},"training":5}]}})";
  FeedSpec spec =
      feed_of({parts_of("recovery", "/rate/done", "/rate/all"), value_of("training", "training")},
              "/month");
  spec.format = JsonFormat{"/data/list"};
  const auto out = run_bytes(bytes, spec, "https://data.example/rates?page=1");
  ASSERT_TRUE(out) << out.error().message;
  EXPECT_THAT(shown(*out), ElementsAre("recovery 2025-05 52/100", "training 2025-06 1200"));
  EXPECT_THAT(refused(*out),
              ElementsAre("/data/list/1/rate/done 约60", "/data/list/2/month 2025.1"));
}

TEST(ExtractDecoded, AnEmptyListIsNoError) {
  FeedSpec spec = feed_of({value_of("training", "/n")}, "/month");
  spec.format = JsonFormat{"/data"};
  const auto out = run_bytes(R"({"data":[]})", spec, "https://data.example/rates");
  ASSERT_TRUE(out) << out.error().message;
  EXPECT_THAT(out->notes, ElementsAre(HasSubstr("没有数据行")));
}

TEST(ExtractDecoded, ARenamedKeyIsAnErrorThatNamesTheKeys) {
  FeedSpec spec = feed_of({value_of("training", "/n")}, "/month");
  spec.format = JsonFormat{"/data"};
  const auto out = run_bytes(R"({"data":[{"month":"2025-06","count":5}]})", spec, "https://d/r");
  ASSERT_FALSE(out);
  EXPECT_THAT(out.error().message, HasSubstr("“/n”"));
  EXPECT_THAT(out.error().message, HasSubstr("“/count”"));
}

}  // namespace
}  // namespace planwatch
