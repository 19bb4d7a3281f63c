#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/expose/http_server.h"
#include "rules/model/light.h"
#include "rules/model/result.h"

namespace planwatch {

struct DemoOptions {
  unsigned month = 10;  // of the plan's year
  unsigned day = 20;
  int hour = 9;
  double speed = 1.0;  // plan seconds per machine second
};

struct RunOptions {
  std::string config_folder = "config/ganzhou";
  // Further plans that run beside it: last year's, until its final figures are in. Not with a demo.
  std::vector<std::string> also;
  std::string data_folder;  // empty: data, or data-demo with the demo
  std::string listen = "127.0.0.1:9720";
  std::optional<DemoOptions> demo;
  Lang lang = Lang::zh;
};

// Runs until SIGINT or SIGTERM; SIGHUP reloads. Returns the process's exit code: 0, 1 for an
// operating error, 2 for errors of the configuration (all of them printed, nothing started).
int run_daemon(const RunOptions& options);

// Where the store is when nobody says: `data`, or `data-demo` where only that exists.
std::string default_data_folder(bool demo);

}  // namespace planwatch
