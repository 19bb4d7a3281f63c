#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "collectors/fetch/fetcher.h"

namespace planwatch {

// One fetch by one transport. Each keeps itself alive until it has called `done` once. A new
// transport adds its line here, its description to rules/model/feed_transport.h and its words to
// config/feeds.
using SharedTools = std::shared_ptr<FetchTools>;
void start_fetch(const SharedTools& tools, const FeedSpec& feed, const FileSource& source,
                 const FetchMemory& memory, Fetcher::Done done);
void start_fetch(const SharedTools& tools, const FeedSpec& feed, const HttpSource& source,
                 const FetchMemory& memory, Fetcher::Done done);
void start_fetch(const SharedTools& tools, const FeedSpec& feed, const PrometheusSource& source,
                 const FetchMemory& memory, Fetcher::Done done);
void start_fetch(const SharedTools& tools, const FeedSpec& feed, const RemoteFolder& source,
                 const FetchMemory& memory, Fetcher::Done done);
void start_fetch(const SharedTools& tools, const FeedSpec& feed, const MailboxSource& source,
                 const FetchMemory& memory, Fetcher::Done done);
void start_fetch(const SharedTools& tools, const FeedSpec& feed, const SqlSource& source,
                 const FetchMemory& memory, Fetcher::Done done);
void start_fetch(const SharedTools& tools, const FeedSpec& feed, const UploadSource& source,
                 const FetchMemory& memory, Fetcher::Done done);

// A drop folder's `done`, see Fetcher::settle.
void settle_file(const FetchTools& tools, const FileSource& source, const FetchedBody& body);

// Wait before the retry after `attempt` failures, counted from 0: 500 ms doubled each time up to
// 60 s, and up to half of it more, taken from the feed's name so that it repeats in tests and
// differs between feeds.
std::chrono::milliseconds retry_delay(const FeedId& feed, int attempt);

}  // namespace planwatch
