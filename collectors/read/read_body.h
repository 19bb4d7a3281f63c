#pragma once

#include "collectors/extract/extract.h"
#include "collectors/fetch/fetcher.h"

namespace planwatch {

// One body, whole: decode and extract, with the delivery's identity filled in. Pure, but for bodies
// that were left in place (FetchedBody::file), which are read from there.
Result<Extracted> read_body(const FetchedBody& body, const FeedSpec& feed,
                            const Configuration& configuration);

// The tables that read_body reads, for people who look at the stages; none of a body that was left
// in place, which is read row by row.
Result<Document> decode_body(const FetchedBody& body, const FeedSpec& feed);

}  // namespace planwatch
