#pragma once

#include <memory>
#include <optional>
#include <string>

#include "collectors/fetch/http_client.h"
#include "collectors/fetch/mail_client.h"
#include "daemon/send/channel.h"
#include "daemon/send/message.h"
#include "daemon/time/clock.h"
#include "daemon/time/scheduler.h"

namespace planwatch {

// One mail for all people of a notice and the description's own addresses, each once. Success is
// the server's 250 to the whole message; whom it refused, and who has no address, is missed. Null
// when mail_problem(spec) names a problem. `machine` dates the mail.
std::shared_ptr<Channel> make_mail_channel(Scheduler& scheduler, MailClient& mail,
                                           const Clock& machine, MailChannel spec,
                                           RenderMessage render);
// What is wrong with the description, as the user is told (Chinese); empty: nothing.
std::optional<std::string> mail_problem(const MailChannel& spec);

// One SMS by an approved template to all people of a notice and the description's own numbers, each
// once. A notice of several items needs the template `group`; without it the answer is `split`, and
// limits() ask for one item each. Null when sms_problem(spec) names a problem. `machine` dates the
// signature.
std::shared_ptr<Channel> make_sms_channel(Scheduler& scheduler, HttpClient& http,
                                          const Clock& machine, SmsChannel spec);
std::optional<std::string> sms_problem(const SmsChannel& spec);

}  // namespace planwatch
