#include "daemon/app/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace planwatch {

struct Log::Impl {
  spdlog::logger logger{"planwatch", std::make_shared<spdlog::sinks::stdout_sink_mt>()};
};

Log::Log() : impl_(std::make_unique<Impl>()) {
  impl_->logger.set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
  impl_->logger.flush_on(spdlog::level::info);
}
Log::~Log() = default;

namespace {

spdlog::level::level_enum level_of(ReportLevel level) {
  switch (level) {
    case ReportLevel::info:
      return spdlog::level::info;
    case ReportLevel::warning:
      return spdlog::level::warn;
    case ReportLevel::error:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

bool needs_quotes(const std::string& value) {
  if (value.empty()) return true;
  for (const char c : value) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '=' || c == '\\') return true;
  }
  return false;
}

void append_escaped(std::string& out, const std::string& value) {
  for (const char c : value) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += static_cast<unsigned char>(c) < ' ' ? '?' : c;
    }
  }
}

}  // namespace

std::string render_fields(const std::string& text,
                          const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string line = text;
  for (const auto& [key, value] : fields) {
    line += ' ' + key + '=';
    const bool quoted = needs_quotes(value);
    if (quoted) line += '"';
    append_escaped(line, value);
    if (quoted) line += '"';
  }
  return line;
}

void Log::write(const Report& report) {
  write(report.level, report.text, report.fields);
}

void Log::write(ReportLevel level, const std::string& text,
                const std::vector<std::pair<std::string, std::string>>& fields) {
  impl_->logger.log(level_of(level), "{}", render_fields(text, fields));
}

void Log::flush() {
  impl_->logger.flush();
}

}  // namespace planwatch
