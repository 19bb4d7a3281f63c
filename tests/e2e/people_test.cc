#include <boost/json.hpp>
#include <chrono>
#include <fmt/format.h>

#include "gtest/gtest.h"

#include "daemon/send/action_link.h"
#include "daemon/send/signing.h"
#include "tests/e2e/daemon_under_test.h"

namespace planwatch::e2e {
namespace {

namespace json = boost::json;

Instant machine_now() {
  return std::chrono::floor<std::chrono::milliseconds>(
      std::chrono::file_clock::to_sys(std::chrono::file_clock::now()));
}

// The first object of an answer's list; empty: the list is.
json::object first_of(const DaemonUnderTest& daemon, const std::string& path,
                      const std::string& list) {
  const json::value body = json::parse(daemon.get("/api/v1/" + path).body);
  const json::array& all = body.at(list).as_array();
  return all.empty() ? json::object{} : all.front().as_object();
}

std::string text_in(const json::object& object, const std::string& key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string{};
}

std::string state_of_alert(const DaemonUnderTest& daemon) {
  return text_in(first_of(daemon, "alerts", "alerts"), "state");
}

// A district's small plan with one lagging indicator of the court, and the daemon that watches it.
class People : public testing::Test {
 protected:
  void SetUp() override {
    write_small_configuration(folder_);
    deliver(folder_, "a.csv", "45%", "05");
    daemon_ = std::make_unique<DaemonUnderTest>(folder_.path(), folder_.file("data"));
    ASSERT_TRUE(daemon_->wait_ready()) << daemon_->process().output();
    ASSERT_TRUE(wait_until([&] { return state_of_alert(*daemon_) == "firing"; }))
        << daemon_->process().output();
    alert_ = text_in(first_of(*daemon_, "alerts", "alerts"), "alert");
  }

  // A link as the messages of this daemon carry it: signed with the key of its data folder.
  std::string link(LinkPurpose purpose, const std::string& person) {
    ActionLink link;
    link.purpose = purpose;
    link.alert = alert_;
    link.episode = 1;
    link.unit = UnitId("法院");
    link.person = person;
    link.role = purpose == LinkPurpose::close ? AccessRole::supervisor : AccessRole::unit;
    link.expires = machine_now() + std::chrono::hours(1);
    link.id = "link " + std::to_string(++links_);
    return sign_link(link, Secret(read_text(folder_.file("data/link.key"))));
  }
  HttpAnswer open(const std::string& token) { return daemon_->get("/act?t=" + token); }
  HttpAnswer confirm(const std::string& token, LinkPurpose purpose, const std::string& fields) {
    return http_post(daemon_->url("/act"),
                     "t=" + token + "&do=" + std::string(word_of(purpose)) + fields);
  }
  Finished run(std::vector<std::string> words) {
    words.insert(words.begin(), PLANWATCH_BINARY);
    words.insert(words.end(), {"--url", daemon_->url("")});
    return run_program(words);
  }

  TestFolder folder_;
  std::unique_ptr<DaemonUnderTest> daemon_;
  std::string alert_;
  int links_ = 0;
};

// From red to closed: the unit acknowledges and promises, the figure is made good, the supervising
// unit closes, all of it from links alone.
TEST_F(People, AcknowledgePromiseAndCloseFromLinksAlone) {
  const std::string acknowledge = link(LinkPurpose::acknowledge, "王五");
  const HttpAnswer form = open(acknowledge);
  EXPECT_EQ(form.status, 200) << form.body;
  EXPECT_NE(form.body.find("法院"), std::string::npos) << form.body;
  EXPECT_EQ(state_of_alert(*daemon_), "firing") << "looking does nothing";
  EXPECT_EQ(open(acknowledge + "x").status, 403);
  EXPECT_EQ(confirm(acknowledge, LinkPurpose::promise, "&until=2099-01-01&text=x").status, 403);

  const HttpAnswer done = confirm(acknowledge, LinkPurpose::acknowledge, "");
  EXPECT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(state_of_alert(*daemon_), "acknowledged");
  EXPECT_EQ(confirm(acknowledge, LinkPurpose::acknowledge, "").status, 409) << "a link counts once";
  const std::string until = to_string(local_date(machine_now()) + std::chrono::days(7));
  const HttpAnswer promised =
      confirm(link(LinkPurpose::promise, "王五"), LinkPurpose::promise,
              "&until=" + until + "&text=" + percent_encoded_strictly("加派人手"));
  EXPECT_EQ(promised.status, 200) << promised.body;
  const json::object alert = first_of(*daemon_, "alerts", "alerts");
  EXPECT_EQ(text_in(alert, "acknowledged_by") + text_in(alert, "promised_for") +
                text_in(alert, "promise"),
            "王五" + until + "加派人手");

  EXPECT_EQ(open(link(LinkPurpose::close, "督查 李")).status, 409) << "still red";
  deliver(folder_, "b_更正.csv", "99%", "20");
  ASSERT_TRUE(wait_until([&] {
    return text_in(first_of(*daemon_, "ledger", "ledger"), "state") == "awaiting_closure";
  })) << daemon_->process().output();
  const HttpAnswer closed = confirm(link(LinkPurpose::close, "督查 李"), LinkPurpose::close,
                                    "&remark=" + percent_encoded_strictly("已核实"));
  EXPECT_EQ(closed.status, 200) << closed.body;
  const json::object row = first_of(*daemon_, "ledger", "ledger");
  EXPECT_EQ(text_in(row, "state") + " " + text_in(row, "closed_by"), "closed 督查 李");
  EXPECT_EQ(open(link(LinkPurpose::acknowledge, "王五")).status, 409) << "it is over";
}

TEST_F(People, TheSameByTheCommandLineAndTheLedgerLeavesAsAFile) {
  const Finished list = run({"alert", "list"});
  EXPECT_EQ(list.exit_code, 0) << list.output;
  EXPECT_NE(list.output.find(alert_), std::string::npos) << list.output;
  EXPECT_EQ(run({"alert", "acknowledge", "closing_rate"}).exit_code, 64) << "nobody is named";
  EXPECT_EQ(run({"alert", "acknowledge", "closing", "--person", "王五"}).exit_code, 1);
  const Finished done =
      run({"alert", "acknowledge", "closing_rate", "--person", "王五", "--as-unit", "法院"});
  EXPECT_EQ(done.exit_code, 0) << done.output;
  EXPECT_EQ(state_of_alert(*daemon_), "acknowledged");
  EXPECT_EQ(run({"alert", "promise", "closing_rate", "--person", "王五"}).exit_code, 64);
  EXPECT_EQ(run({"alert", "promise", "closing_rate", "--person", "王五", "--text", "x", "--until",
                 "2001-01-01"})
                .exit_code,
            1)
      << "a day that is over";
  EXPECT_EQ(run({"task", "progress", "1", "--state", "in_progress", "--percent", "60", "--evidence",
                 "纪要", "--person", "王五"})
                .exit_code,
            0);
  EXPECT_EQ(run({"silence", "list"}).exit_code, 0);
  EXPECT_EQ(run({"deliveries", "list"}).exit_code, 0);
  EXPECT_EQ(run({"ledger", "close", "1", "--person", "督查 李"}).exit_code, 1) << "still red";

  const Finished of_daemon =
      run({"ledger", "export", "--out", folder_.file("of_daemon.csv"), "--state", "open"});
  EXPECT_EQ(of_daemon.exit_code, 0) << of_daemon.output;
  const Finished of_store =
      run_program({PLANWATCH_BINARY, "ledger", "export", "--config", folder_.path(), "--data",
                   folder_.file("data"), "--out", folder_.file("of_store.csv")});
  EXPECT_EQ(of_store.exit_code, 0) << of_store.output;
  const std::string csv = read_text(folder_.file("of_daemon.csv"));
  EXPECT_NE(csv.find("法院"), std::string::npos) << csv;
  EXPECT_EQ(csv, read_text(folder_.file("of_store.csv"))) << "the same, whoever writes it";
  EXPECT_EQ(run({"ledger", "export", "--out", folder_.file("台账.xlsx")}).exit_code, 0);
  EXPECT_TRUE(read_text(folder_.file("台账.xlsx")).starts_with("PK"));
}

}  // namespace
}  // namespace planwatch::e2e
