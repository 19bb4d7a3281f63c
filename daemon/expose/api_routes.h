#pragma once

#include "daemon/expose/api.h"
#include "daemon/expose/api_reply.h"

namespace planwatch {

// The answers of /api/v1/, one file each. Reading only; keys keep the order they are written in.
ServerReply answer_status(const ApiCall& call);
ServerReply answer_tasks(const ApiCall& call);
ServerReply answer_alerts(const ApiCall& call);
ServerReply answer_feeds(const ApiCall& call);
ServerReply answer_explain(const ApiCall& call, const ApiBackend& backend);
ServerReply answer_quarantine(const ApiCall& call);
// Changing: what a person decides. Whoever calls has the role for it, see the table of routes.
enum class QuarantineDecision { release, discard };
ServerReply decide_quarantine(const ApiCall& call, const ApiBackend& backend,
                              QuarantineDecision decision);

// api_observations.cc. Figures that are pushed.
ServerReply push_observations(const ApiCall& call, const ApiBackend& backend);
// api_reports.cc. A file that is handed in: read on a worker, taken in on the owner thread.
ServerReply upload_report(const ApiCall& call, const ApiBackend& backend);

// api_known.cc. The same answers about an earlier day: the day is checked at once (400), the store
// is read and the answer made on a worker, because a year of a large plan takes seconds to restore.
using ApiAnswer = ServerReply (*)(const ApiCall&, const ApiBackend&);
ServerReply answer_as_known_on(const ServerRequest& request, const std::string& day,
                               const Snapshot& present, const ApiBackend& backend,
                               ApiAnswer answer);

// api_people.cc: what people do with alerts and tasks.
ServerReply acknowledge_alert(const ApiCall& call, const ApiBackend& backend);
ServerReply promise_for_alert(const ApiCall& call, const ApiBackend& backend);
ServerReply add_progress(const ApiCall& call, const ApiBackend& backend);
ServerReply suspend_alert(const ApiCall& call, const ApiBackend& backend);
ServerReply resume_alert(const ApiCall& call, const ApiBackend& backend);
ServerReply progress_task(const ApiCall& call, const ApiBackend& backend);
ServerReply close_ledger_row(const ApiCall& call, const ApiBackend& backend);
// api_feeds.cc
ServerReply retry_feed(const ApiCall& call, const ApiBackend& backend);
// api_silences.cc
ServerReply answer_silences(const ApiCall& call);
ServerReply add_silence(const ApiCall& call, const ApiBackend& backend);
ServerReply end_silence(const ApiCall& call, const ApiBackend& backend);
// api_ledger.cc: JSON, or a file to download.
ServerReply answer_ledger(const ApiCall& call);
ServerReply answer_ledger_csv(const ApiCall& call);
ServerReply answer_ledger_xlsx(const ApiCall& call);
ServerReply answer_deliveries(const ApiCall& call, const ApiBackend& backend);
ServerReply answer_deliveries_csv(const ApiCall& call, const ApiBackend& backend);
ServerReply answer_deliveries_xlsx(const ApiCall& call, const ApiBackend& backend);

// api.cc: whether a route takes an action of this role.
bool may_act(const std::string& path, AccessRole role);
std::string_view word_of(AccessRole role);  // viewer, unit, supervisor, operator

// api_plans.cc
ServerReply answer_plans(const ApiCall& call, const ApiBackend& backend);
enum class PlanDecision { close, reopen };
ServerReply close_or_reopen(const ApiCall& call, const ApiBackend& backend, PlanDecision what);

}  // namespace planwatch
