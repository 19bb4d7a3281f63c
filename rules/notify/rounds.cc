#include "rules/notify/rounds.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <tuple>

#include "rules/notify/render.h"

namespace planwatch {

namespace {

int rank_of(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::fired:
    case NoticeKind::worsened:
      return 0;
    case NoticeKind::correction:
      return 1;
    case NoticeKind::escalated:
      return 2;
    case NoticeKind::reminder:
      return 3;
    case NoticeKind::flapping:
      return 4;
    case NoticeKind::eased:
      return 5;
    case NoticeKind::silence_ending:
      return 6;
    case NoticeKind::resolved:
      return 7;
    case NoticeKind::closed:
      return 8;
  }
  return 9;
}

bool comes_first(const HeldNotice& a, const HeldNotice& b) {
  const auto level = [](const NoticeItem& item) {
    return item.over ? Light::grey : item.key.level;
  };
  if (level(a.item) != level(b.item)) return level(a.item) > level(b.item);
  const int rank_a = rank_of(a.item.key.kind);
  const int rank_b = rank_of(b.item.key.kind);
  if (rank_a != rank_b) return rank_a < rank_b;
  return a.item.key < b.item.key;
}

}  // namespace

std::vector<std::vector<HeldNotice>> group_by_message(std::vector<HeldNotice> due) {
  std::sort(due.begin(), due.end(),
            [](const HeldNotice& a, const HeldNotice& b) { return a.id < b.id; });
  std::map<std::tuple<ReceiverId, Role, UnitId, std::string>, std::size_t> position;
  std::vector<std::vector<HeldNotice>> groups;
  for (HeldNotice& one : due) {
    const auto [found, fresh] = position.try_emplace(
        {one.item.key.receiver, one.item.key.role, one.unit, one.addressee}, groups.size());
    if (fresh) groups.emplace_back();
    groups[found->second].push_back(std::move(one));
  }
  for (auto& group : groups) std::sort(group.begin(), group.end(), comes_first);
  return groups;
}

Notice make_message(std::vector<HeldNotice> group, std::vector<std::string> also, Instant now,
                    Lang lang) {
  Notice notice;
  notice.unit = group.front().unit;
  notice.addressee = group.front().addressee;
  notice.decided_at = now;
  notice.also = std::move(also);
  notice.items.reserve(group.size());
  for (HeldNotice& one : group) {
    notice.urgent = notice.urgent || one.urgent;
    for (Person& person : one.people) {
      const bool known =
          std::find(notice.people.begin(), notice.people.end(), person) != notice.people.end();
      if (!known) notice.people.push_back(std::move(person));
    }
    notice.items.push_back(std::move(one.item));
  }
  compose(notice, lang);
  return notice;
}

std::vector<std::string> list_others(std::vector<const Alert*> alerts,
                                     const std::vector<HeldNotice>& group, Lang lang,
                                     const std::function<std::string(const Alert&)>& line_of) {
  std::set<std::string> told;
  for (const HeldNotice& one : group) told.insert(one.item.key.alert);
  std::erase_if(alerts, [&](const Alert* one) {
    return one->summary.empty() || told.contains(to_string(one->key));
  });
  const auto shown = std::min(alerts.size(), most_also);
  std::partial_sort(alerts.begin(), alerts.begin() + static_cast<std::ptrdiff_t>(shown),
                    alerts.end(), [](const Alert* a, const Alert* b) {
                      if (a->level != b->level) return a->level > b->level;
                      return a->key < b->key;
                    });
  std::vector<std::string> lines;
  lines.reserve(shown + 1);
  for (std::size_t i = 0; i < shown; ++i) lines.push_back(line_of(*alerts[i]));
  if (alerts.size() > shown) {
    lines.push_back(fmt::format(fmt::runtime(lang == Lang::zh ? "其余{}项从略" : "and {} more"),
                                alerts.size() - shown));
  }
  return lines;
}

}  // namespace planwatch
