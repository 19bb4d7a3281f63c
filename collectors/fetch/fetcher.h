#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "collectors/fetch/http_client.h"
#include "rules/model/feed_spec.h"
#include "rules/model/result.h"

namespace planwatch {

// One body as received. HTTP pages of one fetch are bodies of their own, in order.
struct FetchedBody {
  std::string source;  // path, or URL without secrets
  std::string bytes;
  std::string sha256;  // hex
};

// Fetches what a feed delivers now. `done` comes on the owner thread, exactly once.
class Fetcher {
 public:
  using Done = std::function<void(Result<std::vector<FetchedBody>>)>;
  virtual ~Fetcher() = default;
  virtual void fetch(const FeedSpec& feed, Done done) = 0;
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

// Files: reading happens on the worker; a file is taken only when size and modification time were
// the same twice, FileSource::stable_for apart. Lock files (~$name) and hidden ones are passed
// over. HTTP: pages are followed; transient failures are retried with backoff and jitter.
std::unique_ptr<Fetcher> make_fetcher(EventLoop& loop, HttpClient& http, Worker& worker,
                                      SourceVariables variables, std::string base_folder);

}  // namespace planwatch
