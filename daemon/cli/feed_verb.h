#pragma once

#include <string>

#include "daemon/cli/people_verbs.h"

namespace planwatch {

// Feeds of the running daemon.
struct FeedWords {
  std::string what = "list";  // list, retry
  std::string feed;           // of retry
  ActingPerson who;
};
int feed_verb(const CommonOptions& options, const FeedWords& words);

}  // namespace planwatch
