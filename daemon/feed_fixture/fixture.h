#pragma once

#include <string>
#include <vector>

#include "collectors/decode/table.h"
#include "collectors/fetch/fetcher.h"
#include "rules/model/configuration.h"
#include "rules/model/date.h"
#include "rules/model/observation.h"

namespace planwatch {

// A fetch made harmless, to be read again without its source.

// One body of it. A CSV and a JSON are kept as bytes in their own encoding; everything else as the
// cells that were decoded (table_text.h), because a workbook cannot be rewritten piece by piece.
struct FixtureBody {
  enum class Kept { bytes, table } kept = Kept::bytes;
  std::string source;  // a name with its period and nothing else of where it came from
  std::string format;  // of the original: csv, json, xlsx
  std::string encoding;
  std::string content;
};
struct Fixture {
  FeedId feed;
  Date received;
  std::vector<FixtureBody> bodies;
  std::string expected;  // expected_text of the bodies in order
};

// What came of one body as text: a line for every observation, task report, rejected cell and note.
// `number` counts from 1 and heads every line.
std::string expected_text(const Configuration& configuration, std::size_t number,
                          const Extracted& extracted);

// Redacts and checks: the redacted body is read again, and gives the same observations and task
// reports and rejects the same cells. An error says which body cannot be kept and why: it could
// not be read, is larger than 8 MiB, cannot be rewritten, or reads differently without what was
// taken out. Pure, but for bodies that were left in place.
Result<FixtureBody> redact_body(const FetchedBody& body, const FeedSpec& feed,
                                const Configuration& configuration);

// The whole fetch. An error also where nothing came or a part of it could not be fetched.
Result<Fixture> make_fixture(const std::vector<FetchedBody>& bodies, const FeedSpec& feed,
                             const Configuration& configuration, Date received);

// A kept body read as the feed reads it now.
struct ReplayedBody {
  FetchedBody fetched;
  Result<Document> document;
  Result<Extracted> extracted;
};
ReplayedBody replay_body(const FixtureBody& body, const FeedSpec& feed,
                         const Configuration& configuration);

// Lines of one text that the other has not: "- " expected, "+ " came. Empty: the same.
std::vector<std::string> differences(const std::string& expected, const std::string& came);
// All bodies read again and held against what is expected.
std::vector<std::string> replay_differences(const Fixture& fixture, const FeedSpec& feed,
                                            const Configuration& configuration);

}  // namespace planwatch
