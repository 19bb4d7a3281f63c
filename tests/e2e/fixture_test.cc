#include <chrono>
#include <filesystem>
#include <fmt/format.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/e2e/daemon_under_test.h"

// A department's delivery from the command line: looked at, kept without names, read again.
namespace planwatch::e2e {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class KeptFetch : public testing::Test {
 protected:
  void SetUp() override {
    write_small_configuration(folder_);
    folder_.write("in/区法院_张三.csv",
                  "统计期,报送日期,结案率,经办人\n"
                  "2025年1月,2025-02-05,99,张三13812345678\n"
                  "2025年2月,2025-03-05,李四620702199001011234,李四\n");
  }
  Finished run(std::vector<std::string> words) const {
    words.insert(words.begin(), PLANWATCH_BINARY);
    return run_program(words);
  }
  Finished collect(std::vector<std::string> more) const {
    std::vector<std::string> words = {"collect",      "court",  "--config",
                                      folder_.path(), "--data", folder_.file("none")};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }
  TestFolder folder_;
  const std::string kept_ = folder_.file("tests/fixtures/court");
};

TEST_F(KeptFetch, IsRedactedReadAgainAndTestedWithoutItsSource) {
  const Finished saved = collect({"--save-fixture", kept_});
  ASSERT_EQ(saved.exit_code, 0) << saved.output;
  EXPECT_THAT(saved.output, AllOf(HasSubstr("[1] 取数"), HasSubstr("[4] 判定"), HasSubstr(kept_)));
  std::string all;
  for (const char* name : {"fixture.yaml", "expected.tsv", "body-1.csv"}) {
    all += read_text(kept_ + "/" + name);
  }
  for (const char* gone : {"张三", "李四", "13812345678", "19900101"}) {
    EXPECT_THAT(all, Not(HasSubstr(gone)));
  }
  EXPECT_THAT(all, AllOf(HasSubstr("2025年1月,2025-02-05,99,"),
                         HasSubstr("1\tobservation\tclosing_rate\t620702\t2025-01\t0.99"),
                         HasSubstr("1\trejected\t第3行第3列")));
  EXPECT_EQ(collect({"--save-fixture", kept_}).exit_code, 1) << "an older one stays";
  EXPECT_EQ(collect({"--save-fixture", kept_, "--force"}).exit_code, 0);

  std::filesystem::remove_all(folder_.file("in"));
  const Finished replayed = collect({"--fixture", kept_, "--lang", "en"});
  EXPECT_EQ(replayed.exit_code, 0) << replayed.output;
  EXPECT_THAT(replayed.output,
              AllOf(HasSubstr("[3] extract"), HasSubstr("the same as when the fixture was saved")));
  const std::string manifest = kept_ + "/fixture.yaml";
  const Finished tested = run({"test", manifest});
  EXPECT_EQ(tested.exit_code, 0) << tested.output;
  EXPECT_THAT(tested.output, HasSubstr("1 项，通过 1 项"));

  // Another mapping reads it differently, and says what.
  std::string feeds = read_text(folder_.file("feeds.yaml"));
  const std::string before = "unit: percent";
  feeds.replace(feeds.find(before), before.size(), "unit: per_mille");
  folder_.write("feeds.yaml", feeds);
  const Finished changed = run({"test", manifest});
  EXPECT_EQ(changed.exit_code, 1) << changed.output;
  EXPECT_THAT(changed.output, AllOf(HasSubstr("- 1\tobservation"), HasSubstr("+ 1\tobservation")));
  EXPECT_EQ(collect({"--fixture", kept_}).exit_code, 1);

  folder_.write("tests/fixtures/court/body-1.csv", "x\n");
  EXPECT_EQ(run({"test", manifest}).exit_code, 2) << "a body that was changed is no test";
}

TEST_F(KeptFetch, IsRefusedWhereItCannotBeMadeHarmless) {
  folder_.write("in/区法院_张三.csv", "<html>login 13812345678</html>");
  const Finished refused = collect({"--save-fixture", kept_});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.output, HasSubstr("不能存为回归样本"));
  EXPECT_FALSE(std::filesystem::exists(kept_));
  EXPECT_EQ(collect({"--save-fixture", kept_, "--fixture", kept_}).exit_code, 64);
  EXPECT_EQ(collect({"--fixture", folder_.file("nowhere")}).exit_code, 1);
}

TEST_F(KeptFetch, TheJudgementIsForetoldAndNothingIsKept) {
  const Finished shown = collect({"--lang", "en"});
  EXPECT_EQ(shown.exit_code, 0) << shown.output;
  EXPECT_THAT(shown.output, AllOf(HasSubstr("[4] what would be judged"), HasSubstr("no store"),
                                  HasSubstr("closing_rate"),
                                  HasSubstr("rejected (1)\n  line 3 "
                                            "column 3: ")));
  EXPECT_FALSE(std::filesystem::exists(folder_.file("none")));
}

}  // namespace
}  // namespace planwatch::e2e
