#pragma once

#include <map>
#include <string>
#include <vector>

#include "rules/engine/rows.h"
#include "rules/model/configuration.h"
#include "tests/sim/people.h"

namespace planwatch::sim {

// What must hold when people act: acknowledgement, promise, escalation, silence. Remembers by
// itself what people did and what was delivered, so that a product that forgets is found out.
class OraclesOfPeople {
 public:
  explicit OraclesOfPeople(const Configuration& plan) : plan_(plan) {}

  // What must be refused is refused, with a reason; what is right is taken.
  // `shown` is what the daemon showed before.
  void see_act(const Act& act, const Result<void>& done, const Snapshot& shown, Instant now);
  // No escalation of what was answered; nothing of what is silenced; no reminder of what is
  // suspended.
  void see_item(const NoticeItem& item, Instant decided_at, Instant now);
  // A receiver refused it, so that its fallback gets it: decided before, whatever people did since.
  void see_refused(const NoticeItem& item, Instant decided_at);
  // Everything had time to heal: who did not answer was escalated, who broke a promise reminded.
  void see_healed(const Restored& stored, Instant now);

  const std::vector<std::string>& violations() const { return violations_; }
  int acts() const { return acts_; }
  int refused() const { return refused_; }

 private:
  struct Answered {
    Instant at{};
    int episode = 0;
    Light level = Light::grey;
    std::optional<Instant> acknowledged_at;
    std::optional<Date> promised_for;
    std::optional<Date> suspended_until;
  };
  void violated(const std::string& rule, const std::string& what, Instant now);
  void remember(const Act& act, const Snapshot& shown, Instant now);
  const Answered* answered_at(const NoticeKey& key, Instant at) const;
  bool is_silenced(const std::string& alert, Instant at) const;
  bool was_quiet(const Alert& alert, Instant now) const;
  void check_escalation(const NoticeItem& item, const Answered& answered, Instant decided_at,
                        Instant now);
  void check_unanswered(const Alert& alert, Instant now);
  void check_broken_promise(const Alert& alert, Instant now);
  const LadderStep* step_of(const NoticeKey& key) const;

  const Configuration& plan_;
  std::vector<std::string> violations_;
  std::map<std::string, std::vector<Answered>> answered_;  // by alert, in time order
  std::vector<Silence> silences_;
  // (alert#episode) -> when what kind was told, in order of delivery
  std::map<std::string, std::vector<std::pair<Instant, NoticeKind>>> told_;
  std::map<std::string, Instant>
      decided_;  // what receivers but the fallback were to hear, and since when
  int acts_ = 0;
  int refused_ = 0;
};

}  // namespace planwatch::sim
