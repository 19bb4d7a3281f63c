#include "daemon/app/daemon.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <fmt/format.h>

#include "config/loader/load.h"
#include "daemon/app/load_checked.h"
#include "daemon/app/plan_host.h"
#include "daemon/store/lock.h"

namespace planwatch {

std::string default_data_folder(bool demo) {
  return demo ? "data-demo" : "data";
}

namespace {

using Configurations = std::vector<std::shared_ptr<const Configuration>>;

// The folders of all plans that run: the first is the one that people mean when they name none.
std::vector<std::string> folders_of(const RunOptions& options) {
  std::vector<std::string> folders{options.config_folder};
  folders.insert(folders.end(), options.also.begin(), options.also.end());
  return folders;
}

// All of them or none, with every problem of every folder.
struct LoadedAll {
  Configurations configurations;
  std::vector<std::string> problems;
};
LoadedAll load_all(const RunOptions& options) {
  LoadedAll all;
  for (const std::string& folder : folders_of(options)) {
    const CheckedConfiguration loaded = load_checked(folder, options.demo.has_value());
    const std::vector<std::string> texts = error_texts(loaded, options.lang);
    all.problems.insert(all.problems.end(), texts.begin(), texts.end());
    if (!loaded.configuration) continue;
    const Plan& plan = loaded.configuration->plan;
    for (const auto& other : all.configurations) {
      if (other->plan.id != plan.id || other->plan.year != plan.year) continue;
      all.problems.push_back(fmt::format(
          "{}：方案 {} {} 年已由另一个目录给出；同一方案同一年只能运行一份 (this plan and year "
          "are given twice)",
          folder, plan.id, plan.year));
    }
    all.configurations.push_back(loaded.configuration);
  }
  return all;
}

// The daemon as a whole: everything that the operating system sees of it.
class Daemon {
 public:
  Daemon(RunOptions options, const Configurations& configurations) : options_(std::move(options)) {
    if (options_.data_folder.empty()) {
      options_.data_folder = default_data_folder(options_.demo.has_value());
    }
    const std::vector<std::string> folders = folders_of(options_);
    for (std::size_t i = 0; i < folders.size(); ++i) {
      hosts_.push_back(
          std::make_unique<PlanHost>(folders[i], configurations[i], options_,
                                     HostParts{*scheduler_, *http_, *mail_, *machine_clock_,
                                               metrics_, log_, [this] { stop(1); }}));
    }
  }

  Result<void> start();
  int run();

 private:
  Result<void> start_plans();
  Result<void> start_server();
  Result<ListenSpec> listen_spec(const Configuration& configuration) const;
  Result<void> check_open(const Configuration& configuration) const;
  std::vector<ApiPlan> api_plans();
  std::vector<std::string> reload();
  std::vector<std::string> refuse_reload(std::vector<std::string> problems);
  bool same_plans(const Configurations& configurations) const;
  void print_welcome() const;
  void stop(int exit_code);
  Instant machine_now() const { return machine_clock_->now(); }

  RunOptions options_;
  Log log_;
  Metrics metrics_;
  std::unique_ptr<Clock> machine_clock_ = make_machine_clock();
  std::unique_ptr<AsioScheduler> scheduler_ = make_asio_scheduler(2);
  std::unique_ptr<HttpClient> http_ = make_curl_client(*scheduler_);
  std::unique_ptr<MailClient> mail_ = make_curl_mail_client(*scheduler_);
  std::optional<FolderLock> lock_;  // of the data folder: one daemon a folder
  std::vector<std::unique_ptr<PlanHost>> hosts_;
  std::unique_ptr<HttpServer> server_;
  int exit_code_ = 0;
};

Result<void> Daemon::start_plans() {
  for (const auto& host : hosts_) {
    if (auto started = host->start(); !started) return started;
    if (lock_) continue;
    auto lock = FolderLock::take(options_.data_folder);
    if (!lock) return tl::make_unexpected(lock.error());
    lock_.emplace(std::move(*lock));
  }
  return {};
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
// from an address that anybody reaches. The certificate is that of the first plan.
Result<void> Daemon::check_open(const Configuration& configuration) const {
  const Result<ListenSpec> listen = listen_spec(configuration);
  if (!listen) return tl::make_unexpected(listen.error());
  return check_listen(*listen, configuration.http);
}

std::vector<ApiPlan> Daemon::api_plans() {
  std::vector<ApiPlan> plans;
  for (const auto& host : hosts_) {
    ApiPlan plan{host->configuration().plan.id, host->configuration().plan.year, host->backend()};
    plan.backend.metrics = [this] {
      for (const auto& one : hosts_) one->refresh_metrics();
      return metrics_.render();
    };
    plan.backend.reload = [this] { return reload(); };
    plan.backend.plans = [this] {
      std::vector<std::shared_ptr<const Snapshot>> snapshots;
      for (const auto& one : hosts_) snapshots.push_back(one->snapshot());
      return snapshots;
    };
    plan.backend.ready = [this] {
      return std::all_of(hosts_.begin(), hosts_.end(),
                         [](const auto& one) { return one->ready(); });
    };
    plans.push_back(std::move(plan));
  }
  return plans;
}

Result<void> Daemon::start_server() {
  for (const auto& host : hosts_) {
    if (auto allowed = check_open(host->configuration()); !allowed) return allowed;
  }
  const Result<ListenSpec> listen = listen_spec(hosts_.front()->configuration());
  if (!listen) return tl::make_unexpected(listen.error());
  const auto handler = [this, plans = api_plans()](const ServerRequest& request) {
    ServerReply reply = answer(request, plans);
    if (reply.later) {
      reply.answered = [this, path = request.path](const ServerReply& made) {
        metrics_.count_request(path, made.status);
      };
    } else {
      metrics_.count_request(request.path, reply.status);
    }
    return reply;
  };
  auto server = start_http_server(scheduler_->context(), *listen, handler, scheduler_.get());
  if (!server) return tl::make_unexpected(server.error());
  server_ = std::move(*server);
  return {};
}

Result<void> Daemon::start() {
  if (auto plans = start_plans(); !plans) return plans;
  if (auto server = start_server(); !server) return server;
  metrics_.count_reload(true, machine_now());
  // A peer that went away is an error of its connection: some libraries write without asking for
  // that, and whoever reads our log may go away as well.
  std::signal(SIGPIPE, SIG_IGN);
  scheduler_->on_signal([this](int signal) {
    if (signal == SIGHUP) {
      reload();
    } else {
      stop(0);
    }
  });
  return {};
}

std::vector<std::string> Daemon::refuse_reload(std::vector<std::string> problems) {
  metrics_.count_reload(false, machine_now());
  log_.write(ReportLevel::error, "reload refused, the old configuration stays",
             {{"problems", std::to_string(problems.size())},
              {"first", problems.empty() ? std::string{} : problems.front()}});
  return problems;
}

bool Daemon::same_plans(const Configurations& configurations) const {
  for (std::size_t i = 0; i < hosts_.size(); ++i) {
    const Plan& old = hosts_[i]->configuration().plan;
    if (configurations[i]->plan.id != old.id || configurations[i]->plan.year != old.year) {
      return false;
    }
  }
  return true;
}

// First everything that may fail, touching nothing; then the swap, which cannot.
std::vector<std::string> Daemon::reload() {
  const LoadedAll loaded = load_all(options_);
  if (!loaded.problems.empty()) return refuse_reload(loaded.problems);
  if (!same_plans(loaded.configurations)) {
    return refuse_reload(
        {"方案或年度已改变：一个运行中的方案不能换成另一个，请重新启动 planwatch "
         "(another plan or year: restart planwatch)"});
  }
  for (const auto& configuration : loaded.configurations) {
    if (auto open = check_open(*configuration); !open) return refuse_reload({open.error().message});
  }
  for (std::size_t i = 0; i < hosts_.size(); ++i) {
    auto swapped = hosts_[i]->replace(loaded.configurations[i]);
    if (!swapped) return refuse_reload({swapped.error().message});
    log_.write(ReportLevel::info, "configuration reloaded",
               {{"plan", hosts_[i]->configuration().plan.id},
                {"year", std::to_string(hosts_[i]->configuration().plan.year)},
                {"fingerprint", hosts_[i]->configuration().fingerprint}});
  }
  metrics_.count_reload(true, machine_now());
  return {};
}

void Daemon::print_welcome() const {
  const Configuration& first = hosts_.front()->configuration();
  const std::string scheme = first.http.certificate_file.empty() ? "http" : "https";
  const std::string host = options_.listen.substr(0, options_.listen.rfind(':'));
  const std::string base = fmt::format("{}://{}:{}", scheme, host, server_->port());
  for (const auto& one : hosts_) {
    fmt::print("planwatch 正在运行：{}（{} 年）\n", one->configuration().plan.name,
               one->configuration().plan.year);
  }
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
  for (const auto& host : hosts_) host->stop();
  server_.reset();
  hosts_.clear();
  log_.write(ReportLevel::info, "stopped", {{"exit", std::to_string(exit_code_)}});
  return exit_code_;
}

}  // namespace

int run_daemon(const RunOptions& options) {
  const LoadedAll loaded = load_all(options);
  for (const std::string& problem : loaded.problems) fmt::print(stderr, "{}\n", problem);
  if (!loaded.problems.empty()) return 2;
  Daemon daemon(options, loaded.configurations);
  if (auto started = daemon.start(); !started) {
    fmt::print(stderr, "planwatch: {}\n", started.error().message);
    return 1;
  }
  return daemon.run();
}

}  // namespace planwatch
