#include "collectors/fetch/fetch_jobs.h"

namespace planwatch {

void start_fetch(const SharedTools&, const FeedSpec&, const PrometheusSource&, const FetchMemory&,
                 Fetcher::Done done) {
  done(fail(ErrorCode::invalid, "TODO"));
}

}  // namespace planwatch
