#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "daemon/expose/http_server.h"
#include "rules/engine/explain.h"
#include "rules/engine/snapshot.h"

namespace planwatch {

// The plan as known on a day, read from the store on a worker.
struct KnownPlan {
  std::shared_ptr<const Snapshot> snapshot;
  std::vector<Provenance> provenance;  // of the series that was asked for
};

// What the API needs of the daemon; functions, so that it can be tested alone.
struct ApiBackend {
  std::function<std::shared_ptr<const Snapshot>()> snapshot;
  std::function<std::string()> metrics;
  std::function<std::vector<Provenance>(const IndicatorId&, const AreaCode&)> provenance;
  // Of these alerts (their keys as text), oldest first; may be empty: none are told.
  std::function<std::vector<NoticeRecord>(const std::vector<std::string>&)> notices;
  // Reads the store at the end of a day. Called on a worker, several at a time: it holds all that
  // it needs and touches nothing of the owner's. An empty indicator asks for no provenance.
  std::function<Result<KnownPlan>(const std::shared_ptr<const Configuration>&, Date,
                                  const IndicatorId&, const AreaCode&)>
      as_known_on;
  // Errors as printed by `check`; empty: the new configuration runs.
  std::function<std::vector<std::string>()> reload;
  std::function<bool()> ready;
};

// /metrics, /-/healthy, /-/ready, POST or PUT /-/reload (as Prometheus has them) and /api/v1/:
//   GET status    lights of all indicators (?unit= ?light= ?lang=)
//   GET tasks     all tasks with lights (?unit= ?light=)
//   GET explain   ?indicator=ID [&area=CODE] [&lang=en]
//   GET alerts    open alerts (?unit=)
//   GET feeds     reports and fetches
// status, tasks and explain take ?as_known_on=2025-07-10: what was known at the end of that day,
// judged on that day.
// JSON. With tokens configured, everything under /api/ and /-/reload needs a bearer token: any role
// reads (a `unit` sees all lights, it may act only on its own), reload needs operator. Errors:
// {"error": {"code", "message", "hint"}}.
ServerReply answer(const ServerRequest& request, const ApiBackend& backend);

// Whose token this is; null when unknown. Compares hashes in constant time.
const AccessToken* find_token(const HttpSettings& settings, const std::string& authorization);

// Anything but loopback needs TLS and at least one token; the error says what to set.
Result<void> check_listen(const ListenSpec& listen, const HttpSettings& settings);

}  // namespace planwatch
