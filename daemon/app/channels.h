#pragma once

#include <functional>
#include <memory>
#include <string>

#include "daemon/send/channels.h"
#include "rules/model/routing.h"

namespace planwatch {

// The factory that RuntimeParts::make_channel wants: log, file (relative to the data folder) and
// webhook; null for receivers that take state.
std::function<std::shared_ptr<Channel>(const Receiver&)> channel_factory(
    Scheduler& scheduler, HttpClient& http, std::string data_folder,
    std::function<void(const std::string&)> write_line);

}  // namespace planwatch
