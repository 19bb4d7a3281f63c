#pragma once

#include <functional>
#include <memory>
#include <string>

#include "rules/engine/effect.h"

namespace planwatch {

// One line per state change: time, level, constant text, then key=value. Owner of spdlog.
class Log {
 public:
  Log();
  ~Log();
  void write(const Report& report);
  void write(ReportLevel level, const std::string& text,
             const std::vector<std::pair<std::string, std::string>>& fields = {});
  void flush();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// key=value pairs, values with blanks, quotes or control characters quoted and escaped. Pure.
std::string render_fields(const std::string& text,
                          const std::vector<std::pair<std::string, std::string>>& fields);

}  // namespace planwatch
