#include "daemon/cli/calendar_answers.h"

#include <fmt/format.h>

#include "rules/judge/report_due.h"

namespace planwatch {

namespace {

constexpr const char* weekdays_zh[] = {"周一", "周二", "周三", "周四", "周五", "周六", "周日"};
constexpr const char* weekdays_en[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

unsigned weekday_of(Date date) {
  return std::chrono::weekday(date).iso_encoding() - 1;
}

std::string weekday_text(Date date, Lang lang) {
  return (lang == Lang::zh ? weekdays_zh : weekdays_en)[weekday_of(date)];
}

std::string dated(Date date, Lang lang) {
  return to_string(date) + " " + weekday_text(date, lang);
}

std::string confirmed_word(bool confirmed, Lang lang) {
  if (lang == Lang::zh) return confirmed ? "已确认" : "未确认";
  return confirmed ? "confirmed" : "unconfirmed";
}

// Said behind every sentence that rests on a year without a confirmed file.
std::string doubt_text(bool confirmed, Lang lang) {
  if (confirmed) return {};
  return lang == Lang::zh ? "（未确认：缺少该年度经确认的放假安排，按周一至周五推算）"
                          : " (unconfirmed: no confirmed calendar of that year, Monday to Friday)";
}

const char* key_of(DayKind kind) {
  switch (kind) {
    case DayKind::workday:
      return "workday";
    case DayKind::make_up:
      return "make_up";
    case DayKind::holiday:
      return "holiday";
    case DayKind::weekend:
      return "weekend";
  }
  return "";
}

std::string name_of(DayKind kind, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (kind) {
    case DayKind::workday:
      return zh ? "工作日" : "working day";
    case DayKind::make_up:
      return zh ? "调休上班" : "make-up working day";
    case DayKind::holiday:
      return zh ? "放假" : "public holiday";
    case DayKind::weekend:
      return zh ? "周末" : "weekend";
  }
  return {};
}

Date eve_of(Date date) {
  return date - std::chrono::days(1);
}

Date first_of_month(Date date) {
  return make_date(year_of(date), month_of(date), 1);
}

std::string stretch_text(const DateRange& stretch) {
  if (stretch.first == stretch.last) return to_string(stretch.first);
  return to_string(stretch.first) + ".." + to_string(stretch.last);
}

std::string grid_cell(const CalendarDay& day, bool asked) {
  std::string text = std::to_string(day_of(day.date));
  if (day.kind == DayKind::make_up) text += "班";
  if (day.kind == DayKind::holiday) text += "休";
  return asked ? "[" + text + "]" : text;
}

}  // namespace

std::string day_line(const Calendar& calendar, Date date, Lang lang) {
  const bool zh = lang == Lang::zh;
  const CalendarDay day = describe_day(calendar, date);
  std::string text =
      fmt::format("{}{}{}", dated(date, lang), zh ? "：" : ": ", name_of(day.kind, lang));
  if (day.kind == DayKind::holiday) {
    const std::string name = day.holiday.empty() ? "" : day.holiday + " ";
    text +=
        fmt::format("{}{}{}{}", zh ? "（" : " (", name, stretch_text(day.stretch), zh ? "）" : ")");
  }
  if (day.is_working()) {
    const int nth = calendar.workdays_between(eve_of(first_of_month(date)), date);
    text += zh ? fmt::format("，本月第 {} 个工作日", nth)
               : fmt::format(", working day {} of the month", nth);
  }
  const Date next = calendar.add_workdays(date, 1);
  text += zh ? fmt::format("，下一个工作日 {}", dated(next, lang))
             : fmt::format(", next working day {}", dated(next, lang));
  return text + doubt_text(confirmed_between(calendar, date, next), lang);
}

std::string month_grid(const Calendar& calendar, Date date, Lang lang) {
  const bool zh = lang == Lang::zh;
  const Date first = first_of_month(date);
  const Date last = last_day_of_month(year_of(date), month_of(date));
  const int count = calendar.workdays_between(eve_of(first), last);
  std::string head =
      zh ? fmt::format("{}年{}月：{} 个工作日", year_of(date), month_of(date), count)
         : fmt::format("{}-{:02}: {} working days", year_of(date), month_of(date), count);
  head += doubt_text(calendar.confirmed(year_of(date)), lang);
  OutputTable grid;
  for (const char* name : zh ? weekdays_zh : weekdays_en)
    grid.columns.push_back({name, name, true});
  std::vector<std::string> week(weekday_of(first));
  for (Date day = first; day <= last; day += std::chrono::days(1)) {
    week.push_back(grid_cell(describe_day(calendar, day), day == date));
    if (week.size() < 7 && day != last) continue;
    week.resize(7);
    grid.rows.push_back(std::move(week));
    week.clear();
  }
  return head + "\n" + render(grid, OutputFormat::table);
}

OutputTable day_table(const Calendar& calendar, Date first, Date last, Lang lang) {
  const bool zh = lang == Lang::zh;
  OutputTable table;
  table.columns = {{"date", zh ? "日期" : "date"},
                   {"weekday", zh ? "星期" : "weekday"},
                   {"kind", ""},
                   {"kind_text", zh ? "类别" : "kind"},
                   {"holiday", zh ? "假期" : "holiday"},
                   {"working", zh ? "上班" : "working", true},
                   {"workday_of_month", zh ? "本月第几个工作日" : "working day of the month", true},
                   {"confirmed", zh ? "是否确认" : "confirmed"}};
  for (Date date = first; date <= last; date += std::chrono::days(1)) {
    const CalendarDay day = describe_day(calendar, date);
    const int nth = calendar.workdays_between(eve_of(first_of_month(date)), date);
    table.rows.push_back({to_string(date), weekday_text(date, lang), key_of(day.kind),
                          name_of(day.kind, lang), day.holiday, day.is_working() ? "1" : "0",
                          day.is_working() ? std::to_string(nth) : "",
                          confirmed_word(day.confirmed, lang)});
  }
  return table;
}

OutputTable year_table(const Calendar& calendar, int year, Lang lang) {
  const bool zh = lang == Lang::zh;
  OutputTable table;
  table.columns = {{"month", zh ? "月份" : "month"},
                   {"workdays", zh ? "工作日" : "working days", true},
                   {"cumulative", zh ? "累计" : "so far", true},
                   {"confirmed", zh ? "是否确认" : "confirmed"}};
  const Date new_years_eve = make_date(year - 1, 12, 31);
  for (unsigned month = 1; month <= 12; ++month) {
    const Date last = last_day_of_month(year, month);
    const int count = calendar.workdays_between(eve_of(make_date(year, month, 1)), last);
    table.rows.push_back({fmt::format("{}-{:02}", year, month), std::to_string(count),
                          std::to_string(calendar.workdays_between(new_years_eve, last)),
                          confirmed_word(calendar.confirmed(year), lang)});
  }
  return table;
}

std::string add_line(const Calendar& calendar, Date from, int n, Lang lang) {
  const Date result = calendar.add_workdays(from, n);
  const char sign = n < 0 ? '-' : '+';
  return fmt::format("{} {} {} {} = {}{}", to_string(from), sign, n < 0 ? -n : n,
                     lang == Lang::zh ? "个工作日" : "working days", dated(result, lang),
                     doubt_text(confirmed_counting(calendar, from, result), lang));
}

OutputTable add_table(const Calendar& calendar, Date from, int n, Lang lang) {
  const Date result = calendar.add_workdays(from, n);
  OutputTable table;
  table.columns = {
      {"from", ""}, {"workdays", "", true}, {"result", ""}, {"weekday", ""}, {"confirmed", ""}};
  table.rows.push_back({to_string(from), std::to_string(n), to_string(result),
                        weekday_text(result, lang),
                        confirmed_word(confirmed_counting(calendar, from, result), lang)});
  return table;
}

std::string between_line(const Calendar& calendar, Date from, Date to, Lang lang) {
  const int count = calendar.workdays_between(from, to);
  const std::string doubt = doubt_text(confirmed_counting(calendar, from, to), lang);
  return lang == Lang::zh ? fmt::format("{} 之后至 {}（含）：{} 个工作日{}", to_string(from),
                                        to_string(to), count, doubt)
                          : fmt::format("after {} up to and including {}: {} working days{}",
                                        to_string(from), to_string(to), count, doubt);
}

OutputTable between_table(const Calendar& calendar, Date from, Date to, Lang lang) {
  OutputTable table;
  table.columns = {{"from", ""}, {"to", ""}, {"workdays", "", true}, {"confirmed", ""}};
  table.rows.push_back({to_string(from), to_string(to),
                        std::to_string(calendar.workdays_between(from, to)),
                        confirmed_word(confirmed_counting(calendar, from, to), lang)});
  return table;
}

OutputTable due_table(const Calendar& calendar, const FeedSpec& feed, int year, Lang lang) {
  const bool zh = lang == Lang::zh;
  OutputTable table;
  table.columns = {{"feed", ""},
                   {"period", zh ? "统计期" : "period"},
                   {"due", zh ? "应报日" : "due"},
                   {"weekday", zh ? "星期" : "weekday"},
                   {"late_after", zh ? "此日之后算迟报" : "late after"},
                   {"confirmed", zh ? "是否确认" : "confirmed"}};
  for (const Period& period : report_periods(feed.due, year)) {
    const Date due = report_due_date(feed.due, period, calendar);
    const Date late = report_late_after(feed.due, period, calendar);
    table.rows.push_back({feed.id.text, to_string(period), to_string(due), weekday_text(due, lang),
                          to_string(late),
                          confirmed_word(confirmed_between(calendar, due, late), lang)});
  }
  return table;
}

}  // namespace planwatch
