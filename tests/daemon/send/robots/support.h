#pragma once

#include <memory>
#include <string>
#include <vector>

#include "collectors/fetch/http_client.h"
#include "daemon/send/robots/robots.h"
#include "tests/collectors/fetch_support.h"
#include "tests/daemon/send/support.h"
#include "tests/support/vendors/server.h"

namespace planwatch::robots_test {

using send_test::find_header;
using send_test::http;
using send_test::ManualClock;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

inline constexpr const char* hostile_name =
    "区\"法\\院\"\r\n<at id=all></at><at user_id=\"all\">所有人</at><@all>@all <font color=\"x\"";

// Title and text as they stand in the notice; the real renderer escapes as well.
inline RenderedMessage as_it_is(const Notice& notice) {
  return {notice.title, notice.text};
}

inline Person person(const std::string& name, const std::string& id, const std::string& mobile = "",
                     const std::string& email = "") {
  return {name, mobile, email, id, id, id};
}

// One item, as most notices have.
inline Notice notice_of(const std::string& text, const std::vector<Person>& people = {}) {
  Notice notice = send_test::notice_for("group", 1);
  notice.text = text;
  notice.people = people;
  NoticeItem item;
  item.key = notice.key;
  notice.items = {item};
  return notice;
}
inline Notice notice_of_several(const std::string& text, std::size_t items) {
  Notice notice = notice_of(text);
  notice.items.resize(items, notice.items.front());
  return notice;
}

inline std::string many(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

inline bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// A vendor's code and what has to come of it.
struct CodeCase {
  std::int64_t code;
  const char* message;
  SendClass expected;
  const char* hint;  // stands in the answer
};

// The real client on a loop of its own; the channels' clock is set by the test.
class RealHttp : public testing::Test {
 protected:
  // What the channel said of the notice.
  SendResult deliver(Channel& channel, const Notice& notice) {
    return deliver_all(channel, {notice}).front();
  }
  // All at once.
  std::vector<SendResult> deliver_all(Channel& channel, const std::vector<Notice>& notices) {
    std::vector<SendResult> results(notices.size());
    std::size_t answered = 0;
    for (std::size_t i = 0; i < notices.size(); ++i) {
      channel.send(notices[i], [&results, &answered, i](SendResult result) {
        results[i] = std::move(result);
        ++answered;
      });
    }
    EXPECT_EQ(answered, 0U) << "answered from inside send";
    EXPECT_TRUE(loop_.run_until([&] { return answered == notices.size(); }));
    return results;
  }
  vendors::Vendor::Now vendor_now() {
    return [this] { return vendor_clock_.now(); };
  }
  void pass(milliseconds time) {
    clock_.set(clock_.now() + time);
    vendor_clock_.set(vendor_clock_.now() + time);
  }

  ManualClock clock_;         // ours
  ManualClock vendor_clock_;  // theirs
  fetch_testing::PollLoop loop_;
  std::unique_ptr<HttpClient> http_ = make_curl_client(loop_);
};

}  // namespace planwatch::robots_test
