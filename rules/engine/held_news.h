#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "rules/notify/held_notice.h"

namespace planwatch {

// News that was decided and waits for its round, most of it only until the end of the event.
class HeldNews {
 public:
  // What is put from now on belongs to one event and is not in the store yet.
  void begin_event() { first_of_event_ = next_id_; }
  bool is_stored(const HeldNotice& news) const { return news.id < first_of_event_; }

  // Gives an id unless it has one (restoring).
  void put(HeldNotice news);
  void remove(std::int64_t id);
  // Everything that is due by then, by id; it waits no more.
  std::vector<HeldNotice> take_due(Instant now);

  // The newest news of an alert that waits for this receiver and role; null: none. News about a
  // silence is not counted.
  const HeldNotice* about(const std::string& alert, const ReceiverId& receiver, Role role) const;
  // When the running round of these closes, after `now`; empty: none runs.
  std::optional<Instant> round_closes(const ReceiverId& receiver, Role role, const UnitId& unit,
                                      Instant now) const;
  const std::map<std::int64_t, HeldNotice>& all() const { return news_; }
  // Those of the running event, by id.
  std::vector<const HeldNotice*> of_event() const;

 private:
  using About = std::tuple<std::string, ReceiverId, Role>;
  using Round = std::tuple<ReceiverId, Role, UnitId>;
  static About about_of(const HeldNotice& news);
  static Round round_of(const HeldNotice& news);

  std::map<std::int64_t, HeldNotice> news_;
  std::set<std::pair<Instant, std::int64_t>> by_due_;
  std::map<About, std::int64_t> newest_;
  std::map<Round, std::set<std::pair<Instant, std::int64_t>>> rounds_;
  std::int64_t next_id_ = 1;
  std::int64_t first_of_event_ = 1;
};

}  // namespace planwatch
