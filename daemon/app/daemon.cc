#include "daemon/app/daemon.h"

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>

#include "config/loader/load.h"
#include "daemon/app/channels.h"
#include "daemon/app/demo_mode.h"
#include "daemon/app/load_checked.h"
#include "daemon/app/log.h"
#include "daemon/app/runtime.h"
#include "daemon/expose/api.h"
#include "daemon/time/asio_scheduler.h"

namespace planwatch {

std::string default_data_folder(bool demo) {
  return demo ? "data-demo" : "data";
}

namespace {

// The daemon as a whole: everything that the operating system sees of it.
class Daemon {
 public:
  Daemon(RunOptions options, std::shared_ptr<const Configuration> configuration)
      : options_(std::move(options)), configuration_(std::move(configuration)) {
    if (options_.data_folder.empty()) {
      options_.data_folder = default_data_folder(options_.demo.has_value());
    }
  }

  Result<void> start();
  int run();

 private:
  Result<void> start_plan();
  Result<void> start_server();
  Result<ListenSpec> listen_spec(const Configuration& configuration) const;
  Result<void> check_open(const Configuration& configuration) const;
  std::unique_ptr<Fetcher> make_the_fetcher();
  RuntimeParts runtime_parts();
  std::vector<std::string> reload();
  void refuse_reload(const std::vector<std::string>& problems);
  void print_welcome() const;
  void stop(int exit_code);
  Instant machine_now() const { return machine_clock_->now(); }

  RunOptions options_;
  std::shared_ptr<const Configuration> configuration_;
  Log log_;
  Metrics metrics_;
  std::unique_ptr<Clock> machine_clock_ = make_machine_clock();
  std::unique_ptr<AsioScheduler> scheduler_ = make_asio_scheduler(2);
  std::unique_ptr<HttpClient> http_ = make_curl_client(*scheduler_);
  std::unique_ptr<DemoMode> demo_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Fetcher> fetcher_;
  std::unique_ptr<Runtime> runtime_;
  std::unique_ptr<HttpServer> server_;
  int exit_code_ = 0;
};

std::unique_ptr<Fetcher> Daemon::make_the_fetcher() {
  SourceVariables variables;
  variables.values.emplace_back("year", std::to_string(configuration_->plan.year));
  if (demo_) {
    variables.values.emplace_back("samples",
                                  std::filesystem::absolute(demo_->samples_folder()).string());
    variables.values.emplace_back("samples_url", demo_->samples_url());
  }
  return make_fetcher(*scheduler_, *http_, *scheduler_, std::move(variables),
                      options_.config_folder);
}

RuntimeParts Daemon::runtime_parts() {
  const Clock& plan_clock = demo_ ? demo_->plan_clock() : *machine_clock_;
  RuntimeParts parts{
      *scheduler_,
      plan_clock,
      *machine_clock_,
      *store_,
      *fetcher_,
      channel_factory(*scheduler_, *http_, options_.data_folder,
                      [this](const std::string& line) { log_.write(ReportLevel::info, line); })};
  parts.http = http_.get();
  parts.address = (configuration_->http.certificate_file.empty() ? "http://" : "https://") +
                  options_.listen + "/api/v1/alerts";
  parts.metrics = &metrics_;
  parts.log = [this](const Report& report) { log_.write(report); };
  parts.fatal = [this](const Error& error) {
    log_.write(ReportLevel::error, "the store failed, stopping", {{"error", error.message}});
    stop(1);
  };
  if (demo_) {
    parts.tick_every = std::chrono::milliseconds{100};
    parts.before_tick = [this](Instant plan_now) {
      if (auto delivered = demo_->deliver_until(plan_now); !delivered) {
        log_.write(ReportLevel::error, "sample delivery failed",
                   {{"error", delivered.error().message}});
      }
    };
  }
  return parts;
}

Result<void> Daemon::start_plan() {
  if (options_.demo) {
    auto demo = DemoMode::start(configuration_, *options_.demo, options_.data_folder, *scheduler_,
                                *machine_clock_);
    if (!demo) return tl::make_unexpected(demo.error());
    demo_ = std::move(*demo);
  }
  auto store = open_sqlite_store(options_.data_folder, OpenMode::read_write);
  if (!store) return tl::make_unexpected(store.error());
  store_ = std::move(*store);
  fetcher_ = make_the_fetcher();
  runtime_ = std::make_unique<Runtime>(
      configuration_, demo_ ? FeedSelection::samples : FeedSelection::real, runtime_parts());
  return runtime_->start();
}

Result<ListenSpec> Daemon::listen_spec(const Configuration& configuration) const {
  const auto address = parse_listen(options_.listen);
  if (!address) return tl::make_unexpected(address.error());
  ListenSpec listen;
  listen.host = address->first;
  listen.port = address->second;
  listen.certificate_file = configuration.http.certificate_file;
  listen.key_file = configuration.http.key_file;
  return listen;
}

// Whether the address may be open with this configuration: a reload must not take the tokens away
// from an address that anybody reaches.
Result<void> Daemon::check_open(const Configuration& configuration) const {
  const Result<ListenSpec> listen = listen_spec(configuration);
  if (!listen) return tl::make_unexpected(listen.error());
  return check_listen(*listen, configuration.http);
}

Result<void> Daemon::start_server() {
  if (auto allowed = check_open(*configuration_); !allowed) return allowed;
  const Result<ListenSpec> listen = listen_spec(*configuration_);
  if (!listen) return tl::make_unexpected(listen.error());
  ApiBackend backend;
  backend.snapshot = [this] { return runtime_->snapshot(); };
  backend.metrics = [this] {
    runtime_->refresh_metrics();
    return metrics_.render();
  };
  backend.provenance = [this](const IndicatorId& indicator, const AreaCode& area) {
    return store_->provenance(indicator, area).value_or(std::vector<Provenance>{});
  };
  backend.reload = [this] { return reload(); };
  backend.act = [this](const std::string& person, const PersonAction& action) {
    return runtime_->act(person, action);
  };
  backend.ready = [this] { return runtime_ && runtime_->ready(); };
  auto server = start_http_server(scheduler_->context(), *listen,
                                  [this, backend](const ServerRequest& request) {
                                    ServerReply reply = answer(request, backend);
                                    metrics_.count_request(request.path, reply.status);
                                    return reply;
                                  });
  if (!server) return tl::make_unexpected(server.error());
  server_ = std::move(*server);
  return {};
}

Result<void> Daemon::start() {
  if (auto plan = start_plan(); !plan) return plan;
  if (auto server = start_server(); !server) return server;
  metrics_.count_reload(true, machine_now());
  scheduler_->on_signal([this](int signal) {
    if (signal == SIGHUP) {
      reload();
    } else {
      stop(0);
    }
  });
  return {};
}

void Daemon::refuse_reload(const std::vector<std::string>& problems) {
  metrics_.count_reload(false, machine_now());
  log_.write(ReportLevel::error, "reload refused, the old configuration stays",
             {{"problems", std::to_string(problems.size())},
              {"first", problems.empty() ? std::string{} : problems.front()}});
}

// First everything that may fail, touching nothing; then the swap, which cannot.
std::vector<std::string> Daemon::reload() {
  const CheckedConfiguration loaded =
      load_checked(options_.config_folder, options_.demo.has_value());
  if (!loaded.configuration) {
    std::vector<std::string> problems = error_texts(loaded, options_.lang);
    refuse_reload(problems);
    return problems;
  }
  if (loaded.configuration->plan.year != configuration_->plan.year ||
      loaded.configuration->plan.id != configuration_->plan.id) {
    std::vector<std::string> problems{
        "方案或年度已改变：一个运行中的方案不能换成另一个，请重新启动 planwatch "
        "(another plan or year: restart planwatch)"};
    refuse_reload(problems);
    return problems;
  }
  Result<void> swapped = check_open(*loaded.configuration);
  if (swapped) swapped = runtime_->replace(loaded.configuration);
  if (!swapped) {
    refuse_reload({swapped.error().message});
    return {swapped.error().message};
  }
  configuration_ = loaded.configuration;
  metrics_.count_reload(true, machine_now());
  log_.write(ReportLevel::info, "configuration reloaded",
             {{"fingerprint", configuration_->fingerprint}});
  return {};
}

void Daemon::print_welcome() const {
  const std::string scheme = configuration_->http.certificate_file.empty() ? "http" : "https";
  const std::string host = options_.listen.substr(0, options_.listen.rfind(':'));
  const std::string base = fmt::format("{}://{}:{}", scheme, host, server_->port());
  fmt::print("planwatch 正在运行：{}（{} 年）\n", configuration_->plan.name,
             configuration_->plan.year);
  if (options_.demo)
    fmt::print("  演示：全部数据为样例，不是任何单位的真实数据 (demo, sample data only)\n");
  fmt::print("  指标 metrics   {}/metrics\n  亮灯 lights    {}/api/v1/status\n", base, base);
  fmt::print("  任务 tasks     {}/api/v1/tasks\n  预警 alerts    {}/api/v1/alerts\n", base, base);
  fmt::print("  健康 health    {}/-/healthy\n  数据目录 data  {}\n", base, options_.data_folder);
  fmt::print("  查看 look      build/planwatch status --config {} --data {}\n",
             options_.config_folder, options_.data_folder);
  std::fflush(stdout);
}

void Daemon::stop(int exit_code) {
  exit_code_ = exit_code;
  scheduler_->stop();
}

int Daemon::run() {
  print_welcome();
  scheduler_->run();
  runtime_->stop();
  server_.reset();
  runtime_.reset();
  log_.write(ReportLevel::info, "stopped", {{"exit", std::to_string(exit_code_)}});
  return exit_code_;
}

}  // namespace

int run_daemon(const RunOptions& options) {
  const CheckedConfiguration loaded = load_checked(options.config_folder, options.demo.has_value());
  for (const std::string& problem : error_texts(loaded, options.lang)) {
    fmt::print(stderr, "{}\n", problem);
  }
  if (!loaded.configuration) return 2;
  Daemon daemon(options, loaded.configuration);
  if (auto started = daemon.start(); !started) {
    fmt::print(stderr, "planwatch: {}\n", started.error().message);
    return 1;
  }
  return daemon.run();
}

}  // namespace planwatch
