#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

#include "daemon/expose/metric_families.h"

namespace planwatch {
namespace {

TEST(ProcessFigures, OfThisProcessAreThereAndPlausible) {
  const auto figures = read_process_figures();
  ASSERT_TRUE(figures.cpu_seconds && figures.resident_bytes && figures.virtual_bytes &&
              figures.open_fds && figures.max_fds && figures.start_time);
  EXPECT_GE(*figures.cpu_seconds, 0);
  EXPECT_GT(*figures.resident_bytes, 1e6);
  EXPECT_GT(*figures.virtual_bytes, *figures.resident_bytes);
  EXPECT_GE(*figures.open_fds, 3);
  EXPECT_GE(*figures.max_fds, *figures.open_fds);
  EXPECT_GT(*figures.start_time, 1.7e9);
}

TEST(ProcessFigures, AnOpenFileIsCounted) {
  const auto before = read_process_figures();
  const std::ifstream file("/proc/self/stat");
  EXPECT_EQ(*read_process_figures().open_fds, *before.open_fds + 1);
}

TEST(ProcessFigures, AProgramNameWithSpacesAndBracketsIsNoTrap) {
  const std::string proc = testing::TempDir() + "/planwatch_proc_" + std::to_string(getpid());
  std::filesystem::create_directories(proc + "/self/fd");
  std::ofstream(proc + "/self/stat")
      << "7 (a) b (c) R 1 2 3 4 5 6 7 8 9 10 250 50 13 14 15 16 17 18 6000 4096000 321 0\n";
  std::ofstream(proc + "/stat") << "cpu 1 2\nbtime 1760000000\nprocesses 9\n";
  const auto figures = read_process_figures(proc);
  const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
  EXPECT_DOUBLE_EQ(*figures.cpu_seconds, 300 / ticks);
  EXPECT_DOUBLE_EQ(*figures.virtual_bytes, 4096000);
  EXPECT_DOUBLE_EQ(*figures.resident_bytes, 321.0 * static_cast<double>(sysconf(_SC_PAGESIZE)));
  EXPECT_DOUBLE_EQ(*figures.start_time, 1760000000 + 6000 / ticks);
  std::filesystem::remove_all(proc);
}

TEST(ProcessFigures, WithoutProcOnlyTheLimitIsKnown) {
  const auto figures = read_process_figures("/nonexistent");
  EXPECT_FALSE(figures.cpu_seconds || figures.resident_bytes || figures.open_fds ||
               figures.start_time);
  std::string text;
  TextSink sink(text);
  write_process_families(figures, sink);
  EXPECT_EQ(text.find("process_cpu_seconds_total"), std::string::npos);
  EXPECT_NE(text.find("process_max_fds "), std::string::npos);
}

}  // namespace
}  // namespace planwatch
