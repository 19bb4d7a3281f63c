#include "daemon/feed_fixture/fixture.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <xlsxwriter.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "collectors/decode/encode_text.h"
#include "collectors/decode/encoding.h"
#include "collectors/fetch/sha256.h"
#include "collectors/read/read_body.h"
#include "daemon/feed_fixture/fixture_folder.h"
#include "daemon/feed_fixture/redact_document.h"
#include "daemon/feed_fixture/table_text.h"
#include "tests/support/process.h"
#include "tests/support/small_plan.h"

// What a department delivered, made harmless: the same figures and rejects, nobody's name.
namespace planwatch {
namespace {

using testing::HasSubstr;
using testing::Not;

class Fixtures : public testing::Test {
 protected:
  FeedSpec feed() const { return feed_; }
  FetchedBody body(std::string bytes, std::string source) const {
    return {std::move(source), bytes, sha256_hex(bytes)};
  }
  Extracted read(const FetchedBody& one) const {
    const auto extracted = read_body(one, feed_, configuration_);
    EXPECT_TRUE(extracted) << extracted.error().message;
    return extracted.value_or(Extracted{});
  }
  // The copy, after the promise was checked from outside as well.
  FixtureBody kept(const FetchedBody& one) const {
    const auto made = redact_body(one, feed_, configuration_);
    EXPECT_TRUE(made) << made.error().message;
    if (!made) return {};
    const Extracted before = read(one);
    const ReplayedBody after = replay_body(*made, feed_, configuration_);
    EXPECT_TRUE(after.extracted) << after.extracted.error().message;
    if (!after.extracted) return *made;
    EXPECT_EQ(figures(before), figures(*after.extracted));
    EXPECT_EQ(before.rejected.size(), after.extracted->rejected.size());
    for (std::size_t i = 0; i < before.rejected.size(); ++i) {
      EXPECT_EQ(before.rejected[i].where, after.extracted->rejected[i].where);
    }
    return *made;
  }
  std::string figures(const Extracted& extracted) const {
    Extracted alone;
    alone.observations = extracted.observations;
    return expected_text(configuration_, 1, alone);
  }
  std::string refused(const FetchedBody& one) const {
    const auto made = redact_body(one, feed_, configuration_);
    EXPECT_FALSE(made);
    return made ? "" : made.error().message;
  }

  Configuration configuration_ = SmallPlan::configuration();
  FeedSpec feed_ = configuration_.feeds.at(1);  // the court's CSV of rates and days
};

std::string gb18030(const std::string& utf8) {
  return encode_text(utf8, "gb18030").value();
}
std::string utf8(const std::string& bytes) {
  return decode_text(bytes, Encoding::gb18030).value().text;
}

TEST_F(Fixtures, ACsvKeepsEncodingQuotesAndWhatTheMappingReads) {
  feed_.format = CsvFormat{Encoding::gb18030, ','};
  const std::string text =
      "甘州区法院2025年6月月报,,,,,经办\r\n"
      "统计期,报送日期,closing_rate,termination,closing_days,\"经办人,电话\"\r\n"
      "\r\n"
      "2025年6月,2025-07-03,0.99,0.1,70,\"张三 \"\"13812345678\"\"\"\r\n"
      "2025年5月,2025-06-03,约0.98,0.1,71,李四620702199001011234\r\n"
      "合计,,0.99,,,\r\n"
      "填表人：王五 13987654321,,,,,\r\n";
  feed_.mapping = [&] {
    ObservationMapping mapping = std::get<ObservationMapping>(feed_.mapping);
    mapping.header_rows = 0;
    return mapping;
  }();
  const FixtureBody copy =
      kept(body(gb18030(text), "https://h/hook/SECRETKEY/区法院_202506.csv?token=abc"));
  EXPECT_EQ(utf8(copy.content),
            "某某某某某2025年6月月报,,,,,列6\r\n"
            "统计期,报送日期,closing_rate,termination,closing_days,\"列6\"\r\n"
            "\r\n"
            "2025年6月,2025-07-03,0.99,0.1,70,\"某某 \"\"11111111111\"\"\"\r\n"
            "2025年5月,2025-06-03,约0.98,0.1,71,某某111111111111111111\r\n"
            "合计,,0.99,,,\r\n"
            "填表人：某某 11111111111,,,,,\r\n");
  EXPECT_EQ(copy.encoding, "gb18030");
  EXPECT_EQ(copy.format, "csv");
  EXPECT_EQ(copy.source, "某某某_202506.csv");
  EXPECT_EQ(copy.kept, FixtureBody::Kept::bytes);
}

TEST_F(Fixtures, WhatWasRejectedLosesWhoItNames) {
  const std::string head = "统计期,报送日期,closing_rate,termination,closing_days\n";
  const FixtureBody copy =
      kept(body(head + "2025-06,2025-07-03,张三620702199001011234,0.1,王五说70\n", "a.csv"));
  EXPECT_EQ(copy.content, head + "2025-06,2025-07-03,某某111111111111111111,0.1,某某某70\n");
  const Fixture fixture =
      make_fixture({body(head + "2025-06,2025-07-03,张三620702199001011234,0.1,70\n", "a.csv")},
                   feed_, configuration_, make_date(2025, 7, 7))
          .value();
  EXPECT_THAT(fixture.expected, HasSubstr("rejected\t第2行第3列"));
  EXPECT_THAT(fixture.expected, Not(HasSubstr("张三")));
  EXPECT_THAT(fixture.expected, Not(HasSubstr("1990")));
  EXPECT_THAT(fixture.expected, HasSubstr("1\tobservation\ttermination\t620702\t2025-06\t0.1"));
}

TEST_F(Fixtures, AJsonKeepsItsNestingAndTheKeysThatAreRead) {
  feed_.format = JsonFormat{"/data/list"};
  ObservationMapping mapping;
  mapping.period = "/period";
  mapping.report_date = "/day";
  for (const char* id : {closing_rate, closing_days}) {
    ValueColumns values;
    values.indicator = IndicatorId{id};
    values.value = std::string("/v/") + id;
    values.unit = CellUnit::plain;
    mapping.values.push_back(values);
  }
  feed_.mapping = mapping;
  const std::string text =
      "{\"code\": \"200\", \"token\":\"s3cr3t\", \"data\": {\"total\": 13812345678, \"list\": [\n"
      " {\"period\":\"202506\",\"day\":\"2025-07-03\",\"v\":{\"closing_rate\":0.990,"
      "\"closing_days\":70.0},\"judge\":{\"name\":\"\\u5f20三\",\"id\":\"62070219900101123X\","
      "\"party\":true,\"张三\":[1,null,-2.5e3]}},\n"
      " {\"period\":\"202505\",\"day\":\"2025-06-03\",\"v\":{\"closing_rate\":\"张三\"}}\n]}}";
  const FixtureBody copy = kept(body(text, "http://gateway/api/SECRET/rates?page=1"));
  EXPECT_EQ(
      copy.content,
      "{\"k1\": \"111\", \"k2\":\"x1xx1x\", \"data\": {\"k3\": 11111111111, \"list\": [\n"
      " {\"period\":\"202506\",\"day\":\"2025-07-03\",\"v\":{\"closing_rate\":0.990,"
      "\"closing_days\":70.0},\"k4\":{\"k5\":\"某某\",\"k6\":\"11111111111111111x\","
      "\"k7\":false,\"k8\":[1,null,-1111]}},\n"
      " {\"period\":\"202505\",\"day\":\"2025-06-03\",\"v\":{\"closing_rate\":\"某某\"}}\n]}}");
  EXPECT_EQ(copy.source, "xxxxx");
}

// A workbook with a merged title, a percent format, a hidden row, a note and names.
std::string workbook(const TestFolder& folder) {
  const std::string path = folder.file("a.xlsx");
  lxw_workbook* book = workbook_new(path.c_str());
  lxw_worksheet* sheet = workbook_add_worksheet(book, "6月");
  lxw_format* percent = workbook_add_format(book);
  format_set_num_format(percent, "0.0%");
  worksheet_merge_range(sheet, 0, 0, 0, 3, "法院2025年6月报表 联系人：张三", nullptr);
  const char* const names[] = {"统计期", "closing_rate", "closing_days", "承办人"};
  for (std::uint16_t c = 0; c < 4; ++c) worksheet_write_string(sheet, 1, c, names[c], nullptr);
  worksheet_write_string(sheet, 2, 0, "2025年6月", nullptr);
  worksheet_write_number(sheet, 2, 1, 0.985, percent);
  worksheet_write_number(sheet, 2, 2, 70, nullptr);
  worksheet_write_string(sheet, 2, 3, "李四", nullptr);
  lxw_row_col_options hidden = {1, 0, 0};
  worksheet_set_row_opt(sheet, 3, LXW_DEF_ROW_HEIGHT, nullptr, &hidden);
  worksheet_write_string(sheet, 3, 0, "2025年5月", nullptr);
  worksheet_write_string(sheet, 3, 1, "李四未报", nullptr);
  worksheet_write_number(sheet, 3, 2, 71, nullptr);
  worksheet_write_number(sheet, 3, 3, 13812345678.0, nullptr);
  worksheet_write_string(sheet, 4, 0, "填表人：王五", nullptr);
  EXPECT_EQ(workbook_close(book), LXW_NO_ERROR);
  return read_text(path);
}

TEST_F(Fixtures, AWorkbookIsKeptAsItsCells) {
  const TestFolder folder;
  feed_.format = XlsxFormat{};
  ObservationMapping mapping = std::get<ObservationMapping>(feed_.mapping);
  mapping.header_rows = 0;
  mapping.report_date.reset();
  std::erase_if(mapping.values, [](const ValueColumns& values) {
    return values.value == std::string(termination_rate);
  });
  mapping.values[0].unit = CellUnit::automatic;
  feed_.mapping = mapping;
  const FixtureBody copy = kept(body(workbook(folder), "/home/zhangsan/区法院202506.xlsx"));
  EXPECT_EQ(copy.kept, FixtureBody::Kept::table);
  EXPECT_EQ(copy.format, "xlsx");
  for (const char* gone : {"张三", "李四", "王五", "zhangsan", "13812345678"}) {
    EXPECT_THAT(copy.content + copy.source, Not(HasSubstr(gone)));
  }
  for (const char* stays :
       {"table\t6月\tsheet\t-\t\n", "cell\t2\tpercent\t-\t0.985\n", "row\t4\thidden\n",
        "cell\t1\ttext\t-\t填表人：某某\n", "cell\t2\ttext\tmerged\t",
        "cell\t4\tnumber\t-\t11111111111\n", "某某2025年6月报某 联系人：某某"}) {
    EXPECT_THAT(copy.content, HasSubstr(stays));
  }
}

TEST(RedactSource, APeriodAndTheKindStay) {
  struct Case {
    const char* source;
    const char* redacted;
  };
  for (const Case& c :
       {Case{"/home/zhangsan/区法院_202506.xlsx", "某某某_202506.xlsx"},
        Case{"https://h/hook/k3y9s?access_token=42", "x1x1x"},
        Case{"https://u:pw@h/a/2025年6月-t0k3n.json#x", "2025年6月-x0x3x.json"},
        Case{"http://127.0.0.1:9090/api/v1/query 2025-06", "xxxxx 2025-06"},
        Case{"user@host:/in/张三13812345678_202506.csv", "某某11111111111_202506.csv"},
        Case{"C:\\报表\\a.exe", "x.xxx"}, Case{"", ""}}) {
    EXPECT_EQ(redact_source(c.source), c.redacted) << c.source;
  }
}

TEST_F(Fixtures, TasksLoseWhoClosedThem) {
  TaskMapping tasks;
  tasks.task = "任务";
  tasks.state = "状态";
  tasks.as_of = "截至";
  tasks.evidence = "佐证";
  tasks.closed_by = "确认人";
  feed_.mapping = tasks;
  const FixtureBody copy =
      kept(body("任务,状态,截至,佐证,确认人\n2,已完成,2025-06-30,见张三的报告,王五\n", "t.csv"));
  EXPECT_EQ(copy.content, "任务,状态,截至,佐证,确认人\n2,已完成,2025-06-30,某某某某某某,某某\n");
}

TEST_F(Fixtures, RecordsAreCountedTheSameWithoutTheirParties) {
  RecordsMapping records;
  records.date = "结案日期";
  records.key = "案号";
  records.filters = {{"类型", RecordFilter::Test::is_one_of, {"民事"}}};
  RecordAggregate days;
  days.indicator = IndicatorId{closing_days};
  days.kind = RecordAggregate::Kind::mean_days;
  days.from = "立案日期";
  days.to = "结案日期";
  records.aggregates = {days};
  feed_.mapping = records;
  const FixtureBody copy =
      kept(body("案号,类型,立案日期,结案日期,当事人\n"
                "（2025）甘0702民初1号,民事,2025-01-02,2025-01-22,张三\n"
                "（2025）甘0702民初1号,民事,2025-01-02,2025-01-22,张三\n"
                "（2025）甘0702刑初2号,刑事,2025-01-02,2025-02-22,李四诉王五\n",
                "c.csv"));
  EXPECT_EQ(copy.content,
            "案号,类型,立案日期,结案日期,列5\n"
            "案1,民事,2025-01-02,2025-01-22,某某\n"
            "案1,民事,2025-01-02,2025-01-22,某某\n"
            "案2,某某,2025-01-02,2025-02-22,某某某某某\n");
}

TEST_F(Fixtures, WhatCannotBeMadeHarmlessIsRefusedWithItsReason) {
  EXPECT_THAT(refused(body("<html>login 13812345678</html>", "a.csv")), HasSubstr("读不了"));
  EXPECT_THAT(refused(body("姓名,电话\n张三,1\n", "a.csv")), HasSubstr("提取不了"));
  EXPECT_THAT(refused(body(std::string((8u << 20) + 1, ' '), "a.csv")), HasSubstr("8 MiB"));
  const std::string head = "统计期,报送日期,closing_rate,termination,closing_days\n";
  EXPECT_THAT(refused(body(head + "2025-06,2025-07-03,0.99,0.1,13812345678\n", "a.csv")),
              HasSubstr("手机号"))
      << "a figure that may be a phone number is a person's decision";
  EXPECT_THAT(make_fixture({}, feed_, configuration_, make_date(2025, 7, 7)).error().message,
              HasSubstr("什么也没有"));
}

TEST_F(Fixtures, TheFolderIsReadBackAndNeverOverwrittenUnasked) {
  const TestFolder folder;
  const std::string head = "统计期,报送日期,closing_rate,termination,closing_days\n";
  const Fixture fixture = make_fixture({body(head + "2025-06,2025-07-03,0.99,0.1,70\n", "a.csv"),
                                        body(head + "2025-05,2025-06-03,约,0.1,70\n", "b.csv")},
                                       feed_, configuration_, make_date(2025, 7, 7))
                              .value();
  const std::string where = folder.file("fixtures/court");
  const std::string manifest = where + "/fixture.yaml";
  ASSERT_TRUE(write_fixture(fixture, where, folder.path(), false));
  const auto read = read_fixture(manifest, Lang::zh);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->fixture.feed, feed_.id);
  EXPECT_EQ(read->fixture.received, make_date(2025, 7, 7));
  ASSERT_EQ(read->fixture.bodies.size(), 2U);
  EXPECT_EQ(read->fixture.bodies[1].content, fixture.bodies[1].content);
  EXPECT_EQ(std::filesystem::path(read->manifest.config_folder).lexically_normal(),
            std::filesystem::path(folder.path()));
  EXPECT_TRUE(replay_differences(read->fixture, feed_, configuration_).empty());

  EXPECT_EQ(write_fixture(fixture, where, folder.path(), false).error().code, ErrorCode::conflict);
  Fixture smaller = fixture;
  smaller.bodies.pop_back();
  ASSERT_TRUE(write_fixture(smaller, where, folder.path(), true));
  EXPECT_FALSE(std::filesystem::exists(where + "/body-2.csv"));

  std::ofstream(where + "/body-1.csv", std::ios::app) << "x";
  EXPECT_EQ(read_fixture(manifest, Lang::zh).error().code, ErrorCode::corrupt);
  std::ofstream(manifest) << "feed: court\nbodies: [{file: ../x}]\n";
  EXPECT_THAT(read_fixture(manifest, Lang::zh).error().message, HasSubstr("file"));
  EXPECT_FALSE(read_fixture(folder.file("none/fixture.yaml"), Lang::en));
}

TEST_F(Fixtures, AChangeOfTheMappingShowsWhatDiffers) {
  const std::string head = "统计期,报送日期,closing_rate,termination,closing_days\n";
  const Fixture fixture = make_fixture({body(head + "2025-06,2025-07-03,0.99,0.1,70\n", "a.csv")},
                                       feed_, configuration_, make_date(2025, 7, 7))
                              .value();
  FeedSpec changed = feed_;
  std::get<ObservationMapping>(changed.mapping).values.pop_back();
  const auto different = replay_differences(fixture, changed, configuration_);
  ASSERT_EQ(different.size(), 1U);
  EXPECT_THAT(different[0], HasSubstr("- 1\tobservation\tclosing_days"));
}

TEST(TableText, ADocumentComesBackTheSame) {
  Document document;
  Table table;
  table.name = "a\tb";
  table.hidden = true;
  table.addressing = Table::Addressing::pointer;
  table.pointer_prefix = "/data";
  table.columns = {"/a", "/b\\n"};
  table.rows = {
      {3, true, {{}, {CellType::percent, false, "0.5"}, {CellType::text, true, "x\ny\\"}, {}}},
      {4, false, {}}};
  document.tables = {table, Table{}};
  const std::string text = table_text(document);
  const auto back = parse_table_text(text);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(table_text(*back), text);
  EXPECT_EQ(back->tables[0].rows[0].cells.size(), 4U);
  EXPECT_EQ(back->tables[0].rows[0].cells[2].text, "x\ny\\");
  EXPECT_TRUE(back->tables[0].rows[0].cells[2].merged);
  EXPECT_EQ(back->tables[0].columns, table.columns);
  for (const char* broken :
       {"", "row\t1\t-\n", "table\ta\n", "table\ta\tsheet\t-\t\ncell\t1\ttext\t-\tx\n",
        "table\ta\tsheet\t-\t\nrow\tx\t-\n",
        "table\ta\tsheet\t-\t\nrow\t1\t-\ncell\t0\ttext\t-\tx\n",
        "table\ta\tsheet\t-\t\nrow\t1\t-\ncell\t99999\ttext\t-\tx\n",
        "table\ta\tsheet\t-\t\nrow\t1\t-\ncell\t1\tcolour\t-\tx\n"}) {
    EXPECT_FALSE(parse_table_text(broken)) << broken;
  }
}

}  // namespace
}  // namespace planwatch
