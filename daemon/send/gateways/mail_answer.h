#pragma once

#include <string>
#include <vector>

#include "collectors/fetch/mail_client.h"
#include "daemon/send/channel.h"

namespace planwatch {

// What the outcome of a submission to `recipients` mailboxes means; `missing` are those who have no
// usable address. Of `secrets` nothing is left in the texts.
//
//   taken                       success; partial when somebody is missed
//   421, 454, 4xx at the login  retried soon: the server, not this mail
//   other 4xx                   retry_later (greylist, mailbox busy)
//   5xx                         permanent, with what to do
//   nobody accepted             by the best of the refusals
//   no verdict                  unknown when all of it had left, otherwise retried; a submission
//                               that cannot be made is permanent
SendResult classify_mail(const MailOutcome& outcome, std::vector<MissedPerson> missing,
                         const std::vector<std::string>& secrets);

}  // namespace planwatch
