#include <boost/json.hpp>
#include <chrono>
#include <fmt/format.h>

#include "gtest/gtest.h"

#include "tests/e2e/daemon_under_test.h"

namespace planwatch::e2e {
namespace {

namespace json = boost::json;

// A receiver whose messages are nothing but the links, each on a line of its own.
constexpr const char* routing_with_links = R"(messages:
  - id: links
    title: "{{title}}"
    body: "{{#items}}{{acknowledge_link}}|{{promise_link}}|{{close_link}}|{{/items}}"
receivers:
  - {id: local_file, name: 本地文件, message: links, file: {path: notices.jsonl}}
routes:
  - id: all
    receivers: [local_file]
    by_role: {supervision: [local_file]}
    ladder:
      - {after: firing, workdays: 0, role: contact}
      - {after: deadline_passed, workdays: 6, role: supervision}
)";

// Whole lines only: the last one may be half written.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t from = 0;
  for (std::size_t end = 0; (end = text.find('\n', from)) != std::string::npos; from = end + 1) {
    lines.push_back(text.substr(from, end - from));
  }
  return lines;
}

class LinksInMessages : public testing::Test {
 protected:
  void SetUp() override {
    write_small_configuration(folder_);
    folder_.write("routing.yaml", routing_with_links);
    folder_.write("server.yaml", "http: {public_url: \"http://127.0.0.1:9720\"}\n");
    deliver(folder_, "a.csv", "45%", "05");
    daemon_ = std::make_unique<DaemonUnderTest>(folder_.path(), folder_.file("data"));
    ASSERT_TRUE(daemon_->wait_ready()) << daemon_->process().output();
  }

  // The token in the newest message that offers what stands at that place of the template.
  std::string token(int place) {
    std::string found;
    wait_until([&] {
      for (const std::string& line : lines_of(read_text(folder_.file("data/notices.jsonl")))) {
        const std::string text(json::parse(line).at("text").as_string());
        found = token_in(text, place);
        if (!found.empty()) return true;
      }
      return false;
    });
    return found;
  }
  // Of each alert there are three fields: acknowledge, promise, close; empty where not offered.
  static std::string token_in(const std::string& text, int place) {
    std::size_t from = 0;
    std::size_t end = 0;
    for (int field = 0; (end = text.find('|', from)) != std::string::npos; ++field) {
      const std::string link = text.substr(from, end - from);
      const std::size_t mark = link.find("/act?t=");
      if (field % 3 == place && mark != std::string::npos) return link.substr(mark + 7);
      from = end + 1;
    }
    return {};
  }
  HttpAnswer confirm(const std::string& token, const std::string& fields) {
    return http_post(daemon_->url("/act"), "t=" + token + "&do=" + fields);
  }
  std::string shown(const std::string& path, const std::string& list, const std::string& key) {
    const json::value body = json::parse(daemon_->get("/api/v1/" + path).body);
    const json::array& all = body.at(list).as_array();
    return all.empty() ? std::string() : std::string(all.front().at(key).as_string());
  }

  TestFolder folder_;
  std::unique_ptr<DaemonUnderTest> daemon_;
};

// What a unit and the supervising unit need is in the messages that they get, and nothing else is
// used here: no token, no command line.
TEST_F(LinksInMessages, TakeAnAlertFromRedToClosed) {
  const std::string acknowledge = token(0);
  const std::string promise = token(1);
  ASSERT_FALSE(acknowledge.empty()) << read_text(folder_.file("data/notices.jsonl"));
  ASSERT_FALSE(promise.empty());
  EXPECT_EQ(daemon_->get("/act?t=" + acknowledge).status, 200);
  EXPECT_EQ(shown("alerts", "alerts", "state"), "firing") << "looking does nothing";
  EXPECT_EQ(confirm(acknowledge, "acknowledge").status, 200);
  EXPECT_EQ(shown("alerts", "alerts", "state"), "acknowledged");
  EXPECT_EQ(confirm(acknowledge, "acknowledge").status, 409) << "a link counts once";
  EXPECT_NE(confirm(promise, "promise&until=2001-01-01&text=x").status, 200) << "a day long past";
  EXPECT_EQ(confirm(promise, "promise&until=2099-01-01&text=x").status, 200);
  EXPECT_EQ(shown("alerts", "alerts", "state"), "promised");

  deliver(folder_, "b.csv", "99%", "20");
  const std::string close = token(2);
  ASSERT_FALSE(close.empty()) << read_text(folder_.file("data/notices.jsonl"));
  EXPECT_EQ(shown("ledger", "ledger", "state"), "awaiting_closure");
  EXPECT_EQ(confirm(close, "close&remark=x").status, 200);
  EXPECT_EQ(shown("ledger", "ledger", "state"), "closed");
}

}  // namespace
}  // namespace planwatch::e2e
