#include "daemon/store/codec.h"
#include "daemon/store/outcomes_text.h"
#include "daemon/store/write_rows.h"

namespace planwatch {

namespace {

constexpr const char* forget_memory = "DELETE FROM feed_memory WHERE feed = ?";
constexpr const char* insert_memory =
    "INSERT INTO feed_memory (feed, name, value, read_with) VALUES (?, ?, ?, ?)";
constexpr const char* insert_pushed_key =
    "INSERT INTO pushed_keys (at_ms, person, key, sha256, outcomes) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (person, key) DO NOTHING";
constexpr const char* forget_pushed_keys =
    "DELETE FROM pushed_keys WHERE at_ms < ? OR id <= (SELECT max(id) FROM pushed_keys) - ?";

}  // namespace

std::string outcomes_text(const std::vector<FigureOutcome>& outcomes) {
  std::string text;
  text.reserve(outcomes.size());
  for (const FigureOutcome outcome : outcomes) {
    text += static_cast<char>('0' + static_cast<int>(outcome));
  }
  return text;
}

std::optional<std::vector<FigureOutcome>> outcomes_of(const std::string& text) {
  std::vector<FigureOutcome> outcomes;
  outcomes.reserve(text.size());
  for (const char digit : text) {
    if (digit < '0' || digit >= '0' + figure_outcome_count) return std::nullopt;
    outcomes.push_back(static_cast<FigureOutcome>(digit - '0'));
  }
  return outcomes;
}

Result<void> RowWriter::operator()(const FeedMemoryRow& row) {
  Statement forget = database.prepare(forget_memory);
  Put{forget}(row.feed);
  if (auto done = forget.run(); !done) return done;
  for (const auto& [name, value] : row.memory) {
    Statement insert = database.prepare(insert_memory);
    Put{insert}.all(row.feed, name, value, ids.configuration);
    if (auto done = insert.run(); !done) return done;
  }
  return {};
}

Result<void> RowWriter::operator()(const PushedKeyRow& row) {
  Statement insert = database.prepare(insert_pushed_key);
  Put{insert}.all(row.at, row.person, row.key, row.sha256, outcomes_text(row.outcomes));
  if (auto done = insert.run(); !done) return done;
  Statement forget = database.prepare(forget_pushed_keys);
  Put{forget}.all(row.at - pushed_keys_last, most_pushed_keys);
  return forget.run();
}

}  // namespace planwatch
