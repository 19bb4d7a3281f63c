#pragma once

#include <map>
#include <set>
#include <tuple>

#include "daemon/send/outbox.h"
#include "tests/daemon/send/support.h"

namespace planwatch::send_test {

// Keeps what a store would keep of the outbox.
class Book {
 public:
  void decide(const Notice& notice) {
    const std::string key = to_string(notice.key);
    position_.emplace(key, rows_.size());
    rows_.push_back({notice, 0, {}, {}});
    open_.insert(key);
  }
  void take(const SendOutcome& outcome) {
    const OutboxResultRow& row = outcome.row;
    for (const PartResultRow& part : outcome.parts) {
      parts_[{part.key, part.part, part.person}] = part;
    }
    if (outcome.rate) rates_[outcome.rate->receiver] = *outcome.rate;
    if (row.state != OutboxState::waiting) open_.erase(row.key);
    WaitingNotice& one = rows_.at(position_.at(row.key));
    one.attempts = row.attempts;
    one.next_try_at = row.next_try_at;
    if (one.first_tried_at == Instant{}) one.first_tried_at = row.tried_at;
  }
  std::vector<WaitingNotice> waiting() const {
    std::vector<WaitingNotice> waiting;
    for (const WaitingNotice& one : rows_) {
      if (open_.contains(to_string(one.notice.key))) waiting.push_back(one);
    }
    return waiting;
  }
  std::vector<PartResultRow> parts() const {
    std::vector<PartResultRow> parts;
    for (const auto& [key, part] : parts_) {
      if (open_.contains(part.key)) parts.push_back(part);
    }
    return parts;
  }
  std::vector<RateStateRow> rates() const {
    std::vector<RateStateRow> rates;
    for (const auto& [receiver, rate] : rates_) rates.push_back(rate);
    return rates;
  }

 private:
  std::map<std::tuple<std::string, int, std::string>, PartResultRow> parts_;
  std::map<ReceiverId, RateStateRow> rates_;
  std::vector<WaitingNotice> rows_;
  std::map<std::string, std::size_t> position_;
  std::set<std::string> open_;
};

}  // namespace planwatch::send_test
