#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "daemon/send/channel.h"
#include "daemon/send/message.h"
#include "daemon/time/scheduler.h"

namespace planwatch {

// Writes the notice's title and text into the daemon's log by `write_line`: one line, constant text
// first, then key=value; line breaks of the text become " | ".
std::shared_ptr<Channel> make_log_channel(Scheduler& scheduler,
                                          std::function<void(const std::string&)> write_line);
// Appends one JSON line per notice and fsyncs before it says success. A line half written by a
// crash is ended before the next one, so a reader skips lines that are not JSON. Missing folders
// are made. Trouble of the disk is retried; what is not a regular file is refused.
std::shared_ptr<Channel> make_file_channel(Scheduler& scheduler, std::string path);
// POST of one JSON object with header Idempotency-Key. 2xx success; 408, 429, 5xx and connect
// errors are retried; other 4xx are permanent; a timeout after the body was sent is unknown and
// retried with the same key. Redirects are never followed. Null when webhook_problem(spec) names a
// problem; the outbox refuses the notices of such a receiver and says which.
std::shared_ptr<Channel> make_webhook_channel(HttpClient& http, WebhookChannel spec);

// Gives `inner` the notice with title and text as `render` writes them.
std::shared_ptr<Channel> make_rewriting_channel(std::shared_ptr<Channel> inner,
                                                RenderMessage render);

// What is wrong with the description, as the user is told (Chinese); empty: nothing. URL without
// http or https, header names that are no names or belong to the channel, line breaks and other
// control characters in the URL, header values or bearer (they would inject headers). Prints no
// secret.
std::optional<std::string> webhook_problem(const WebhookChannel& spec);

// The JSON object of a notice, UTF-8, one line: what file and webhook channels send. Documented
// field by field in daemon/send/README.md.
std::string render_json(const Notice& notice);

}  // namespace planwatch
