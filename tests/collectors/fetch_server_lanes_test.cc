#include <gtest/gtest.h>

#include "collectors/fetch/server_lanes.h"

namespace planwatch {
namespace {

TEST(ServerPart, WhatStandsBeforeThePath) {
  const std::pair<const char*, const char*> cases[] = {
      {"http://127.0.0.1:8080/list?page=2", "http://127.0.0.1:8080"},
      {"https://user:word@data.example/a/b", "https://user:word@data.example"},
      {"https://data.example?x=1", "https://data.example"},
      {"https://data.example#top", "https://data.example"},
      {"https://data.example", "https://data.example"},
      {"http://[::1]:80/x", "http://[::1]:80"},
      {"not a url/x", "not a url/x"},
      {"", ""}};
  for (const auto& [url, server] : cases) EXPECT_EQ(server_part(url), server) << url;
}

TEST(ServerLanes, SoManyAtOnceTheOthersInTheirOrder) {
  ServerLanes lanes(2);
  EXPECT_TRUE(lanes.enter("a", 1));
  EXPECT_TRUE(lanes.enter("a", 2));
  EXPECT_FALSE(lanes.enter("a", 3));
  EXPECT_FALSE(lanes.enter("a", 4));
  EXPECT_EQ(lanes.leave("a"), 3U);
  EXPECT_EQ(lanes.leave("a"), 4U);
  EXPECT_FALSE(lanes.enter("a", 5)) << "3 and 4 are on their way";
  EXPECT_EQ(lanes.leave("a"), 5U);
  EXPECT_EQ(lanes.leave("a"), 0U);
  EXPECT_TRUE(lanes.enter("a", 6));
}

TEST(ServerLanes, OneServerDelaysNoOther) {
  ServerLanes lanes(1);
  EXPECT_TRUE(lanes.enter("slow", 1));
  EXPECT_FALSE(lanes.enter("slow", 2));
  EXPECT_TRUE(lanes.enter("quick", 3));
  EXPECT_EQ(lanes.leave("quick"), 0U);
  EXPECT_EQ(lanes.leave("slow"), 2U);
}

TEST(ServerLanes, OneThatGaveUpHasNoTurn) {
  ServerLanes lanes(1);
  lanes.enter("a", 1);
  lanes.enter("a", 2);
  lanes.enter("a", 3);
  EXPECT_TRUE(lanes.withdraw("a", 2));
  EXPECT_FALSE(lanes.withdraw("a", 2)) << "once";
  EXPECT_FALSE(lanes.withdraw("a", 1)) << "it does not wait";
  EXPECT_FALSE(lanes.withdraw("b", 3));
  EXPECT_EQ(lanes.leave("a"), 3U);
}

TEST(ServerLanes, NothingIsKeptOfAServerThatNobodyAsks) {
  ServerLanes lanes(1);
  EXPECT_EQ(lanes.leave("a"), 0U) << "nobody was there";
  for (std::uint64_t i = 1; i <= 3; ++i) {
    lanes.enter("a", 2 * i);
    lanes.enter("a", 2 * i + 1);
    lanes.leave("a");
    EXPECT_FALSE(lanes.empty());
    lanes.leave("a");
    EXPECT_TRUE(lanes.empty());
  }
}

}  // namespace
}  // namespace planwatch
