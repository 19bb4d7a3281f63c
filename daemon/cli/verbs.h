#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/app/daemon.h"
#include "daemon/cli/output.h"
#include "rules/model/light.h"

namespace planwatch {

// What every verb gets. `config` before or after the verb's own words.
struct CommonOptions {
  std::string config = "config/ganzhou";
  Lang lang = Lang::zh;
  OutputFormat format = OutputFormat::table;
  std::string data;         // empty: found, see daemon/app/stored_plan.h
  std::string as_known_on;  // a day; empty: as known now
};

// Every verb prints to stdout, its troubles to stderr, and returns the exit code.
int check_verb(const CommonOptions& options, bool strict);
int list_verb(const CommonOptions& options, const std::string& what);
int status_verb(const CommonOptions& options);
int explain_verb(const CommonOptions& options, const std::string& indicator,
                 const std::string& area);
int calendar_verb(const CommonOptions& options, const std::vector<std::string>& words);
int import_verb(const CommonOptions& options, const std::string& feed,
                const std::vector<std::string>& files, const std::string& known_on);

struct CollectWords {
  std::string feed;
  std::string save;     // a folder for a redacted copy; empty: none is kept
  std::string fixture;  // a folder with such a copy, read instead of fetching; empty: fetches
  bool force = false;   // an older copy may be overwritten
};
int collect_verb(const CommonOptions& options, const CollectWords& words);
int feed_draft_verb(const CommonOptions& options, const std::string& file,
                    const std::string& sheet);

struct TableWords {
  std::string file;
  std::optional<std::string> sheet;  // none: all of them
  std::optional<std::string> rows;   // of JSON and XML: where they are
};
int table_verb(const CommonOptions& options, const TableWords& words);

// The running daemon, which alone writes the store, and the person's token there.
struct DaemonAddress {
  std::string url = "http://127.0.0.1:9720";
  std::string token_env = "PLANWATCH_TOKEN";
  std::string token_file;
};
struct QuarantineWords {
  std::string what = "list";  // list, release, discard
  std::int64_t id = 0;
  std::string reason;
  std::string person;
  std::string state = "pending";
  DaemonAddress daemon;
};
int quarantine_verb(const CommonOptions& options, const QuarantineWords& words);
struct PlanWords {
  std::string what = "list";  // list, close, reopen
  int year = 0;               // 0: the first plan's
  std::string reason;
  std::string person;
  DaemonAddress daemon;
};
int plan_verb(const CommonOptions& options, const PlanWords& words);

// "1d/s", "12h/s", "30m/s", "60s/s" or a plain factor: plan seconds per machine second.
bool parse_speed(const std::string& text, double& speed);
// "10-20" or "10-20T14": month, day and hour of the plan's year.
bool parse_demo_start(const std::string& text, DemoOptions& demo);

}  // namespace planwatch
