#include "daemon/app/feed_runner.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "collectors/read/in_english.h"

namespace planwatch {

// The configuration outlives the feed that it holds: `done` keeps the job, the job keeps it.
struct FeedRunner::Job {
  std::uint64_t number = 0;
  std::shared_ptr<const Configuration> configuration;
  const FeedSpec* feed = nullptr;
  Instant started{};
  FetchMemory memory_before;
  FetchMemory memory;
  std::vector<FetchedBody> bodies;      // not delivered before
  std::vector<Error> troubles;          // of files that could not be fetched, then of bodies
  std::vector<Result<Extracted>> read;  // one per body
};

// Files that were delivered and still lie where they came from.
struct FeedRunner::Kept {
  std::shared_ptr<const Configuration> configuration;
  const FeedSpec* feed = nullptr;
  std::vector<FetchedBody> bodies;  // without their bytes
  int looks_left = put_away_looks;
};

FeedRunner::FeedRunner(Scheduler& scheduler, Fetcher& fetcher, Store& store,
                       const Clock& machine_clock, Hooks hooks)
    : scheduler_(scheduler),
      fetcher_(fetcher),
      store_(store),
      machine_clock_(machine_clock),
      hooks_(std::move(hooks)) {}

FeedRunner::~FeedRunner() = default;

const FeedSpec* FeedRunner::find(const FeedId& feed,
                                 const std::shared_ptr<const Configuration>& all) {
  if (indexed_ != all) {
    indexed_ = all;
    feeds_.clear();
    feeds_.reserve(all->feeds.size());
    for (const FeedSpec& one : all->feeds) feeds_.emplace(one.id.text, &one);
  }
  const auto found = feeds_.find(feed.text);
  return found == feeds_.end() ? nullptr : found->second;
}

void FeedRunner::start(const FeedId& feed, std::shared_ptr<const Configuration> configuration) {
  const FeedSpec* spec = find(feed, configuration);
  if (spec == nullptr) return;  // went away with a reload
  auto job = std::make_shared<Job>();
  job->number = ++last_number_;
  job->feed = spec;
  job->configuration = std::move(configuration);
  job->started = machine_clock_.now();
  running_.emplace(job->number, Running{feed, job->started});
  watch_for_slow_ones();
  Result<FeedMemory> memory = store_.feed_memory(feed);
  if (!memory) return fail_feed(*job, memory.error());
  for (auto& [name, value] : *memory) {
    job->memory_before.emplace_hint(job->memory_before.end(), std::move(name), std::move(value));
  }
  fetcher_.fetch(*spec, job->memory_before,
                 [this, job, alive = std::weak_ptr<int>(alive_)](auto fetched) {
                   if (!alive.expired()) take(job, std::move(fetched));
                 });
}

void FeedRunner::watch_for_slow_ones() {
  if (watching_ || running_.empty()) return;
  watching_ = true;
  scheduler_.after(slow_after / 2, [this, alive = std::weak_ptr<int>(alive_)] {
    if (alive.expired()) return;
    watching_ = false;
    tell_slow_ones();
    if (running_.upper_bound(told_up_to_) != running_.end()) watch_for_slow_ones();
  });
}

void FeedRunner::tell_slow_ones() {
  const Instant before = machine_clock_.now() - slow_after;
  std::vector<FeedId> slow;
  for (auto at = running_.upper_bound(told_up_to_);
       at != running_.end() && at->second.started <= before; ++at) {
    told_up_to_ = at->first;
    slow.push_back(at->second.feed);
  }
  for (const FeedId& feed : slow) hooks_.handle(FetchSlow{hooks_.plan_now(), feed});
}

void FeedRunner::end(const Job& job, bool ok) {
  running_.erase(job.number);
  hooks_.fetched(job.feed->id, ok, machine_clock_.now() - job.started);
}

void FeedRunner::fail_feed(const Job& job, Error error) {
  end(job, false);
  std::string error_en = in_english(error.message);
  hooks_.handle(FeedFailed{hooks_.plan_now(), job.feed->id, std::move(error), std::move(error_en)});
}

void FeedRunner::take(const std::shared_ptr<Job>& job, Result<Fetched> fetched) {
  if (!fetched) return fail_feed(*job, fetched.error());
  job->memory = std::move(fetched->memory);
  job->troubles = std::move(fetched->troubles);
  for (FetchedBody& body : fetched->bodies) {
    const Result<bool> known = store_.has_delivery(job->feed->id, body.source, body.sha256);
    if (!known) return fail_feed(*job, known.error());
    if (*known) {
      fetcher_.settle(*job->feed, body);
    } else {
      job->bodies.push_back(std::move(body));
    }
  }
  read(job);
}

namespace {

bool is_small(const std::vector<FetchedBody>& bodies, const Format& format) {
  const bool plain =
      std::holds_alternative<CsvFormat>(format) || std::holds_alternative<JsonFormat>(format);
  std::size_t bytes = 0;
  for (const FetchedBody& body : bodies) {
    if (!plain || !body.file.empty()) return false;
    bytes += body.bytes.size();
  }
  return bytes <= FeedRunner::read_at_once_up_to;
}

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

void FeedRunner::read(const std::shared_ptr<Job>& job) {
  const auto read_all = [job] {
    job->read.reserve(job->bodies.size());
    for (const FetchedBody& body : job->bodies) {
      job->read.push_back(read_body(body, *job->feed, *job->configuration));
    }
  };
  if (is_small(job->bodies, job->feed->format)) {
    read_all();
    return finish(*job);
  }
  scheduler_.run(read_all, [this, job, alive = std::weak_ptr<int>(alive_)] {
    if (!alive.expired()) finish(*job);
  });
}

void FeedRunner::finish(Job& job) {
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
  std::optional<FeedMemory> memory;
  if (!failed && job.memory != job.memory_before)
    memory.emplace(job.memory.begin(), job.memory.end());
  for (Result<Extracted>& read : job.read) {
    if (!read) continue;
    ObservationsArrived event{hooks_.plan_now(), job.feed->id, job.configuration, std::move(*read)};
    event.more_to_come = --good > 0;
    event.fetch_failed = failed.has_value();
    if (!event.more_to_come) event.memory = memory;
    hooks_.handle(std::move(event));
  }
  if (delivered) put_away_later(job);
  if (failed) return fail_feed(job, std::move(*failed));
  end(job, true);
  if (delivered) return;
  hooks_.handle(
      FetchUnchanged{hooks_.plan_now(), job.feed->id, std::move(memory), job.configuration});
}

// The next poll may be half a day off, and a file that still lies there looks as if nobody had
// taken it.
void FeedRunner::put_away_later(const Job& job) {
  const auto* source = std::get_if<FileSource>(&job.feed->transport);
  if (source == nullptr || source->done.empty()) return;
  auto kept = std::make_shared<Kept>();
  kept->configuration = job.configuration;
  kept->feed = job.feed;
  for (std::size_t i = 0; i < job.read.size(); ++i) {
    const FetchedBody& body = job.bodies[i];
    if (job.read[i]) kept->bodies.push_back({body.source, {}, body.sha256});
  }
  put_away(kept);
}

void FeedRunner::put_away(const std::shared_ptr<Kept>& kept) {
  scheduler_.after(put_away_after, [this, kept, alive = std::weak_ptr<int>(alive_)] {
    if (alive.expired()) return;
    std::erase_if(kept->bodies, [&](const FetchedBody& body) {
      const auto known = store_.has_delivery(kept->feed->id, body.source, body.sha256);
      if (!known || !*known) return false;
      fetcher_.settle(*kept->feed, body);
      return true;
    });
    if (!kept->bodies.empty() && --kept->looks_left > 0) put_away(kept);
  });
}

}  // namespace planwatch
