#pragma once

#include <string>

#include "daemon/send/channel.h"
#include "rules/model/configuration.h"

namespace planwatch {

// A message that says of itself that it is a test; about nothing that is in the plan.
Notice test_notice(const Configuration& configuration, const Receiver& receiver, const UnitId& unit,
                   Instant now);

// Sends the notice once through the receiver's own channel and waits for the answer; nothing is
// stored or tried again. Errors: invalid, the receiver takes state and no notices.
Result<SendResult> send_once(const Receiver& receiver, const Routing& routing,
                             const std::string& data_folder, const Notice& notice);

}  // namespace planwatch
