#include "collectors/records/record_groups.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace planwatch {
namespace {

using Family = PlannedAggregate::Family;

int year_of_month(int month) {
  return month / 12;
}
unsigned number_of_month(int month) {
  return static_cast<unsigned>(month % 12) + 1;
}

Period period_of(Window window, int month) {
  const unsigned number = number_of_month(month);
  if (window == Window::quarter) return Period::quarter(year_of_month(month), (number + 2) / 3);
  return Period::month(year_of_month(month), number);
}

// Whether the window's sums begin anew with this month.
bool begins(Window window, int month) {
  const unsigned number = number_of_month(month);
  switch (window) {
    case Window::month:
      return true;
    case Window::quarter:
      return number % 3 == 1;
    case Window::ytd:
      return number == 1;
    case Window::instant:
    case Window::rolling:
      break;
  }
  return false;
}

enum class Made { figure, nothing, too_long };

Made take(std::optional<Decimal> number, Decimal& into) {
  if (!number) return Made::too_long;
  into = *number;
  return Made::figure;
}

Made make_parts(const std::optional<Decimal>& numerator, const std::optional<Decimal>& denominator,
                Observation& observation) {
  observation.has_parts = true;
  const bool good = take(numerator, observation.numerator) == Made::figure &&
                    take(denominator, observation.denominator) == Made::figure;
  return good ? Made::figure : Made::too_long;
}

// A mean is delivered as its sum and its number of values: exact, and right to add over areas.
Made make_figure(const RecordSum& sum, Family family, Observation& observation) {
  observation.provisional = sum.provisional;
  const auto count = [](std::uint64_t n) { return Decimal(static_cast<std::int64_t>(n)); };
  observation.has_value = true;
  switch (family) {
    case Family::count:
      return take(count(sum.records), observation.value);
    case Family::sum:
      // Records without any value are no zero; no records are.
      if (sum.values == 0 && sum.records > 0) return Made::nothing;
      return take(sum.sum.value(), observation.value);
    case Family::max:
      observation.value = sum.max;
      return sum.values == 0 ? Made::nothing : Made::figure;
    case Family::median:
      if (sum.values == 0 || !sum.spread) return Made::nothing;
      return take(sum.spread->median(), observation.value);
    case Family::ratio:
    case Family::sum_ratio:
    case Family::mean:
      break;
  }
  observation.has_value = false;
  if (family == Family::ratio) {
    return make_parts(count(sum.hits), count(sum.records), observation);
  }
  const auto base = family == Family::mean ? count(sum.values) : sum.base.value();
  return make_parts(sum.sum.value(), base, observation);
}

}  // namespace

std::vector<RecordSum>& RecordGroups::at(AreaIndex area, int year, unsigned month) {
  const int months = year * 12 + static_cast<int>(month) - 1;
  const std::uint64_t key =
      static_cast<std::uint64_t>(area.value) << 32U | static_cast<std::uint32_t>(months);
  Recent& recent = recent_[key * 0x9E3779B97F4A7C15ULL >> 54U];
  if (recent.key == key) return recent.group->sums;
  Group*& group = by_key_[key];
  if (group == nullptr) {
    group = &groups_.emplace_back(Group{area, months, std::vector<RecordSum>(aggregates_)});
  }
  recent = {key, group};
  return group->sums;
}

void RecordGroups::write(const RecordPlan& plan, const Place& header,
                         std::vector<Observation>& observations,
                         std::vector<std::string>& too_long) const {
  std::map<AreaIndex, std::map<int, const Group*>> by_area;
  int last = 0;
  for (const Group& group : groups_) {
    by_area[group.area][group.month] = &group;
    last = std::max(last, group.month);
  }
  for (const auto& [area, months] : by_area) {
    std::vector<RecordSum> running(aggregates_);
    for (int month = months.begin()->first; month <= last; ++month) {
      const auto found = months.find(month);
      const bool quarter_ends = number_of_month(month) % 3 == 0 || month == last;
      for (std::size_t i = 0; i < aggregates_; ++i) {
        const PlannedAggregate& aggregate = plan.aggregates[i];
        if (begins(aggregate.window, month)) running[i] = RecordSum();
        if (found != months.end()) running[i].add(found->second->sums[i]);
        if (aggregate.window == Window::quarter && !quarter_ends) continue;
        Observation made;
        made.indicator = aggregate.indicator;
        made.area = area;
        made.period = period_of(aggregate.window, month);
        made.window = aggregate.window;
        made.place = header;
        const Made how = make_figure(running[i], aggregate.family, made);
        if (how == Made::figure) observations.push_back(made);
        if (how == Made::too_long) too_long.push_back(to_chinese(made.period));
      }
    }
  }
}

}  // namespace planwatch
