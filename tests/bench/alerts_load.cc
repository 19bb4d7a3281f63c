#include <cstdio>
#include <deque>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <set>

#include "daemon/app/runtime.h"
#include "tests/bench/alerts_bench.h"
#include "tests/support/process.h"
#include "tests/support/virtual_scheduler.h"

namespace planwatch::bench {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int areas = 100;
constexpr int units = 50;
constexpr int robots = 10;
constexpr int robot_per_minute = 20;             // WeCom's, DingTalk's group robots
constexpr std::size_t robot_most_bytes = 4'096;  // WeCom markdown
constexpr milliseconds robot_answers_after{80};
constexpr seconds longest_time{24 * 3'600};  // virtual
constexpr double aim_mib = 256;

const Instant start = instant_at(make_date(2025, 7, 7), std::chrono::hours{9});

// ---- the plan ----

UnitId unit_of(int indicator) {
  return UnitId{fmt::format("单位{:02}", indicator % units)};
}

Indicator make_indicator(int number) {
  Indicator indicator;
  indicator.id = IndicatorId{fmt::format("indicator_{:03}", number)};
  indicator.task = 1;
  indicator.name = fmt::format("第{}项指标完成率", number);
  indicator.kind = IndicatorKind::ratio;
  indicator.measure = Measure::ratio;
  indicator.target = Decimal::of(98, 2);
  indicator.schedule.kind = ScheduleKind::none;
  indicator.answerable = unit_of(number);
  indicator.lead = indicator.answerable;
  return indicator;
}

Plan make_plan(int indicators) {
  Plan plan;
  plan.id = "bench";
  plan.name = "压测方案";
  plan.year = 2025;
  plan.area = AreaCode{"100000"};
  for (int a = 0; a < areas; ++a) {
    plan.areas.push_back(
        {AreaCode{fmt::format("{}", 100'000 + a)}, fmt::format("第{}区", a), "area", {}});
  }
  for (int u = 0; u < units; ++u) {
    Unit unit;
    unit.id = unit_of(u);
    plan.units.push_back(unit);
  }
  plan.coordinating_unit = plan.supervising_unit = unit_of(0);
  Task task;
  task.number = 1;
  task.title = "压测任务";
  task.lead = unit_of(0);
  task.departments = {task.lead};
  task.clause = "第1行";
  task.quantified = true;
  plan.tasks = {task};
  for (int i = 0; i < indicators; ++i) plan.indicators.push_back(make_indicator(i));
  return plan;
}

ReceiverId robot_id(int number) {
  return ReceiverId{fmt::format("robot_{}", number)};
}

// Each robot's group has the people of some units.
Routing make_routing() {
  Routing routing;
  for (int r = 0; r < robots; ++r) {
    Receiver receiver;
    receiver.id = robot_id(r);
    receiver.channel = WebhookChannel{};
    receiver.give_up_after = longest_time;
    routing.receivers.push_back(receiver);
    Route route;
    route.id = RouteId{fmt::format("to_{}", r)};
    for (int u = r; u < units; u += robots) route.units.push_back(unit_of(u));
    route.receivers = {receiver.id};
    route.ladder = {{StepAfter::firing, 0, Role::contact, {}}};
    routing.routes.push_back(route);
  }
  return routing;
}

std::shared_ptr<const Configuration> make_configuration(int indicators) {
  auto c = std::make_shared<Configuration>();
  c->plan = make_plan(indicators);
  Bands bands;
  bands.id = BandsId{"default"};
  bands.bands = {{Light::green, std::nullopt, false, Decimal(0), true, {}},
                 {Light::attention, Decimal(0), false, Decimal(10), false, {}},
                 {Light::yellow, Decimal(10), true, Decimal(30), true, {}},
                 {Light::red, Decimal(30), false, std::nullopt, false, {}}};
  c->bands = {bands};
  Rule rule;
  rule.id = RuleId{"lights"};
  rule.name = "亮灯";
  rule.bands = bands.id;
  rule.yellow_widths = {{IndicatorKind::ratio, Decimal::of(3, 2)}};
  c->rules = {rule};
  c->routing = make_routing();
  return c;
}

ObservationsArrived make_figures(const std::shared_ptr<const Configuration>& c, int alerts) {
  ObservationsArrived event;
  event.at = start;
  event.feed = FeedId{"bench"};
  event.extracted_with = c;
  event.extracted.delivery.source = "bench";
  event.extracted.delivery.sha256 = "bench";
  for (int i = 0; i < alerts; ++i) {
    Observation o;
    o.indicator = IndicatorIndex{static_cast<std::uint32_t>(i / areas)};
    o.area = AreaIndex{static_cast<std::uint32_t>(i % areas)};
    o.period = Period::month(2025, 6);
    o.has_parts = true;
    o.numerator = Decimal(i % 2 == 0 ? 45'000 + i : 96'000 + i % 100);
    o.denominator = Decimal(100'000);
    event.extracted.observations.push_back(o);
  }
  return event;
}

// ---- the robots ----

struct Told {
  std::map<std::string, int> times;  // by the decision's key
  std::set<std::string> alerts;
  std::map<ReceiverId, int> messages;
  std::size_t largest = 0;  // bytes
  int over_limit = 0;       // attempts that a robot had to turn away
  int too_long = 0;
  Instant last{};
};

std::size_t bytes_of(const Notice& notice) {
  if (notice.items.empty()) return notice.title.size() + notice.text.size();
  std::size_t bytes = notice.title.size();
  for (const NoticeItem& item : notice.items) bytes += item.title.size() + item.text.size() + 2;
  for (const std::string& line : notice.also) bytes += line.size() + 1;
  return bytes;
}

// Takes 20 messages in any minute and none that is too long, as the vendors' do.
class StrictRobot : public Channel {
 public:
  StrictRobot(VirtualScheduler& scheduler, ReceiverId id, Told& told)
      : scheduler_(scheduler), id_(std::move(id)), told_(told) {}

  void send(const Notice& notice, Done done) override {
    scheduler_.after(robot_answers_after, [done, result = take(notice)] { done(result); });
  }
  ChannelLimits limits() const override { return {robot_most_bytes, robot_per_minute, 0}; }
  std::size_t encoded_bytes(const Notice& notice) const override { return bytes_of(notice); }

 private:
  SendResult take(const Notice& notice) {
    const Instant now = scheduler_.now();
    while (!taken_.empty() && taken_.front() + seconds{60} <= now) taken_.pop_front();
    if (bytes_of(notice) > robot_most_bytes) {
      ++told_.too_long;
      return {SendClass::split, "too long"};
    }
    if (taken_.size() >= robot_per_minute) {
      ++told_.over_limit;
      return {SendClass::retry_later, "45009"};
    }
    taken_.push_back(now);
    note(notice);
    return {};
  }
  void note(const Notice& notice) {
    ++told_.messages[id_];
    told_.largest = std::max(told_.largest, bytes_of(notice));
    told_.last = scheduler_.now();
    if (notice.items.empty()) note(notice.key);
    for (const NoticeItem& item : notice.items) note(item.key);
  }
  void note(const NoticeKey& key) {
    ++told_.times[to_string(key)];
    told_.alerts.insert(key.alert);
  }

  VirtualScheduler& scheduler_;
  ReceiverId id_;
  Told& told_;
  std::deque<Instant> taken_;
};

class NoFetcher : public Fetcher {
 public:
  void fetch(const FeedSpec&, const FetchMemory&, Done done) override { done(Fetched{}); }
};

// ---- the run ----

// A line of /proc/self/status in MiB: the peak is counted anew from reset_peak on.
double status_mib(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name)) return std::stod(line.substr(name.size())) / 1024.0;
  }
  return 0;
}
void reset_peak() {
  std::ofstream("/proc/self/clear_refs") << "5";
}

std::set<std::string> firing_alerts(const Snapshot& snapshot) {
  std::set<std::string> keys;
  for (const Alert& alert : snapshot.alerts) {
    const bool ours = alert.key.subject_kind == SubjectKind::indicator;
    if (ours && is_firing(alert)) keys.insert(to_string(alert.key));
  }
  return keys;
}

bool all_told(const std::set<std::string>& firing, const Told& told) {
  return std::includes(told.alerts.begin(), told.alerts.end(), firing.begin(), firing.end());
}

int print(const std::set<std::string>& firing, const Told& told, double wall) {
  int messages = 0;
  int most = 0;
  for (const auto& [receiver, count] : told.messages) {
    messages += count;
    most = std::max(most, count);
  }
  int twice = 0;
  for (const auto& [key, times] : told.times) twice += times > 1 ? 1 : 0;
  int lost = 0;
  for (const std::string& alert : firing) lost += told.alerts.contains(alert) ? 0 : 1;
  const std::chrono::duration<double, std::ratio<60>> until = told.last - start;
  std::printf("alerts firing %zu, told %zu, lost %d, told twice %d\n", firing.size(),
              told.alerts.size(), lost, twice);
  std::printf("messages %d to %zu robots, at most %d to one; largest %zu bytes\n", messages,
              told.messages.size(), most, told.largest);
  std::printf("turned away by a robot: %d over its limit, %d too long\n", told.over_limit,
              told.too_long);
  std::printf("the last one after %.1f min of the robots' time; wall time %.1f s\n", until.count(),
              wall);
  const double peak = status_mib("VmHWM:");
  std::printf("peak memory %.0f MiB; aim %.0f MiB: %s\n", peak, aim_mib,
              peak <= aim_mib ? "met" : "missed");
  return lost > 0 || twice > 0 ? 1 : 0;
}

}  // namespace

int run_load(int alerts) {
  std::printf("== load: %d alerts at once, %d robots of %d messages a minute\n", alerts, robots,
              robot_per_minute);
  std::fflush(stdout);
  reset_peak();
  const auto began = std::chrono::steady_clock::now();
  const auto configuration = make_configuration((alerts + areas - 1) / areas);
  VirtualScheduler scheduler(start);
  const TestFolder folder;
  auto store = open_sqlite_store(folder.file("data"), OpenMode::read_write);
  if (!store) {
    std::printf("%s\n", store.error().message.c_str());
    return 1;
  }
  NoFetcher fetcher;
  Told told;
  std::string fatal;
  Runtime runtime(configuration, FeedSelection::real,
                  RuntimeParts{.scheduler = scheduler,
                               .plan_clock = scheduler.machine_clock(),
                               .machine_clock = scheduler.machine_clock(),
                               .store = **store,
                               .fetcher = fetcher,
                               .make_channel =
                                   [&](const Receiver& receiver) {
                                     return std::make_shared<StrictRobot>(scheduler, receiver.id,
                                                                          told);
                                   },
                               .log = [](const Report&) {},
                               .fatal = [&](const Error& error) { fatal = error.message; },
                               .before_tick = {},
                               .tick_every = seconds{10},
                               .address = {}});
  if (auto started = runtime.start(); !started) fatal = started.error().message;
  runtime.handle(make_figures(configuration, alerts));
  scheduler.run_for(seconds{1});
  const std::set<std::string> firing = firing_alerts(*runtime.snapshot());
  while (fatal.empty() && !all_told(firing, told) && scheduler.now() < start + longest_time) {
    scheduler.run_for(seconds{30});
  }
  scheduler.run_for(seconds{900});  // whatever would come a second time
  if (!fatal.empty()) {
    std::printf("the store failed: %s\n", fatal.c_str());
    return 1;
  }
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - began;
  return print(firing, told, wall.count());
}

}  // namespace planwatch::bench
