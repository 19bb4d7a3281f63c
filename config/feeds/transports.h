#pragma once

#include "config/feeds/feed_words.h"

namespace planwatch::feeds {

// Each in a source of its own. A new transport adds its two lines here, its description to
// rules/model/feed_transport.h and its fetch to collectors/fetch/fetch_jobs.h.
TransportWords file_words();
TransportWords http_words();
TransportWords prometheus_words();
TransportWords sftp_words();
TransportWords ftp_words();
TransportWords mailbox_words();
TransportWords sql_words();
TransportWords upload_words();

inline constexpr TransportWords (*transport_words[])() = {file_words, http_words,  prometheus_words,
                                                          sftp_words, ftp_words,   mailbox_words,
                                                          sql_words,  upload_words};

// All of them, in this order.
const std::vector<TransportWords>& transports();
// Reads the one that stands in the feed; null after a diagnostic.
const TransportWords* load_transport(Fields& fields, FeedDraft& feed);

}  // namespace planwatch::feeds
