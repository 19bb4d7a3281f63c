#include "daemon/store/codec.h"
#include "daemon/store/sqlite.h"
#include "tests/daemon/store/store_contract.h"

namespace planwatch {
namespace {

// Rows that no part of Store answers with yet: they are read from the file itself.
struct WriteOnlyRows : testing::Test {
  TempFolder folder;

  void SetUp() override {
    auto store = open_sqlite_store(folder.path(), OpenMode::read_write);
    ASSERT_TRUE(store) << store.error().message;
    ASSERT_TRUE((*store)->use_plan(sample_plan()));
    AssessmentRow bare = full_assessment();
    bare.assessment.has_expected = bare.assessment.has_gap = false;
    const std::vector<Row> rows = {full_delivery(), full_assessment(), bare, full_rejected_row(),
                                   full_person_action()};
    const auto done = (*store)->commit(rows);
    ASSERT_TRUE(done) << done.error().message;
  }
};

TEST_F(WriteOnlyRows, AssessmentsAreKeptWhole) {
  auto database = Database::open(folder.database(), Database::Access::read_only);
  Statement statement = database->prepare(
      "SELECT r.name, i.name, a.name, year, first_month, last_month, revision, judged_ms, light, "
      "shown, reason, data, final_period, recovered, value, value_scale, expected, expected_scale, "
      "gap, gap_scale FROM assessments s JOIN rules r ON r.id = rule JOIN indicators i ON "
      "i.id = indicator JOIN areas a ON a.id = area ORDER BY s.id");
  for (const bool with_expected : {true, false}) {
    ASSERT_TRUE(*statement.step());
    std::string rule, indicator, area;
    AssessmentRow row;
    Assessment& a = row.assessment;
    std::optional<Decimal> expected, gap;
    Take{statement}.all(rule, indicator, area, row.period, row.revision, row.judged_at, a.light,
                        a.shown, a.reason, a.data, a.final_period, a.recovered, a.value, expected,
                        gap);
    ASSERT_TRUE(statement.check());
    EXPECT_EQ(rule + indicator + area, "strictclosing620702");
    EXPECT_EQ(expected.has_value(), with_expected);
    EXPECT_EQ(gap.has_value(), with_expected);
    a.has_expected = a.has_gap = true;
    a.expected = expected.value_or(full_assessment().assessment.expected);
    a.gap = gap.value_or(full_assessment().assessment.gap);
    EXPECT_EQ(a, full_assessment().assessment);
    EXPECT_EQ(row.period, full_assessment().period);
    EXPECT_EQ(row.judged_at, full_assessment().judged_at);
    EXPECT_EQ(row.revision, full_assessment().revision);
  }
}

TEST_F(WriteOnlyRows, RejectedRowsAreKeptWhole) {
  auto database = Database::open(folder.database(), Database::Access::read_only);
  Statement statement = database->prepare(
      "SELECT delivery, place_sheet, place_column, place_row, location, reason, delivered_text "
      "FROM rejected_rows");
  ASSERT_TRUE(*statement.step());
  RejectedRowRow row;
  Take{statement}.all(row.delivery, row.rejected.place, row.rejected.where, row.rejected.reason,
                      row.rejected.text);
  ASSERT_TRUE(statement.check());
  EXPECT_EQ(row.delivery, 1);
  EXPECT_EQ(row.rejected.place.sheet, 1);
  EXPECT_EQ(row.rejected.place.column, 2);
  EXPECT_EQ(row.rejected.place.row, 3u);
  EXPECT_EQ(row.rejected.where, "Sheet1!B3");
  EXPECT_EQ(row.rejected.reason, "不是数字");
  EXPECT_EQ(row.rejected.text, "约九成");
}

TEST_F(WriteOnlyRows, PersonsActionsAreKeptWhole) {
  auto database = Database::open(folder.database(), Database::Access::read_only);
  Statement statement =
      database->prepare("SELECT at_ms, person, action, subject, body, link FROM person_actions");
  ASSERT_TRUE(*statement.step());
  PersonActionRow row;
  Take{statement}.all(row.at, row.person, row.action, row.subject, row.text, row.link);
  ASSERT_TRUE(statement.check());
  EXPECT_EQ(row.at, at(41));
  EXPECT_EQ(row.person + row.action + row.subject + row.text + row.link,
            "周某acknowledgeganzhou/x已知悉link-1");
}

}  // namespace
}  // namespace planwatch
