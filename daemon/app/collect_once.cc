#include "daemon/app/collect_once.h"

#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <unistd.h>

#include "collectors/read/read_body.h"
#include "daemon/app/daemon.h"
#include "daemon/app/demo_mode.h"
#include "daemon/time/asio_scheduler.h"

namespace planwatch {

namespace {

// A folder of its own under the system's temporary folder, removed when it goes out of scope.
class TemporaryFolder {
 public:
  TemporaryFolder()
      : path_(std::filesystem::temp_directory_path() /
              fmt::format("planwatch-collect-{}", getpid())) {}
  ~TemporaryFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

CollectedBody read_stages(FetchedBody fetched, const FeedSpec& feed,
                          const Configuration& configuration) {
  Result<Document> document = decode_body(fetched, feed);
  Result<Extracted> extracted = document ? read_body(fetched, feed, configuration)
                                         : Result<Extracted>(tl::make_unexpected(document.error()));
  return {std::move(fetched), std::move(document), std::move(extracted)};
}

}  // namespace

Result<Collected> collect_once(const std::shared_ptr<const Configuration>& configuration,
                               const std::string& config_folder, const FeedId& feed) {
  const FeedSpec& spec = *configuration->find_feed(feed);
  const auto clock = make_machine_clock();
  const auto scheduler = make_asio_scheduler(1);
  const auto http = make_curl_client(*scheduler);
  const TemporaryFolder samples;
  std::unique_ptr<DemoMode> demo;
  SourceVariables variables;
  variables.values.emplace_back("year", std::to_string(configuration->plan.year));
  if (spec.sample) {
    auto started =
        DemoMode::start(configuration, DemoOptions{}, samples.path(), *scheduler, *clock);
    if (!started) return tl::make_unexpected(started.error());
    demo = std::move(*started);
    variables.values.emplace_back("samples", demo->samples_folder());
    variables.values.emplace_back("samples_url", demo->samples_url());
  }
  const auto fetcher = make_fetcher({*scheduler, *http, *scheduler, variables, config_folder,
                                     [&clock] { return clock->now(); },
                                     [&clock] { return local_date(clock->now()); }});
  std::optional<Result<Fetched>> fetched;
  fetcher->fetch(spec, {}, [&](Result<Fetched> outcome) {
    fetched = std::move(outcome);
    scheduler->stop();
  });
  scheduler->run();
  if (!fetched) return fail(ErrorCode::timeout, "取数被中断 (fetching was interrupted)");
  if (!*fetched) return tl::make_unexpected(fetched->error());
  Collected collected;
  collected.plan_now = demo ? demo->plan_clock().now() : clock->now();
  for (FetchedBody& body : (*fetched)->bodies) {
    collected.bodies.push_back(read_stages(std::move(body), spec, *configuration));
  }
  for (const Error& trouble : (*fetched)->troubles) {
    collected.bodies.push_back({{}, tl::make_unexpected(trouble), tl::make_unexpected(trouble)});
  }
  return collected;
}

}  // namespace planwatch
