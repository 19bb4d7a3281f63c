#include "tests/daemon/store/store_contract.h"

namespace planwatch {
namespace {

// What a transport remembers goes into the store with what it brought, and counts for as long as
// the configuration stays.
template <class Kind>
struct Memory : StoreContract<Kind> {
  void SetUp() override { this->use(); }

  FeedMemory known(const char* feed = "court") {
    const auto memory = this->store().feed_memory(FeedId{feed});
    EXPECT_TRUE(memory) << memory.error().message;
    return memory.value_or(FeedMemory{});
  }
};
TYPED_TEST_SUITE(Memory, StoreKinds);

const FeedMemory etag_and_day{{"etag", "\"a1\""}, {"since", "2025-06-30 00:00:00"}};

TYPED_TEST(Memory, NothingIsRememberedAtFirst) {
  EXPECT_TRUE(this->known().empty());
}

TYPED_TEST(Memory, ComesBackOverARestartAndIsEachFeedsOwn) {
  this->commit({full_delivery(), FeedMemoryRow{FeedId{"court"}, etag_and_day}});
  this->load();
  EXPECT_EQ(this->known(), etag_and_day);
  EXPECT_TRUE(this->known("tax").empty());
}

TYPED_TEST(Memory, IsReplacedAsAWhole) {
  this->commit({FeedMemoryRow{FeedId{"court"}, etag_and_day}});
  this->commit({FeedMemoryRow{FeedId{"court"}, {{"since", "2025-07-31"}}}});
  EXPECT_EQ(this->known(), (FeedMemory{{"since", "2025-07-31"}}));
  this->commit({FeedMemoryRow{FeedId{"court"}, {}}});
  EXPECT_TRUE(this->known().empty());
}

TYPED_TEST(Memory, ALongMemoryComesBackAsWell) {
  FeedMemory folder;
  for (char name = 'a'; name <= 'z'; ++name) folder.emplace_back(std::string(3, name), "seen");
  this->commit({FeedMemoryRow{FeedId{"court"}, etag_and_day}});
  EXPECT_EQ(this->known(), etag_and_day);
  this->commit({FeedMemoryRow{FeedId{"court"}, folder}});
  EXPECT_EQ(this->known(), folder);
  EXPECT_EQ(this->known(), folder) << "asked again";
}

// A kill between fetch and commit, or in it: the figures are fetched again, because what was
// remembered is what was committed.
TYPED_TEST(Memory, IsWrittenWithItsFiguresOrNotAtAll) {
  this->commit({FeedMemoryRow{FeedId{"court"}, {{"since", "2025-05-31"}}}});
  this->refuse(
      {full_delivery(), FeedMemoryRow{FeedId{"court"}, etag_and_day}, full_observation(77)});
  this->load();
  EXPECT_EQ(this->known(), (FeedMemory{{"since", "2025-05-31"}}));
}

TYPED_TEST(Memory, AnotherConfigurationReadsEverythingAgain) {
  this->commit({FeedMemoryRow{FeedId{"court"}, etag_and_day}});
  Configuration mended = sample_plan();
  mended.fingerprint = "mended";
  this->use(mended);
  EXPECT_TRUE(this->known().empty());
  this->use();
  EXPECT_EQ(this->known(), etag_and_day) << "taken back: the old one counts again";
}

// ---- answers to pushes ----

PushedKeyRow pushed(int number, Instant when) {
  return {when,
          "张三",
          "key " + std::to_string(number),
          "sha " + std::to_string(number),
          {FigureOutcome::accepted, FigureOutcome::quarantined}};
}

TYPED_TEST(Memory, AnswersToPushesComeBackInOrder) {
  PushedKeyRow all = pushed(1, at(5));
  all.outcomes = {FigureOutcome::accepted, FigureOutcome::revised,     FigureOutcome::superseded,
                  FigureOutcome::repeated, FigureOutcome::quarantined, FigureOutcome::refused};
  PushedKeyRow none = pushed(2, at(6));
  none.outcomes.clear();
  this->commit({all, none});
  EXPECT_EQ(show(this->load().pushed_keys), show(std::vector{all, none}));
}

TYPED_TEST(Memory, TheFirstAnswerToAKeyStays) {
  PushedKeyRow again = pushed(1, at(9));
  again.sha256 = "another";
  PushedKeyRow of_another = again;
  of_another.person = "李四";
  this->commit({pushed(1, at(5))});
  this->commit({again, of_another});
  EXPECT_EQ(show(this->load().pushed_keys), show(std::vector{pushed(1, at(5)), of_another}));
}

TYPED_TEST(Memory, TheNewestThousandOfAMonthAreKept) {
  std::vector<Row> rows;
  for (int i = 0; i < 1'003; ++i) rows.emplace_back(pushed(i, at(i)));
  this->commit(rows);
  const auto kept = this->load().pushed_keys;
  ASSERT_EQ(kept.size(), most_pushed_keys);
  EXPECT_EQ(kept.front().key, "key 3");
  const auto later = at(2'000) + pushed_keys_last;
  this->commit({pushed(5'000, later)});
  EXPECT_EQ(show(this->load().pushed_keys), show(std::vector{pushed(5'000, later)}));
}

}  // namespace
}  // namespace planwatch
