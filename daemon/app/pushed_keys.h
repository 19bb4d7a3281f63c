#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rules/engine/push.h"
#include "rules/engine/rows.h"
#include "rules/model/result.h"

namespace planwatch {

// The answers to pushes that came with a key, so that one that is sent again is answered again and
// does nothing. Keys are each person's own. The newest `most`; the store keeps the same ones, row
// by row in the transaction of the push.
class PushedKeys {
 public:
  explicit PushedKeys(std::size_t most = most_pushed_keys) : most_(most) {}
  // What the store knew at the start, oldest first.
  void take_up(const std::vector<PushedKeyRow>& rows);

  // Empty: not known. Error invalid: the key came with another body.
  Result<std::optional<std::vector<FigureOutcome>>> find(const Push& push) const;
  // The first answer to a key stays.
  void keep(const PushedKeyRow& row);

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
