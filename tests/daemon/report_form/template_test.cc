#include "collectors/extract/template.h"

#include <algorithm>
#include <functional>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "daemon/report_form/write_template.h"
#include "tests/daemon/report_form/form_fixture.h"

namespace planwatch {
namespace {

using namespace form_test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Field = TemplateField;

TEST(Template, AsksForWhatTheUnitAnswersFor) {
  const ReportForm form = court_form();
  ASSERT_EQ(form.indicators.size(), 3U);
  EXPECT_EQ(form.indicators[0].id, "closing_rate");
  EXPECT_EQ(form.indicators[0].measure, "%");
  EXPECT_EQ(form.indicators[0].target, "≥98%");
  EXPECT_EQ(form.indicators[2].measure, "天");
  EXPECT_THAT(form.indicators[2].inputs,
              ElementsAre(Field::value, Field::provisional, Field::remark))
      << "a duration has no parts";
  ASSERT_EQ(form.tasks.size(), 1U);
  EXPECT_EQ(form.tasks[0].id, "2");
  EXPECT_EQ(period_to_report(*snapshot()), Period::month(2025, 11));
  const auto nobody = report_form_of(*snapshot(), UnitId("没有"), Period::month(2025, 11));
  ASSERT_FALSE(nobody);
  EXPECT_THAT(nobody.error().message, HasSubstr("科技局"));
  EXPECT_FALSE(report_form_of(*snapshot(), UnitId("法院"), Period::month(2024, 11)));
  EXPECT_FALSE(report_form_of(*snapshot(), UnitId("营商局"), Period::month(2025, 11)))
      << "it has nothing to report";
}

TEST(Template, AnEmptyOneHoldsNothingAndNoProblem) {
  const Outcome out = extract_filled(empty_template());
  EXPECT_EQ(out.error, "");
  EXPECT_THAT(out.figures, IsEmpty());
  EXPECT_THAT(out.tasks, IsEmpty());
  EXPECT_THAT(out.problems, IsEmpty());
}

Document filled() {
  Document document = empty_template();
  cell_of(document, "closing_rate", Field::value) = percent("0.97");
  cell_of(document, "closing_rate", Field::numerator) = number("97");
  cell_of(document, "closing_rate", Field::denominator) = number("100");
  cell_of(document, "termination", Field::value) = text("１７.５％");
  cell_of(document, "termination", Field::provisional) = text("是");
  cell_of(document, "closing_days", Field::value) = number("74.123456789012");
  cell_of(document, "closing_days", Field::remark) = text("含简易程序");
  cell_of(document, "2", Field::state) = text("已完成");
  cell_of(document, "2", Field::percent) = percent("1");
  cell_of(document, "2", Field::evidence) = text("会议纪要3号");
  cell_of(document, "2", Field::closed_by) = text("王五");
  return document;
}

TEST(Template, IsReadWithoutAnyMapping) {
  const Outcome out = extract_filled(filled());
  EXPECT_EQ(out.error, "");
  EXPECT_THAT(out.figures, ElementsAre("closing_rate 2025-11 0.97 97/100",
                                       "termination 2025-11 0.175 provisional",
                                       "closing_days 2025-11 74.123456789012"));
  EXPECT_THAT(out.tasks, ElementsAre("2 done 2025-11-30 1 [会议纪要3号] closed by 王五"));
  EXPECT_THAT(out.problems, IsEmpty());
  EXPECT_THAT(out.extracted.notes, testing::Contains(HasSubstr("含简易程序")));
  EXPECT_EQ(out.extracted.observations[0].place.column, 7) << "where it stood: G";
}

struct BadCell {
  const char* name;
  const char* id;
  Field field;
  Cell cell;
  const char* where;
  const char* reason;
};

TEST(Template, ProblemsAreToldCellByCell) {
  Cell merged = number("5");
  merged.merged = true;
  const Cell formula{CellType::error, false, "=A1/B1"};
  const BadCell cells[] = {
      {"over 100 %", "closing_rate", Field::value, percent("1.07"), "G6", "107% 超过 100%"},
      {"below 0", "closing_rate", Field::value, percent("-0.03"), "G6", "-3% 小于 0%"},
      {"no percent sign", "closing_rate", Field::value, number("0.97"), "G6", "百分数"},
      {"words", "closing_days", Field::value, text("约75"), "G8", "约数"},
      {"negative days", "closing_days", Field::value, number("-1"), "G8", "负数"},
      {"another unit", "closing_days", Field::value, text("12件"), "G8", "单位"},
      {"a formula without a result", "closing_days", Field::value, formula, "G8", "公式"},
      {"a merged cell", "closing_days", Field::value, merged, "G8", "合并"},
      {"a date", "closing_days", Field::value, {CellType::date, false, "2025-03-04"}, "G8", "日期"},
      {"a numerator alone", "closing_rate", Field::numerator, number("5"), "H6", "没有分母"},
      {"a denominator alone", "closing_rate", Field::denominator, number("5"), "I6", "没有分子"},
      {"a state that is none", "2", Field::state, text("差不多"), "F6", "请选状态"},
      {"a percent without a state", "2", Field::percent, percent("0.5"), "F6", "请选状态"},
      {"a task over 100 %", "2", Field::percent, percent("1.2"), "G6", "120% 超过 100%"},
      {"a day that is none", "2", Field::as_of, text("下周"), "H6", "哪一天"},
      {"another year's day",
       "2",
       Field::as_of,
       {CellType::date, false, "2019-01-01"},
       "H6",
       "不在 2025 年度内"},
  };
  for (const BadCell& bad : cells) {
    SCOPED_TRACE(bad.name);
    Document document = empty_template();
    cell_of(document, bad.id, bad.field) = bad.cell;
    const Outcome out = extract_filled(document);
    EXPECT_EQ(out.error, "");
    EXPECT_THAT(out.figures, IsEmpty());
    EXPECT_THAT(out.tasks, IsEmpty());
    EXPECT_THAT(out.problems, testing::Contains(testing::AllOf(
                                  HasSubstr(std::string("!") + bad.where), HasSubstr(bad.reason))));
  }
}

TEST(Template, PartsAndWholeNumbers) {
  Document document = empty_template();
  cell_of(document, "closing_rate", Field::numerator) = number("12");
  cell_of(document, "closing_rate", Field::denominator) = number("10");
  cell_of(document, "termination", Field::numerator) = text("1,234");
  cell_of(document, "termination", Field::denominator) = number("5000");
  cell_of(document, "2", Field::state) = text("进行中");
  cell_of(document, "2", Field::closed_by) = text("王五");
  const Outcome out = extract_filled(document);
  EXPECT_THAT(out.figures, ElementsAre("termination 2025-11 1234/5000"));
  EXPECT_THAT(out.problems,
              ElementsAre(HasSubstr("法院!H6 分子 12 大于分母 10"), HasSubstr("不能填销号人")));

  FeedSpec feed = court_feed();
  feed.unit = UnitId("人社局");
  auto form = report_form_of(*snapshot(), feed.unit, Period::month(2025, 11));
  ASSERT_TRUE(form);
  Document counts = all_sheets_of(*write_template(*form));
  cell_of(counts, "trainings", Field::value) = number("12.5");
  EXPECT_THAT(extract_filled(counts, feed).problems, ElementsAre(HasSubstr("12.5 不是整数")));
  cell_of(counts, "trainings", Field::value) = text("1,200人次");
  EXPECT_THAT(extract_filled(counts, feed).figures, ElementsAre("trainings 2025-11 1200"));
}

Table& visible(Document& document) {
  return *std::find_if(document.tables.begin(), document.tables.end(),
                       [](const Table& table) { return table.name == "法院"; });
}

TEST(Template, RowsAndColumnsMayMoveTogether) {
  Document document = filled();
  Table& table = visible(document);
  std::reverse(table.rows.begin() + 5, table.rows.end());
  TableRow inserted;
  inserted.cells = {text("备注行"), {}, {}};
  table.rows.insert(table.rows.begin() + 6, inserted);
  for (TableRow& row : table.rows) {
    row.cells.insert(row.cells.begin(), Cell{});                      // a column before all others
    if (row.cells.size() > 9) std::swap(row.cells[8], row.cells[9]);  // two columns changed places
  }
  table.name = "改过名的表";
  const Outcome out = extract_filled(document);
  EXPECT_EQ(out.error, "");
  EXPECT_THAT(out.figures, testing::UnorderedElementsAre("closing_rate 2025-11 0.97 97/100",
                                                         "termination 2025-11 0.175 provisional",
                                                         "closing_days 2025-11 74.123456789012"));
  EXPECT_THAT(out.problems, IsEmpty());
}

TEST(Template, AnIdWithAnothersNameIsRefusedWithItsPlace) {
  Document document = filled();
  std::swap(row_of(document, "closing_rate").cells[1], row_of(document, "termination").cells[1]);
  const Outcome out = extract_filled(document);
  EXPECT_THAT(out.figures, ElementsAre("closing_days 2025-11 74.123456789012"));
  EXPECT_THAT(out.problems,
              ElementsAre(HasSubstr("法院!B6 名称与编号对不上"), HasSubstr("法院!B7")));

  Document twice = filled();
  visible(twice).rows.push_back(row_of(twice, "closing_rate"));
  const Outcome doubled = extract_filled(twice);
  EXPECT_EQ(doubled.problems.size(), 2U);
  EXPECT_EQ(doubled.figures.size(), 2U);

  Document foreign = filled();
  row_of(foreign, "closing_rate").cells[0] = text("trainings");
  row_of(foreign, "termination").cells[0] = {};
  const Outcome others = extract_filled(foreign);
  EXPECT_THAT(others.figures, ElementsAre("closing_days 2025-11 74.123456789012"));
  EXPECT_THAT(others.problems, ElementsAre(HasSubstr("不是本模板的"), HasSubstr("没有编号")));
}

TEST(Template, WhatIsRefusedWhole) {
  const auto hidden = [](Document& document) -> Table& {
    return *std::find_if(document.tables.begin(), document.tables.end(),
                         [](const Table& t) { return t.name == template_sheet_name; });
  };
  struct Case {
    const char* name;
    std::function<void(Document&, FeedSpec&)> spoil;
    const char* says;
  };
  const Case cases[] = {
      {"the hidden sheet is gone",
       [&](Document& d, FeedSpec&) {
         std::erase_if(d.tables, [](const Table& t) { return t.name == template_sheet_name; });
       },
       "不是 planwatch 的填报模板"},
      {"an id was changed there",
       [&](Document& d, FeedSpec&) { hidden(d).rows[8].cells[2].text = "trainings"; }, "被改动过"},
      {"the period was changed there",
       [&](Document& d, FeedSpec&) { hidden(d).rows[5].cells[1].text = "2025-12"; }, "被改动过"},
      {"a row was taken out there", [&](Document& d, FeedSpec&) { hidden(d).rows.pop_back(); },
       "被改动过"},
      {"another version", [&](Document& d, FeedSpec&) { hidden(d).rows[0].cells[1].text = "9"; },
       "第 9 版"},
      {"another unit's feed", [](Document&, FeedSpec& f) { f.unit = UnitId("科技局"); }, "科技局"},
      {"no header",
       [&](Document& d, FeedSpec&) {
         std::erase_if(d.tables, [](const Table& t) { return t.name != template_sheet_name; });
       },
       "表头不见了"},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.name);
    Document document = filled();
    FeedSpec feed = court_feed();
    one.spoil(document, feed);
    const Outcome out = extract_filled(document, feed);
    EXPECT_THAT(out.error, HasSubstr(one.says));
    EXPECT_THAT(out.figures, IsEmpty());
  }
}

TEST(Template, TheFeedSaysWhatItTakes) {
  FeedSpec feed = court_feed();
  feed.mapping = TemplateMapping{{IndicatorId("closing_rate")}, {}};
  const Outcome out = extract_filled(filled(), feed);
  EXPECT_THAT(out.figures, ElementsAre("closing_rate 2025-11 0.97 97/100"));
  EXPECT_EQ(out.problems.size(), 3U) << "two indicators and a task that are not this feed's";
}

// A marked copy is a template itself: mended, it is handed in again.
TEST(Template, TheMarkedCopyHoldsWhatWasDeliveredAndCanBeHandedInAgain) {
  Document document = filled();
  cell_of(document, "closing_days", Field::value) = text("约75");
  const Outcome bad = extract_filled(document);
  ASSERT_EQ(bad.problems.size(), 1U);
  const auto copy = write_marked_template(court_form(), document, bad.extracted.rejected);
  ASSERT_TRUE(copy) << copy.error().message;
  Document marked = all_sheets_of(*copy);
  ASSERT_GE(marked.tables.size(), 5U);
  EXPECT_EQ(marked.tables[0].name, "问题清单");
  EXPECT_EQ(extract_filled(marked).problems, bad.problems) << "the same cells, the same problems";
  cell_of(marked, "closing_days", Field::value) = number("75");
  const Outcome good = extract_filled(marked);
  EXPECT_THAT(good.problems, IsEmpty());
  EXPECT_THAT(good.figures,
              ElementsAre("closing_rate 2025-11 0.97 97/100",
                          "termination 2025-11 0.175 provisional", "closing_days 2025-11 75"));
  EXPECT_EQ(*write_template(court_form()), *write_template(court_form())) << "the same bytes";
}

}  // namespace
}  // namespace planwatch
