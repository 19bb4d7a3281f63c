#pragma once

#include <memory>
#include <optional>
#include <string>

#include "daemon/expose/api_pusher.h"
#include "rules/engine/push.h"
#include "rules/engine/snapshot.h"

namespace planwatch {

// A file that was handed in for a feed: what a worker needs to read it, and nothing of the owner's.
struct ReportUpload {
  std::shared_ptr<const Snapshot> snapshot;
  FeedSpec feed;
  Pusher pusher;
  std::string file_name;
  std::string key;  // Idempotency-Key
  std::string bytes;
  Lang lang = Lang::zh;
  bool partial = false;  // take what is good though some cells are not
  // Whether problems are answered with the marked copy: not at all, by the workbook itself, or by
  // the list with the workbook beside it (base64).
  enum class Marked { no, file, beside } marked = Marked::no;
};

// Pure: decoded and extracted, with figures that cannot be taken (a period that has not begun,
// another window, a report date to come) among the rejected. Either the reply that refuses it, or
// what is to be pushed.
struct ReadReport {
  std::optional<ServerReply> refused;
  Push push;
};
ReadReport read_report(const ReportUpload& upload);

}  // namespace planwatch
