#pragma once

#include <string>
#include <vector>

#include "rules/model/calendar.h"
#include "rules/model/feed_spec.h"
#include "rules/model/plan.h"
#include "rules/model/quality_rule.h"
#include "rules/model/routing.h"
#include "rules/model/rule.h"

namespace planwatch {

// A person's bearer token, kept as the hex SHA-256 of the token.
enum class AccessRole { viewer, unit, supervisor, operator_ };
struct AccessToken {
  std::string person;
  AccessRole role = AccessRole::viewer;
  UnitId unit;  // whose alerts a `unit` may act on
  std::string sha256;
};
struct HttpSettings {
  std::vector<AccessToken> tokens;
  std::string certificate_file;  // PEM; empty: no TLS
  std::string key_file;
  // Where people's browsers reach the daemon, for the links in messages: https://pw.example.gov.cn.
  // Empty: messages carry no links.
  std::string public_url;
  int link_valid_days = 14;
};
struct MetricsSettings {
  bool period_series = true;  // planwatch_indicator_period_*
};

// Everything that ops write, as one value. Built whole or not at all, replaced whole.
struct Configuration {
  Plan plan;
  Calendar calendar;
  std::vector<Bands> bands;
  std::vector<Rule> rules;
  TaskRule task_rule;
  ReportRule report_rule;
  QualityRule quality;
  std::vector<FeedSpec> feeds;
  Routing routing;
  HttpSettings http;
  MetricsSettings metrics;
  std::string fingerprint;  // FNV-1a, 128 bits in hex, of all files read; for build info and replay

  const Bands* find_bands(const BandsId& id) const;
  const FeedSpec* find_feed(const FeedId& id) const;
};

}  // namespace planwatch
