#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "daemon/expose/http_server.h"
#include "rules/engine/event.h"
#include "rules/engine/explain.h"
#include "rules/engine/snapshot.h"

namespace planwatch {

// What the API needs of the daemon; functions, so that it can be tested alone.
struct ApiBackend {
  std::function<std::shared_ptr<const Snapshot>()> snapshot;
  std::function<std::string()> metrics;
  std::function<std::vector<Provenance>(const IndicatorId&, const AreaCode&)> provenance;
  // Errors as printed by `check`; empty: the new configuration runs.
  std::function<std::vector<std::string>()> reload;
  std::function<bool()> ready;
  // Hands a person's action to the engine and returns when it is on the disk; refused with the
  // reason (conflict), or the store failed (io).
  std::function<Result<void>(const std::string& person, const PersonAction& action)> act{};
};

// /metrics, /-/healthy, /-/ready, POST or PUT /-/reload (as Prometheus has them) and /api/v1/:
//   GET status    lights of all indicators (?unit= ?light= ?lang=)
//   GET tasks     all tasks with lights (?unit= ?light=)
//   GET explain   ?indicator=ID [&area=CODE] [&lang=en]
//   GET alerts    open alerts (?unit=)
//   GET feeds     reports and fetches, findings of their figures
//   GET quarantine            figures held back (?state=pending|released|discarded|settled|all)
//   POST quarantine/release   {"id": 12, "reason": "..."}; role supervisor or operator. Without
//   POST quarantine/discard   tokens {"person": "..."} is needed beside them
// JSON. With tokens configured, everything under /api/ and /-/reload needs a bearer token: any role
// reads (a `unit` sees all lights, it may act only on its own), reload needs operator. Errors:
// {"error": {"code", "message", "hint"}}.
ServerReply answer(const ServerRequest& request, const ApiBackend& backend);

// Whose token this is; null when unknown. Compares hashes in constant time.
const AccessToken* find_token(const HttpSettings& settings, const std::string& authorization);

// Anything but loopback needs TLS and at least one token; the error says what to set.
Result<void> check_listen(const ListenSpec& listen, const HttpSettings& settings);

}  // namespace planwatch
