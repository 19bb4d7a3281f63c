#include "daemon/app/feed_runner.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace planwatch {

struct FeedRunner::Job {
  FeedSpec feed;
  std::shared_ptr<const Configuration> configuration;
  Instant started{};
  std::vector<FetchedBody> bodies;      // not delivered before
  std::vector<Error> troubles;          // of files that could not be fetched, then of bodies
  std::vector<Result<Extracted>> read;  // one per body
};

FeedRunner::FeedRunner(Scheduler& scheduler, Fetcher& fetcher, Store& store,
                       const Clock& machine_clock, Hooks hooks)
    : scheduler_(scheduler),
      fetcher_(fetcher),
      store_(store),
      machine_clock_(machine_clock),
      hooks_(std::move(hooks)) {}

FeedRunner::~FeedRunner() = default;

void FeedRunner::start(const FeedId& feed, std::shared_ptr<const Configuration> configuration) {
  const FeedSpec* spec = configuration->find_feed(feed);
  if (spec == nullptr) return;  // went away with a reload
  auto job = std::make_shared<Job>();
  job->feed = *spec;
  job->configuration = std::move(configuration);
  job->started = machine_clock_.now();
  fetcher_.fetch(job->feed, {}, [this, job, alive = std::weak_ptr<int>(alive_)](auto fetched) {
    if (!alive.expired()) take(job, std::move(fetched));
  });
}

void FeedRunner::fail_feed(const Job& job, Error error) {
  hooks_.fetched(job.feed.id, false, machine_clock_.now() - job.started);
  hooks_.handle(FeedFailed{hooks_.plan_now(), job.feed.id, std::move(error)});
}

void FeedRunner::take(const std::shared_ptr<Job>& job, Result<Fetched> fetched) {
  if (!fetched) return fail_feed(*job, fetched.error());
  job->troubles = std::move(fetched->troubles);
  for (FetchedBody& body : fetched->bodies) {
    const Result<bool> known = store_.has_delivery(job->feed.id, body.source, body.sha256);
    if (!known) return fail_feed(*job, known.error());
    if (*known) {
      fetcher_.settle(job->feed, body);
    } else {
      job->bodies.push_back(std::move(body));
    }
  }
  scheduler_.run(
      [job] {
        for (const FetchedBody& body : job->bodies) {
          job->read.push_back(read_body(body, job->feed, *job->configuration));
        }
      },
      [this, job, alive = std::weak_ptr<int>(alive_)] {
        if (!alive.expired()) finish(*job);
      });
}

namespace {

// The first of several, with the number of the others.
std::optional<Error> error_of(const std::vector<Error>& troubles) {
  if (troubles.empty()) return std::nullopt;
  Error error = troubles.front();
  if (troubles.size() > 1) {
    error.message += "（另有 " + std::to_string(troubles.size() - 1) + " 份也没有读成）";
  }
  return error;
}

}  // namespace

void FeedRunner::finish(const Job& job) {
  std::vector<Error> troubles = job.troubles;
  for (std::size_t i = 0; i < job.read.size(); ++i) {
    if (job.read[i]) continue;
    troubles.push_back(job.read[i].error());
    troubles.back().message = job.bodies[i].source + "：" + troubles.back().message;
  }
  std::optional<Error> failed = error_of(troubles);
  auto good = std::count_if(job.read.begin(), job.read.end(),
                            [](const Result<Extracted>& read) { return read.has_value(); });
  const bool delivered = good > 0;
  for (const Result<Extracted>& read : job.read) {
    if (!read) continue;
    ObservationsArrived event{hooks_.plan_now(), job.feed.id, job.configuration, *read};
    event.more_to_come = --good > 0;
    event.fetch_failed = failed.has_value();
    hooks_.handle(event);
  }
  if (failed) return fail_feed(job, std::move(*failed));
  hooks_.fetched(job.feed.id, true, machine_clock_.now() - job.started);
  if (!delivered) hooks_.handle(FetchUnchanged{hooks_.plan_now(), job.feed.id});
}

}  // namespace planwatch
