#include "daemon/app/pushed_keys.h"

namespace planwatch {

Result<std::optional<std::vector<FigureOutcome>>> PushedKeys::find(const Push& push) const {
  if (push.key.empty()) return std::nullopt;
  const auto found = answers_.find({push.person, push.key});
  if (found == answers_.end()) return std::nullopt;
  if (found->second.sha256 != push.extracted.delivery.sha256) {
    return fail(ErrorCode::invalid,
                "这个 Idempotency-Key 用过，那次的内容与这次不同，没有接收 (the key was used for "
                "another body)");
  }
  return found->second.outcomes;
}

void PushedKeys::take_up(const std::vector<PushedKeyRow>& rows) {
  for (const PushedKeyRow& row : rows) keep(row);
}

void PushedKeys::keep(const PushedKeyRow& row) {
  const Key key{row.person, row.key};
  if (!answers_.try_emplace(key, Answer{row.sha256, row.outcomes}).second) return;
  order_.push_back(key);
  if (order_.size() <= most_) return;
  answers_.erase(order_.front());
  order_.pop_front();
}

}  // namespace planwatch
