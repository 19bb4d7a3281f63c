#include "daemon/demo/timetable.h"

#include <algorithm>
#include <fmt/format.h>

#include "daemon/demo/incidents.h"
#include "daemon/demo/random.h"
#include "daemon/demo/sample_table.h"
#include "rules/judge/report_due.h"

namespace planwatch::demo {

namespace {

std::string folder_of(const std::string& glob) {
  const std::size_t last = glob.rfind('/');
  if (last == std::string::npos) return {};
  std::string folder = glob.substr(0, last);
  constexpr std::string_view variable = "${samples}/";
  if (folder.starts_with(variable)) folder.erase(0, variable.size());
  return folder;
}

std::string period_word(const Period& period) {
  if (period.months() == 1) return fmt::format("{}{:02}", period.year, period.last_month);
  if (period.months() == 3) return fmt::format("{}Q{}", period.year, period.last_month / 3);
  return to_string(period);
}

// court/区法院_202509_样例.csv; "mark" tells corrections apart.
std::string file_of(const FeedSpec& feed, const std::string& period, const std::string& mark) {
  const auto* source = std::get_if<FileSource>(&feed.transport);
  if (source == nullptr) return {};
  const char* extension = std::holds_alternative<XlsxFormat>(feed.format) ? "xlsx" : "csv";
  return fmt::format("{}/{}_{}{}_样例.{}", folder_of(source->glob), feed.unit.text, period, mark,
                     extension);
}

class TimetableMaker {
 public:
  TimetableMaker(const Configuration& configuration, std::uint64_t seed)
      : configuration_(configuration), seed_(seed) {}

  std::vector<SampleDelivery> make() {
    for (const FeedSpec& feed : configuration_.feeds) {
      if (!feed.sample) continue;
      add_last_year(feed);
      for (const Period& period : report_periods(feed.due, configuration_.plan.year)) {
        add_report(feed, period);
      }
    }
    std::stable_sort(made_.begin(), made_.end(),
                     [](const SampleDelivery& a, const SampleDelivery& b) { return a.at < b.at; });
    return std::move(made_);
  }

 private:
  void add_last_year(const FeedSpec& feed) {
    if (!std::holds_alternative<ObservationMapping>(feed.mapping)) return;
    const int year = configuration_.plan.year - 1;
    SampleDelivery delivery;
    delivery.feed = &feed;
    delivery.periods = report_periods(feed.due, year);
    delivery.at = instant_at(make_date(year + 1, 1, 1), TimeOfDay{0});
    delivery.report_date = make_date(year, 12, 31);
    delivery.file = file_of(feed, std::to_string(year), "_上年各期");
    made_.push_back(std::move(delivery));
  }

  void add_report(const FeedSpec& feed, const Period& period) {
    const auto incident = [&](Incident::Kind kind) {
      return find_incident(kind, feed.id.text, period.last_month);
    };
    if (incident(Incident::Kind::missing) != nullptr) return;
    Date day = usual_day(feed, period);
    if (const Incident* late = incident(Incident::Kind::late)) {
      const Date due = report_due_date(feed.due, period, configuration_.calendar);
      day = configuration_.calendar.add_workdays(due, late->workdays);
    }
    add(feed, period, day, "");
    if (const Incident* corrected = incident(Incident::Kind::corrected)) {
      made_.back().first_and_wrong = true;
      add(feed, period, configuration_.calendar.add_workdays(day, corrected->workdays), "_更正");
    }
  }

  Date usual_day(const FeedSpec& feed, const Period& period) const {
    const Calendar& calendar = configuration_.calendar;
    const Date due = report_due_date(feed.due, period, calendar);
    const RandomKey key{seed_, feed.id.text, period.year, period.last_month};
    const int ahead = static_cast<int>(draw(key) % 2);
    return std::max(calendar.add_workdays(due, -ahead),
                    calendar.add_workdays(period.last_day(), 1));
  }

  void add(const FeedSpec& feed, const Period& period, Date day, const std::string& mark) {
    const RandomKey key{seed_, feed.id.text, period.year, period.last_month + 100u};
    const TimeOfDay time{9 * 60 + 30 + static_cast<int>(draw(key) % 420)};
    SampleDelivery delivery;
    delivery.feed = &feed;
    delivery.periods = {period};
    delivery.at = instant_at(day, time);
    delivery.report_date = day;
    delivery.file = file_of(feed, period_word(period), mark);
    made_.push_back(std::move(delivery));
  }

  const Configuration& configuration_;
  std::uint64_t seed_;
  std::vector<SampleDelivery> made_;
};

}  // namespace

std::vector<SampleDelivery> make_timetable(const Configuration& configuration, std::uint64_t seed) {
  return TimetableMaker(configuration, seed).make();
}

}  // namespace planwatch::demo
