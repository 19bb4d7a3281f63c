#include <map>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/daemon/store/store_contract.h"

namespace planwatch {
namespace {

constexpr int rounds = 20;
constexpr std::int64_t figures_per_group = 400;

// Everything that one event writes, all of it carrying the group's number.
std::vector<Row> group_of(std::int64_t number) {
  std::vector<Row> rows = {full_delivery(number)};
  for (std::int64_t i = 0; i < figures_per_group; ++i) rows.emplace_back(full_observation(number));
  Alert alert = full_alert();
  alert.episode = static_cast<int>(number);
  alert.told.assign(static_cast<std::size_t>(number % 5), {Role::contact, ReceiverId{"log"}});
  Notice notice = full_notice();
  notice.key.episode = alert.episode;
  RateStateRow rate = full_rate_state();
  rate.milli_tokens = number;
  rows.insert(rows.end(),
              {AlertRow{alert}, OutboxRow{notice}, full_part_result(notice, 1), rate,
               HeldNoticeRow{full_held_notice(number)},
               HeldNoticeRow{full_held_notice(number - 1), true}, ClockRow{at(number)}});
  return rows;
}

// Commits group after group and says the number of each when it is durable. Never returns.
[[noreturn]] void write_until_killed(const std::string& folder, int acknowledge) {
  auto store = open_sqlite_store(folder, OpenMode::read_write);
  if (!store || !(*store)->use_plan(sample_plan())) _exit(1);
  const auto restored = (*store)->load();
  if (!restored) _exit(2);
  for (std::int64_t number = restored->next_delivery_id;; ++number) {
    if (!(*store)->commit(group_of(number))) _exit(3);
    if (write(acknowledge, &number, sizeof number) != sizeof number) _exit(4);
  }
}

struct KillTest : testing::Test {
  TempFolder folder;
  std::uint32_t random = 20'250'620;

  std::uint32_t draw(std::uint32_t below) {
    random = random * 1'664'525u + 1'013'904'223u;
    return (random >> 8) % below;
  }
  // Kills a writer at a random instant; the last number that it acknowledged.
  std::int64_t kill_a_writer() {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) write_until_killed(folder.path(), ends[1]);
    close(ends[1]);
    std::int64_t last = 0;
    const std::uint32_t groups = 1 + draw(4);
    for (std::uint32_t i = 0; i < groups; ++i) read_number(ends[0], last);
    // Into the middle of the next group, somewhere.
    volatile std::uint32_t spin = draw(4'000'000);
    while (spin > 0) spin = spin - 1;
    kill(child, SIGKILL);
    while (read_number(ends[0], last)) {
    }
    close(ends[0]);
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status)) << "ended by itself: " << WEXITSTATUS(status);
    return last;
  }
  static bool read_number(int from, std::int64_t& number) {
    return read(from, &number, sizeof number) == sizeof number;
  }
};

void expect_whole_groups(const Restored& restored, std::int64_t acknowledged) {
  const std::int64_t groups = restored.next_delivery_id - 1;
  EXPECT_GE(groups, acknowledged) << "an acknowledged group is lost";
  EXPECT_LE(groups, acknowledged + 1) << "only one group can have been on its way";
  std::map<std::int64_t, std::int64_t> figures;
  for (const ObservationRow& row : restored.observations) ++figures[row.delivery];
  EXPECT_EQ(static_cast<std::int64_t>(figures.size()), groups);
  for (const auto& [group, count] : figures) EXPECT_EQ(count, figures_per_group) << group;
  EXPECT_EQ(restored.plan_now, at(groups));
  EXPECT_EQ(static_cast<std::int64_t>(restored.waiting.size()), groups);
  for (const WaitingNotice& waiting : restored.waiting) {
    EXPECT_EQ(waiting.notice.items.size(), 2u);
    EXPECT_EQ(waiting.notice.people.size(), 2u);
  }
  EXPECT_EQ(static_cast<std::int64_t>(restored.parts.size()), groups);
  ASSERT_EQ(restored.rates.size(), 1u);
  EXPECT_EQ(restored.rates[0].milli_tokens, groups);
  ASSERT_EQ(restored.held.size(), 1u);
  EXPECT_EQ(restored.held[0].id, groups);
  ASSERT_EQ(restored.alerts.size(), 1u);
  EXPECT_EQ(restored.alerts[0].episode, groups);
  EXPECT_EQ(static_cast<std::int64_t>(restored.alerts[0].told.size()), groups % 5);
}

TEST_F(KillTest, NothingAcknowledgedIsLostAndNoGroupIsHalf) {
  for (int round = 0; round < rounds; ++round) {
    SCOPED_TRACE(round);
    const std::int64_t acknowledged = kill_a_writer();
    ASSERT_GT(acknowledged, 0);
    auto store = open_sqlite_store(folder.path(), OpenMode::read_write);
    ASSERT_TRUE(store) << store.error().message;
    ASSERT_TRUE((*store)->use_plan(sample_plan()));
    const auto restored = (*store)->load();
    ASSERT_TRUE(restored) << restored.error().message;
    expect_whole_groups(*restored, acknowledged);
  }
}

}  // namespace
}  // namespace planwatch
