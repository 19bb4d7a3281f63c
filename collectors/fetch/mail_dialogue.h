#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "collectors/fetch/mail_client.h"

namespace planwatch {

// Follows an SMTP dialogue (RFC 5321) line by line and keeps who was refused and what the server's
// last word was about. Keeps nothing of a login's lines: they hold the password.
class MailDialogue {
 public:
  void command(std::string_view line);  // ours, as it left
  void reply(std::string_view line);    // the server's, one line of possibly several

  bool ended() const { return quitting_; }  // QUIT has left
  MailStep step() const { return step_; }
  long code() const { return code_; }                  // of the reply to the last command; 0: none
  const std::string& answer() const { return text_; }  // at most 300 bytes
  const std::vector<RefusedRecipient>& refused() const { return refused_; }

 private:
  void end_of_reply(long code);

  MailStep step_ = MailStep::connect;
  long code_ = 0;
  std::string text_;
  bool in_reply_ = false;  // after 250-, before 250
  bool quitting_ = false;  // what follows is no verdict
  std::string recipient_;  // whom the last command named
  std::vector<RefusedRecipient> refused_;
};

}  // namespace planwatch
