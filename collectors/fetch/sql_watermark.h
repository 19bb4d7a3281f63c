#pragma once

#include <optional>
#include <string>

#include "collectors/fetch/fetcher.h"
#include "rules/model/date.h"
#include "rules/model/feed_transport.h"
#include "rules/model/result.h"

namespace planwatch {

// How far a front-end table was read. Values are whole numbers (a running id) or dates and times as
// databases write them: 2025-06-30, 2025-06-30 10:00:00[.5][+08], with T as well, and the digits
// 20250630 and 20250630100000. Pure.
//
// `overlap` is taken off dates and times; a running id has no time to take it off, so rows that are
// committed late under a smaller id are missed by it: a time column is the better watermark.

// What :since is this time: the greatest value seen less the overlap, or `initial` as it stands.
Result<std::string> since_of(const SqlSource& source, const FetchMemory& memory);

// Keeps the greatest value of one fetch.
class WatermarkSeen {
 public:
  // `before` is what the memory holds, may be empty. Days after `newest_day` do not count: one
  // mistyped 2099 would hide every later row for good.
  WatermarkSeen(std::string before, std::optional<Date> newest_day)
      : greatest_(std::move(before)), newest_day_(newest_day) {}
  // Why the value cannot be a watermark, in the user's words.
  std::optional<std::string> see(const std::string& value);
  const std::string& greatest() const { return greatest_; }

 private:
  std::string greatest_;
  std::optional<Date> newest_day_;
};

// The greatest value of the fetches before, empty when there is none or when query or column have
// changed since; and the memory that keeps it.
std::string remembered_watermark(const SqlSource& source, const FetchMemory& memory);
FetchMemory memory_of_watermark(const SqlSource& source, const std::string& greatest);

// A whole number that fits 64 bits; such values are bound as numbers.
std::optional<long long> whole_number(const std::string& value);

}  // namespace planwatch
