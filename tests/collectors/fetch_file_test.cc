#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

#include "collectors/fetch/fetcher.h"
#include "collectors/fetch/file_source.h"
#include "collectors/fetch/sha256.h"
#include "tests/collectors/fetch_support.h"

namespace planwatch {
namespace {

using namespace fetch_testing;
using testing::ElementsAre;
using testing::HasSubstr;

class NoHttp : public HttpClient {
 public:
  void start(HttpRequest, Done) override { ADD_FAILURE() << "files need no HTTP"; }
};

class FileFetchTest : public testing::Test {
 protected:
  FileFetchTest() {
    folder_ = testing::TempDir() + "planwatch_files_" + std::to_string(getpid()) + "_" +
              testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ + "/in");
  }
  ~FileFetchTest() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ + "/in/" + name, std::ios::binary) << bytes;
  }
  FeedSpec feed(const std::string& glob = "in/*.csv") const {
    FeedSpec made;
    made.id = FeedId("court");
    made.transport = FileSource{glob, std::chrono::milliseconds(20)};
    return made;
  }
  Result<std::vector<FetchedBody>> fetch(const FeedSpec& spec, SourceVariables variables = {}) {
    auto fetcher = make_fetcher({loop_, http_, loop_, std::move(variables), folder_});
    std::optional<Result<Fetched>> outcome;
    int calls = 0;
    fetcher->fetch(spec, {}, [&](auto result) {
      outcome = std::move(result);
      ++calls;
    });
    EXPECT_EQ(calls, 0) << "called back from inside fetch";
    EXPECT_TRUE(loop_.run_until([&] { return calls > 0; }));
    EXPECT_EQ(calls, 1);
    if (!outcome) return fail(ErrorCode::timeout, "never called back");
    return (*std::move(outcome)).map([](Fetched fetched) { return std::move(fetched.bodies); });
  }
  std::vector<std::string> names(const std::vector<FetchedBody>& bodies) const {
    std::vector<std::string> all;
    for (const FetchedBody& body : bodies) all.push_back(body.source.substr(folder_.size() + 4));
    return all;
  }

  std::string folder_;
  PollLoop loop_;
  NoHttp http_;
};

TEST_F(FileFetchTest, MatchingFilesByName) {
  write("b_202506.csv", "two");
  write("a_202506.csv", "one");
  write("other.txt", "no");
  std::filesystem::create_directory(folder_ + "/in/folder.csv");
  const auto bodies = fetch(feed());
  ASSERT_TRUE(bodies) << bodies.error().message;
  EXPECT_THAT(names(*bodies), ElementsAre("a_202506.csv", "b_202506.csv"));
  EXPECT_EQ(bodies->at(0).bytes, "one");
  EXPECT_EQ(bodies->at(0).sha256, sha256_hex("one"));
}

TEST_F(FileFetchTest, LockFilesAndHiddenOnesArePassedOver) {
  write("~$a.csv", "lock");
  write(".~lock.a.csv", "lock");
  write("a.csv", "one");
  const auto bodies = fetch(feed("in/*"));
  ASSERT_TRUE(bodies);
  EXPECT_THAT(names(*bodies), ElementsAre("a.csv"));
  const auto hidden = fetch(feed("in/.*.csv"));
  EXPECT_FALSE(hidden) << "even when the glob names them";
}

TEST_F(FileFetchTest, EmptyFilesAreBodies) {
  write("a.csv", "");
  const auto bodies = fetch(feed());
  ASSERT_TRUE(bodies);
  EXPECT_EQ(bodies->at(0).bytes, "");
}

TEST_F(FileFetchTest, VariablesAndAbsoluteGlobs) {
  write("court_2025.csv", "one");
  const SourceVariables variables{{{"samples", folder_ + "/in"}, {"year", "2025"}}};
  const auto bodies = fetch(feed("${samples}/*_{year}.csv"), variables);
  ASSERT_TRUE(bodies) << bodies.error().message;
  EXPECT_THAT(names(*bodies), ElementsAre("court_2025.csv"));
}

TEST_F(FileFetchTest, NothingThereNamesTheGlob) {
  const auto bodies = fetch(feed("in/*.xlsx"));
  ASSERT_FALSE(bodies);
  EXPECT_EQ(bodies.error().code, ErrorCode::not_found);
  EXPECT_TRUE(bodies.error().transient);
  EXPECT_THAT(bodies.error().message, HasSubstr(folder_ + "/in/*.xlsx"));
}

TEST_F(FileFetchTest, TooLargeNamesFileAndLimit) {
  write("a.csv", "12345");
  FeedSpec spec = feed();
  spec.limits.bytes = 4;
  const auto bodies = fetch(spec);
  ASSERT_FALSE(bodies);
  EXPECT_EQ(bodies.error().code, ErrorCode::too_large);
  EXPECT_FALSE(bodies.error().transient);
  EXPECT_THAT(bodies.error().message, HasSubstr("a.csv"));
  spec.limits.bytes = 5;
  EXPECT_TRUE(fetch(spec));
}

TEST_F(FileFetchTest, AFileThatGrowsBetweenTheLooksIsLeft) {
  write("growing.csv", "one");
  write("ready.csv", "two");
  const FileRules rules = rules_of(feed(), {folder_ + "/in/*.csv"}, {}, {});
  const auto looks = look_at_files(rules);
  write("growing.csv", "one and more");
  const FilesRead read = read_stable_files(looks, rules);
  EXPECT_THAT(names(read.bodies), ElementsAre("ready.csv"));
  EXPECT_TRUE(read.troubles.empty());
  EXPECT_EQ(read.waiting.size(), 1u);
}

TEST_F(FileFetchTest, SameSizeButNewerIsNotStable) {
  write("a.csv", "one");
  const FileRules rules = rules_of(feed(), {folder_ + "/in/*.csv"}, {}, {});
  auto looks = look_at_files(rules);
  looks.at(0).modified_ns -= 1;
  const auto fetched = fetched_of(read_stable_files(looks, rules));
  ASSERT_FALSE(fetched);
  EXPECT_TRUE(fetched.error().transient);
  EXPECT_THAT(fetched.error().message, HasSubstr("in/a.csv"));
}

TEST_F(FileFetchTest, AFileThatWentAwayIsNotStable) {
  write("a.csv", "one");
  const FileRules rules = rules_of(feed(), {folder_ + "/in/*.csv"}, {}, {});
  const auto looks = look_at_files(rules);
  std::filesystem::remove(folder_ + "/in/a.csv");
  EXPECT_FALSE(fetched_of(read_stable_files(looks, rules)));
}

// The second look comes `stable_for` after the first, not at once.
TEST_F(FileFetchTest, WaitsBetweenTheLooks) {
  write("a.csv", "one");
  HastyLoop hasty(loop_);
  auto fetcher = make_fetcher({hasty, http_, loop_, {}, folder_});
  FeedSpec spec = feed();
  std::get<FileSource>(spec.transport).stable_for = std::chrono::milliseconds(2000);
  bool done = false;
  fetcher->fetch(spec, {}, [&](auto result) { done = result.has_value(); });
  EXPECT_TRUE(loop_.run_until([&] { return done; }));
  EXPECT_THAT(hasty.delays, ElementsAre(std::chrono::milliseconds(2000)));
}

TEST_F(FileFetchTest, DestroyingTheFetcherEndsSilently) {
  write("a.csv", "one");
  bool called = false;
  auto fetcher = make_fetcher({loop_, http_, loop_, {}, folder_});
  fetcher->fetch(feed(), {}, [&](auto) { called = true; });
  fetcher.reset();
  loop_.run_for(std::chrono::milliseconds(60));
  EXPECT_FALSE(called);
}

// A file that always changes is looked at again a few times, then left for the next poll.
TEST_F(FileFetchTest, GivesUpOnFilesThatNeverRest) {
  write("a.csv", "one");
  HastyLoop hasty(loop_);
  auto fetcher = make_fetcher({hasty, http_, loop_, {}, folder_});
  FeedSpec spec = feed();
  spec.retries = 2;
  std::get<FileSource>(spec.transport).marker = FileMarker::ok;
  std::optional<Result<Fetched>> outcome;
  fetcher->fetch(spec, {}, [&](auto result) { outcome = std::move(result); });
  ASSERT_TRUE(loop_.run_until([&] { return outcome.has_value(); }));
  EXPECT_EQ(hasty.delays.size(), 3u);
  ASSERT_FALSE(*outcome);
  EXPECT_TRUE(outcome->error().transient);
  EXPECT_THAT(outcome->error().message, HasSubstr("a.csv：还没有 .ok 标志文件"));
}

TEST(StreamHash, PiecesGiveTheSumOfTheWhole) {
  StreamHash sha256(HashKind::sha256);
  sha256.add("a");
  sha256.add("");
  sha256.add("bc");
  EXPECT_EQ(sha256.hex(), sha256_hex("abc"));
  StreamHash md5(HashKind::md5);
  md5.add("abc");
  EXPECT_EQ(md5.hex(), "900150983cd24fb0d6963f7d28e17f72");
}

TEST(Sha256, KnownDigests) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Expand, NamesInBraces) {
  const SourceVariables variables{{{"year", "2025"}, {"samples", "/s/{year}"}}};
  EXPECT_EQ(expand("a_{year}.csv", variables), "a_2025.csv");
  EXPECT_EQ(expand("${samples}/x", variables), "/s/{year}/x") << "values are not expanded again";
  EXPECT_EQ(expand("{\"year\":{year}}", variables), "{\"year\":2025}") << "JSON keeps its braces";
  EXPECT_EQ(expand("{other} ${other} {", variables), "{other} ${other} {");
  EXPECT_EQ(expand("", variables), "");
}

}  // namespace
}  // namespace planwatch
