#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/expose/http_server.h"
#include "daemon/store/delivery_record.h"
#include "rules/engine/event.h"
#include "rules/engine/explain.h"
#include "rules/engine/push.h"
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
  // Hands pushed figures to the engine and returns what became of each when that is on the disk.
  // Errors: conflict, the plan takes none now; invalid, the key was another body's; io, the store.
  std::function<Result<std::vector<FigureOutcome>>(const Push&)> push{};
  // The newest pictures of all plans; empty: this one runs alone.
  std::function<std::vector<std::shared_ptr<const Snapshot>>()> plans{};
  // Hands a person's action to the engine and returns when it is on the disk; refused with the
  // reason (conflict), or the store failed (io).
  std::function<Result<void>(const Actor& actor, const PersonAction& action)> act{};
  // The clock by which links in messages expire, and the key that signs them; empty: no links.
  std::function<Instant()> plan_now{};
  std::function<Secret()> link_key{};
  // The delivery log; may be empty: there is none.
  std::function<Result<std::vector<DeliveryRecord>>(const DeliveryFilter&)> deliveries{};
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
//   POST observations   figures, all of them or none (api_pushed.h); role unit for its own
//        indicators, supervisor or operator for all. Without tokens "person" is needed. With an
//        Idempotency-Key the same answer again
//   POST feeds/retry   {"feed": "court"}; role supervisor or operator: fetched at once, its
//        quarantine and circuit are over
//   POST reports?feed=ID   a file as it is, for that feed; same roles, a unit for its own feeds
//        (without feed: the one that takes its templates). 422 names every problem cell by cell and
//        nothing is taken, unless ?partial=yes; ?marked=xlsx answers a template with its marked
//        copy, ?marked=copy puts it beside the list. multipart/form-data: see api_upload_form.h
//   GET plans     all plans of this daemon: open or closed, verdicts
//   POST plan/close, plan/reopen   {"reason": "..."}; role supervisor, see quarantine
//   POST alerts/acknowledge|promise|progress|suspend|resume, tasks/progress, ledger/close: what
//        people do with alerts; GET silences, POST silences/add, silences/end; GET ledger,
//        ledger.csv, ledger.xlsx; GET deliveries (.csv, .xlsx). Bodies: README.md of this folder
// GET and POST /act is the page behind the links in messages, see act_page.h; /reports the page on
// which reports are handed in, see api_reports_page.h.
// status, tasks and explain take ?as_known_on=2025-07-10: what was known at the end of that day,
// judged on that day.
// JSON. With tokens configured, everything under /api/ and /-/reload needs a bearer token: any role
// reads (a `unit` sees all lights, it may act only on its own), reload needs operator. Errors:
// {"error": {"code", "message", "hint"}}.
//
// ?year=2025 (and ?plan=ID) choose among the plans of one daemon, for everything under /api/v1/.
ServerReply answer(const ServerRequest& request, const ApiBackend& backend);

// One of the plans that run side by side; a request that names none means the first.
struct ApiPlan {
  std::string id;
  int year = 0;
  ApiBackend backend;
};
ServerReply answer(const ServerRequest& request, const std::vector<ApiPlan>& plans);

// Whose token this is; null when unknown. Compares hashes in constant time.
const AccessToken* find_token(const HttpSettings& settings, const std::string& authorization);

// Anything but loopback needs TLS and at least one token; the error says what to set.
Result<void> check_listen(const ListenSpec& listen, const HttpSettings& settings);

}  // namespace planwatch
