#include "daemon/app/plan_host.h"

#include <filesystem>

#include "daemon/app/channels.h"
#include "daemon/app/link_key.h"
#include "daemon/app/plan_store.h"
#include "daemon/app/stored_plan.h"
#include "daemon/send/action_link.h"

namespace planwatch {

PlanHost::PlanHost(std::string config_folder, std::shared_ptr<const Configuration> configuration,
                   const RunOptions& options, HostParts parts)
    : config_folder_(std::move(config_folder)),
      configuration_(std::move(configuration)),
      options_(options),
      parts_(std::move(parts)) {}

SourceVariables PlanHost::variables() const {
  SourceVariables variables;
  variables.values.emplace_back("year", std::to_string(configuration_->plan.year));
  if (demo_) {
    variables.values.emplace_back("samples",
                                  std::filesystem::absolute(demo_->samples_folder()).string());
    variables.values.emplace_back("samples_url", demo_->samples_url());
  }
  return variables;
}

std::unique_ptr<Fetcher> PlanHost::make_the_fetcher() {
  return make_fetcher({parts_.scheduler, parts_.http, parts_.scheduler.blocking(), variables(),
                       config_folder_, [this] { return parts_.machine_clock.now(); },
                       [this] { return local_date(plan_clock().now()); }});
}

const Clock& PlanHost::plan_clock() const {
  return demo_ ? demo_->plan_clock() : parts_.machine_clock;
}

std::shared_ptr<Channel> PlanHost::make_the_channel(const Receiver& receiver) {
  const HttpSettings& http = configuration_->http;
  const ChannelParts parts{
      parts_.scheduler,
      parts_.http,
      parts_.mail,
      parts_.machine_clock,
      options_.data_folder,
      [&log = parts_.log](const std::string& line) { log.write(ReportLevel::info, line); }};
  return make_channel(receiver, configuration_->routing,
                      make_links(http.public_url, http.link_valid_days, link_key_), parts);
}

RuntimeParts PlanHost::runtime_parts() {
  Log& log = parts_.log;
  RuntimeParts parts{parts_.scheduler,
                     plan_clock(),
                     parts_.machine_clock,
                     *store_,
                     *fetcher_,
                     [this](const Receiver& receiver) { return make_the_channel(receiver); }};
  parts.http = &parts_.http;
  parts.address = (configuration_->http.certificate_file.empty() ? "http://" : "https://") +
                  options_.listen + "/api/v1/alerts";
  parts.metrics = &parts_.metrics;
  parts.log = [&log](const Report& report) { log.write(report); };
  parts.fatal = [this](const Error& error) {
    parts_.log.write(ReportLevel::error, "the store failed, stopping", {{"error", error.message}});
    parts_.fatal();
  };
  parts.before_fetch = [this](const FeedId& feed) {
    if (drops_) drops_->rearm(feed);
  };
  if (demo_) {
    parts.tick_every = std::chrono::milliseconds{100};
    parts.before_tick = [this](Instant plan_now) {
      if (auto delivered = demo_->deliver_until(plan_now); !delivered) {
        parts_.log.write(ReportLevel::error, "sample delivery failed",
                         {{"error", delivered.error().message}});
      }
    };
  }
  return parts;
}

Result<void> PlanHost::start_demo() {
  auto demo = DemoMode::start(configuration_, *options_.demo, options_.data_folder,
                              parts_.scheduler, parts_.machine_clock);
  if (!demo) return tl::make_unexpected(demo.error());
  demo_ = std::move(*demo);
  return {};
}

Result<void> PlanHost::start() {
  if (options_.demo) {
    if (auto started = start_demo(); !started) return started;
  }
  auto store = open_plan_store(options_.data_folder, *configuration_, OpenMode::read_write);
  if (!store) return tl::make_unexpected(store.error());
  store_ = std::move(*store);
  auto key = load_link_key(options_.data_folder);
  if (!key) return tl::make_unexpected(key.error());
  link_key_ = std::move(*key);
  fetcher_ = make_the_fetcher();
  runtime_ = std::make_unique<Runtime>(configuration_, selection(), runtime_parts());
  drops_ = std::make_unique<DropWatch>(parts_.scheduler, variables(), config_folder_,
                                       [this](const FeedId& feed) { runtime_->touch(feed); });
  drops_->use(*configuration_, selection());
  return runtime_->start();
}

void PlanHost::stop() {
  runtime_->stop();
}

Result<void> PlanHost::replace(std::shared_ptr<const Configuration> configuration) {
  // The runtime makes its channels anew from what is the configuration by then.
  std::swap(configuration_, configuration);
  Result<void> swapped = runtime_->replace(configuration_);
  if (!swapped) std::swap(configuration_, configuration);
  drops_->use(*configuration_, selection());
  return swapped;
}

ApiBackend PlanHost::backend() {
  ApiBackend backend;
  backend.snapshot = [this] { return runtime_->snapshot(); };
  backend.push = [this](const Push& push) { return runtime_->push(push); };
  backend.provenance = [this](const IndicatorId& indicator, const AreaCode& area) {
    return store_->provenance(indicator, area).value_or(std::vector<Provenance>{});
  };
  backend.notices = [this](const std::vector<std::string>& alerts) {
    return read_notices(*store_, alerts).value_or(std::vector<NoticeRecord>{});
  };
  backend.as_known_on = [folder = options_.data_folder, feeds = selection()](
                            const auto& configuration, Date day, const IndicatorId& indicator,
                            const AreaCode& area) {
    return read_known_plan(configuration, folder, feeds, day, indicator, area);
  };
  backend.act = [this](const Actor& actor, const PersonAction& action) {
    return runtime_->act(actor, action);
  };
  backend.deliveries = [this](const DeliveryFilter& filter) { return store_->deliveries(filter); };
  backend.plan_now = [this] { return runtime_->plan_now(); };
  backend.link_key = [this] { return link_key_; };
  backend.ready = [this] { return ready(); };
  return backend;
}

}  // namespace planwatch
