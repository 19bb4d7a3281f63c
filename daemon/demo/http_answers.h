#pragma once

#include "daemon/demo/sample_table.h"
#include "daemon/expose/http_server.h"
#include "rules/model/feed_spec.h"

namespace planwatch::demo {

// The path under which the sample server answers for a feed; empty when the feed's address does not
// begin with ${samples_url}.
std::string sample_path_of(const FeedSpec& feed);

// One page of the table's rows, as the feed's mapping and paging describe the answer. Without
// paging all rows. 400 for a page or size that is not a positive number.
ServerReply answer_page(const FeedSpec& feed, const SampleTable& table,
                        const ServerRequest& request);
ServerReply answer_error(int status, std::string_view message);

}  // namespace planwatch::demo
