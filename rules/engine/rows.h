#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rules/alert/silence.h"
#include "rules/engine/feed_memory.h"
#include "rules/engine/figure_outcome.h"
#include "rules/judge/assessment.h"
#include "rules/judge/verdict.h"
#include "rules/ledger/ledger_row.h"
#include "rules/model/observation.h"
#include "rules/model/quality_rule.h"
#include "rules/notify/held_notice.h"

namespace planwatch {

// What the store keeps. Indices are of the running configuration; the store translates them into
// stable ids (Store::use_plan).

// The source of a delivery that a person brought in by hand. What it left unaccepted was shown to
// that person and is no trouble of the feed.
std::string import_source(const std::string& path);
bool is_imported(const Delivery& delivery);

struct DeliveryRow {
  std::int64_t id = 0;  // given by the engine, increasing
  FeedId feed;
  Instant received{};
  Delivery delivery;
  std::uint32_t accepted = 0;
  std::uint32_t rejected = 0;
};
// Every version is kept (bitemporal); revision 0 is the first value known for the period.
struct ObservationRow {
  Observation observation;
  std::int64_t delivery = 0;
  Instant received{};
  int revision = 0;
  bool current = true;  // false: arrived, but an earlier one has a later report date
};
struct RejectedRowRow {
  std::int64_t delivery = 0;
  RejectedRow rejected;
};
struct AssessmentRow {
  RuleIndex rule;
  IndicatorIndex indicator;
  AreaIndex area;
  Period period;
  int revision = 0;
  Instant judged_at{};
  Assessment assessment;
};
struct TaskReportRow {
  TaskReport report;
  std::int64_t delivery = 0;  // 0: by a person
  Instant received{};
  std::string person;
};
struct AlertRow {
  Alert alert;
};
struct OutboxRow {
  Notice notice;
};
// The outcome of trying to send. Times are the machine's clock.
enum class OutboxState { waiting, delivered, refused, expired };
struct OutboxResultRow {
  std::string key;  // to_string(NoticeKey)
  OutboxState state = OutboxState::waiting;
  int attempts = 0;
  Instant tried_at{};
  Instant next_try_at{};
  std::string answer;
};
// What became of one part of a message, and of one person in it where the channel tells. The
// delivery log: one row per (key, part, person), rewritten. Times are the machine's clock.
struct PartResultRow {
  std::string key;  // to_string(NoticeKey) of the whole message
  int part = 1;
  int parts = 1;
  ReceiverId receiver;
  std::string person;   // empty: the part as a whole
  std::string address;  // userid, mobile or mailbox as the channel uses it
  OutboxState state = OutboxState::waiting;
  int items = 0;  // how many items the part carries
  int attempts = 0;
  Instant tried_at{};
  std::string answer;
};
// How much a destination still takes, so that a restart resets no penalty. Machine's clock.
struct RateStateRow {
  ReceiverId receiver;
  std::int64_t milli_tokens = 0;
  Instant counted_at{};
  std::optional<Instant> blocked_until;
};
struct SilenceRow {
  Silence silence;
};
// A notice that waits for its round; `released`: it went into a message or is of no interest any
// more, and the row goes.
struct HeldNoticeRow {
  HeldNotice held;
  bool released = false;
};
struct FeedStateRow {
  FeedId feed;
  bool in_flight = false;  // set before a fetch is started, so that a crash is noticed
  int crashes = 0;         // starts that never ended
  std::optional<Instant> quarantined_until;  // plan's clock
  std::optional<Instant> last_attempt;
  std::optional<Instant> last_success;
  int failures = 0;  // in a row
  std::string last_error;
};
// The whole memory of a feed, in place of the one before. Written together with what the fetch
// brought, so that nothing is skipped that was not committed.
struct FeedMemoryRow {
  FeedId feed;
  FeedMemory memory;
};
// A figure that was held back: never judged unless a person releases it. Kept for good, with what
// became of it.
enum class QuarantineState : std::uint8_t {
  pending,
  released,   // by a person: current as if it had been accepted
  discarded,  // by a person: never judged, and not asked about again
  settled,    // a later report about the same period took its place
};
struct QuarantineRow {
  std::int64_t id = 0;  // given by the engine, increasing; what people name it by
  Observation observation;
  std::int64_t delivery = 0;
  Instant received{};
  FeedId feed;
  std::string source;  // path, or URL without secrets
  std::string where;   // 报表!C7, 第7行第3列, /data/list/4/rate
  FindingSet findings;
  QuarantineState state = QuarantineState::pending;
  std::optional<Instant> decided_at;
  std::string decided_by;  // empty: settled by a report
  std::string reason;
};
std::string_view name_of(QuarantineState state, Lang lang);  // 待处理 / pending

struct PersonActionRow {
  Instant at{};
  std::string person;
  std::string action;
  std::string subject;
  std::string text;
  std::string link{};  // the id of the signed link that was used; empty: none
};
// The answer to a push that came with a key, so that the same push is answered again and does
// nothing. The first answer stays. The newest are kept, see the two bounds.
struct PushedKeyRow {
  Instant at{};  // plan's clock
  std::string person;
  std::string key;
  std::string sha256;  // of the body
  std::vector<FigureOutcome> outcomes;
};
inline constexpr std::size_t most_pushed_keys = 1'000;
inline constexpr std::chrono::days pushed_keys_last{31};  // before the newest one
// A plan's year closed, or opened again. One row per plan and year, rewritten.
struct PlanClosureRow {
  std::string plan;  // Plan::id
  int year = 0;
  bool closed = false;
  Instant at{};
  std::string person;  // empty: closed by itself, when its last report was in
  std::string reason;
  std::vector<Verdict> verdicts;  // indicator order, then area order; empty after a reopening

  friend bool operator==(const PlanClosureRow&, const PlanClosureRow&) = default;
};
// Where the plan's clock stood; what `status` of a stopped demo judges at.
struct ClockRow {
  Instant plan_now{};
};

using Row = std::variant<DeliveryRow, ObservationRow, RejectedRowRow, AssessmentRow, TaskReportRow,
                         AlertRow, LedgerRow, OutboxRow, OutboxResultRow, FeedStateRow,
                         PersonActionRow, PlanClosureRow, QuarantineRow, ClockRow, PartResultRow,
                         RateStateRow, SilenceRow, HeldNoticeRow, FeedMemoryRow, PushedKeyRow>;

struct WaitingNotice {
  Notice notice;
  int attempts = 0;
  Instant next_try_at{};  // machine's clock
  Instant first_tried_at{};
};

// Everything that the store knows, in the order it was written. Input of Engine::restore.
struct Restored {
  std::vector<ObservationRow> observations;  // every version
  std::vector<TaskReportRow> task_reports;
  std::vector<Alert> alerts;
  std::vector<LedgerRow> ledger;
  std::vector<FeedStateRow> feed_states;
  std::vector<DeliveryRow> last_deliveries;  // newest per (feed, source)
  std::vector<WaitingNotice> waiting;
  std::vector<QuarantineRow> quarantine;
  std::int64_t next_quarantine_id = 1;
  std::int64_t next_delivery_id = 1;
  std::optional<Instant> plan_now;
  std::vector<PlanClosureRow> closures;  // of all plans that the store knows
  std::vector<Silence> silences;         // all, ended ones too
  std::vector<HeldNotice> held;          // not yet released
  std::vector<RateStateRow> rates;
  std::vector<PartResultRow> parts;     // of messages that still wait
  std::vector<std::string> used_links;  // ids
  std::vector<PushedKeyRow> pushed_keys;
};

}  // namespace planwatch
