#pragma once

#include <memory>
#include <string>
#include <vector>

#include "rules/model/feed_transport.h"
#include "tests/support/process.h"

namespace planwatch::mailbox_testing {

inline constexpr const char* password = "p\"a ss\\word";

// Dovecot on free loopback ports with a certificate of its own root, one user's mailbox as a
// Maildir. As root its processes and the mailbox belong to nobody, for it refuses root.
class DovecotServer {
 public:
  DovecotServer();
  const std::string& trouble() const { return trouble_; }
  // Delivers a mail, CRLF line ends.
  void deliver(const std::string& mail);
  // Names of the mails' files, flags included; new ones stay in new/ until somebody opens the
  // mailbox for writing.
  std::vector<std::string> files() const;
  MailboxSource source() const;
  std::string other_root() const { return folder_.file("other.pem"); }
  // Loses the numbers of the mails, as a restored mailbox does.
  void renumber();

 private:
  bool make_certificates();
  void configure();
  void start();

  TestFolder folder_;
  int plain_port_ = free_port();
  int tls_port_ = free_port();
  int delivered_ = 0;
  std::string trouble_;
  std::unique_ptr<Process> server_;
};

// A mail with attachments of these names and bytes, in base64.
struct Attachment {
  std::string name;
  std::string base64;
};
std::string mail_of(const std::string& from, const std::vector<Attachment>& attachments);

}  // namespace planwatch::mailbox_testing
