#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rules/engine/engine.h"
#include "tests/support/small_plan.h"

namespace planwatch {

// A day and hour of 2025, the small plan's year.
Date day(unsigned month, unsigned day_of_month);
Instant at(unsigned month, unsigned day_of_month, int hour = 10);

// One figure as a department would hand it in.
struct Figure {
  const char* indicator;
  unsigned month;
  const char* value;  // empty: only the parts below
  std::optional<Date> stated = std::nullopt;
  std::int64_t numerator = 0;
  std::int64_t denominator = -1;  // -1: no parts
};
Observation observe(const Configuration& configuration, const Figure& figure);

// The small plan with feeds that owe no reports, so that figures alone are news.
Configuration without_reports();

// The engine with its outside world in one object: keeps what it persisted, as the store would,
// and everything that it decided to tell. Every event is checked: each message has its outbox row
// in the same event and says why, and no news in it has a key that was ever used before.
class EngineUnderTest {
 public:
  explicit EngineUnderTest(Configuration configuration = SmallPlan::configuration(),
                           FeedSelection feeds = FeedSelection::real);

  std::vector<Effect> handle(const Event& event);
  std::vector<Effect> deliver(const char* feed, const std::vector<Figure>& figures, Instant when);
  std::vector<Effect> deliver(const char* feed, Extracted extracted, Instant when);
  std::vector<Effect> tick(Instant when) { return handle(Tick{when}); }
  std::vector<Effect> fail(const char* feed, Instant when, const char* message = "超时");
  std::vector<Effect> act(const char* person, decltype(PersonActed::action) action, Instant when);
  std::vector<Effect> act_as(const Actor& actor, decltype(PersonActed::action) action,
                             Instant when);
  std::vector<Effect> progress(int task, TaskState state, Instant when, const char* closed_by = "");
  std::vector<Effect> replace(Configuration configuration, Instant when);
  // Another life of the same store.
  EngineUnderTest reborn(Instant now) const;

  std::shared_ptr<const Snapshot> snapshot(Instant now) const { return engine_.snapshot(now); }
  IndicatorStatus indicator(const char* id, Instant now) const;
  TaskStatus task(int number, Instant now) const;
  FeedStatus feed(const char* id, Instant now) const;
  // The alert of a rule about a subject; empty when there never was one.
  std::optional<Alert> alert(const std::string& rule, const std::string& subject) const;
  std::string alert_key(const std::string& rule, const std::string& subject) const;
  // Rows about indicators, in order of opening.
  std::vector<LedgerRow> ledger() const;

  // Everything told about a subject so far: "fired:yellow:contact correction:red:contact", of the
  // receiver `first` only.
  std::string told(const std::string& rule, const std::string& subject) const;
  // The newest news of any alert of a rule; empty: there was none.
  std::string last_text(const std::string& rule) const;
  // Each alert's news as a message of its own, and the messages as they were sent.
  const std::vector<Notice>& notices() const { return notices_; }
  const std::vector<Notice>& messages() const { return messages_; }
  const Restored& stored() const { return stored_; }
  std::shared_ptr<const Configuration> configuration() const { return configuration_; }

 private:
  void keep(const std::vector<Effect>& effects);
  void keep_row(const Row& row);
  void check_notices(const std::vector<Effect>& effects);

  std::shared_ptr<const Configuration> configuration_;
  FeedSelection feeds_;
  Engine engine_;
  Restored stored_;
  std::vector<Notice> notices_;
  std::vector<Notice> messages_;
  std::set<std::string> keys_;
};

// The rows of one kind among the effects.
template <class R>
std::vector<R> rows_of(const std::vector<Effect>& effects) {
  std::vector<R> rows;
  for (const Effect& effect : effects) {
    const auto* persist = std::get_if<Persist>(&effect);
    if (persist == nullptr) continue;
    if (const R* row = std::get_if<R>(&persist->row)) rows.push_back(*row);
  }
  return rows;
}
template <class E>
std::vector<E> effects_of(const std::vector<Effect>& effects) {
  std::vector<E> found;
  for (const Effect& effect : effects) {
    if (const E* one = std::get_if<E>(&effect)) found.push_back(*one);
  }
  return found;
}
// Why an action was refused; empty: it was not.
std::string refusal_in(const std::vector<Effect>& effects);
std::vector<ObservationRow> observations_of(const std::vector<Effect>& effects);

// Current values, lights, levels and open alerts as text: what must not depend on the order in
// which reports came, nor on a restart. Without revisions and times, which are history.
std::string picture_of(const Snapshot& snapshot);

}  // namespace planwatch
