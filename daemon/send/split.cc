#include "daemon/send/split.h"

#include <algorithm>
#include <fmt/format.h>

namespace planwatch {

namespace {

// Room for the numbers of a split, which are known only when all of it is planned.
constexpr int widest_number = 999;

std::string text_of(const std::vector<NoticeItem>& items, const std::vector<std::string>& also) {
  std::string text;
  for (const NoticeItem& item : items) {
    if (!text.empty()) text += "\n\n";
    text += item.text;
  }
  if (!also.empty()) text += "\n";
  for (const std::string& line : also) text += "\n" + line;
  return text;
}

// Everything but the lists, which are the larger half of a message.
Notice without_lists(const Notice& whole) {
  Notice notice;
  notice.key = whole.key;
  notice.unit = whole.unit;
  notice.addressee = whole.addressee;
  notice.title = whole.title;
  notice.why = whole.why;
  notice.decided_at = whole.decided_at;
  notice.urgent = whole.urgent;
  notice.people = whole.people;
  return notice;
}

// How many items from `first` on fit into one part; at least one.
std::size_t most_that_fit(const Channel& channel, const Notice& whole, std::size_t first,
                          std::size_t most_bytes) {
  const std::size_t left = whole.items.size() - first;
  const auto fits = [&](std::size_t count) {
    return channel.encoded_bytes(part_of(whole, first, count, widest_number, widest_number)) <=
           most_bytes;
  };
  std::size_t good = 1;
  std::size_t bad = left + 1;
  for (std::size_t count = 2; count <= left && bad > left; count *= 2) {
    (fits(count) ? good : bad) = count;
  }
  if (bad > left && good < left) {
    if (fits(left)) return left;
    bad = left;
  }
  while (bad - good > 1 && good < left) {
    const std::size_t middle = good + (bad - good) / 2;
    (fits(middle) ? good : bad) = middle;
  }
  return good;
}

}  // namespace

Notice part_of(const Notice& whole, std::size_t first, std::size_t count, int part, int parts) {
  if (parts <= 1) return whole;
  Notice notice = without_lists(whole);
  const auto begin = whole.items.begin() + static_cast<std::ptrdiff_t>(first);
  notice.items.assign(begin, begin + static_cast<std::ptrdiff_t>(count));
  if (first + count == whole.items.size()) notice.also = whole.also;
  notice.text = text_of(notice.items, notice.also);
  notice.key.part = part;
  notice.parts = parts;
  notice.title += fmt::format("（{}/{}）", part, parts);
  return notice;
}

std::deque<std::size_t> plan_parts(const Channel& channel, const Notice& whole, std::size_t first) {
  const std::size_t most_bytes = channel.limits().most_bytes;
  const std::size_t left = whole.items.size() - first;
  const bool one =
      most_bytes == 0 || left <= 1 || (first == 0 && channel.encoded_bytes(whole) <= most_bytes);
  if (one) return {left};
  std::deque<std::size_t> plan;
  while (first < whole.items.size()) {
    plan.push_back(most_that_fit(channel, whole, first, most_bytes));
    first += plan.back();
  }
  return plan;
}

Notice only_items(const Notice& whole, const std::vector<std::size_t>& positions) {
  if (positions.size() >= whole.items.size()) return whole;
  Notice notice = without_lists(whole);
  notice.items.reserve(positions.size());
  for (const std::size_t position : positions) notice.items.push_back(whole.items[position]);
  notice.also = whole.also;
  notice.text = text_of(notice.items, notice.also);
  return notice;
}

}  // namespace planwatch
