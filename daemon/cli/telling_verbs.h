#pragma once

#include <string>

#include "daemon/cli/verbs.h"

namespace planwatch {

struct RenderWords {
  std::string alert;     // its key, or an indicator's id, a task's number, a feed's id
  std::string channel;   // empty: the receiver's, or plain text
  std::string receiver;  // whose template and language are used; empty: the built-in text
};
// The message about an alert as that channel would send it, with its length.
int render_verb(const CommonOptions& options, const RenderWords& words);

struct RoutesWords {
  std::string unit;
  std::string rule;
  std::string indicator;
  int task = 0;
  std::string feed;
  bool receiver = false;
  std::string level = "red";
  std::string at;  // 2025-10-20 or 2025-10-20T17:50; empty: now
};
// Who would be told of an alert, at which step and when.
int routes_verb(const CommonOptions& options, const RoutesWords& words);

struct SendWords {
  std::string receiver;
  std::string unit;  // whose contact it is addressed to; empty: whoever reads the receiver
};
// Sends one message that says that it is a test.
int send_verb(const CommonOptions& options, const SendWords& words);

}  // namespace planwatch
