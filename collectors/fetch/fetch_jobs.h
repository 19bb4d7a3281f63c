#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "collectors/fetch/fetcher.h"

namespace planwatch {

// What a fetch in flight uses. Gone together with the fetcher: jobs hold it weakly and then end
// without calling back.
struct FetchTools {
  EventLoop& loop;
  HttpClient& http;
  Worker& worker;
  SourceVariables variables;
  std::string base_folder;
};

// Each keeps itself alive until it has called `done` once.
void start_file_fetch(const std::shared_ptr<FetchTools>& tools, const FeedSpec& feed,
                      const FileSource& source, Fetcher::Done done);
void start_http_fetch(const std::shared_ptr<FetchTools>& tools, const FeedSpec& feed,
                      const HttpSource& source, Fetcher::Done done);

// Wait before the retry after `attempt` failures, counted from 0: 500 ms doubled each time up to
// 60 s, and up to half of it more, taken from the feed's name so that it repeats in tests and
// differs between feeds.
std::chrono::milliseconds retry_delay(const FeedId& feed, int attempt);

}  // namespace planwatch
