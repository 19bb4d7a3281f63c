#include <set>
#include <string>

#include "gtest/gtest.h"

#include "tests/support/process.h"

namespace planwatch::e2e {
namespace {

const std::string ganzhou = std::string(PLANWATCH_SOURCE_DIR) + "/config/ganzhou";

struct ExitRow {
  const char* what;
  std::vector<std::string> arguments;
  int exit_code;
  std::string says;
};

void run_all(const std::vector<ExitRow>& table) {
  for (const ExitRow& row : table) {
    std::vector<std::string> command = {PLANWATCH_BINARY};
    command.insert(command.end(), row.arguments.begin(), row.arguments.end());
    const Finished finished = run_program(command);
    EXPECT_EQ(finished.exit_code, row.exit_code) << row.what << "\n" << finished.output;
    EXPECT_NE(finished.output.find(row.says), std::string::npos) << row.what << "\n"
                                                                 << finished.output;
  }
}

TEST(CommandLine, ExitCodesAndTexts) {
  const std::vector<ExitRow> table = {
      {"check passes with warnings", {"check", ganzhou}, 0, "93"},
      {"check by --config before the verb", {"--config", ganzhou, "check"}, 0, "36"},
      {"check by --config after the verb", {"check", "--config", ganzhou}, 0, "36"},
      {"strict makes warnings errors", {"check", ganzhou, "--strict"}, 2, "tasks.yaml:"},
      {"English", {"check", ganzhou, "--lang", "en"}, 0, "tasks"},
      {"check as JSON", {"check", ganzhou, "--format", "json"}, 0, "\"can_run\": true"},
      {"check as csv", {"check", ganzhou, "--format", "csv"}, 0, "file,line,column,severity"},
      {"the schema of a kind of file", {"schema", "indicators"}, 0, "json-schema.org/draft-07"},
      {"the reference", {"schema", "reference", "--lang", "en"}, 0, "Configuration reference"},
      {"what schemas there are", {"schema"}, 0, "feeds.yaml, feeds/*.yaml"},
      {"a kind of file that is not there", {"schema", "feed"}, 64, "feed"},
      {"a folder that is not there", {"check", "/nonexistent"}, 2, "/nonexistent"},
      {"no verb", {}, 64, "subcommand"},
      {"an unknown verb", {"frobnicate"}, 64, ""},
      {"an unknown option", {"check", "--frob"}, 64, "--frob"},
      {"an unknown list", {"list", "things"}, 64, "things"},
      {"an unknown format", {"list", "tasks", "--format", "xml"}, 64, "xml"},
      {"a bad speed", {"run", "--demo", "--speed", "fast"}, 64, "--speed"},
      {"a bad start", {"run", "--demo", "--demo-start", "13-40"}, 64, "--demo-start"},
      {"a start without the demo", {"run", "--demo-start", "01-01"}, 64, "--demo"},
      {"an unknown feed", {"collect", "nothing", "--config", ganzhou}, 1, "nothing"},
      {"quarantine without a daemon",
       {"quarantine", "--url", "http://127.0.0.1:1"},
       1,
       "planwatch run"},
      {"a release without a reason", {"quarantine", "release", "1"}, 64, "--reason"},
      {"a release of nothing", {"quarantine", "release", "--reason", "x"}, 64, "编号"},
      {"an unknown decision", {"quarantine", "forget", "1"}, 64, "forget"},
      {"a token's file that is not there",
       {"quarantine", "--token-file", "/nonexistent"},
       1,
       "/nonexistent"},
      {"version", {"--version"}, 0, "planwatch 0."},
      {"help", {"--help"}, 0, "run"},
      {"units", {"list", "units", "--config", ganzhou}, 0, "区法院"},
      {"rules", {"list", "rules", "--config", ganzhou}, 0, "lights"},
      {"feeds in English", {"list", "feeds", "--lang", "en", "--config", ganzhou}, 0, "transport"},
  };
  run_all(table);
}

TEST(CommandLine, ExitCodesAndTextsOfTelling) {
  run_all({
      {"who is told of an indicator",
       {"routes", "test", "--indicator", "average_closing_days", "--at", "2025-09-26", "--config",
        ganzhou},
       0,
       "indicators_and_tasks"},
      {"who is told, in English",
       {"routes", "test", "--feed", "court", "--lang", "en", "--config", ganzhou},
       0,
       "data contact"},
      {"who is told when notices do not arrive",
       {"routes", "test", "--receiver", "--format", "csv", "--config", ganzhou},
       0,
       "运维"},
      {"who is told of nothing", {"routes", "test", "--task", "94", "--config", ganzhou}, 1, "94"},
      {"who is told when", {"routes", "test", "--at", "soon", "--config", ganzhou}, 64, "--at"},
      {"two subjects",
       {"routes", "test", "--task", "1", "--feed", "court", "--config", ganzhou},
       64,
       "--feed"},
      {"a test to nobody", {"send", "--test", "nobody", "--config", ganzhou}, 1, "local_file"},
      {"a test to the log", {"send", "--test", "console", "--config", ganzhou}, 0, "【测试】"},
      {"sending without a receiver", {"send", "--config", ganzhou}, 64, "--test"},
      {"a message without a store",
       {"render", "average_closing_days", "--data", "/nonexistent", "--config", ganzhou},
       1,
       "/nonexistent"},
      {"a message by a pigeon", {"render", "x", "--channel", "pigeon"}, 64, "pigeon"},
  });
}

TEST(CommandLine, TheHelpOfEveryVerbHasAnExample) {
  for (const char* verb :
       {"run", "check", "schema", "list", "status", "explain", "collect", "calendar", "import",
        "quarantine", "plan", "render", "routes", "send", "replay", "diff", "test", "export"}) {
    const Finished help = run_program({PLANWATCH_BINARY, verb, "--help"});
    EXPECT_EQ(help.exit_code, 0) << verb;
    EXPECT_NE(help.output.find(std::string("planwatch ") + verb), std::string::npos) << help.output;
  }
}

TEST(CommandLine, CheckNamesThePlansOwnOdditiesWithTheirPlaces) {
  const Finished check = run_program({PLANWATCH_BINARY, "check", ganzhou});
  for (const char* part : {"67", "凭祥", "区属各相关责任部门", "各乡镇、街道", "61", "政务效能"}) {
    EXPECT_NE(check.output.find(part), std::string::npos) << part << "\n" << check.output;
  }
}

TEST(CommandLine, TheCsvOfIndicatorsHasTheColumnsOfTheTargets) {
  const Finished list =
      run_program({PLANWATCH_BINARY, "list", "indicators", "--format", "csv", "--config", ganzhou});
  EXPECT_TRUE(list.output.starts_with(
      "id,task,name_zh,kind,better,target,measure,measure_zh,window,lead,co,due_month,reading"))
      << list.output.substr(0, 200);
  const Finished tasks =
      run_program({PLANWATCH_BINARY, "list", "tasks", "--format", "csv", "--config", ganzhou});
  EXPECT_TRUE(
      tasks.output.starts_with("task,section,item,title_zh,departments,due_month,quantified"))
      << tasks.output.substr(0, 200);
}

TEST(CommandLine, CollectShowsEveryStageOfASampleFeedAndWritesNothing) {
  const Finished collect = run_program({PLANWATCH_BINARY, "collect", "court", "--config", ganzhou});
  EXPECT_EQ(collect.exit_code, 0) << collect.output;
  for (const char* part : {"gb18030", "sha256", "观测", "拒收", "average_closing_days"}) {
    EXPECT_NE(collect.output.find(part), std::string::npos) << part;
  }
}

struct CalendarRow {
  std::vector<const char*> words;
  int exit_code;
  const char* part;  // of what is printed
};
const CalendarRow calendar_table[] = {
    {{"2025-10-01"}, 0, "放假（国庆节、中秋节 2025-10-01..2025-10-08）"},
    {{"2025-10"}, 0, "调休上班"},
    {{"2026"}, 0, "248"},
    {{}, 0, "个工作日"},
    {{"add", "2025-09-26", "5"}, 0, "2025-10-10"},
    {{"add", "2025-10-10", "-5"}, 0, "2025-09-26"},
    {{"add", "2026-12-31", "1"}, 0, "未确认"},
    {{"between", "2024-12-31", "2025-12-31", "--format", "csv"}, 0, "2025-12-31,248,已确认"},
    {{"between", "2025-01-01", "2025-12-31", "--format", "csv"}, 0, "2025-12-31,248,已确认"},
    {{"due", "court", "2025", "--format", "csv"}, 0, "court,2025-09,2025-10-09"},
    {{"due", "nobody", "2025"}, 1, "planwatch list feeds"},
    {{"add", "2025-09-26", "five"}, 64, "不是工作日数"},
    {{"2025-02-30"}, 64, "不是日期"},
    {{"subtract", "2025-09-26", "5"}, 64, "用法"},
};

TEST(CommandLine, TheCalendarAnswers) {
  for (const CalendarRow& row : calendar_table) {
    std::vector<std::string> command{PLANWATCH_BINARY, "calendar", "--config", ganzhou};
    command.insert(command.end(), row.words.begin(), row.words.end());
    const Finished answer = run_program(command);
    EXPECT_EQ(answer.exit_code, row.exit_code) << answer.output;
    EXPECT_NE(answer.output.find(row.part), std::string::npos) << row.part << "\n" << answer.output;
  }
}

TEST(CommandLine, ADayThatIsYetToComeIsRefused) {
  const TestFolder folder;
  for (const char* day : {"2199-01-01", "yesterday"}) {
    const Finished status = run_program({PLANWATCH_BINARY, "status", "--config", ganzhou, "--data",
                                         folder.file("nothing"), "--as-known-on", day});
    EXPECT_EQ(status.exit_code, 64) << status.output;
  }
}

TEST(CommandLine, StatusWithoutAStoreSaysSoAndShowsThePlan) {
  const TestFolder folder;
  const Finished status = run_program({PLANWATCH_BINARY, "status", "--config", ganzhou, "--data",
                                       folder.file("nothing"), "--format", "csv"});
  EXPECT_EQ(status.exit_code, 0) << status.output;
  EXPECT_NE(status.output.find("planwatch run"), std::string::npos) << status.output;
}

}  // namespace
}  // namespace planwatch::e2e
