#include <array>
#include <cstdio>
#include <gtest/gtest.h>
#include <memory>
#include <unistd.h>

#include "tests/daemon/ledger_export/ledger_fixture.h"

namespace planwatch {
namespace {

// A strict reader of RFC 4180: CRLF between records, quotes only around whole fields.
std::vector<std::vector<std::string>> read_csv(const std::string& text) {
  std::vector<std::vector<std::string>> records(1);
  std::string field;
  std::size_t i = 0;
  while (i < text.size()) {
    field.clear();
    if (text[i] == '"') {
      for (++i; i < text.size(); ++i) {
        if (text[i] != '"') {
          field += text[i];
        } else if (i + 1 < text.size() && text[i + 1] == '"') {
          field += text[i++];
        } else {
          break;
        }
      }
      ++i;
    } else {
      for (; i < text.size() && text[i] != ',' && text[i] != '\r'; ++i) {
        EXPECT_NE(text[i], '"') << "a quote inside a bare field at " << i;
        EXPECT_NE(text[i], '\n') << "a bare line feed at " << i;
        field += text[i];
      }
    }
    records.back().push_back(field);
    if (text.compare(i, 2, "\r\n") == 0) {
      i += 2;
      if (i < text.size()) records.emplace_back();
    } else if (i < text.size()) {
      EXPECT_EQ(text[i], ',') << "at " << i;
      ++i;
    }
  }
  return records;
}

std::string cell(const TypedTable& table, const std::vector<std::string>& record,
                 const std::string& key) {
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (table.columns[c].key == key) return record.at(c);
  }
  return "no column " + key;
}

// The ledger's own fields, in the order in which a supervision office reads them.
TEST(LedgerTable, HasEveryFieldOfASupervisionLedger) {
  const TypedTable table = ledger_table(test::ledger_snapshot(), Lang::zh);
  std::string titles;
  for (const TypedColumn& column : table.columns) titles += column.title + " ";
  EXPECT_EQ(titles,
            "编号 立账日期 来源 问题类型 方案条款 存在问题 责任单位 配合单位 责任人 立账时亮灯 "
            "立账时数值 整改要求 整改时限 签收日期 签收人 承诺完成日期 承诺整改措施 "
            "整改进展与佐证 催办次数 当前亮灯 当前数值 状态 销号日期 销号人 用时（天） "
            "超期（天） 预警标识 状态代码 ");
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(std::get<IdNumber>(table.rows[0][0]).value, 1) << "by number";
  for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.columns.size());
}

TEST(LedgerTable, TakesTheRowsThatAreAskedFor) {
  const Snapshot snapshot = test::ledger_snapshot();
  EXPECT_EQ(ledger_table(snapshot, Lang::zh, {LedgerState::closed, {}}).rows.size(), 1u);
  EXPECT_EQ(ledger_table(snapshot, Lang::zh, {{}, UnitId("区税务局")}).rows.size(), 1u);
  EXPECT_EQ(ledger_table(snapshot, Lang::zh, {LedgerState::open, UnitId("区税务局")}).rows.size(),
            0u);
  EXPECT_EQ(parse_ledger_state("awaiting_closure"), LedgerState::awaiting_closure);
  EXPECT_EQ(parse_ledger_state("待销号"), std::nullopt);
}

TEST(LedgerCsv, IsReadBackByAStrictReader) {
  const TypedTable table = ledger_table(test::ledger_snapshot(), Lang::zh);
  const std::string csv = render_csv(table);
  ASSERT_TRUE(csv.starts_with("\xEF\xBB\xBF")) << "Excel takes it for GBK otherwise";
  const auto records = read_csv(csv.substr(3));
  ASSERT_EQ(records.size(), 3u);
  for (const auto& record : records) EXPECT_EQ(record.size(), table.columns.size());
  EXPECT_EQ(records[0][0], "编号");
  const auto& closed = records[2];
  EXPECT_EQ(cell(table, closed, "number"), "2");
  EXPECT_EQ(cell(table, closed, "opened_on"), "2025-07-07");
  EXPECT_EQ(cell(table, closed, "overdue_days"), "10");
  EXPECT_EQ(cell(table, closed, "light_then"), "红");
  EXPECT_EQ(cell(table, closed, "progress"),
            "2025-07-21 张三：开展 3 场（佐证：照片）\n2025-08-02 张三：开展 5 场");
  EXPECT_EQ(cell(table, records[1], "closed_on"), "") << "not closed";
}

TEST(LedgerCsv, NoTextIsTakenForAFormula) {
  const TypedTable table = ledger_table(test::ledger_snapshot(), Lang::zh);
  const auto record = read_csv(render_csv(table).substr(3)).at(1);
  EXPECT_EQ(cell(table, record, "unit"), "'=HYPERLINK(\"http://evil.example\",\"点这里\")");
  EXPECT_EQ(cell(table, record, "problem"), "'+1,\"2\"\r\n3");
  EXPECT_EQ(cell(table, record, "value_then"), "'-5%");
  EXPECT_EQ(cell(table, record, "promise"), "'@SUM(A1)");
  EXPECT_EQ(cell(table, record, "progress"), "'\tcmd|' /C calc'!A0");
  EXPECT_EQ(cell(table, record, "person"), "'＝1+1");
  EXPECT_EQ(cell(table, record, "problem_type"), "坏\xEF\xBF\xBD字节");
}

TEST(LedgerJson, HasNumbersDatesAndNulls) {
  const std::string text = render_json(ledger_table(test::ledger_snapshot(), Lang::en));
  EXPECT_NE(text.find(R"({"number":2,"opened_on":"2025-07-07")"), std::string::npos) << text;
  EXPECT_NE(text.find(R"("closed_on":null)"), std::string::npos) << text;
  EXPECT_NE(text.find(R"("reminders":3)"), std::string::npos) << text;
  EXPECT_NE(text.find(R"x("promise":"@SUM(A1)")x"), std::string::npos) << "as it was written";
  EXPECT_NE(text.find(R"("state_name":"closed")"), std::string::npos) << text;
}

// What another program finds in a workbook: pairs of place and type=value.
std::string read_workbook(const std::string& bytes) {
  const std::string path =
      testing::TempDir() + "/planwatch_ledger_" + std::to_string(getpid()) + ".xlsx";
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wb"),
                                                       &std::fclose);
  std::fwrite(bytes.data(), 1, bytes.size(), file.get());
  file.reset();
  const std::string command = "/usr/bin/python3 " PLANWATCH_SOURCE_DIR
                              "/tests/daemon/ledger_export/read_workbook.py " +
                              path + " 2>&1";
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
  std::string out;
  std::array<char, 4096> buffer{};
  while (std::fgets(buffer.data(), static_cast<int>(buffer.size()), pipe.get()) != nullptr) {
    out += buffer.data();
  }
  std::remove(path.c_str());
  return out;
}

TEST(LedgerXlsx, HasRealNumbersAndDatesAFrozenHeaderAndNoFormula) {
  const auto bytes = render_xlsx(ledger_table(test::ledger_snapshot(), Lang::zh));
  ASSERT_TRUE(bytes) << bytes.error().message;
  const std::string seen = read_workbook(*bytes);
  const char* const lines[] = {
      "sheet 督办台账",
      "frozen A2",
      "filter A1:AB3",
      "A1 s 编号 bold",
      "A3 s 2",  // an id is a text
      "B3 d 2025-07-07 yyyy-mm-dd",
      "S3 n 3",
      "Y3 n 65",
      "Z3 n 10",
      "M3 d 2025-12-31 yyyy-mm-dd",
      "R3 s 2025-07-21 张三：开展 3 场（佐证：照片）\\n2025-08-02 张三：开展 5 场",
      "G2 s =HYPERLINK(\"http://evil.example\",\"点这里\")",
      "K2 s -5%",
      "Q2 s @SUM(A1)",
      "formulas 0",
      "width A 8",
  };
  for (const char* line : lines) {
    EXPECT_NE(seen.find(std::string(line) + "\n"), std::string::npos) << line << "\n" << seen;
  }
}

TEST(LedgerXlsx, ATextThatIsTooLongForACellIsCutAndSaysSo) {
  Snapshot snapshot = test::ledger_snapshot();
  std::string novel;
  for (int i = 0; i < 40'000; ++i) novel += "字";
  snapshot.ledger[0].progress = novel;
  const auto bytes = render_xlsx(ledger_table(snapshot, Lang::zh));
  ASSERT_TRUE(bytes) << bytes.error().message;
  EXPECT_NE(read_workbook(*bytes).find("……（过长，已截断）"), std::string::npos);
}

TEST(LedgerXlsx, AnEmptyLedgerIsAWorkbookToo) {
  const auto bytes = render_xlsx(ledger_table(Snapshot{}, Lang::en));
  ASSERT_TRUE(bytes);
  EXPECT_NE(read_workbook(*bytes).find("A1 s Number bold"), std::string::npos);
}

TEST(DeliveryTable, ShowsEveryPartAndPerson) {
  DeliveryRecord part;
  part.key = "ganzhou/lights/indicator/x/620702/2025#1";
  part.part = 2;
  part.parts = 3;
  part.receiver = ReceiverId("wecom");
  part.person = "张三";
  part.address = "zhangsan";
  part.state = OutboxState::refused;
  part.items = 4;
  part.attempts = 5;
  part.answer = "40003 invalid userid";
  part.kind = NoticeKind::reminder;
  part.title = "=催办";
  const TypedTable table = delivery_table({part}, Instant{}, Lang::zh);
  const auto record = read_csv(render_csv(table).substr(3)).at(1);
  EXPECT_EQ(cell(table, record, "state_name") + cell(table, record, "state"), "被拒收refused");
  EXPECT_EQ(cell(table, record, "part") + "/" + cell(table, record, "parts"), "2/3");
  EXPECT_EQ(cell(table, record, "address"), "zhangsan");
  EXPECT_EQ(cell(table, record, "kind_name") + cell(table, record, "kind"), "催办reminder");
  EXPECT_EQ(cell(table, record, "title"), "'=催办");
  EXPECT_EQ(cell(table, record, "tried_at"), "") << "nobody tried";
  EXPECT_EQ(cell(table, record, "answer"), "40003 invalid userid");
  EXPECT_EQ(parse_outbox_state("expired"), OutboxState::expired);
  EXPECT_EQ(parse_outbox_state(""), std::nullopt);
}

}  // namespace
}  // namespace planwatch
