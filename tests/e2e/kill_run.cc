#include "tests/e2e/kill_run.h"

#include <algorithm>
#include <atomic>
#include <boost/json.hpp>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <random>
#include <set>
#include <thread>

#include "daemon/app/plan_store.h"
#include "daemon/store/sqlite.h"
#include "tests/e2e/alert_plan.h"
#include "tests/e2e/daemon_under_test.h"
#include "tests/e2e/kill_oracle.h"
#include "tests/support/loopback_server.h"

namespace planwatch::e2e {

namespace {

namespace json = boost::json;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int filed_indicators = 5;
constexpr int pushes_per_indicator = 8;
constexpr milliseconds longest_life{350};
constexpr milliseconds longest_start{10'000};
constexpr milliseconds longest_fetch{10'000};

// ---- what the store holds after a kill ----

class StoreView {
 public:
  explicit StoreView(const std::string& data_folder)
      : path_(plan_folder(data_folder, alert_plan_id, alert_plan_year()) + "/planwatch.db") {}

  // An error is a store that cannot be read any more.
  Result<Held> look() {
    Held held;
    if (!std::filesystem::exists(path_)) return held;
    auto database = Database::open(path_, Database::Access::read_only);
    if (!database) return tl::make_unexpected(database.error());
    const auto version = database->ask_integer("PRAGMA user_version");
    if (!version) return tl::make_unexpected(version.error());
    if (*version == 0) return held;  // killed before the tables were made
    held.there = true;
    const auto figures = database->ask_integer("SELECT COUNT(*) FROM observations");
    const auto deliveries = database->ask_integer("SELECT COUNT(*) FROM deliveries");
    if (!figures) return tl::make_unexpected(figures.error());
    if (!deliveries) return tl::make_unexpected(deliveries.error());
    held.figures = *figures;
    held.deliveries = *deliveries;
    held.notices = keys_of(*database, "SELECT key FROM outbox WHERE receiver = 'hook'");
    held.waiting =
        keys_of(*database, "SELECT key FROM outbox WHERE receiver = 'hook' AND state <> 1");
    held.in_flight =
        database->ask_integer("SELECT MAX(in_flight) FROM feed_states").value_or(0) > 0;
    held.crashed = database->ask_integer("SELECT MAX(crashes) FROM feed_states").value_or(0) > 0;
    return held;
  }

  // How often a figure with this numerator is there.
  std::int64_t figures_like(const std::string& indicator, int month, int numerator) {
    auto database = Database::open(path_, Database::Access::read_only);
    if (!database) return 0;
    return database
        ->ask_integer(fmt::format("SELECT COUNT(*) FROM observations o JOIN indicators i ON i.id = "
                                  "o.indicator WHERE i.name = '{}' AND o.last_month = {} AND "
                                  "o.numerator = {}",
                                  indicator, month, numerator))
        .value_or(0);
  }
  // The value that is current for a filed indicator, in 100,000ths; -1: none.
  std::int64_t filed_value() {
    auto database = Database::open(path_, Database::Access::read_only);
    if (!database) return -1;
    return database
        ->ask_integer(
            "SELECT COALESCE(MAX(o.value), -1) FROM observations o JOIN indicators i ON "
            "i.id = o.indicator WHERE i.name = 'c000' AND o.id = (SELECT MAX(p.id) FROM "
            "observations p WHERE p.indicator = o.indicator)")
        .value_or(-1);
  }

 private:
  static std::set<std::string> keys_of(Database& database, const char* sql) {
    std::set<std::string> keys;
    Statement statement = database.prepare(sql);
    for (auto row = statement.step(); row && *row; row = statement.step()) {
      keys.insert(statement.take_text());
    }
    return keys;
  }

  std::string path_;
};

// ---- the run ----

class KillRun {
 public:
  explicit KillRun(const KillPlan& plan)
      : random_(plan.seed),
        receiver_([this] { std::this_thread::sleep_for(milliseconds{next_delay_.load()}); }),
        data_(folder_.file("data")),
        store_(data_),
        plan_(plan) {
    alerts_.pushed = std::max(10, plan.kills * 4 / pushes_per_indicator);
    alerts_.filed = filed_indicators;
    alerts_.webhook_url = receiver_.url();
    write_alert_plan(folder_, alerts_);
  }

  KillReport run() {
    for (int life = 0;
         life < plan_.kills && oracle_.violations().size() < KillOracle::most_violations; ++life) {
      live_and_die(life);
      ++report_.kills;
      if (plan_.progress) plan_.progress(report_.kills);
    }
    live_until_all_is_told();
    compare();
    return report_;
  }

 private:
  struct Push {
    std::string indicator;
    int month = 1;
    int numerator = 0;
    std::string key;
    bool answered = false;
  };

  int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint64_t>(limit)); }
  void violate(std::string what) { oracle_.violate(std::move(what)); }

  // The next figure: every indicator goes through yellow, red, green, red and so on, a month at a
  // time, and when the months are over by corrections of the last one.
  Push make_push() {
    static const int shares[] = {96'000, 90'000, 99'000, 91'000, 99'500, 96'500, 90'500, 98'500};
    const int number = next_push_++;
    const int step = number / alerts_.pushed % pushes_per_indicator;
    const int who = number % alerts_.pushed;
    return {pushed_indicator(who), std::min(step + 1, alert_plan_months()),
            shares[step] + number % 397, fmt::format("push-{}", number), false};
  }

  // False: no answer, or not 200.
  bool send(DaemonUnderTest& daemon, Push& push) {
    const HttpAnswer answer = http_post_json(daemon.url("/api/v1/observations"),
                                             push_body(push.indicator, push.month, push.numerator),
                                             {"Idempotency-Key: " + push.key});
    push.answered = answer.status == 200;
    if (answer.status != 200 && answer.status != 0) {
      violate(fmt::format("push {} answered {} {}", push.key, answer.status, answer.body));
    }
    if (push.answered) ++report_.pushes_answered;
    return push.answered;
  }

  static bool wait_ready(DaemonUnderTest& daemon, Clock::time_point until) {
    while (Clock::now() < until && daemon.process().running()) {
      if (daemon.get("/-/ready").status == 200) return true;
      std::this_thread::sleep_for(milliseconds{5});
    }
    return false;
  }

  // A feed that was in flight at two kills in a row is left alone for a day, and rightly: so after
  // one such kill the next life goes on until the fetch is over.
  void wait_for_the_fetch() {
    const auto until = Clock::now() + longest_fetch;
    while (Clock::now() < until) {
      const auto held = store_.look();
      if (held && held->there && !held->in_flight && !held->crashed) return;
      std::this_thread::sleep_for(milliseconds{5});
    }
    violate("a fetch did not end within its time");
  }

  void live_and_die(int life) {
    write_filed(folder_, alerts_, (life % 2 == 0 ? 90'000 : 99'000) + life % 900);
    next_delay_ = below(8);
    DaemonUnderTest daemon(folder_.path(), data_);
    const bool at_start = !careful_ && below(4) == 0;
    auto until = Clock::now() + (at_start ? milliseconds{below(120)} : longest_start);
    bool ready = wait_ready(daemon, until);
    // A free port is free until somebody else takes it: then this life only was no life.
    const bool taken = !ready && daemon.process().output().find("无法监听") != std::string::npos;
    if (!at_start && !ready && !taken) {
      violate("not ready in time: " + daemon.process().output());
    }
    if (ready && careful_) wait_for_the_fetch();
    if (!at_start)
      until = Clock::now() + milliseconds{below(static_cast<int>(longest_life.count()))};
    const bool pushing = push_until(daemon, until, ready);
    daemon.process().kill_now();
    receiver_.settle();
    if (!ready) ++report_.while_starting;
    if (pushing) ++report_.while_pushing;
    look_after(life);
  }

  // Pushes until another thread has killed the process. True: one was under way then.
  bool push_until(DaemonUnderTest& daemon, Clock::time_point until, bool ready) {
    std::thread killer([&daemon, until] {
      std::this_thread::sleep_until(until);
      daemon.process().signal(SIGKILL);
    });
    bool unanswered = false;
    // First what the last life left without an answer: with the same key.
    if (ready && last_push_ && !last_push_->answered) unanswered = !send(daemon, *last_push_);
    if (ready && last_push_ && last_push_->answered) keep_push();
    while (ready && !unanswered && Clock::now() < until) {
      last_push_ = make_push();
      unanswered = !send(daemon, *last_push_);
      if (!unanswered) keep_push();
      if (!unanswered) std::this_thread::sleep_for(milliseconds{below(25)});
    }
    killer.join();
    return unanswered;
  }
  void keep_push() {
    if (!last_push_) return;
    pushes_.push_back(*last_push_);
    last_push_.reset();
  }

  // What came since the last look, and what the store says of it.
  void look_after(int life) {
    const auto held = store_.look();
    if (!held) return violate("the store cannot be read: " + held.error().message);
    const std::vector<Arrival> came = arrivals();
    oracle_.end_of_life(life, came, *held);
    std::set<std::string> unconfirmed;
    for (const Arrival& arrival : came) {
      if (held->waiting.contains(arrival.key)) unconfirmed.insert(arrival.key);
    }
    if (!unconfirmed.empty()) ++report_.while_sending;
    if (held->waiting.size() > unconfirmed.size()) ++report_.while_waiting;
    if (held->in_flight) ++report_.while_fetching;
    careful_ = held->in_flight || held->crashed;
  }

  std::vector<Arrival> arrivals() {
    const std::vector<ReceivedCall> calls = receiver_.calls_since(looked_at_);
    looked_at_ += calls.size();
    std::vector<Arrival> came;
    came.reserve(calls.size());
    for (const ReceivedCall& call : calls) {
      json::error_code error;
      const json::value body = json::parse(call.body, error);
      if (error || !body.is_object() || !body.as_object().contains("key")) {
        violate("received what is no notice: " + call.body.substr(0, 200));
        continue;
      }
      came.push_back({json::value_to<std::string>(body.at("key")), call.idempotency_key});
    }
    return came;
  }

  // No more kills: everything that waits is sent, and the last file is taken in.
  void live_until_all_is_told() {
    const int last_filed = 97'123;
    write_filed(folder_, alerts_, last_filed);
    next_delay_ = 0;
    DaemonUnderTest daemon(folder_.path(), data_);
    if (!wait_ready(daemon, Clock::now() + longest_start)) return violate("not ready at the end");
    if (last_push_) {
      if (send(daemon, *last_push_)) keep_push();
    }
    const bool told = wait_until(
        [&] {
          const auto held = store_.look();
          return held && held->there && held->waiting.empty() && store_.filed_value() == last_filed;
        },
        std::chrono::seconds{120});
    if (!told) violate("two minutes after the last kill something still waits");
    daemon.process().stop();
    receiver_.settle();
    look_after(plan_.kills);
  }

  void compare() {
    for (const Push& push : pushes_) {
      if (store_.figures_like(push.indicator, push.month, push.numerator) == 1) continue;
      violate(fmt::format("push {} was answered but is not in the store once", push.key));
    }
    oracle_.end_of_all();
    report_.repeats = oracle_.repeats();
    report_.notices_decided = static_cast<int>(oracle_.last().notices.size());
    report_.notices_received = oracle_.received();
    report_.figures_stored = static_cast<int>(oracle_.last().figures);
    report_.violations = oracle_.violations();
  }

  std::mt19937_64 random_;
  std::atomic<int> next_delay_{0};  // ms between receiving a notice and confirming it
  TestFolder folder_;
  WebhookReceiver receiver_;
  std::string data_;
  StoreView store_;
  KillPlan plan_;
  AlertPlan alerts_;
  KillReport report_;
  KillOracle oracle_;
  int next_push_ = 0;
  std::optional<Push> last_push_;  // not answered yet
  std::vector<Push> pushes_;       // answered
  std::size_t looked_at_ = 0;
  bool careful_ = false;
};

}  // namespace

KillReport run_kills(const KillPlan& plan) {
  return KillRun(plan).run();
}

}  // namespace planwatch::e2e
