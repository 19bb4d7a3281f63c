#include <string>

#include "gtest/gtest.h"

#include "daemon/cli/verbs.h"

namespace planwatch {
namespace {

struct SpeedRow {
  const char* text;
  double speed;  // 0: refused
};
const SpeedRow speed_table[] = {
    {"1", 1},         {"2.5", 2.5},    {"60s/s", 60},      {"30m/s", 1800},
    {"12h/s", 43200}, {"1d/s", 86400}, {"30d/s", 2.592e6}, {"0.5d/s", 43200},
    {"31d/s", 0},     {"0", 0},        {"-1", 0},          {"", 0},
    {"d/s", 0},       {"1d", 0},       {"1d/s ", 0},       {"1w/s", 0},
    {"nan", 0},       {"inf", 0},      {" 1", 0},          {"1e9", 0},
};

TEST(ParseSpeed, FollowsTheTable) {
  for (const SpeedRow& row : speed_table) {
    double speed = -1;
    EXPECT_EQ(parse_speed(row.text, speed), row.speed > 0) << '"' << row.text << '"';
    if (row.speed > 0) {
      EXPECT_DOUBLE_EQ(speed, row.speed) << row.text;
    }
  }
}

struct StartRow {
  const char* text;
  bool taken;
  unsigned month;
  unsigned day;
  int hour;
};
const StartRow start_table[] = {
    {"10-20", true, 10, 20, 9},  // nine in the morning when no hour is said
    {"01-01", true, 1, 1, 9},       {"1-1", true, 1, 1, 9},
    {"10-20T14", true, 10, 20, 14}, {"01-01T00", true, 1, 1, 0},
    {"12-31T23", true, 12, 31, 23}, {"10-20T24", false, 0, 0, 0},
    {"10-20T-1", false, 0, 0, 0},   {"10-20T", false, 0, 0, 0},
    {"02-29", false, 0, 0, 0},  // most years lack it
    {"02-30", false, 0, 0, 0},      {"13-01", false, 0, 0, 0},
    {"00-10", false, 0, 0, 0},      {"10-00", false, 0, 0, 0},
    {"257-20", false, 0, 0, 0},  // 256 + 1
    {"10-276", false, 0, 0, 0},  // 256 + 20
    {"10", false, 0, 0, 0},         {"10/20", false, 0, 0, 0},
    {"2025-10-20", false, 0, 0, 0}, {"", false, 0, 0, 0},
};

TEST(ParseDemoStart, FollowsTheTable) {
  for (const StartRow& row : start_table) {
    DemoOptions demo;
    EXPECT_EQ(parse_demo_start(row.text, demo), row.taken) << '"' << row.text << '"';
    if (!row.taken) continue;
    EXPECT_EQ(demo.month, row.month) << row.text;
    EXPECT_EQ(demo.day, row.day) << row.text;
    EXPECT_EQ(demo.hour, row.hour) << row.text;
  }
}

}  // namespace
}  // namespace planwatch
