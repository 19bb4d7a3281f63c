#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rules/model/configuration.h"

namespace planwatch::demo {

// One report of one department. Points into the configuration.
struct SampleDelivery {
  const FeedSpec* feed = nullptr;
  std::vector<Period> periods;   // one, or all of last year's
  Instant at;                    // when the department hands it in, plan's clock
  Date report_date;              // as the report states it
  bool first_and_wrong = false;  // a later one corrects it
  std::string file;              // relative to the samples' folder; empty: answered over HTTP
};

// Everything that the sample feeds deliver about last year and the plan's year, by time. Last
// year's months come as one report on the plan year's first day, made on the last day before it.
// Monthly reports come on their due day or the working day before, never before their period has
// ended.
std::vector<SampleDelivery> make_timetable(const Configuration& configuration, std::uint64_t seed);

}  // namespace planwatch::demo
