#pragma once

#include <string>

#include "rules/model/feed_transport.h"
#include "rules/model/result.h"

namespace planwatch {

// What a database said when it did not answer.
struct SqlFault {
  enum class Stage { connect, query };
  Stage stage = Stage::connect;
  std::string words{};           // as the driver gave them
  bool connection_lost = false;  // by the driver's own classification
  bool timed_out = false;        // the deadline had passed
};

// An error in the user's words with the database's own behind it: where, what to do, whether it may
// pass by itself. The password is cut out wherever it stands. Pure.
Error error_of_fault(const SqlSource& source, const SqlFault& fault);

}  // namespace planwatch
