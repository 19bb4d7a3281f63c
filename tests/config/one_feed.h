#pragma once

#include <memory>
#include <string>

#include "tests/config/config_folder.h"

namespace planwatch {

// A feed of three lines, the only one of the small configuration: its transport, format and mapping
// stand in lines 7, 8 and 9 of feeds.yaml, from column 5 on. Empty: the line is blank.
struct FeedLines {
  std::string transport = "file: {glob: \"incoming/*_{year}.csv\"}";
  std::string format = "csv: {}";
  std::string mapping =
      "observations: {period: 期, report_date: 日, values: [{indicator: trains, value: 数}]}";
  std::string unit = "商务局";
};
void write_feed(ConfigFolder& folder, const FeedLines& lines);
// Certificates, keys and secrets that the lines may name: key.pem, secret.txt.
void write_secrets(ConfigFolder& folder);
// The feed that was loaded; fails the test and answers an empty one when there were errors.
FeedSpec load_feed(const ConfigFolder& folder, const LoadOptions& options = {});
// What is said of feeds.yaml alone, one a line.
std::string said_of_feeds(const LoadResult& result, Diagnostic::Severity severity);

}  // namespace planwatch
