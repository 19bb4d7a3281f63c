#include "rules/engine/held_news.h"

#include <algorithm>
#include <limits>

namespace planwatch {

HeldNews::About HeldNews::about_of(const HeldNotice& news) {
  return {news.item.key.alert, news.item.key.receiver, news.item.key.role};
}

HeldNews::Round HeldNews::round_of(const HeldNotice& news) {
  return {news.item.key.receiver, news.item.key.role, news.unit};
}

void HeldNews::put(HeldNotice news) {
  if (news.id == 0) news.id = next_id_;
  next_id_ = std::max(next_id_, news.id + 1);
  by_due_.emplace(news.due_at, news.id);
  rounds_[round_of(news)].emplace(news.due_at, news.id);
  if (news.item.key.kind != NoticeKind::silence_ending) {
    std::int64_t& newest = newest_[about_of(news)];
    newest = std::max(newest, news.id);
  }
  const std::int64_t id = news.id;
  news_.insert_or_assign(id, std::move(news));
}

void HeldNews::remove(std::int64_t id) {
  const auto found = news_.find(id);
  if (found == news_.end()) return;
  const HeldNotice& news = found->second;
  by_due_.erase({news.due_at, id});
  const auto round = rounds_.find(round_of(news));
  round->second.erase({news.due_at, id});
  if (round->second.empty()) rounds_.erase(round);
  const auto newest = newest_.find(about_of(news));
  if (newest != newest_.end() && newest->second == id) newest_.erase(newest);
  news_.erase(found);
}

std::vector<HeldNotice> HeldNews::take_due(Instant now) {
  std::vector<HeldNotice> due;
  while (!by_due_.empty() && by_due_.begin()->first <= now) {
    const std::int64_t id = by_due_.begin()->second;
    due.push_back(news_.at(id));
    remove(id);
  }
  std::sort(due.begin(), due.end(),
            [](const HeldNotice& a, const HeldNotice& b) { return a.id < b.id; });
  return due;
}

const HeldNotice* HeldNews::about(const std::string& alert, const ReceiverId& receiver,
                                  Role role) const {
  const auto found = newest_.find({alert, receiver, role});
  return found == newest_.end() ? nullptr : &news_.at(found->second);
}

std::optional<Instant> HeldNews::round_closes(const ReceiverId& receiver, Role role,
                                              const UnitId& unit, Instant now) const {
  const auto found = rounds_.find({receiver, role, unit});
  if (found == rounds_.end()) return std::nullopt;
  // What is due now leaves at the end of this event; it is no round to join.
  const auto open = found->second.upper_bound({now, std::numeric_limits<std::int64_t>::max()});
  if (open == found->second.end()) return std::nullopt;
  return open->first;
}

std::vector<const HeldNotice*> HeldNews::of_event() const {
  std::vector<const HeldNotice*> news;
  for (auto one = news_.lower_bound(first_of_event_); one != news_.end(); ++one) {
    news.push_back(&one->second);
  }
  return news;
}

}  // namespace planwatch
