#include <boost/json.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/fetch/sha256.h"
#include "tests/collectors/servers/mailbox_server.h"
#include "tests/e2e/daemon_under_test.h"
#include "tests/e2e/ways_in_plan.h"

// Every way in which a department delivers, in one running daemon: what comes changes the light,
// what is wrong is named cell by cell, what is half written waits, and a restart reads nothing
// twice.
namespace planwatch::e2e {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using testing::AllOf;
using testing::HasSubstr;

class WaysIn : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(mailbox_.trouble(), "");
    write_ways_in(folder_, mailbox_.source());
    // Made beforehand, for the command line takes as long as a fetch.
    for (const char* unit : {"人社局", "住建局", "科技局"}) {
      good_[unit] = filled_template(folder_, unit, "0.99");
    }
    bad_mail_ = filled_template(folder_, "人社局", "1.07");
    bad_upload_ = filled_template(folder_, "住建局", "1.07");
    start();
  }

  void start() {
    daemon_.reset();
    daemon_ = std::make_unique<DaemonUnderTest>(folder_.path(), folder_.file("data"));
    ASSERT_TRUE(daemon_->wait_ready()) << daemon_->process().output();
  }

  std::string light_of(const std::string& way) const {
    const json::value body = json::parse(daemon_->get("/api/v1/status").body);
    for (const json::value& one : body.at("indicators").as_array()) {
      if (one.at("indicator").as_string() == way + "_rate") {
        return json::value_to<std::string>(one.at("light"));
      }
    }
    return "not in the status";
  }
  bool turns_green(const std::string& way) const {
    return wait_until([&] { return light_of(way) == "green"; }, std::chrono::seconds{30});
  }

  // The sample of a series with this beginning; -1: there is none.
  double metric(const std::string& beginning) const {
    const std::string all = "\n" + daemon_->get("/metrics").body;
    const std::size_t at = all.find("\n" + beginning);
    if (at == std::string::npos) return -1;
    return std::stod(all.substr(all.find("} ", at) + 2));
  }
  double of_feed(const std::string& name, const std::string& way) const {
    return metric(fmt::format("planwatch_feed_{}{{feed=\"{}\"", name, way));
  }
  std::string alerts() const { return daemon_->get("/api/v1/alerts").body; }

  void mail(const std::string& file) {
    const Finished encoded = run_program({"base64", "-w", "0", file});
    ASSERT_EQ(encoded.exit_code, 0) << encoded.output;
    mailbox_.deliver(mailbox_testing::mail_of(
        "court@gz.gov.cn", {{fs::path(file).filename().string(), encoded.output}}));
  }
  Finished report(const std::string& file, std::vector<std::string> more = {}) const {
    std::vector<std::string> words = {PLANWATCH_BINARY, "report", "upload", file,
                                      "--person",       "王五",   "--url",  daemon_->url("")};
    words.insert(words.end(), more.begin(), more.end());
    return run_program(words);
  }
  std::vector<std::string> names_in(const std::string& name) const {
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder_.file(name), error)) {
      names.push_back(entry.path().filename().string());
    }
    return names;
  }

  void a_file_without_its_marker_waits();
  void the_marker_lets_it_in_at_once();
  void a_folder_made_later_is_found_by_the_poll();
  void a_row_in_a_database_comes();
  void a_template_in_a_mailbox_comes();
  void a_template_is_handed_in();
  void a_template_in_a_folder_comes();
  void a_restart_reads_nothing_twice();

  mailbox_testing::DovecotServer mailbox_;
  TestFolder folder_;
  std::map<std::string, std::string> good_;
  std::string bad_mail_, bad_upload_;
  std::unique_ptr<DaemonUnderTest> daemon_;
  const std::string january_ = csv_of_month(1, "99%");
};

void WaysIn::a_file_without_its_marker_waits() {
  folder_.write("in/court_01.csv", january_.substr(0, january_.size() / 2));
  EXPECT_TRUE(wait_until([&] {
    return daemon_->get("/api/v1/feeds").body.find("court_01.csv") != std::string::npos;
  })) << "the folder told that something came, and the feed says what it waits for";
  EXPECT_THAT(daemon_->get("/api/v1/feeds").body, HasSubstr("还没有 .ok"));
  EXPECT_EQ(of_feed("delivered_figures_total", "drop"), 0);
  EXPECT_NE(light_of("drop"), "green");
}

// Polled twice a day: only the folder can have told.
void WaysIn::the_marker_lets_it_in_at_once() {
  folder_.write("in/court_01.csv", january_);
  folder_.write("in/court_01.csv.ok", "");
  EXPECT_TRUE(turns_green("drop")) << daemon_->process().output();
  const std::string moved = "court_01." + sha256_hex(january_) + ".csv";
  EXPECT_TRUE(wait_until([&] { return names_in("in").empty(); }));
  EXPECT_THAT(names_in("done/court"), testing::UnorderedElementsAre(moved, moved + ".ok"));
  EXPECT_EQ(read_text(folder_.file("done/court/") + moved), january_);
  EXPECT_EQ(of_feed("up", "drop"), 1);
}

// The folder was not there when the watches were set, and it comes with its file inside.
void WaysIn::a_folder_made_later_is_found_by_the_poll() {
  folder_.write("made/a.csv", january_);
  folder_.write("made/a.csv.md5", "00000000000000000000000000000000  a.csv\n");
  fs::rename(folder_.file("made"), folder_.file("late/2"));
  EXPECT_TRUE(wait_until([&] {
    return daemon_->get("/api/v1/feeds").body.find("a.csv") != std::string::npos;
  })) << "a sum that does not fit is named";
  EXPECT_NE(light_of("late"), "green");
  EXPECT_EQ(of_feed("up", "late"), 0);
  const Finished sum = run_program({"md5sum", folder_.file("late/2/a.csv")});
  folder_.write("late/2/a.csv.md5", sum.output);
  EXPECT_TRUE(turns_green("late")) << daemon_->process().output();
  EXPECT_TRUE(wait_until([&] { return names_in("late/2").empty(); }));
  EXPECT_EQ(names_in("done/late").size(), 2U);
}

void WaysIn::a_row_in_a_database_comes() {
  EXPECT_NE(light_of("sql"), "green");
  add_sql_row(folder_, 1, "99%");
  EXPECT_TRUE(turns_green("sql")) << daemon_->process().output();
}

void WaysIn::a_template_in_a_mailbox_comes() {
  mail(bad_mail_);
  EXPECT_TRUE(wait_until([&] { return alerts().find("人社局!G6") != std::string::npos; }))
      << alerts() << daemon_->process().output();
  EXPECT_THAT(alerts(), HasSubstr("107% 超过 100%"));
  EXPECT_EQ(of_feed("last_delivery_rejected_rows", "mail"), 1);
  EXPECT_NE(light_of("mail"), "green");
  mail(good_["人社局"]);
  EXPECT_TRUE(turns_green("mail")) << daemon_->process().output();
}

void WaysIn::a_template_is_handed_in() {
  const std::string marked = folder_.file("标红.xlsx");
  const Finished bad = report(bad_upload_, {"--marked", marked});
  EXPECT_EQ(bad.exit_code, 1);
  EXPECT_THAT(bad.output, AllOf(HasSubstr("住建局!G6"), HasSubstr("107% 超过 100%")));
  EXPECT_TRUE(read_text(marked).starts_with("PK"));
  EXPECT_NE(light_of("upload"), "green") << "nothing was taken";
  const Finished other = report(good_["人社局"]);
  EXPECT_EQ(other.exit_code, 1) << "another unit's template\n" << other.output;
  const Finished good = report(good_["住建局"]);
  EXPECT_EQ(good.exit_code, 0) << good.output;
  EXPECT_EQ(light_of("upload"), "green");
}

void WaysIn::a_template_in_a_folder_comes() {
  folder_.write("forms/区科技局.xlsx", read_text(good_["科技局"]));
  EXPECT_TRUE(turns_green("form")) << daemon_->process().output();
}

// February's file fell in while nobody watched; everything else is as it was, and what is counted
// since the start counts it alone.
void WaysIn::a_restart_reads_nothing_twice() {
  for (const WayIn& way : ways_in)
    EXPECT_EQ(of_feed("delivered_figures_total", way.id), 1) << way.id;
  EXPECT_EQ(daemon_->process().stop(), 0);
  folder_.write("in/court_02.csv", csv_of_month(2, "99%"));
  folder_.write("in/court_02.csv.ok", "");
  start();
  EXPECT_TRUE(wait_until([&] { return of_feed("delivered_figures_total", "drop") == 1; }))
      << daemon_->process().output();
  EXPECT_TRUE(wait_until([&] { return names_in("in").empty(); }));
  EXPECT_EQ(names_in("done/court").size(), 4U);
  for (const char* way : {"sql", "mail", "form"}) {
    EXPECT_TRUE(wait_until([&] {
      return metric(fmt::format("planwatch_feed_fetches_total{{feed=\"{}\",result=\"ok\"}}",
                                way)) >= 2;
    })) << way;
  }
  for (const WayIn& way : ways_in) {
    const double expected = way.id == std::string("drop") ? 1 : 0;
    EXPECT_EQ(of_feed("delivered_figures_total", way.id), expected) << way.id;
    EXPECT_EQ(light_of(way.id), "green") << way.id;
  }
  const Finished listed =
      run_program({PLANWATCH_BINARY, "feed", "list", "--url", daemon_->url("")});
  EXPECT_EQ(listed.exit_code, 0) << listed.output;
  for (const WayIn& way : ways_in) EXPECT_THAT(listed.output, HasSubstr(way.id));
}

TEST_F(WaysIn, WhatComesChangesTheLightAndIsReadOnce) {
  for (const WayIn& way : ways_in) EXPECT_NE(light_of(way.id), "green") << way.id;
  a_file_without_its_marker_waits();
  the_marker_lets_it_in_at_once();
  a_folder_made_later_is_found_by_the_poll();
  a_row_in_a_database_comes();
  a_template_in_a_mailbox_comes();
  a_template_is_handed_in();
  a_template_in_a_folder_comes();
  a_restart_reads_nothing_twice();
}

}  // namespace
}  // namespace planwatch::e2e
