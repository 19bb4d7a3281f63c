#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "collectors/fetch/http_client.h"
#include "rules/model/date.h"
#include "rules/model/feed_spec.h"
#include "rules/model/result.h"

namespace planwatch {

// One body as received. HTTP pages of one fetch are bodies of their own, in order.
struct FetchedBody {
  std::string source;  // path, or URL without secrets
  std::string bytes;
  std::string sha256;  // hex
  // Where the bytes lie when they were left in place because they may be many: `bytes` is empty
  // then, and who reads them has to find the same sha256.
  std::string file{};
};

// What a transport wants to find again at its next fetch: validators of an answer (etag), the
// greatest watermark. Kept by the store together with the rows of the bodies it came with, so that
// nothing is skipped that was not committed.
using FetchMemory = std::map<std::string, std::string>;

struct Fetched {
  std::vector<FetchedBody> bodies;  // may be empty: nothing new
  FetchMemory memory{};             // replaces the one that was handed in
  // Each of one file alone, which it names: the bodies are what could be read beside it.
  std::vector<Error> troubles{};
};

// Fetches what a feed delivers now. `done` comes on the owner thread, exactly once.
class Fetcher {
 public:
  using Done = std::function<void(Result<Fetched>)>;
  virtual ~Fetcher() = default;
  virtual void fetch(const FeedSpec& feed, const FetchMemory& memory, Done done) = 0;
  // The body is in the store for good; a drop folder moves its file to `done` now. May be told
  // again. Never fails: what could not be moved is told again with the next fetch.
  virtual void settle(const FeedSpec& feed, const FetchedBody& body);
};

// Replaced in FileSource::glob and HttpSource::url by their values: {year}, ${samples}, ...
struct SourceVariables {
  std::vector<std::pair<std::string, std::string>> values;
};
std::string expand(const std::string& text, const SourceVariables& variables);

// Runs a job away from the owner thread and posts its result back onto it.
class Worker {
 public:
  virtual ~Worker() = default;
  virtual void run(std::function<void()> job, std::function<void()> then_on_owner) = 0;
};

class SecretCache;

// What a fetch in flight uses. Gone together with the fetcher: jobs hold it weakly and then end
// without calling back.
struct FetchTools {
  EventLoop& loop;
  HttpClient& http;
  Worker& worker;
  SourceVariables variables{};
  std::string base_folder{};               // relative paths count from here
  std::function<Instant()> machine_now{};  // for signatures; never empty where a signer is used
  std::function<Date()> plan_today{};      // for what is asked about whole periods
  std::shared_ptr<SecretCache> secrets{};  // of gateways that change them; made by make_fetcher
};

// One fetcher for all transports: fetch_jobs.h lists them. Blocking ones run on the worker.
std::unique_ptr<Fetcher> make_fetcher(FetchTools tools);

}  // namespace planwatch
