#include "tests/bench/collect_polling.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <netinet/in.h>
#include <optional>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "daemon/app/runtime.h"
#include "daemon/time/asio_scheduler.h"

extern char** environ;

namespace planwatch {

namespace {

namespace fs = std::filesystem;
using Milliseconds = std::chrono::milliseconds;

constexpr int months = 6;
const Instant first_day = instant_at(make_date(2025, 7, 7), std::chrono::hours{10});

// ---- the other side ----

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "planwatch_polling_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// A loopback port of our own. Listening, it takes connections and never answers.
class Port {
 public:
  explicit Port(bool listens) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (bind(socket_, generic, size) != 0 || getsockname(socket_, generic, &size) != 0) {
      std::abort();
    }
    if (listens && listen(socket_, 4096) != 0) std::abort();
    number_ = ntohs(address.sin_port);
  }
  ~Port() { close(); }
  Port(const Port&) = delete;
  Port& operator=(const Port&) = delete;
  void close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }
  int number() const { return number_; }

 private:
  int socket_;
  int number_ = 0;
};

void pin_to_core(int core) {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  CPU_SET(core, &cores);
  sched_setaffinity(0, sizeof cores, &cores);
}

bool answers(int port) {
  const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  const bool there = connect(probe, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  close(probe);
  return there;
}

// One worker on the last core; stopped with the object.
class Nginx {
 public:
  Nginx(const fs::path& folder, const fs::path& root) {
    Port free(false);
    port_ = free.number();
    free.close();
    const fs::path file = folder / "nginx.conf";
    std::ofstream(file) << fmt::format(
        "daemon off;\nmaster_process off;\npid {0}/nginx.pid;\nerror_log {0}/error.log;\n"
        "events {{ worker_connections 8192; }}\nworker_rlimit_nofile 16384;\n"
        "http {{\n access_log off;\n sendfile on;\n tcp_nopush on;\n keepalive_requests "
        "100000000;\n"
        " keepalive_timeout 600s;\n default_type application/json;\n etag off;\n"
        " client_body_temp_path {0}/b; proxy_temp_path {0}/p; fastcgi_temp_path {0}/f;\n"
        " uwsgi_temp_path {0}/u; scgi_temp_path {0}/s;\n"
        " server {{ listen 127.0.0.1:{1} backlog=4096; root {2}; }}\n}}\n",
        folder.string(), port_, root.string());
    const std::string conf = file.string();
    const std::string prefix = folder.string();
    std::string words[] = {"nginx", "-p", prefix, "-c", conf};
    char* argv[] = {words[0].data(), words[1].data(), words[2].data(),
                    words[3].data(), words[4].data(), nullptr};
    pin_to_core(static_cast<int>(std::max(2L, sysconf(_SC_NPROCESSORS_ONLN))) - 1);
    const int failed = posix_spawnp(&pid_, "nginx", nullptr, nullptr, argv, environ);
    if (failed != 0) pid_ = 0;
    pin_to_core(0);
  }
  ~Nginx() {
    if (pid_ <= 0) return;
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
  }
  Nginx(const Nginx&) = delete;
  Nginx& operator=(const Nginx&) = delete;
  bool wait() const {
    for (int i = 0; pid_ > 0 && i < 500; ++i) {
      if (answers(port_)) return true;
      usleep(10'000);
    }
    return false;
  }
  int port() const { return port_; }

 private:
  pid_t pid_ = 0;
  int port_ = 0;
};

// About 1 kB: the year so far month by month; the last month's figure is another one every round.
std::string answer_of(int feed, int round) {
  std::string rows;
  for (int month = 1; month <= months; ++month) {
    const int revision = month == months ? 1 + round : 1;
    const int value = 500 * month + feed % 7 + revision;
    rows += fmt::format(
        R"({}{{"period":"2025-{:02}","report_date":"2025-07-{:02}","value":{},"unit_name":"{}",)"
        R"("filled_by":"填报员{}","note":"按月累计，截至月末"}})",
        month == 1 ? "" : ",", month, revision, value, "某某区有关责任单位", feed % 100);
  }
  return R"({"code":200,"message":"ok","data":{"total":6,"list":[)" + rows + "]}}";
}

std::string name_of_feed(int feed) {
  return fmt::format("feed_{:05}", feed);
}

void write_answers(const fs::path& root, int feeds, int rounds) {
  for (int round = 0; round < rounds; ++round) {
    const fs::path folder = root / fmt::format("round_{}", round);
    fs::create_directories(folder);
    for (int feed = 0; feed < feeds; ++feed) {
      std::ofstream(folder / (name_of_feed(feed) + ".json")) << answer_of(feed, round);
    }
  }
}

// What nginx shows as /now from here on, in one step.
void show_round(const fs::path& root, int round) {
  const fs::path next = root / "next";
  fs::create_directory_symlink(fmt::format("round_{}", round), next);
  fs::rename(next, root / "now");
}

// ---- this side ----

Indicator indicator_of(int feed) {
  Indicator indicator;
  indicator.id = IndicatorId{"indicator_" + std::to_string(feed)};
  indicator.name = indicator.id.text;
  indicator.task = 1;
  indicator.target = Decimal(6'000);
  indicator.lead = indicator.answerable = UnitId{"单位"};
  return indicator;
}

FeedSpec feed_of(int number, int port) {
  FeedSpec feed;
  feed.id = FeedId{name_of_feed(number)};
  feed.name = feed.id.text;
  feed.unit = UnitId{"单位"};
  HttpSource source;
  source.url = fmt::format("http://127.0.0.1:{}/now/{}.json", port, feed.id.text);
  feed.transport = source;
  feed.format = JsonFormat{"/data/list"};
  ObservationMapping mapping;
  mapping.period = "/period";
  mapping.report_date = "/report_date";
  ValueColumns columns;
  columns.indicator = indicator_of(number).id;
  columns.value = "/value";
  columns.unit = CellUnit::plain;
  mapping.values = {columns};
  feed.mapping = mapping;
  feed.due.day = 10;
  feed.poll = std::chrono::hours{1};
  return feed;
}

Bands default_bands() {
  Bands bands;
  bands.id = BandsId{"default"};
  bands.bands = {{Light::green, std::nullopt, false, Decimal(0), true, {}},
                 {Light::attention, Decimal(0), false, Decimal(10), false, {}},
                 {Light::yellow, Decimal(10), true, Decimal(30), true, {}},
                 {Light::red, Decimal(30), false, std::nullopt, false, {}}};
  return bands;
}

CalendarYear plain_2025() {
  CalendarYear year;
  year.year = 2025;
  year.confirmed = true;
  year.source = "none";
  return year;
}

// Every tenth feed asks `dead`, in turn one port or the other, where any are given.
std::shared_ptr<const Configuration> configuration_of(int feeds, int port,
                                                      const std::vector<int>& dead) {
  auto c = std::make_shared<Configuration>();
  c->plan.id = "polling";
  c->plan.name = "polling";
  c->plan.year = 2025;
  c->plan.area = AreaCode{"620702"};
  c->plan.areas = {{c->plan.area, "甘州区", "Ganzhou", std::nullopt}};
  Unit unit;
  unit.id = UnitId{"单位"};
  c->plan.units = {unit};
  c->plan.coordinating_unit = c->plan.supervising_unit = unit.id;
  c->calendar = Calendar({plain_2025()});
  c->bands = {default_bands()};
  Rule rule;
  rule.id = RuleId{"lights"};
  rule.bands = BandsId{"default"};
  c->rules = {rule};
  for (int feed = 0; feed < feeds; ++feed) {
    c->plan.indicators.push_back(indicator_of(feed));
    const bool is_dead = !dead.empty() && feed % 10 == 0;
    const auto turn = static_cast<std::size_t>(feed / 10) % std::max<std::size_t>(1, dead.size());
    c->feeds.push_back(feed_of(feed, is_dead ? dead.at(turn) : port));
  }
  c->plan.sort_names();
  c->fingerprint = fmt::format("{}-{}", feeds, dead.size());
  return c;
}

// The plan's clock stands still but for the benchmark's own steps.
class SteppedClock : public Clock {
 public:
  Instant now() const override { return now_; }
  void step(std::chrono::hours by) { now_ += by; }

 private:
  Instant now_ = first_day;
};

double cpu_seconds() {
  rusage use{};
  getrusage(RUSAGE_SELF, &use);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(use.ru_utime) + seconds(use.ru_stime);
}

double percentile(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  const auto at = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
  return sorted[at];
}

class Polling {
 public:
  Polling(const fs::path& folder, std::shared_ptr<const Configuration> configuration, int healthy)
      : configuration_(std::move(configuration)), healthy_(healthy) {
    store_ = std::move(open_sqlite_store(folder.string(), OpenMode::read_write).value());
    fetcher_ = make_fetcher({*scheduler_, *http_, scheduler_->blocking(), {}, {}, {}, {}});
    RuntimeParts parts{*scheduler_, plan_clock_, *machine_clock_, *store_, *fetcher_, {}};
    parts.metrics = &metrics_;
    parts.log = [this](const Report& report) { count(report); };
    parts.fatal = [](const Error& error) {
      fmt::print(stderr, "{}\n", error.message);
      std::abort();
    };
    parts.tick_every = Milliseconds{50};
    runtime_ = std::make_unique<Runtime>(configuration_, FeedSelection::real, std::move(parts));
  }

  // Rounds one after another, each begun when the one before is committed.
  void run(const fs::path& root, const char* name, int rounds) {
    root_ = root;
    name_ = name;
    rounds_ = rounds;
    begin_round();
    if (const auto started = runtime_->start(); !started) std::abort();
    scheduler_->run();
  }

  // Whether the newest figure of every healthy feed is in the store.
  bool is_complete(int round, bool with_dead) {
    const auto restored = store_->load();
    if (!restored) return false;
    std::vector<int> newest(configuration_->plan.indicators.size(), 0);
    for (const ObservationRow& row : restored->observations) {
      if (row.observation.period.last_month != months || !row.current) continue;
      newest[row.observation.indicator.value] =
          static_cast<int>(row.observation.value.mantissa()) - 500 * months - 1;
    }
    for (std::size_t feed = 0; feed < newest.size(); ++feed) {
      const bool dead = with_dead && feed % 10 == 0;
      if (!dead && newest[feed] != round + static_cast<int>(feed) % 7) return false;
    }
    return true;
  }

 private:
  void begin_round() {
    show_round(root_, round_);
    delays_.clear();
    cpu_ = cpu_seconds();
    began_ = machine_clock_->now();
  }
  void end_round() {
    const double wall = std::chrono::duration<double>(machine_clock_->now() - began_).count();
    std::sort(delays_.begin(), delays_.end());
    fmt::print("| {}, round {} | {:.0f} | {:.2f} | {:.2f} | {:.0f} | {:.0f} | {:.0f} |\n", name_,
               round_ + 1, static_cast<double>(delays_.size()) / wall, wall, cpu_seconds() - cpu_,
               1e3 * percentile(delays_, 0.5), 1e3 * percentile(delays_, 0.99),
               1e3 * percentile(delays_, 1));
    std::fflush(stdout);
    if (++round_ == rounds_) return scheduler_->stop();
    begin_round();
    plan_clock_.step(std::chrono::hours{1});
  }

  // Comes after the commit.
  void count(const Report& report) {
    if (report.text != "delivery taken in") return;
    delays_.push_back(std::chrono::duration<double>(machine_clock_->now() - began_).count());
    if (static_cast<int>(delays_.size()) == healthy_) scheduler_->post([this] { end_round(); });
  }

  std::shared_ptr<const Configuration> configuration_;
  int healthy_;
  std::unique_ptr<Clock> machine_clock_ = make_machine_clock();
  SteppedClock plan_clock_;
  std::unique_ptr<AsioScheduler> scheduler_ = make_asio_scheduler(2);
  std::unique_ptr<HttpClient> http_ = make_curl_client(*scheduler_);
  Metrics metrics_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Fetcher> fetcher_;
  std::unique_ptr<Runtime> runtime_;
  Instant began_{};
  double cpu_ = 0;
  fs::path root_;
  const char* name_ = "";
  int round_ = 0;
  int rounds_ = 0;
  std::vector<double> delays_;  // seconds from the round's beginning to the commit
};

bool run_rounds(const fs::path& folder, const fs::path& root, int feeds, int rounds, int port,
                const std::vector<int>& dead) {
  const bool with_dead = !dead.empty();
  const int healthy = with_dead ? feeds - (feeds + 9) / 10 : feeds;
  fs::create_directories(folder);
  Polling polling(folder, configuration_of(feeds, port, dead), healthy);
  polling.run(root, with_dead ? "a tenth dead" : "all answer", rounds);
  return polling.is_complete(rounds - 1, with_dead);
}

}  // namespace

int run_polling(int argc, char** argv) {
  const int feeds = argc > 1 ? std::max(10, std::atoi(argv[1])) : 10'000;
  const int rounds = argc > 2 ? std::clamp(std::atoi(argv[2]), 1, 20) : 4;
  const Folder folder;
  const fs::path root = folder.path() / "www";
  write_answers(root, feeds, rounds);
  show_round(root, 0);
  const Nginx nginx(folder.path(), root);
  if (!nginx.wait()) {
    fmt::print(stderr, "nginx does not start; apt-get install nginx-light\n");
    return 1;
  }
  fmt::print("{} feeds, an answer of {} bytes, one core\n\n", feeds, answer_of(1, 1).size());
  fmt::print("| run | feeds/s | wall s | CPU s | delay p50 ms | p99 ms | max ms |\n");
  fmt::print("|---|---|---|---|---|---|---|\n");
  std::fflush(stdout);
  bool complete = run_rounds(folder.path() / "all", root, feeds, rounds, nginx.port(), {});
  const Port silent(true);
  Port closed(false);
  const int closed_port = closed.number();
  closed.close();
  complete = run_rounds(folder.path() / "dead", root, feeds, rounds, nginx.port(),
                        {silent.number(), closed_port}) &&
             complete;
  if (!complete) fmt::print("FIGURES ARE MISSING\n");
  return complete ? 0 : 1;
}

}  // namespace planwatch
