#include <fmt/format.h>
#include <utility>

#include "daemon/send/channels.h"
#include "daemon/send/text.h"

namespace planwatch {

namespace {

constexpr std::size_t longest_value = 4'000;  // bytes

// Line breaks become " | ", so that a text cannot pretend to be a log line of its own.
std::string joined_lines(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += " | ";
    } else if (c != '\r') {
      out += c;
    }
  }
  return out;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : one_line(clean_utf8(joined_lines(text)), longest_value)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

class LogWriter : public Channel {
 public:
  LogWriter(Scheduler& scheduler, std::function<void(const std::string&)> write_line)
      : scheduler_(scheduler), write_line_(std::move(write_line)) {}

  void send(const Notice& notice, Done done) override {
    std::string line =
        fmt::format("notice kind={} level={} addressee={} title={} text={} why={} key={}",
                    metric_label(notice.key.kind), name_of(notice.key.level, Lang::en),
                    quoted(notice.addressee), quoted(notice.title), quoted(notice.text),
                    quoted(notice.why), quoted(to_string(notice.key)));
    scheduler_.post([write = write_line_, line = std::move(line), done = std::move(done)] {
      write(line);
      done(SendResult{SendClass::success, "已写入日志"});
    });
  }

 private:
  Scheduler& scheduler_;
  std::function<void(const std::string&)> write_line_;
};

}  // namespace

std::shared_ptr<Channel> make_log_channel(Scheduler& scheduler,
                                          std::function<void(const std::string&)> write_line) {
  return std::make_shared<LogWriter>(scheduler, std::move(write_line));
}

}  // namespace planwatch
