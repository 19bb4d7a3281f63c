#include <algorithm>

#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

bool contains(const DateRange& range, Date date) {
  return range.first <= date && date <= range.last;
}

bool is_weekend(Date date) {
  const std::chrono::weekday day(date);
  return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

void check_year(Date date, int year, const SourcePosition& at, Diagnostics& out) {
  if (year_of(date) == year) return;
  const std::string day = planwatch::to_string(date);
  out.error(at, said("{} 不在 {} 年", "{} is not in {}", day, year),
            {"跨年的假期在两年的文件里各写一段", "split a stretch that crosses the year's end"});
}

// One stretch off, with the holiday's name behind it where it is stated:
// "2025-01-28..2025-02-04 春节".
std::optional<DateRange> read_holiday(const YamlNode& item, Diagnostics& out) {
  const std::size_t blank = item.text.find(' ');
  if (item.kind != YamlNode::Kind::scalar || blank == std::string::npos) {
    return read_date_range(item, "off", out);
  }
  YamlNode days = item;
  days.text = item.text.substr(0, blank);
  std::optional<DateRange> range = read_date_range(days, "off", out);
  const std::size_t name = item.text.find_first_not_of(' ', blank);
  if (range && name != std::string::npos) range->name = item.text.substr(name);
  return range;
}

void read_off(Fields& fields, CalendarYear& calendar) {
  Diagnostics& out = fields.out();
  for (const YamlNode& item : fields.list("off", Need::optional)) {
    const std::optional<DateRange> range = read_holiday(item, out);
    if (!range) continue;
    check_year(range->first, calendar.year, item.at, out);
    if (range->last != range->first) check_year(range->last, calendar.year, item.at, out);
    const auto twice =
        std::find_if(calendar.off.begin(), calendar.off.end(), [&range](const DateRange& other) {
          return contains(other, range->first) || contains(*range, other.first);
        });
    if (twice != calendar.off.end()) {
      const std::string day = planwatch::to_string(std::max(twice->first, range->first));
      out.error(item.at, said("{} 放假写了两次", "{} is off twice", day),
                {"删掉重复的部分", "delete the repeated part"});
    }
    calendar.off.push_back(*range);
  }
}

void check_work_day(Date date, const CalendarYear& calendar, const SourcePosition& at,
                    Diagnostics& out) {
  const std::string day = planwatch::to_string(date);
  check_year(date, calendar.year, at, out);
  if (!is_weekend(date)) {
    out.error(
        at,
        said("调休上班日 {} 不是周六、周日", "the make-up working day {} is no weekend day", day),
        {"平日本来就上班；核对通知里的日期", "weekdays are working days anyway; check the notice"});
  }
  const bool off = std::any_of(calendar.off.begin(), calendar.off.end(),
                               [date](const DateRange& range) { return contains(range, date); });
  if (off) {
    out.error(at, said("{} 既放假又上班", "{} is both off and work", day),
              {"核对通知，off 和 work 只留一个", "check the notice, keep it in off or in work"});
  }
  if (std::find(calendar.work.begin(), calendar.work.end(), date) != calendar.work.end()) {
    out.error(at, said("{} 上班写了两次", "{} is in work twice", day), {"删掉一个", "delete one"});
  }
}

void read_work(Fields& fields, CalendarYear& calendar) {
  for (const YamlNode& item : fields.list("work", Need::optional)) {
    const std::optional<Date> date = read_date(item, "work", fields.out());
    if (!date) continue;
    check_work_day(*date, calendar, item.at, fields.out());
    calendar.work.push_back(*date);
  }
}

void warn_unconfirmed(const CalendarYear& calendar, const SourcePosition& at, bool empty,
                      Diagnostics& out) {
  out.warning(at,
              empty
                  ? said("{} 年的日历是空的，按未确认处理",
                         "the calendar of {} is empty and counts as unconfirmed", calendar.year)
                  : said("{} 年的日历未确认", "the calendar of {} is not confirmed", calendar.year),
              {"国务院办公厅的通知发布后填上 off 和 work，再写 confirmed: true",
               "fill in off and work from the State Council's notice, then write confirmed: true"});
}

}  // namespace

void load_calendar(const YamlNode& root, int expected_year, Draft& draft) {
  CalendarYear calendar;
  calendar.year = expected_year;
  if (root.kind == YamlNode::Kind::null) {
    warn_unconfirmed(calendar, root.at, true, draft.out);
    draft.calendars.push_back(calendar);
    return;
  }
  Fields fields(root, draft.out);
  int year = expected_year;
  if (fields.integer("year", year, 2000, 2100) && year != expected_year) {
    draft.out.error(fields.at("year"),
                    said("文件名是 {}，里面的年份是 {}", "the file is named {} and holds {}",
                         expected_year, year),
                    {"改文件名或 year", "rename the file or correct year"});
  }
  fields.boolean("confirmed", calendar.confirmed);
  fields.text("source", calendar.source, calendar.confirmed ? Need::required : Need::optional);
  read_off(fields, calendar);
  read_work(fields, calendar);
  const bool empty = calendar.off.empty();
  if (empty || !calendar.confirmed) warn_unconfirmed(calendar, fields.at(), empty, draft.out);
  if (empty) calendar.confirmed = false;
  draft.calendars.push_back(calendar);
}

}  // namespace planwatch::loader
