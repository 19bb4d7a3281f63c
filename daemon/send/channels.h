#pragma once

#include <functional>
#include <memory>
#include <string>

#include "daemon/send/channel.h"
#include "daemon/time/scheduler.h"

namespace planwatch {

// Writes the notice's title and text into the daemon's log by `write_line`.
std::shared_ptr<Channel> make_log_channel(Scheduler& scheduler,
                                          std::function<void(const std::string&)> write_line);
// Appends one JSON line per notice and fsyncs before it says success. A line half written by a
// crash is ended before the next one.
std::shared_ptr<Channel> make_file_channel(Scheduler& scheduler, std::string path);
// POST of one JSON object with header Idempotency-Key. 2xx success; 408, 429, 5xx and connect
// errors are retried; other 4xx are permanent; a timeout after the body was sent is unknown and
// retried with the same key.
std::shared_ptr<Channel> make_webhook_channel(HttpClient& http, WebhookChannel spec);

// The JSON object of a notice, UTF-8, one line: what file and webhook channels send. Documented
// field by field in daemon/send/README.md.
std::string render_json(const Notice& notice);

}  // namespace planwatch
