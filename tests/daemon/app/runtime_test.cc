#include "daemon/app/runtime.h"

#include <map>
#include <string>
#include <vector>

#include "gtest/gtest.h"

#include "tests/support/small_plan.h"
#include "tests/support/virtual_scheduler.h"

namespace planwatch {
namespace {

const Instant start = instant_at(make_date(2025, 7, 7), std::chrono::hours{10});

// Hands in what is put down for each feed.
class Departments : public Fetcher {
 public:
  std::map<std::string, std::vector<FetchedBody>> bodies;
  int fetches = 0;
  void fetch(const FeedSpec& feed, const FetchMemory&, Done done) override {
    ++fetches;
    done(Fetched{bodies[feed.id.text]});
  }
};

// Takes every notice and answers later, as channels do.
class Mailbox : public Channel {
 public:
  Mailbox(Scheduler& scheduler, std::vector<std::string>& titles)
      : scheduler_(scheduler), titles_(titles) {}
  void send(const Notice& notice, Done done) override {
    for (const NoticeItem& item : notice.items) {
      titles_.push_back(notice.key.receiver.text + " " + item.title);
    }
    scheduler_.post([done] { done({}); });
  }

 private:
  Scheduler& scheduler_;
  std::vector<std::string>& titles_;
};

struct World {
  VirtualScheduler scheduler{start};
  Departments departments;
  std::unique_ptr<Store> store = make_memory_store();
  std::vector<std::string> titles;
  std::string fatal;
  std::string about_to_fetch;

  std::unique_ptr<Runtime> live() {
    return std::make_unique<Runtime>(
        SmallPlan::shared(), FeedSelection::real,
        RuntimeParts{
            .scheduler = scheduler,
            .plan_clock = scheduler.machine_clock(),
            .machine_clock = scheduler.machine_clock(),
            .store = *store,
            .fetcher = departments,
            .make_channel =
                [this](const Receiver&) { return std::make_shared<Mailbox>(scheduler, titles); },
            .log = [](const Report&) {},
            .fatal = [this](const Error& error) { fatal = error.message; },
            .before_tick = {},
            .before_fetch = [this](const FeedId& feed) { about_to_fetch += feed.text + " "; },
            .address = {}});
  }
};

TEST(Runtime, AFigureBecomesALightAnAlertAndANoticeToEveryReceiver) {
  World world;
  world.departments.bodies["hr"] = {
      {"june.csv", "统计期,报送日期,trainings\n2025-06,2025-07-07,500\n", "sha"}};
  const auto runtime = world.live();
  EXPECT_FALSE(runtime->ready());
  ASSERT_TRUE(runtime->start());
  EXPECT_TRUE(runtime->ready());
  world.scheduler.run_for(std::chrono::seconds{5});
  EXPECT_EQ(world.departments.fetches, 3);
  EXPECT_EQ(runtime->snapshot()->indicators.at(0).light, Light::red);
  std::string first;
  for (const std::string& title : world.titles) {
    if (title.find("指标“trainings”") != std::string::npos) first += title.substr(0, 6) + " ";
  }
  EXPECT_EQ(first, "first  second ");
  EXPECT_EQ(world.fatal, "");
}

TEST(Runtime, AnotherLifeTakesUpWhereTheFirstEndedAndTellsNothingTwice) {
  World world;
  world.departments.bodies["hr"] = {
      {"june.csv", "统计期,报送日期,trainings\n2025-06,2025-07-07,500\n", "sha"}};
  auto runtime = world.live();
  ASSERT_TRUE(runtime->start());
  world.scheduler.run_for(std::chrono::seconds{5});
  runtime.reset();
  world.scheduler.forget_all();
  const std::size_t told = world.titles.size();
  ASSERT_GT(told, 0u);

  runtime = world.live();
  ASSERT_TRUE(runtime->start());
  EXPECT_EQ(runtime->snapshot()->indicators.at(0).light, Light::red) << "before any fetch";
  world.scheduler.run_for(std::chrono::seconds{5});
  EXPECT_EQ(world.titles.size(), told);
}

TEST(Runtime, ATouchedFeedIsFetchedAtOnceAfterItsFoldersWereLookedFor) {
  World world;
  const auto runtime = world.live();
  runtime->touch(FeedId{"hr"});
  EXPECT_EQ(world.departments.fetches, 0) << "not started yet";
  ASSERT_TRUE(runtime->start());
  world.scheduler.run_for(std::chrono::seconds{5});
  ASSERT_EQ(world.departments.fetches, 3);
  world.about_to_fetch.clear();
  runtime->touch(FeedId{"hr"});
  world.scheduler.run_for(std::chrono::seconds{5});
  EXPECT_EQ(world.departments.fetches, 4);
  EXPECT_EQ(world.about_to_fetch, "hr ");
}

TEST(Runtime, AReplacedConfigurationIsJudgedAtOnce) {
  World world;
  world.departments.bodies["hr"] = {
      {"june.csv", "统计期,报送日期,trainings\n2025-06,2025-07-07,1400\n", "sha"}};
  const auto runtime = world.live();
  ASSERT_TRUE(runtime->start());
  world.scheduler.run_for(std::chrono::seconds{5});
  ASSERT_EQ(runtime->snapshot()->indicators.at(0).light, Light::green);
  Configuration stricter = SmallPlan::configuration();
  stricter.plan.indicators[0].target = Decimal(9000);
  ASSERT_TRUE(runtime->replace(std::make_shared<const Configuration>(stricter)));
  EXPECT_EQ(runtime->snapshot()->indicators.at(0).light, Light::red);
}

TEST(Runtime, APersonsDecisionIsOnTheDiskWhenItIsAnswered) {
  World world;
  world.departments.bodies["hr"] = {
      {"june.csv", "统计期,报送日期,trainings\n2025-06,2025-07-07,-500\n", "sha"}};
  const auto runtime = world.live();
  ASSERT_TRUE(runtime->start());
  world.scheduler.run_for(std::chrono::seconds{5});
  ASSERT_EQ(runtime->snapshot()->quarantine.size(), 1u);
  EXPECT_EQ(runtime->snapshot()->quarantine[0].where, "第2行第3列（C2）");
  const auto refused = runtime->act(Actor{"张三"}, ReleaseFigure{7, "属实"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_NE(refused.error().message.find("没有这个编号"), std::string::npos);

  ASSERT_TRUE(runtime->act(Actor{"张三"}, ReleaseFigure{1, "冲减往期"}));
  const auto stored = world.store->load();
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->quarantine.at(0).state, QuarantineState::released);
  EXPECT_EQ(stored->observations.size(), 1u);
  EXPECT_EQ(runtime->snapshot()->indicators.at(0).light, Light::red) << "judged and shown";
  EXPECT_FALSE(runtime->act(Actor{"李四"}, DiscardFigure{1, "填反"})) << "decided already";
}

}  // namespace
}  // namespace planwatch
