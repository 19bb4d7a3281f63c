#pragma once

#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

#include "collectors/fetch/http_client.h"
#include "daemon/send/channel.h"
#include "daemon/send/outbox.h"
#include "daemon/time/clock.h"
#include "daemon/time/scheduler.h"

namespace planwatch::send_test {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// 2025-10-20T01:00:00Z, the machine's clock at the beginning of every test.
inline Instant start_of_test() {
  return instant_at(make_date(2025, 10, 20), TimeOfDay{9 * 60});
}

class ManualClock : public Clock {
 public:
  Instant now() const override { return now_; }
  void set(Instant now) { now_ = now; }

 private:
  Instant now_ = start_of_test();
};

// The owner thread's queue in virtual time: `advance` runs the timers on the way, in order. Jobs of
// the worker run when their turn in the queue comes.
class VirtualScheduler : public Scheduler {
 public:
  explicit VirtualScheduler(ManualClock& clock) : clock_(clock) {}

  void watch(int, Interest, std::function<void(bool, bool)>) override {}
  TimerId after(milliseconds delay, std::function<void()> fire) override {
    EXPECT_GE(delay.count(), 0);
    const TimerId id = ++last_timer_;
    timers_[{elapsed_ + delay, id}] = std::move(fire);
    return id;
  }
  void cancel(TimerId timer) override {
    std::erase_if(timers_, [timer](const auto& entry) { return entry.first.second == timer; });
  }
  void run(std::function<void()> job, std::function<void()> then_on_owner) override {
    post([job = std::move(job)] { job(); });
    post(std::move(then_on_owner));
  }
  void post(std::function<void()> task) override { tasks_.push_back(std::move(task)); }

  void run_ready() {
    while (!tasks_.empty()) {
      const auto task = std::move(tasks_.front());
      tasks_.pop_front();
      task();
    }
  }
  void advance(milliseconds by) {
    const milliseconds until = elapsed_ + by;
    run_ready();
    while (!timers_.empty() && timers_.begin()->first.first <= until) {
      auto node = timers_.extract(timers_.begin());
      move_to(node.key().first);
      node.mapped()();
      run_ready();
    }
    move_to(until);
  }
  std::size_t timers() const { return timers_.size(); }
  // What a crash leaves: nothing.
  void forget_everything() {
    tasks_.clear();
    timers_.clear();
  }

 private:
  void move_to(milliseconds elapsed) {
    clock_.set(clock_.now() + (elapsed - elapsed_));
    elapsed_ = elapsed;
  }

  ManualClock& clock_;
  milliseconds elapsed_{0};
  TimerId last_timer_ = 0;
  std::deque<std::function<void()>> tasks_;
  std::map<std::pair<milliseconds, TimerId>, std::function<void()>> timers_;
};

// Answers by `answer`, or, while that is empty, keeps the request open until `finish`.
class FakeHttp : public HttpClient {
 public:
  explicit FakeHttp(Scheduler& scheduler) : scheduler_(scheduler) {}

  void start(HttpRequest request, Done done) override {
    requests.push_back(request);
    ++running_;
    most_running = std::max(most_running, running_);
    if (!answer) {
      open_.push_back(std::move(done));
      return;
    }
    scheduler_.post([this, result = answer(request), done = std::move(done)] {
      --running_;
      done(result);
    });
  }
  void finish(Result<HttpResponse> result) {
    ASSERT_FALSE(open_.empty());
    const Done done = std::move(open_.front());
    open_.pop_front();
    --running_;
    done(std::move(result));
  }
  std::size_t open() const { return open_.size(); }

  std::function<Result<HttpResponse>(const HttpRequest&)> answer;
  std::vector<HttpRequest> requests;
  int most_running = 0;

 private:
  Scheduler& scheduler_;
  int running_ = 0;
  std::deque<Done> open_;
};

inline HttpResponse http(long status, std::string body = "",
                         std::vector<std::pair<std::string, std::string>> headers = {}) {
  HttpResponse response;
  response.status = status;
  response.headers = std::move(headers);
  response.body = std::move(body);
  return response;
}

inline const std::string* find_header(const HttpRequest& request, const std::string& name) {
  for (const auto& [key, value] : request.headers) {
    if (key == name) return &value;
  }
  return nullptr;
}

// Answers by script, then with `otherwise`; or keeps what it got until `finish`.
class FakeChannel : public Channel {
 public:
  explicit FakeChannel(Scheduler& scheduler, const Clock* clock = nullptr)
      : scheduler_(scheduler), clock_(clock) {}

  ChannelLimits limits() const override { return limits_; }
  // Counts an item's text and a fixed frame; notes how often it was asked.
  std::size_t encoded_bytes(const Notice& notice) const override {
    ++encoded;
    std::size_t bytes = 10;
    for (const NoticeItem& item : notice.items) bytes += item.text.size();
    encoded_items += notice.items.size();
    return bytes;
  }
  std::vector<std::string> addresses(const Notice&) const override { return reaches; }

  void send(const Notice& notice, Done done) override {
    sent.push_back(notice.key);
    notices.push_back(notice);
    at.push_back(clock_ == nullptr ? Instant{} : clock_->now());
    if (hold) {
      held_.push_back(std::move(done));
      return;
    }
    SendResult result = otherwise;
    if (!script.empty()) {
      result = script.front();
      script.pop_front();
    }
    scheduler_.post([result, done = std::move(done)] { done(result); });
  }
  void finish(const SendResult& result) {
    ASSERT_FALSE(held_.empty());
    const Done done = std::move(held_.front());
    held_.pop_front();
    done(result);
  }
  std::size_t held() const { return held_.size(); }

  bool hold = false;
  std::deque<SendResult> script;
  SendResult otherwise{SendClass::success, "ok"};
  std::vector<NoticeKey> sent;
  std::vector<Notice> notices;  // as sent
  std::vector<Instant> at;      // when, machine's clock
  ChannelLimits limits_;
  std::vector<std::string> reaches;
  mutable std::size_t encoded = 0;
  mutable std::size_t encoded_items = 0;

 private:
  Scheduler& scheduler_;
  const Clock* clock_;
  std::deque<Done> held_;
};

inline Receiver receiver_named(const std::string& id, seconds give_up_after = seconds{86'400}) {
  Receiver receiver;
  receiver.id = ReceiverId(id);
  receiver.name = id;
  receiver.channel = LogChannel{};
  receiver.give_up_after = give_up_after;
  return receiver;
}

// The number stands in the key's step, so that tests can tell notices apart.
inline Notice notice_for(const std::string& receiver, int number) {
  Notice notice;
  notice.key.alert = "ganzhou/lights/indicator/execution_rate/620702/2025";
  notice.key.episode = 1;
  notice.key.kind = NoticeKind::fired;
  notice.key.level = Light::red;
  notice.key.step = number;
  notice.key.period = Period::month(2025, 9);
  notice.key.receiver = ReceiverId(receiver);
  notice.unit = UnitId(std::string("区法院"));
  notice.addressee = "区法院 经办人";
  notice.title = "【红灯】区法院 执行到位率 52.3%";
  notice.text = "【红灯】区法院 执行到位率 52.3%\n完成时限：2025-12-31";
  notice.why = "首次达到预警条件";
  notice.decided_at = instant_at(make_date(2025, 10, 20), TimeOfDay{9 * 60});
  return notice;
}

// A message with one item about each of these indicators.
inline Notice message_for(const std::string& receiver, int number,
                          const std::vector<std::string>& about) {
  Notice notice = notice_for(receiver, number);
  for (const std::string& indicator : about) {
    NoticeItem item;
    item.key = notice.key;
    item.key.alert = "ganzhou/lights/indicator/" + indicator + "/620702/2025";
    item.title = "题 " + indicator;
    item.text = "文 " + indicator;
    item.why = "因 " + indicator;
    notice.items.push_back(std::move(item));
  }
  if (!notice.items.empty()) notice.key.alert = notice.items.front().key.alert;
  return notice;
}

inline std::vector<int> numbers(const std::vector<NoticeKey>& keys) {
  std::vector<int> steps;
  for (const NoticeKey& key : keys) steps.push_back(key.step);
  return steps;
}

class TempDir {
 public:
  TempDir() {
    static int made = 0;
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    path_ = std::filesystem::path(testing::TempDir()) /
            ("planwatch_send_" + std::string(test->test_suite_name()) + "_" + test->name() + "_" +
             std::to_string(++made));
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

inline std::string read_all(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}
inline void write_all(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}
inline std::vector<std::string> lines_of(const std::string& path) {
  std::vector<std::string> lines;
  std::istringstream in(read_all(path));
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace planwatch::send_test
