#include "daemon/app/stored_history.h"

#include <algorithm>
#include <set>

#include "daemon/app/plan_store.h"
#include "daemon/app/stored_plan.h"
#include "daemon/time/clock.h"

namespace planwatch {

namespace {

std::vector<PersonActed> actions_of(const std::vector<Alert>& alerts) {
  std::vector<PersonActed> actions;
  for (const Alert& alert : alerts) {
    if (!alert.acknowledged_at) continue;
    PersonActed acted{*alert.acknowledged_at, alert.acknowledged_by,
                      Acknowledge{to_string(alert.key)}};
    actions.push_back(acted);
    if (!alert.promised_for) continue;
    acted.action = Promise{to_string(alert.key), *alert.promised_for, alert.promise};
    actions.push_back(acted);
  }
  std::stable_sort(actions.begin(), actions.end(),
                   [](const PersonActed& a, const PersonActed& b) { return a.at < b.at; });
  return actions;
}

std::vector<FeedId> unreached_of(const Configuration& configuration, const Restored& restored) {
  std::set<FeedId> reached;
  for (const FeedStateRow& row : restored.feed_states) {
    if (row.last_success) reached.insert(row.feed);
  }
  for (const DeliveryRow& row : restored.last_deliveries) reached.insert(row.feed);
  std::vector<FeedId> unreached;
  for (const FeedSpec& feed : configuration.feeds) {
    if (!reached.contains(feed.id)) unreached.push_back(feed.id);
  }
  return unreached;
}

// The demo's clock is written down once a day; what was received later on that day was known too.
Instant where_the_clock_stood(const Restored& known) {
  Instant last = known.plan_now.value_or(Instant{});
  for (const auto& row : known.observations) last = std::max(last, row.received);
  for (const auto& row : known.task_reports) last = std::max(last, row.received);
  return last;
}

}  // namespace

Result<StoredHistory> read_stored_history(const std::shared_ptr<const Configuration>& configuration,
                                          const std::string& data_folder) {
  StoredHistory history;
  history.now = make_machine_clock()->now();
  auto store = open_plan_store(data_folder, *configuration, OpenMode::read_only);
  if (!store) {
    if (store.error().code != ErrorCode::not_found) return tl::make_unexpected(store.error());
    history.empty = true;
    return history;
  }
  Result<Restored> known = (*store)->load();
  if (!known) return tl::make_unexpected(known.error());
  history.known = std::move(*known);
  if (is_demo_folder(data_folder)) {
    history.feeds = FeedSelection::samples;
    history.now = where_the_clock_stood(history.known);
  }
  return history;
}

RehearsalInput to_rehearsal(std::shared_ptr<const Configuration> configuration,
                            StoredHistory history) {
  RehearsalInput input;
  input.from_store = true;
  input.feeds = history.feeds;
  input.unreached = unreached_of(*configuration, history.known);
  input.actions = actions_of(history.known.alerts);
  input.observations = std::move(history.known.observations);
  input.task_reports = std::move(history.known.task_reports);
  input.configuration = std::move(configuration);
  return input;
}

}  // namespace planwatch
