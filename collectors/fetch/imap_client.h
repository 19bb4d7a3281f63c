#pragma once

#include <memory>
#include <string>
#include <vector>

#include "collectors/fetch/imap_reply.h"
#include "rules/model/feed_spec.h"
#include "rules/model/result.h"

namespace planwatch {

// A mailbox that is looked at and never changed: opened by EXAMINE, so that the server itself
// refuses to mark or delete anything.
class ImapSession {
 public:
  virtual ~ImapSession() = default;
  // One command without tag and line end; the untagged responses to it. Blocks: for workers.
  virtual Result<std::vector<ImapLine>> command(const std::string& text) = 0;
  virtual std::uint64_t uid_validity() const = 0;
};

// Connects, logs in and opens the mailbox, all within limits.connect_timeout to connect and
// limits.total_timeout for the whole session. libcurl carries the bytes and checks certificates;
// its own IMAP would mark what it fetches as read. No login without TLS, but on loopback.
Result<std::unique_ptr<ImapSession>> open_imap(const MailboxSource& source,
                                               const FeedLimits& limits);

// imap://host/INBOX
std::string name_of_mailbox(const MailboxSource& source);
// How large a mail may be whose attachments come to limits.bytes: base64 takes 4 for 3, with line
// ends.
std::uint64_t most_mail_bytes(const FeedLimits& limits);

}  // namespace planwatch
