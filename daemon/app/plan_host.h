#pragma once

#include <functional>
#include <memory>
#include <string>

#include "collectors/fetch/mail_client.h"
#include "daemon/app/daemon.h"
#include "daemon/app/demo_mode.h"
#include "daemon/app/drop_watch.h"
#include "daemon/app/log.h"
#include "daemon/app/runtime.h"
#include "daemon/expose/api.h"
#include "daemon/time/asio_scheduler.h"

namespace planwatch {

// What the plans of one daemon share. All references outlive the hosts.
struct HostParts {
  AsioScheduler& scheduler;
  HttpClient& http;
  MailClient& mail;
  const Clock& machine_clock;
  Metrics& metrics;
  Log& log;
  std::function<void()> fatal;  // the store failed: the daemon has to stop
};

// One plan's year with everything that is its own: configuration, store, feeds and runtime. Two of
// them run side by side around the year's end. Owner thread only.
class PlanHost {
 public:
  // `options` name the data folder, the address and the demo; the folder is this plan's own.
  PlanHost(std::string config_folder, std::shared_ptr<const Configuration> configuration,
           const RunOptions& options, HostParts parts);

  Result<void> start();
  // Commits what waits.
  void stop();
  // The other half of a reload: cannot fail for reasons of configuration.
  Result<void> replace(std::shared_ptr<const Configuration> configuration);
  void refresh_metrics() { runtime_->refresh_metrics(); }

  const Configuration& configuration() const { return *configuration_; }
  const std::string& config_folder() const { return config_folder_; }
  std::shared_ptr<const Snapshot> snapshot() const { return runtime_->snapshot(); }
  bool ready() const { return runtime_ && runtime_->ready(); }
  // What the API needs of this plan; `metrics` and `reload` are the daemon's and left empty.
  ApiBackend backend();

 private:
  const Clock& plan_clock() const;
  SourceVariables variables() const;
  FeedSelection selection() const { return demo_ ? FeedSelection::samples : FeedSelection::real; }
  std::unique_ptr<Fetcher> make_the_fetcher();
  std::shared_ptr<Channel> make_the_channel(const Receiver& receiver);
  RuntimeParts runtime_parts();
  Result<void> start_demo();

  std::string config_folder_;
  std::shared_ptr<const Configuration> configuration_;
  const RunOptions& options_;
  HostParts parts_;
  std::unique_ptr<DemoMode> demo_;
  std::unique_ptr<Store> store_;
  Secret link_key_;  // of the data folder: signs the links in messages
  std::unique_ptr<Fetcher> fetcher_;
  std::unique_ptr<Runtime> runtime_;
  std::unique_ptr<DropWatch> drops_;
};

}  // namespace planwatch
