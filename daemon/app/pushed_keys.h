#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rules/engine/push.h"
#include "rules/model/result.h"

namespace planwatch {

// The answers to pushes that came with a key, so that one that is sent again is answered again and
// does nothing. Keys are each person's own. Kept in memory, the newest `most`: after a restart the
// same body is a repetition, which changes nothing either unless others pushed in between.
class PushedKeys {
 public:
  explicit PushedKeys(std::size_t most = 1'000) : most_(most) {}

  // Empty: not known. Error invalid: the key came with another body.
  Result<std::optional<std::vector<FigureOutcome>>> find(const Push& push) const;
  // A push without a key is not kept.
  void keep(const Push& push, const std::vector<FigureOutcome>& outcomes);

 private:
  using Key = std::pair<std::string, std::string>;  // person, key
  struct Answer {
    std::string sha256;
    std::vector<FigureOutcome> outcomes;
  };
  std::size_t most_;
  std::map<Key, Answer> answers_;
  std::deque<Key> order_;  // oldest first
};

}  // namespace planwatch
