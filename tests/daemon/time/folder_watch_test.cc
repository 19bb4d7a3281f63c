#include "daemon/time/folder_watch.h"

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <unistd.h>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "daemon/time/asio_scheduler.h"

namespace planwatch {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

class FolderWatchTest : public testing::Test {
 protected:
  FolderWatchTest() {
    folder_ = testing::TempDir() + "planwatch_folder_" + std::to_string(getpid()) + "_" +
              testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(folder_);
    fs::create_directories(folder_ + "/in");
    fs::create_directories(folder_ + "/other");
    watch_ = std::make_unique<FolderWatch>(
        *scheduler_, [this](const std::string& folder) { heard_.push_back(folder); });
  }
  ~FolderWatchTest() override {
    watch_.reset();
    fs::remove_all(folder_);
  }
  std::string in(const std::string& name = {}) const {
    return folder_ + "/in" + (name.empty() ? "" : "/" + name);
  }
  static void write(const std::string& path) { std::ofstream(path) << "text"; }

  std::unique_ptr<AsioScheduler> scheduler_ = make_asio_scheduler(1);
  std::string folder_;
  std::vector<std::string> heard_;
  std::unique_ptr<FolderWatch> watch_;
};

// Runs one scheduler through all steps: each is done, then what was heard of it is asked for.
struct Step {
  std::function<void()> act;
  std::function<void(const std::vector<std::string>&)> expect;
};
class Steps {
 public:
  Steps(AsioScheduler& scheduler, std::vector<std::string>& heard)
      : scheduler_(scheduler), heard_(heard) {}
  void run(std::vector<Step> steps) {
    steps_ = std::move(steps);
    next(0);
    scheduler_.run();
  }

 private:
  void next(std::size_t i) {
    if (i == steps_.size()) return scheduler_.stop();
    heard_.clear();
    steps_[i].act();
    // The second timer is there so that the loop goes round once more on a machine that stalls.
    scheduler_.after(milliseconds{40}, [this, i] {
      scheduler_.after(milliseconds{5}, [this, i] {
        steps_[i].expect(heard_);
        next(i + 1);
      });
    });
  }
  AsioScheduler& scheduler_;
  std::vector<std::string>& heard_;
  std::vector<Step> steps_;
};

TEST_F(FolderWatchTest, FilesThatAreFinishedOrMovedInAreHeard) {
  EXPECT_THAT(watch_->set({in()}), ElementsAre(in()));
  EXPECT_THAT(watch_->set({in()}), IsEmpty()) << "watched before";
  const auto heard = [&](const auto& all) {
    EXPECT_THAT(all, Contains(in()));
    EXPECT_THAT(all, Each(in()));
  };
  const auto silent = [](const auto& all) { EXPECT_THAT(all, IsEmpty()); };
  std::ofstream open_file;
  Steps(*scheduler_, heard_)
      .run({{[&] { write(in("区法院_202506.xlsx")); }, heard},
            {[&] { open_file.open(in("begun.xlsx")); }, silent},
            {[&] { open_file.close(); }, heard},
            {[&] { write(folder_ + "/other/b.csv"); }, silent},
            {[&] { fs::rename(folder_ + "/other/b.csv", in("b.csv")); }, heard},
            {[&] { fs::rename(in("b.csv"), folder_ + "/other/b.csv"); }, silent},
            {[&] { fs::remove(in("begun.xlsx")); }, silent},
            {[&] { std::ifstream(in("区法院_202506.xlsx")).get(); }, silent}});
}

TEST_F(FolderWatchTest, AFolderThatIsMissingOrMadeAgainIsFoundByTheNextSet) {
  EXPECT_THAT(watch_->set({in(), folder_ + "/not yet"}), ElementsAre(in()));
  EXPECT_EQ(watch_->watched(), 1u);
  const auto silent = [](const auto& all) { EXPECT_THAT(all, IsEmpty()); };
  const auto heard = [&](const auto& all) { EXPECT_THAT(all, Contains(in())); };
  Steps(*scheduler_, heard_)
      .run({{[&] {
               fs::remove_all(in());
               fs::create_directories(in());
               write(in("a.csv"));
             },
             silent},
            {[&] { EXPECT_THAT(watch_->set({in()}), ElementsAre(in())); }, silent},
            {[&] { write(in("b.csv")); }, heard},
            {[&] { watch_->set({}); }, silent},
            {[&] { write(in("c.csv")); }, silent}});
  EXPECT_EQ(watch_->watched(), 0u);
}

TEST_F(FolderWatchTest, TwoNamesOfOneFolderAreBothTold) {
  fs::create_directory_symlink(in(), folder_ + "/link");
  watch_->set({in(), folder_ + "/link"});
  Steps(*scheduler_, heard_)
      .run({{[&] { write(in("a.csv")); },
             [&](const auto& all) {
               EXPECT_THAT(all, Contains(in()));
               EXPECT_THAT(all, Contains(folder_ + "/link"));
             }}});
}

// More events than the system's queue holds, none of them read meanwhile: every folder is told.
TEST_F(FolderWatchTest, WhenEventsWereLostEveryFolderIsTold) {
  std::size_t most = 0;
  std::ifstream("/proc/sys/fs/inotify/max_queued_events") >> most;
  ASSERT_GT(most, 0u);
  ASSERT_LE(most, 200'000u) << "too many to fill within a test";
  watch_->set({in(), folder_ + "/other"});
  Steps(*scheduler_, heard_)
      .run({{[&] {
               // Two files in turn: equal events in a row count as one.
               for (std::size_t i = 0; i < most + 10; ++i) {
                 const int fd =
                     ::open(in(i % 2 == 0 ? "a" : "b").c_str(), O_WRONLY | O_CREAT, 0600);
                 ASSERT_GE(fd, 0);
                 ::close(fd);
               }
             },
             [&](const auto& all) { EXPECT_THAT(all, Contains(folder_ + "/other")); }}});
}

TEST_F(FolderWatchTest, AFileIsNoFolder) {
  write(in("a.csv"));
  EXPECT_THAT(watch_->set({in("a.csv")}), IsEmpty());
  EXPECT_EQ(watch_->watched(), 0u);
}

}  // namespace
}  // namespace planwatch
