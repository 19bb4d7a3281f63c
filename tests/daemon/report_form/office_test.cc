#include <array>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "daemon/report_form/write_template.h"
#include "tests/daemon/report_form/form_fixture.h"
#include "tests/support/process.h"

// Programs that people use: openpyxl and LibreOffice read what is written here and fill it in.
namespace planwatch {
namespace {

using namespace form_test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* script = PLANWATCH_SOURCE_DIR "/tests/daemon/report_form/office.py";

std::string look(const std::string& path) {
  const Finished seen = run_program({"/usr/bin/python3", script, "look", path});
  EXPECT_EQ(seen.exit_code, 0) << seen.output;
  return seen.output;
}

// Written by us, filled in by openpyxl; gives the path.
std::string fill(const TestFolder& folder, std::vector<std::string> cells) {
  folder.write("template.xlsx", *write_template(court_form()));
  std::vector<std::string> command = {"/usr/bin/python3", script, "fill",
                                      folder.file("template.xlsx"), folder.file("filled.xlsx")};
  command.insert(command.end(), cells.begin(), cells.end());
  const Finished done = run_program(command);
  EXPECT_EQ(done.exit_code, 0) << done.output;
  return folder.file("filled.xlsx");
}

TEST(TemplateInOffice, OpenpyxlSeesChecksProtectionAndTheHiddenSheet) {
  const TestFolder folder;
  folder.write("template.xlsx", *write_template(court_form()));
  const std::string seen = look(folder.file("template.xlsx"));
  for (const char* fact :
       {"sheet 法院 visible protected=True password=None frozen=C6",
        "sheet 任务 visible protected=True", "sheet planwatch veryHidden protected=True",
        "check 法院!G6 decimal between 0 1", "check 法院!H6 decimal greaterThanOrEqual 0",
        "check 法院!J6 list", "是,否", "check 任务!F6 list", "未启动,进行中,已完成",
        "check 任务!G6 decimal between 0 1", "check 任务!H6 date between", "input 法院!G6 0.00%",
        "input 法院!G8 General", "input 任务!H6 yyyy"}) {
    EXPECT_THAT(seen, HasSubstr(fact));
  }
  EXPECT_THAT(seen, testing::Not(HasSubstr("input 法院!A6"))) << "ids are locked";
  EXPECT_THAT(seen, testing::Not(HasSubstr("input 法院!H8"))) << "a duration has no numerator";

  FeedSpec feed = court_feed();
  feed.unit = UnitId("人社局");
  const auto counts = report_form_of(*snapshot(), feed.unit, Period::month(2025, 11));
  folder.write("counts.xlsx", *write_template(*counts));
  EXPECT_THAT(look(folder.file("counts.xlsx")),
              HasSubstr("check 人社局!G6 whole greaterThanOrEqual 0"));
}

TEST(TemplateInOffice, FilledByOpenpyxlSavedByLibreOfficeItIsReadTheSame) {
  const TestFolder folder;
  const std::string filled =
      fill(folder, {"法院!C4=t:2025年12月2日", "法院!G6=n:0.9712", "法院!H6=n:9712",
                    "法院!I6=t:10,000", "法院!G7=t:17.5%", "法院!J7=t:是", "法院!G8=n:74.1",
                    "任务!F6=t:进行中", "任务!G6=n:0.8", "任务!I6=t:纪要"});
  const Outcome direct = extract_file(read_text(filled));
  EXPECT_EQ(direct.error, "");
  EXPECT_THAT(direct.problems, IsEmpty());
  EXPECT_THAT(direct.figures,
              ElementsAre("closing_rate 2025-11 0.9712 9712/10000 stated 2025-12-02",
                          "termination 2025-11 0.175 provisional stated 2025-12-02",
                          "closing_days 2025-11 74.1 stated 2025-12-02"));
  EXPECT_THAT(direct.tasks, ElementsAre("2 in_progress 2025-11-30 0.8 [纪要]"));

  // Saved again as each format that people keep, and from one of them as another.
  const std::string xlsx = "xlsx:Calc MS Excel 2007 XML";
  for (const auto& [format, from, to] : std::vector<std::array<std::string, 3>>{
           {xlsx, filled, "filled.xlsx"},
           {"ods", filled, "filled.ods"},
           {"xls:MS Excel 97", filled, "filled.xls"},
           {"ods", folder.file("saved/filled.xls"), "filled.ods"}}) {
    const Finished saved =
        run_program({"soffice", "-env:UserInstallation=file://" + folder.file("office"),
                     "--headless", "--convert-to", format, "--outdir", folder.file("saved"), from});
    ASSERT_EQ(saved.exit_code, 0) << saved.output;
    const Outcome again = extract_file(read_text(folder.file("saved/" + to)));
    EXPECT_EQ(again.error, "") << format;
    EXPECT_EQ(again.figures, direct.figures) << format;
    EXPECT_EQ(again.tasks, direct.tasks) << format;
    EXPECT_EQ(again.problems, direct.problems) << format;
  }
}

// A wrong figure keeps its cell's address in whatever it was saved as.
TEST(TemplateInOffice, ProblemsAreAnsweredCellByCellInEveryFormat) {
  const TestFolder folder;
  const std::string filled =
      fill(folder, {"法院!G6=n:1.07", "法院!G7=n:0.175", "法院!G8=t:约75", "任务!F6=t:快了"});
  for (const char* format : {"xlsx", "ods", "xls"}) {
    const Finished saved = run_program(
        {"soffice", "-env:UserInstallation=file://" + folder.file("office"), "--headless",
         "--convert-to", format, "--outdir", folder.file("saved"), filled});
    ASSERT_EQ(saved.exit_code, 0) << saved.output;
    const Outcome out = extract_file(read_text(folder.file(std::string("saved/filled.") + format)));
    EXPECT_EQ(out.error, "") << format;
    EXPECT_THAT(out.figures, ElementsAre("termination 2025-11 0.175")) << format;
    EXPECT_THAT(out.problems, ElementsAre(HasSubstr("法院!G6 107% 超过 100%"), HasSubstr("法院!G8"),
                                          HasSubstr("任务!F6 请选状态")))
        << format;
  }
}

TEST(TemplateInOffice, ProblemsAreRedWithACommentInTheMarkedCopy) {
  const TestFolder folder;
  const std::string filled = fill(folder, {"法院!G6=n:1.07", "法院!G8=t:约75", "法院!G7=n:0.1"});
  const Document document = all_sheets_of(read_text(filled));
  const Outcome out = extract_filled(document);
  ASSERT_EQ(out.problems.size(), 2U);
  folder.write("marked.xlsx",
               *write_marked_template(court_form(), document, out.extracted.rejected));
  const std::string seen = look(folder.file("marked.xlsx"));
  EXPECT_THAT(seen, HasSubstr("sheet 问题清单 visible"));
  EXPECT_THAT(seen, HasSubstr("comment 法院!G6 107% 超过 100%：请核对 fill=FFF4B6B6"));
  EXPECT_THAT(seen, HasSubstr("comment 法院!G8"));
  EXPECT_THAT(seen, testing::Not(HasSubstr("comment 法院!G7")));
}

TEST(TemplateInOffice, AFormulaWithoutItsResultIsAProblem) {
  const TestFolder folder;
  const Outcome out = extract_file(read_text(fill(folder, {"法院!G8=t:=1+1"})));
  EXPECT_THAT(out.figures, IsEmpty());
  EXPECT_THAT(out.problems, ElementsAre(HasSubstr("法院!G8 公式")));
}

}  // namespace
}  // namespace planwatch
