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

}  // namespace planwatch
