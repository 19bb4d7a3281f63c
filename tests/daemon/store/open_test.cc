#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

#include "daemon/store/lock.h"
#include "daemon/store/schema.h"
#include "daemon/store/sqlite.h"
#include "tests/daemon/store/store_contract.h"

namespace planwatch {
namespace {

using OpenResult = Result<std::unique_ptr<Store>>;

struct OpenTest : testing::Test {
  TempFolder folder;

  OpenResult write() const { return open_sqlite_store(folder.path(), OpenMode::read_write); }
  OpenResult read() const { return open_sqlite_store(folder.path(), OpenMode::read_only); }
  std::unique_ptr<Store> must(OpenResult opened) const {
    EXPECT_TRUE(opened) << opened.error().message;
    if (!opened) return make_memory_store();
    EXPECT_TRUE((*opened)->use_plan(sample_plan()));
    return std::move(*opened);
  }
  void fill(Store& store) const {
    const std::vector<Row> rows = {full_delivery(), full_observation(), AlertRow{full_alert()}};
    ASSERT_TRUE(store.commit(rows));
  }
  static std::size_t figures_in(Store& store) {
    const auto restored = store.load();
    EXPECT_TRUE(restored) << restored.error().message;
    return restored ? restored->observations.size() : 0;
  }
  static void expect_says(const Error& error, std::initializer_list<std::string> parts) {
    for (const std::string& part : parts) {
      EXPECT_NE(error.message.find(part), std::string::npos)
          << "'" << part << "' is not in: " << error.message;
    }
  }
};

// Runs `body` in a process of its own; true when it answered true.
template <class Body>
bool in_another_process(Body body) {
  const pid_t child = fork();
  if (child == 0) _exit(body() ? 0 : 1);
  int status = 0;
  return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

// ---- one writer ----

TEST_F(OpenTest, TheFolderIsMadeWithItsParents) {
  const auto opened = open_sqlite_store(folder.path() + "/deep/down", OpenMode::read_write);
  EXPECT_TRUE(opened) << opened.error().message;
}

TEST_F(OpenTest, ASecondWriterInThisProcessIsRefusedByName) {
  const auto first = must(write());
  const auto second = write();
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::conflict);
  expect_says(second.error(), {"进程 " + std::to_string(getpid()), folder.path(), "--data"});
}

TEST_F(OpenTest, ASecondWriterInAnotherProcessIsRefusedByName) {
  const auto first = must(write());
  const std::string holder = std::to_string(getpid());
  EXPECT_TRUE(in_another_process([&] {
    const auto second = write();
    return !second && second.error().code == ErrorCode::conflict &&
           second.error().message.find("进程 " + holder) != std::string::npos;
  }));
}

TEST_F(OpenTest, TheNextWriterMayComeWhenTheFirstHasGone) {
  auto first = must(write());
  fill(*first);
  first.reset();
  EXPECT_EQ(figures_in(*must(write())), 1u);
}

TEST_F(OpenTest, AWriterThatWasKilledHoldsNothing) {
  EXPECT_FALSE(in_another_process([&] {
    const auto opened = write();
    if (opened) kill(getpid(), SIGKILL);
    return true;
  }));
  EXPECT_TRUE(write());
}

TEST_F(OpenTest, ALeftoverLockFileMeansNothing) {
  std::ofstream(folder.path() + "/planwatch.lock") << "99999999\nsome longer leftover\n";
  const auto first = must(write());
  const auto second = write();
  ASSERT_FALSE(second);
  expect_says(second.error(), {"进程 " + std::to_string(getpid()) + " "});
}

TEST_F(OpenTest, ALockIsLetGoOfWithItsOwner) {
  {
    auto lock = FolderLock::take(folder.path());
    ASSERT_TRUE(lock);
    const FolderLock moved = std::move(*lock);
    EXPECT_FALSE(FolderLock::take(folder.path()));
  }
  EXPECT_TRUE(FolderLock::take(folder.path()));
}

TEST_F(OpenTest, AFolderThatCannotBeMadeIsAnError) {
  std::ofstream(folder.path() + "/file") << "x";
  const auto opened = open_sqlite_store(folder.path() + "/file/sub", OpenMode::read_write);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::io);
  expect_says(opened.error(), {folder.path() + "/file/sub"});
}

// ---- readers ----

TEST_F(OpenTest, AReaderWorksWhileAWriterLives) {
  const auto writer = must(write());
  const auto reader = must(read());
  EXPECT_EQ(figures_in(*reader), 0u);
  fill(*writer);
  ASSERT_TRUE(reader->use_plan(sample_plan()));  // names that came since
  EXPECT_EQ(figures_in(*reader), 1u);
  const std::vector<Row> more = {full_observation()};
  ASSERT_TRUE(writer->commit(more));
  EXPECT_EQ(figures_in(*reader), 2u);
  EXPECT_TRUE(*reader->has_delivery(FeedId{"court"}, full_delivery().delivery.source, "sha-1"));
}

TEST_F(OpenTest, AReaderWorksWhenNobodyWritesAndNoLogIsThere) {
  fill(*must(write()));
  ASSERT_FALSE(std::filesystem::exists(folder.database() + "-wal"));
  EXPECT_EQ(figures_in(*must(read())), 1u);
}

TEST_F(OpenTest, AReaderSeesWhatAKilledWriterLeftInItsLog) {
  EXPECT_FALSE(in_another_process([&] {
    const auto writer = must(write());
    fill(*writer);
    kill(getpid(), SIGKILL);
    return true;
  }));
  ASSERT_TRUE(std::filesystem::exists(folder.database() + "-wal"));
  EXPECT_EQ(figures_in(*must(read())), 1u);
}

TEST_F(OpenTest, AReaderOfAFolderThatItMayNotWriteTo) {
  fill(*must(write()));
  std::filesystem::permissions(folder.path(), std::filesystem::perms{0555});
  std::filesystem::permissions(folder.database(), std::filesystem::perms{0444});
  EXPECT_TRUE(in_another_process([&] {
    // The superuser may write anywhere, so somebody else must look.
    if (geteuid() == 0 && setuid(65'534) != 0) return false;
    auto opened = read();
    return opened && (*opened)->use_plan(sample_plan()) && (*opened)->load()->alerts.size() == 1;
  }));
  std::filesystem::permissions(folder.path(), std::filesystem::perms{0755});
}

TEST_F(OpenTest, AReaderMayNotWrite) {
  const auto writer = must(write());
  const auto reader = must(read());
  const std::vector<Row> rows = {ClockRow{at(1)}};
  const auto done = reader->commit(rows);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::refused);
  EXPECT_EQ(writer->load()->plan_now, std::nullopt);
}

TEST_F(OpenTest, AReaderAddsNoNames) {
  fill(*must(write()));
  const auto reader = must(read());
  ASSERT_TRUE(reader->use_plan(sample_plan({"closing", "unheard_of"}, {"620721"})));
  EXPECT_EQ(figures_in(*reader), 1u);
  EXPECT_EQ(reader->load()->observations[0].observation.indicator, IndicatorIndex{0});
}

TEST_F(OpenTest, AReaderOfNothingIsToldWhatToDo) {
  const auto opened = read();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::not_found);
  expect_says(opened.error(), {folder.database(), "planwatch run", "--data"});
  EXPECT_FALSE(std::filesystem::exists(folder.database())) << "reading makes nothing";
}

// ---- files that are not as they should be ----

struct CorruptTest : OpenTest {
  void SetUp() override {
    const auto store = must(write());
    std::vector<Row> rows = {full_delivery()};
    for (int i = 0; i < 2'000; ++i) rows.emplace_back(full_observation());
    ASSERT_TRUE(store->commit(rows));
  }
  void overwrite(std::streamoff from, std::size_t bytes) const {
    std::fstream file(folder.database(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(from);
    file << std::string(bytes, '\xA5');
    ASSERT_TRUE(file.good());
  }
  void expect_corrupt() const {
    for (const OpenResult& opened : {write(), read()}) {
      ASSERT_FALSE(opened);
      EXPECT_EQ(opened.error().code, ErrorCode::corrupt);
      EXPECT_FALSE(opened.error().transient);
      expect_says(opened.error(), {folder.database(), "已损坏", "停止服务", "备份", ".recover"});
    }
  }
};

TEST_F(CorruptTest, AFileThatIsNoDatabase) {
  overwrite(0, 4'096);
  expect_corrupt();
}

TEST_F(CorruptTest, PagesInTheMiddle) {
  const auto size = static_cast<std::streamoff>(std::filesystem::file_size(folder.database()));
  overwrite(size / 2 / 4'096 * 4'096, 32'768);
  expect_corrupt();
}

TEST_F(CorruptTest, AFileCutShort) {
  std::filesystem::resize_file(folder.database(),
                               std::filesystem::file_size(folder.database()) / 2);
  expect_corrupt();
}

TEST_F(CorruptTest, ARefusedStoreIsLeftAsItIs) {
  overwrite(0, 4'096);
  const auto before = std::filesystem::last_write_time(folder.database());
  EXPECT_FALSE(write());
  EXPECT_EQ(std::filesystem::last_write_time(folder.database()), before);
}

TEST_F(OpenTest, AValueThatThisProgramDoesNotKnowIsCorrupt) {
  fill(*must(write()));
  auto database = Database::open(folder.database(), Database::Access::read_write);
  ASSERT_TRUE(database->execute("UPDATE alerts SET state = 77"));
  const auto store = must(write());
  const auto restored = store->load();
  ASSERT_FALSE(restored);
  EXPECT_EQ(restored.error().code, ErrorCode::corrupt);
  expect_says(restored.error(), {"alerts"});
}

// ---- versions ----

void set_version(const TempFolder& folder, std::int64_t version) {
  auto database = Database::open(folder.database(), Database::Access::read_write);
  ASSERT_TRUE(database->execute(("PRAGMA user_version = " + std::to_string(version)).c_str()));
}

TEST_F(OpenTest, AStoreOfANewerProgramIsRefused) {
  fill(*must(write()));
  set_version(folder, schema_version() + 1);
  for (const OpenResult& opened : {write(), read()}) {
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::conflict);
    expect_says(opened.error(), {"更新的 planwatch", "备份"});
  }
}

TEST_F(OpenTest, AReaderDoesNotMigrate) {
  std::filesystem::create_directories(folder.path());
  set_version(folder, 0);
  const auto opened = read();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::conflict);
  expect_says(opened.error(), {"planwatch run"});
}

// What the steps after a version added goes, so that the file is as that version left it.
void take_back_to(const TempFolder& folder, int version) {
  auto database = Database::open(folder.database(), Database::Access::read_write);
  std::string sql =
      "DROP TABLE feed_memory; DROP TABLE pushed_keys; "
      "DROP TABLE silences; DROP TABLE held_people; DROP TABLE held_notices; "
      "DROP TABLE outbox_items; DROP TABLE outbox_people; DROP TABLE outbox_also; "
      "DROP TABLE part_results; DROP TABLE rate_states; DROP INDEX person_actions_by_link; "
      "ALTER TABLE outbox DROP COLUMN parts; ALTER TABLE person_actions DROP COLUMN link; ";
  for (const char* column :
       {"red_run", "jumped", "promise_moves", "promised_on_day", "suspended_until_day",
        "suspended_by", "suspend_reason", "held_back", "fired_on_days", "flapping", "told_level"}) {
    sql += std::string("ALTER TABLE alerts DROP COLUMN ") + column + "; ";
  }
  for (const char* column : {"problem_type", "acknowledged_day", "acknowledged_by", "promised_day",
                             "promise", "progress", "days_used", "overdue_days"}) {
    sql += std::string("ALTER TABLE ledger DROP COLUMN ") + column + "; ";
  }
  if (version < 3) sql += "DROP TABLE quarantine; ";
  if (version < 2) sql += "DROP TABLE verdicts; DROP TABLE plan_closures; ";
  sql += "PRAGMA user_version = " + std::to_string(version);
  const auto done = database->execute(sql.c_str());
  ASSERT_TRUE(done) << done.error().message;
}

// As the first version left it: figures, and nothing of closings and quarantine.
TEST_F(OpenTest, AStoreOfTheFirstVersionIsBroughtUpToDateWithItsFigures) {
  fill(*must(write()));
  take_back_to(folder, 1);
  EXPECT_EQ(read().error().code, ErrorCode::conflict) << "a reader asks for a writer first";
  const auto store = must(write());
  EXPECT_EQ(figures_in(*store), 1u);
  const std::vector<Row> rows = {full_quarantine()};
  ASSERT_TRUE(store->commit(rows));
  EXPECT_EQ(store->load()->quarantine.size(), 1u);
}

// Version 3 knew one alert a message, and alerts and ledger rows with fewer fields.
TEST_F(OpenTest, AStoreOfTheThirdVersionKeepsItsAlertsLedgerAndMessages) {
  {
    const auto old = must(write());
    const std::vector<Row> rows = {AlertRow{full_alert()}, full_ledger_row(),
                                   OutboxRow{full_notice()}, full_person_action()};
    ASSERT_TRUE(old->commit(rows));
  }
  take_back_to(folder, 3);
  const auto store = must(write());
  const auto restored = store->load();
  ASSERT_TRUE(restored) << restored.error().message;

  Alert alert = full_alert();
  alert.red_run = alert.promise_moves = 0;
  alert.jumped = alert.held_back = alert.flapping = false;
  alert.told_level = alert.told.empty() ? Light::grey : alert.level;
  alert.promised_on = alert.suspended_until = std::nullopt;
  alert.suspended_by = alert.suspend_reason = "";
  alert.fired_on.clear();
  EXPECT_EQ(show(restored->alerts), show(std::vector{alert}));
  LedgerRow row = full_ledger_row();
  row.problem_type = row.acknowledged_by = row.promise = row.progress = "";
  row.acknowledged_on = row.promised_for = std::nullopt;
  row.days_used = row.overdue_days = 0;
  EXPECT_EQ(show(restored->ledger), show(std::vector{row}));

  Notice notice = full_notice();
  NoticeItem item;
  item.key = notice.key;
  item.key.part = 0;
  item.title = notice.title;
  item.text = notice.text;
  item.why = notice.why;
  notice.items = {item};
  notice.people.clear();
  notice.also.clear();
  notice.parts = 1;
  EXPECT_EQ(show(restored->waiting), show(std::vector<WaitingNotice>{{notice, 0, at(0), at(0)}}));
  EXPECT_EQ(show(store->notices(notice.key.alert)->at(0).notice), show(notice));
  EXPECT_TRUE(restored->used_links.empty());
  EXPECT_TRUE(restored->silences.empty() && restored->held.empty() && restored->rates.empty());
}

TEST_F(OpenTest, DaysThatAreNoDaysAreCorrupt) {
  fill(*must(write()));
  for (const char* days : {"1 ", " 1", "1  2", "x", "1,2", "99999999999"}) {
    SCOPED_TRACE(days);
    auto database = Database::open(folder.database(), Database::Access::read_write);
    const std::string sql = "UPDATE alerts SET fired_on_days = '" + std::string(days) + "'";
    ASSERT_TRUE(database->execute(sql.c_str()));
    const auto restored = must(write())->load();
    ASSERT_FALSE(restored);
    EXPECT_EQ(restored.error().code, ErrorCode::corrupt);
  }
}

TEST_F(OpenTest, AnEmptyFileBecomesAStore) {
  std::ofstream(folder.database()).close();
  fill(*must(write()));
  EXPECT_EQ(figures_in(*must(read())), 1u);
}

TEST_F(OpenTest, TheFileIsAsItWasPromised) {
  const auto store = must(write());
  auto database = Database::open(folder.database(), Database::Access::read_only);
  ASSERT_TRUE(database);
  EXPECT_EQ(*database->ask_integer("PRAGMA user_version"), schema_version());
  EXPECT_EQ(*database->ask_integer("SELECT count(*) FROM pragma_journal_mode "
                                   "WHERE journal_mode = 'wal'"),
            1);
  EXPECT_EQ(*database->ask_integer("SELECT count(*) FROM pragma_table_list "
                                   "WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' "
                                   "AND type = 'table' AND strict = 0"),
            0);
  EXPECT_EQ(*database->ask_integer("SELECT count(*) FROM sqlite_schema "
                                   "WHERE sql LIKE '%CURRENT_T%' OR sql LIKE '%REAL%'"),
            0);
}

}  // namespace
}  // namespace planwatch
