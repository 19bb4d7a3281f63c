#include "daemon/app/channels.h"

#include <filesystem>
#include <utility>

namespace planwatch {

namespace {

struct Make {
  Scheduler& scheduler;
  HttpClient& http;
  const std::string& data_folder;
  const std::function<void(const std::string&)>& write_line;

  std::shared_ptr<Channel> operator()(const LogChannel&) const {
    return make_log_channel(scheduler, write_line);
  }
  std::shared_ptr<Channel> operator()(const FileChannel& spec) const {
    const std::filesystem::path path = std::filesystem::path(data_folder) / spec.path;
    return make_file_channel(scheduler, path.string());
  }
  std::shared_ptr<Channel> operator()(const WebhookChannel& spec) const {
    return make_webhook_channel(http, spec);
  }
  std::shared_ptr<Channel> operator()(const AlertmanagerChannel&) const { return nullptr; }
  template <class Other>
  std::shared_ptr<Channel> operator()(const Other&) const {
    return nullptr;
  }
};

}  // namespace

std::function<std::shared_ptr<Channel>(const Receiver&)> channel_factory(
    Scheduler& scheduler, HttpClient& http, std::string data_folder,
    std::function<void(const std::string&)> write_line) {
  return [&scheduler, &http, data_folder = std::move(data_folder),
          write_line = std::move(write_line)](const Receiver& receiver) {
    return std::visit(Make{scheduler, http, data_folder, write_line}, receiver.channel);
  };
}

}  // namespace planwatch
