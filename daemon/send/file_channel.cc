#include <utility>

#include "daemon/send/append_line.h"
#include "daemon/send/channels.h"

namespace planwatch {

namespace {

SendResult result_of(const Result<void>& written, const std::string& path) {
  if (written) return SendResult{SendClass::success, "已写入 " + path};
  const SendClass failed = written.error().transient ? SendClass::retry_soon : SendClass::permanent;
  return SendResult{failed, written.error().message};
}

class FileWriter : public Channel {
 public:
  FileWriter(Scheduler& scheduler, std::string path)
      : scheduler_(scheduler), path_(std::move(path)) {}

  void send(const Notice& notice, Done done) override {
    auto result = std::make_shared<SendResult>();
    scheduler_.run([path = path_, line = render_json(notice),
                    result] { *result = result_of(append_line(path, line), path); },
                   [result, done = std::move(done)] { done(*result); });
  }

 private:
  Scheduler& scheduler_;
  std::string path_;
};

}  // namespace

std::shared_ptr<Channel> make_file_channel(Scheduler& scheduler, std::string path) {
  return std::make_shared<FileWriter>(scheduler, std::move(path));
}

}  // namespace planwatch
