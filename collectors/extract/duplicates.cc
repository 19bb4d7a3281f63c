#include "collectors/extract/duplicates.h"

#include <map>
#include <tuple>

namespace planwatch {

namespace {

auto key_of(const Observation& o) {
  return std::make_tuple(o.indicator, o.area, o.period, o.has_report_date,
                         o.has_report_date ? o.report_date : Date());
}

bool same_figure(const Observation& a, const Observation& b) {
  return a.has_value == b.has_value && a.has_parts == b.has_parts &&
         a.provisional == b.provisional && a.value == b.value && a.numerator == b.numerator &&
         a.denominator == b.denominator;
}

struct Group {
  std::size_t first = 0;  // position among the drafts
  bool contradictory = false;
};

}  // namespace

void settle_duplicates(std::vector<Draft>& drafts, std::vector<Observation>& observations,
                       std::vector<RejectedRow>& rejected) {
  std::map<decltype(key_of(drafts[0].observation)), Group> groups;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    const auto [at, is_new] = groups.try_emplace(key_of(drafts[i].observation), Group{i, false});
    if (is_new) continue;
    const Observation& first = drafts[at->second.first].observation;
    if (!same_figure(first, drafts[i].observation)) at->second.contradictory = true;
  }
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    Draft& draft = drafts[i];
    const Group& group = groups.at(key_of(draft.observation));
    if (group.contradictory) {
      rejected.push_back(draft.cell.rejected(
          "同一份数据里，同一指标、地区和期有几个不同的数，看不出哪个对：请只留一个，或写明填报日"
          "期"));
    } else if (group.first == i) {
      observations.push_back(draft.observation);
    }
  }
}

}  // namespace planwatch
