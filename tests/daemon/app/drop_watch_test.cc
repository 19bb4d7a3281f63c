#include "daemon/app/drop_watch.h"

#include <filesystem>
#include <fstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "daemon/time/asio_scheduler.h"
#include "tests/support/process.h"
#include "tests/support/small_plan.h"

namespace planwatch {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;

// The small plan's first feed reads a drop folder, the second one beside it does not watch its own.
Configuration with_drops(const std::string& glob, const std::string& done = {}) {
  Configuration configuration = SmallPlan::configuration();
  FileSource source;
  source.glob = glob;
  source.watch = true;
  source.done = done;
  configuration.feeds[0].transport = source;
  source.watch = false;
  configuration.feeds[1].transport = source;
  return configuration;
}

class DropWatchTest : public testing::Test {
 protected:
  DropWatchTest() { fs::create_directories(folder_.file("in")); }

  void write(const std::string& name) const { std::ofstream(folder_.file(name)) << "text"; }
  // Does something, then gives what is told time to come.
  std::vector<std::string> told_by(const std::function<void()>& act,
                                   milliseconds time = milliseconds{500}) {
    told_.clear();
    act();
    bool over = false;
    scheduler_->after(time, [&] {
      over = true;
      scheduler_->stop();
    });
    if (!over) scheduler_->run();
    return told_;
  }

  TestFolder folder_;
  std::unique_ptr<AsioScheduler> scheduler_ = make_asio_scheduler(1);
  std::vector<std::string> told_;
  DropWatch drops_{*scheduler_, SourceVariables{{{"year", "2025"}}}, folder_.path(),
                   [this](const FeedId& feed) { told_.push_back(feed.text); }};
  std::string feed_ = SmallPlan::configuration().feeds[0].id.text;
};

TEST_F(DropWatchTest, AGroupOfFilesIsToldOnceToTheFeedThatWatches) {
  drops_.use(with_drops("in/*_{year}*.csv"), FeedSelection::real);
  const auto told = told_by([&] {
    write("in/a_202506.csv");
    write("in/a_202506.csv.ok");
    write("in/b_202506.csv");
  });
  EXPECT_THAT(told, ElementsAre(feed_));
}

TEST_F(DropWatchTest, FeedsThatDoNotRunAreNotWatched) {
  Configuration configuration = with_drops("in/*.csv");
  configuration.feeds[0].sample = true;
  drops_.use(configuration, FeedSelection::real);
  EXPECT_THAT(told_by([&] { write("in/a.csv"); }), IsEmpty());
}

TEST_F(DropWatchTest, AReloadTakesTheWatchAway) {
  drops_.use(with_drops("in/*.csv"), FeedSelection::real);
  drops_.use(SmallPlan::configuration(), FeedSelection::real);
  EXPECT_THAT(told_by([&] { write("in/a.csv"); }), IsEmpty());
}

TEST_F(DropWatchTest, AFolderThatIsMadeLaterIsWatchedFromTheNextFetchOn) {
  drops_.use(with_drops("late/*/*.csv"), FeedSelection::real);
  fs::create_directories(folder_.file("late/court"));
  drops_.rearm(FeedId{"no such feed"});
  drops_.rearm(FeedId{feed_});
  EXPECT_THAT(told_by([&] { write("late/court/a.csv"); }), ElementsAre(feed_));
}

TEST_F(DropWatchTest, WhatIsMovedToDoneTellsNothing) {
  fs::create_directories(folder_.file("in/done"));
  write("in/a.csv");
  drops_.use(with_drops("in/*/*.csv", "in/done"), FeedSelection::real);
  EXPECT_THAT(told_by([&] { fs::rename(folder_.file("in/a.csv"), folder_.file("in/done/a.csv")); }),
              IsEmpty());
}

}  // namespace
}  // namespace planwatch
