#pragma once

#include <memory>

#include "collectors/fetch/fetch_jobs.h"
#include "collectors/fetch/http_paging.h"

namespace planwatch {

// A fetch over HTTP with its own way from page to page; of `feed` only the name, retries and limits
// count, of `source` everything but url and paging. See start_fetch.
void start_http_job(const SharedTools& tools, const FeedSpec& feed, const HttpSource& source,
                    std::unique_ptr<PageWalk> walk, const FetchMemory& memory, Fetcher::Done done);

}  // namespace planwatch
