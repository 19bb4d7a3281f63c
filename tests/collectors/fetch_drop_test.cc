#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

#include "collectors/fetch/done_folder.h"
#include "collectors/fetch/fetcher.h"
#include "collectors/fetch/file_source.h"
#include "collectors/fetch/sha256.h"
#include "tests/collectors/fetch_support.h"

namespace planwatch {
namespace {

namespace fs = std::filesystem;
using namespace fetch_testing;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class NoWeb : public HttpClient {
 public:
  void start(HttpRequest, Done) override { ADD_FAILURE() << "files need no HTTP"; }
};

std::string slurp(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  return names;
}

const std::string abc_md5 = "900150983cd24fb0d6963f7d28e17f72";

class DropTest : public testing::Test {
 protected:
  DropTest() {
    folder_ = testing::TempDir() + "planwatch_drop_" + std::to_string(getpid()) + "_" +
              testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(folder_);
    fs::create_directories(folder_ + "/in");
  }
  ~DropTest() override { fs::remove_all(folder_); }

  std::string in(const std::string& name) const { return folder_ + "/in/" + name; }
  std::string done(const std::string& name = {}) const {
    return folder_ + "/done" + (name.empty() ? "" : "/" + name);
  }
  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(in(name), std::ios::binary) << bytes;
  }
  FeedSpec feed(FileMarker marker, const std::string& glob = "in/*") const {
    FeedSpec made;
    made.id = FeedId("court");
    made.retries = 0;
    FileSource source{glob, std::chrono::milliseconds(5)};
    source.marker = marker;
    made.transport = source;
    return made;
  }
  FeedSpec emptied(FileMarker marker = FileMarker::stable, const std::string& glob = "in/*") const {
    FeedSpec made = feed(marker, glob);
    std::get<FileSource>(made.transport).done = "done/";
    return made;
  }
  Result<Fetched> fetch(const FeedSpec& spec, const FetchMemory& memory = {}) {
    auto fetcher = make_fetcher({loop_, web_, loop_, {}, folder_});
    std::optional<Result<Fetched>> outcome;
    fetcher->fetch(spec, memory, [&](auto result) { outcome = std::move(result); });
    EXPECT_TRUE(loop_.run_until([&] { return outcome.has_value(); }));
    return *std::move(outcome);
  }
  void settle(const FeedSpec& spec, const FetchedBody& body) {
    auto fetcher = make_fetcher({loop_, web_, loop_, {}, folder_});
    fetcher->settle(spec, body);
    loop_.run_for(std::chrono::milliseconds(100));
  }
  std::vector<std::string> sources(const Fetched& fetched) const {
    std::vector<std::string> all;
    for (const FetchedBody& body : fetched.bodies) {
      all.push_back(body.source.substr(folder_.size() + 4));
    }
    return all;
  }

  std::string folder_;
  PollLoop loop_;
  NoWeb web_;
};

TEST_F(DropTest, AFileIsFinishedWhenItsOkFileLiesBesideIt) {
  write("区法院_202506.xlsx", "one");
  write("区法院_202506.xlsx.ok", "");
  write("区检察院_202506(1).xlsx", "two");
  write("区检察院_202506(1).ok", "");
  write("区公安局_最终版.xlsx", "three");
  const auto fetched = fetch(feed(FileMarker::ok));
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_THAT(sources(*fetched),
              UnorderedElementsAre("区法院_202506.xlsx", "区检察院_202506(1).xlsx"));
  EXPECT_THAT(fetched->troubles, IsEmpty()) << "not finished is no trouble";
}

TEST_F(DropTest, WithoutAnyMarkerTheFetchSaysWhatIsMissing) {
  write("a.xlsx", "one");
  const auto fetched = fetch(feed(FileMarker::md5));
  ASSERT_FALSE(fetched);
  EXPECT_TRUE(fetched.error().transient);
  EXPECT_THAT(fetched.error().message, HasSubstr("in/a.xlsx：还没有 .md5"));
}

TEST_F(DropTest, AnMd5FileIsCheckedAgainstTheBytes) {
  write("good.csv", "abc");
  write("good.csv.md5", abc_md5 + "  good.csv\n");
  write("torn.csv", "ab");
  write("torn.csv.md5", abc_md5 + "  torn.csv\n");
  write("begun.csv", "abc");
  write("begun.csv.md5", "");
  const auto fetched = fetch(feed(FileMarker::md5));
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_THAT(sources(*fetched), ElementsAre("good.csv"));
  ASSERT_EQ(fetched->troubles.size(), 1u);
  const Error& wrong = fetched->troubles.front();
  EXPECT_FALSE(wrong.transient);
  EXPECT_THAT(wrong.message, HasSubstr("torn.csv"));
  EXPECT_THAT(wrong.message, HasSubstr(abc_md5)) << "what the file says";
  EXPECT_THAT(wrong.message, HasSubstr("187ef4436122d1cc2f40dc2b92f0eba0")) << "what it is";
}

TEST_F(DropTest, OneFileInTroubleFailsNoOther) {
  write("a.csv", "12345678");
  write("b.csv", "1");
  FeedSpec spec = feed(FileMarker::stable);
  spec.limits.bytes = 4;
  const auto fetched = fetch(spec);
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_THAT(sources(*fetched), ElementsAre("b.csv"));
  ASSERT_EQ(fetched->troubles.size(), 1u);
  EXPECT_EQ(fetched->troubles.front().code, ErrorCode::too_large);
  EXPECT_THAT(fetched->troubles.front().message, HasSubstr("in/a.csv"));
}

TEST_F(DropTest, CaseRecordsStayInPlaceWhateverTheirSize) {
  write("records.csv", "abc");
  write("records.csv.md5", abc_md5);
  FeedSpec spec = feed(FileMarker::md5);
  spec.limits.bytes = 1;
  spec.format = CsvFormat{};
  spec.mapping = RecordsMapping{};
  const auto fetched = fetch(spec);
  ASSERT_TRUE(fetched) << fetched.error().message;
  const FetchedBody& body = fetched->bodies.at(0);
  EXPECT_EQ(body.bytes, "");
  EXPECT_EQ(body.file, in("records.csv"));
  EXPECT_EQ(body.sha256, sha256_hex("abc"));
  spec.format = JsonFormat{"/rows"};
  EXPECT_FALSE(fetch(spec)) << "only CSV is read in pieces";
}

TEST_F(DropTest, AFileThatWasReadGoesIntoDoneWithItsSumAndItsMarker) {
  write("区法院_202506.xlsx", "abc");
  write("区法院_202506.ok", "");
  const FeedSpec spec = emptied(FileMarker::ok);
  const auto fetched = fetch(spec);
  ASSERT_TRUE(fetched) << fetched.error().message;
  settle(spec, fetched->bodies.at(0));
  const std::string name = "区法院_202506." + sha256_hex("abc") + ".xlsx";
  EXPECT_THAT(names_in(done()), UnorderedElementsAre(name, name + ".ok"));
  EXPECT_THAT(names_in(folder_ + "/in"), IsEmpty());
  EXPECT_EQ(slurp(done(name)), "abc");
  settle(spec, fetched->bodies.at(0));
  EXPECT_THAT(names_in(done()), UnorderedElementsAre(name, name + ".ok")) << "told again";
}

TEST_F(DropTest, WithoutDoneNothingIsMoved) {
  write("a.csv", "abc");
  const auto fetched = fetch(feed(FileMarker::stable));
  ASSERT_TRUE(fetched);
  settle(feed(FileMarker::stable), fetched->bodies.at(0));
  EXPECT_EQ(slurp(in("a.csv")), "abc");
}

TEST_F(DropTest, WhatLiesInDoneNeverMatchesAgain) {
  fs::create_directories(done("older"));
  std::ofstream(done("a.csv")) << "one";
  std::ofstream(done("older/b.csv")) << "two";
  write("c.csv", "three");
  fs::create_directory_symlink(folder_ + "/done", folder_ + "/link");
  const auto fetched = fetch(emptied(FileMarker::stable, "*/*.csv"));
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_THAT(sources(*fetched), ElementsAre("c.csv"));
  for (const char* glob : {"link/*.csv", "done/*.csv", "done/*/*.csv"}) {
    EXPECT_FALSE(fetch(emptied(FileMarker::stable, glob))) << glob << ": nothing can ever match";
  }
}

// An emptied drop folder is its normal state, an empty one that never held anything is a mistake.
TEST_F(DropTest, AnEmptiedFolderHoldsNothingNew) {
  const auto never = fetch(emptied());
  ASSERT_FALSE(never);
  EXPECT_EQ(never.error().code, ErrorCode::not_found);
  write("a.csv", "abc");
  const auto first = fetch(emptied());
  ASSERT_TRUE(first);
  settle(emptied(), first->bodies.at(0));
  const auto second = fetch(emptied());
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_TRUE(second->bodies.empty());
  fs::remove_all(done());
  const auto archived = fetch(emptied(), first->memory);
  ASSERT_TRUE(archived) << "somebody archived what was done: " << archived.error().message;
  EXPECT_EQ(archived->memory, first->memory);
  fs::remove_all(folder_ + "/in");
  EXPECT_FALSE(fetch(emptied(), first->memory)) << "a folder that is gone is no empty one";
  FeedSpec same = emptied();
  std::get<FileSource>(same.transport).done = "in";
  fs::create_directories(in("older"));
  EXPECT_FALSE(fetch(same, first->memory)) << "nothing can ever match";
}

// ---- moving ----

TEST_F(DropTest, AFileThatChangedAfterItWasReadStays) {
  write("a.csv", "newer");
  const auto moved = move_to_done(in("a.csv"), sha256_hex("abc"), FileMarker::stable, done());
  ASSERT_FALSE(moved);
  EXPECT_TRUE(moved.error().transient);
  EXPECT_EQ(slurp(in("a.csv")), "newer");
  EXPECT_FALSE(move_to_done(in("gone.csv"), sha256_hex("abc"), FileMarker::stable, done()));
}

TEST_F(DropTest, ADifferentFileOfThatNameIsNeverOverwritten) {
  const std::string sha256 = sha256_hex("abc");
  fs::create_directories(done());
  std::ofstream(done("a." + sha256 + ".csv")) << "somebody changed it";
  write("a.csv", "abc");
  const auto moved = move_to_done(in("a.csv"), sha256, FileMarker::stable, done());
  ASSERT_TRUE(moved) << moved.error().message;
  EXPECT_EQ(*moved, done("a." + sha256 + ".2.csv"));
  EXPECT_EQ(slurp(*moved), "abc");
  EXPECT_EQ(slurp(done("a." + sha256 + ".csv")), "somebody changed it");
}

TEST_F(DropTest, TheSameFileAgainEndsAsOne) {
  const std::string sha256 = sha256_hex("abc");
  for (int i = 0; i < 2; ++i) {
    write("a.csv", "abc");
    ASSERT_TRUE(move_to_done(in("a.csv"), sha256, FileMarker::stable, done()));
  }
  EXPECT_THAT(names_in(done()), ElementsAre("a." + sha256 + ".csv"));
  EXPECT_THAT(names_in(folder_ + "/in"), IsEmpty());
  fs::rename(done("a." + sha256 + ".csv"), in("a." + sha256 + ".csv"));
  const auto again = move_to_done(in("a." + sha256 + ".csv"), sha256, FileMarker::stable, done());
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, done("a." + sha256 + ".csv"))
      << "taken back out by somebody: one sum is enough";
}

TEST_F(DropTest, NamesOfAnyKindStayWithinAFileSystemsLimit) {
  const std::string sha256 = sha256_hex("abc");
  std::string longest;
  for (int i = 0; i < 80; ++i) longest += "法";
  for (const std::string& name :
       {std::string("无后缀"), std::string("a.b.tar.gz"), longest + ".xlsx"}) {
    write(name, "abc");
    const auto moved = move_to_done(in(name), sha256, FileMarker::stable, done());
    ASSERT_TRUE(moved) << moved.error().message;
    EXPECT_LE(fs::path(*moved).filename().string().size(), 251u);
  }
  EXPECT_TRUE(fs::exists(done("无后缀." + sha256)));
  EXPECT_TRUE(fs::exists(done("a.b.tar." + sha256 + ".gz")));
}

TEST_F(DropTest, LinksAndFoldersStayWhereTheyAre) {
  write("real.csv", "abc");
  fs::create_symlink(in("real.csv"), in("link.csv"));
  EXPECT_FALSE(move_to_done(in("link.csv"), sha256_hex("abc"), FileMarker::stable, done()));
  EXPECT_TRUE(fs::is_symlink(in("link.csv")));
  EXPECT_FALSE(move_to_done(folder_ + "/in", sha256_hex("abc"), FileMarker::stable, done()));
}

TEST_F(DropTest, AFileWhereTheFolderShouldBeLeavesTheFileInPlace) {
  write("a.csv", "abc");
  std::ofstream(folder_ + "/done") << "a file";
  const auto moved =
      move_to_done(in("a.csv"), sha256_hex("abc"), FileMarker::stable, folder_ + "/done");
  ASSERT_FALSE(moved);
  EXPECT_THAT(moved.error().message, HasSubstr("done"));
  EXPECT_EQ(slurp(in("a.csv")), "abc");
}

TEST_F(DropTest, AcrossFileSystemsTheFileIsCopiedThenTakenAway) {
  const std::string other = "/dev/shm/planwatch_drop_" + std::to_string(getpid());
  struct stat here {};
  struct stat there {};
  fs::create_directories(other);
  ASSERT_EQ(stat(folder_.c_str(), &here), 0);
  ASSERT_EQ(stat(other.c_str(), &there), 0);
  ASSERT_NE(here.st_dev, there.st_dev) << "needs two file systems";
  write("a.csv", "abc");
  write("a.csv.md5", abc_md5);
  const auto written = fs::last_write_time(in("a.csv"));
  const std::string name = "a." + sha256_hex("abc") + ".csv";
  const auto moved = move_to_done(in("a.csv"), sha256_hex("abc"), FileMarker::md5, other);
  EXPECT_TRUE(moved) << moved.error().message;
  EXPECT_THAT(names_in(other), UnorderedElementsAre(name, name + ".md5")) << "no part is left";
  EXPECT_EQ(slurp(other + "/" + name), "abc");
  EXPECT_EQ(fs::last_write_time(other + "/" + name), written);
  EXPECT_THAT(names_in(folder_ + "/in"), IsEmpty());
  write("a.csv", "abc");
  EXPECT_TRUE(move_to_done(in("a.csv"), sha256_hex("abc"), FileMarker::stable, other));
  EXPECT_EQ(names_in(other).size(), 2u) << "the same bytes lie there already";
  EXPECT_THAT(names_in(folder_ + "/in"), IsEmpty());
  fs::remove_all(other);
}

}  // namespace
}  // namespace planwatch
