#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "rules/engine/advice.h"
#include "rules/engine/effect.h"
#include "rules/engine/engine.h"
#include "rules/engine/fetch_queue.h"
#include "rules/engine/held_news.h"
#include "rules/engine/quarantine.h"
#include "rules/engine/series_table.h"
#include "rules/judge/report_due.h"

namespace planwatch {

// What the engine knows about one feed that runs.
struct FeedRuntime {
  FeedIndex index;
  std::vector<IndicatorIndex> indicators;  // that it delivers
  bool delivers_tasks = false;
  std::vector<ReportDays> reports;  // of the plan's year
  FeedStateRow state;
  std::string last_error_en;  // of state.last_error, unless that was before the start
  std::optional<Instant> next_poll;
  FetchSlot slot = FetchSlot::none;
  bool started_troubled = false;  // how it counts in the queue while it is on its way
  bool started_suspect = false;
  std::uint64_t bytes = 0;    // of new bodies since the start
  std::uint64_t figures = 0;  // read from them: observations and task reports
  bool receiving = false;     // some bodies of a fetch are in, more come at once
  std::uint64_t rejected_rows = 0;
  // What the newest delivery of each source left unaccepted, quarantined figures not counted: they
  // are cases of their own. A clean delivery of the same source takes its entry away.
  struct Rejected {
    std::uint32_t count = 0;
    std::vector<std::string> places;  // place and reason of the first few
  };
  std::map<std::string, Rejected> rejected_by_source;
  std::uint32_t rejected_now() const {
    std::uint32_t sum = 0;
    for (const auto& [source, rejected] : rejected_by_source) sum += rejected.count;
    return sum;
  }
};

// Where figures of one delivery stood.
struct DeliveryPlace {
  std::string source;
  std::vector<std::string> sheets;
};

// A version that was not current when it came, by the day on which it was known.
using SupersededKey = std::tuple<std::uint32_t, std::uint32_t, Period, Date>;

struct EngineState {
  std::shared_ptr<const Configuration> configuration;
  FeedSelection selection = FeedSelection::real;
  SeriesTable table;
  std::vector<FeedRuntime> feeds;                               // active ones, in file order
  std::unordered_map<std::string, std::size_t> feed_positions;  // in `feeds`, by id
  FetchQueue queue;
  std::vector<int> feed_of_indicator;  // position in `feeds`, -1: none
  std::map<HistoryKey, CurrentFigure> history;
  std::map<SupersededKey, Observation> superseded;
  Quarantine quarantine;
  std::set<std::pair<SeriesIndex, unsigned>> found;     // slots whose figures have findings
  std::map<std::int64_t, DeliveryPlace> deliveries;     // by id; those known since the start
  std::map<int, TaskReport> tasks;                      // latest report by task number
  std::map<int, std::vector<TaskReport>> task_reports;  // all, for report-due of task feeds
  std::map<std::string, Alert> alerts;                  // by to_string(AlertKey)
  std::map<std::string, std::int64_t> open_ledger;      // alert -> number of its running row
  std::map<std::int64_t, LedgerRow> ledger;
  std::map<std::int64_t, Silence> silences;    // by id, ended ones too
  HeldNews held;                               // what was decided to tell and waits for its round
  std::map<ReceiverId, std::string> refusals;  // newest answer of those that refuse notices
  std::set<std::string> used_links;
  std::int64_t next_silence_id = 1;
  std::vector<SlotMask> dirty;    // by series: slots to judge again
  std::vector<SlotMask> revised;  // by series: of these, the revised ones
  std::vector<SeriesIndex> dirty_series;
  std::int64_t next_delivery = 1;
  std::int64_t next_ledger_number = 1;
  std::optional<PlanClosureRow> closure;  // with `closed` false: opened again by a person
  std::optional<Date> judged_on;          // the day today's conditions were judged for
  // Something beside a feed's own events may have changed since they were judged.
  bool feeds_unsure = true;
  bool tasks_unsure = true;
  bool restored_unstepped = false;  // judged after a restart, alerts not yet stepped
  std::uint64_t accepted = 0;
  std::uint64_t revisions = 0;
  std::uint64_t repeated = 0;
  mutable AdviceCache advice;  // follows from the figures; filled when a snapshot is made

  const Plan& plan() const { return configuration->plan; }
  bool is_closed() const { return closure && closure->closed; }
};

// Builds the state that follows from the configuration alone.
EngineState make_state(std::shared_ptr<const Configuration> configuration, FeedSelection feeds);

void mark_dirty(EngineState& state, SeriesIndex series, unsigned slot, bool revised);
FeedRuntime* find_feed(EngineState& state, const FeedId& id);
const FeedSpec& spec_of(const EngineState& state, const FeedRuntime& feed);

}  // namespace planwatch
