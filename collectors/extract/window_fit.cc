#include "collectors/extract/window_fit.h"

namespace planwatch {

namespace {

NotAValue other_window(const PeriodReading& reading, const Indicator& indicator,
                       std::string_view expected) {
  return {"口径不符：“" + indicator.name + "”" + std::string(expected) + "，这里的期是" +
          to_chinese(reading.period) + "：请按该口径填报，或改指标的 window"};
}

bool is_month(const Period& period) {
  return period.first_month == period.last_month;
}
bool is_quarter(const Period& period) {
  return period.months() == 3 && period.last_month % 3 == 0;
}
bool is_january_february(const Period& period) {
  return period.first_month == 1 && period.last_month == 2;
}

}  // namespace

std::variant<Period, NotAValue> fit_window(const PeriodReading& reading, const Indicator& indicator,
                                           const ReportDue& due) {
  const Period& period = reading.period;
  const Period at_end = Period::month(period.year, period.last_month);
  switch (indicator.window) {
    case Window::ytd:
      if (reading.year_to_date || is_month(period)) return at_end;
      return other_window(reading, indicator, "要年初以来的累计数（如 1-6月）");
    case Window::month:
      if (is_month(period)) return period;
      if (due.january_with_february && is_january_february(period)) return period;
      return other_window(reading, indicator, "要当月数（如 6月）");
    case Window::quarter:
      if (is_quarter(period)) return period;
      return other_window(reading, indicator, "要当季数（如 第二季度）");
    case Window::instant:
      return at_end;
    case Window::rolling:
      if (is_month(period)) return period;
      return other_window(reading, indicator, "要滚动口径的月度数（如 6月）");
  }
  return at_end;
}

}  // namespace planwatch
