#pragma once

#include <functional>
#include <memory>
#include <string>

#include "collectors/fetch/mail_client.h"
#include "daemon/send/channels.h"
#include "daemon/send/message.h"
#include "daemon/time/clock.h"
#include "rules/model/routing.h"

namespace planwatch {

// What channels are made of. All references outlive the channels.
struct ChannelParts {
  Scheduler& scheduler;
  HttpClient& http;
  MailClient& mail;
  const Clock& machine_clock;
  std::string data_folder;  // where the paths of file channels begin
  std::function<void(const std::string&)> write_line;
};

// Makes the channel of a receiver with the text of its messages: by its own template, found in
// `routing`, else by the built-in one of its format, in its language, with the links that `links`
// makes (empty: none). Null for receivers that take state instead of notices, and for descriptions
// with a problem.
std::shared_ptr<Channel> make_channel(const Receiver& receiver, const Routing& routing,
                                      const MakeLink& links, const ChannelParts& parts);

}  // namespace planwatch
