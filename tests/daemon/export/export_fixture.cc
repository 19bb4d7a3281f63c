#include "tests/daemon/export/export_fixture.h"

#include <fmt/format.h>

#include "daemon/expose/metrics.h"

namespace planwatch::exporting {

namespace {

Indicator indicator(const char* id, IndicatorKind kind, Decimal target, Measure measure) {
  Indicator i;
  i.id = IndicatorId{id};
  i.task = 2;
  i.name = id;
  i.name_en = id;
  i.kind = kind;
  i.target = target;
  i.measure = measure;
  i.lead = UnitId{"法院"};
  i.answerable = UnitId{"法院"};
  return i;
}

std::vector<Indicator> more_indicators() {
  std::vector<Indicator> more;
  more.push_back(
      indicator(ramped_rate, IndicatorKind::ratio_ramped, Decimal::of(85, 2), Measure::ratio));
  more.back().schedule = {
      ScheduleKind::table,
      {{6, Decimal::of(30, 2)}, {9, Decimal::of(55, 2)}, {12, Decimal::of(85, 2)}},
      true};
  more.back().min_denominator = Decimal(5);
  more.push_back(indicator(visits, IndicatorKind::cadence, Decimal(1), Measure::count));
  more.back().schedule.kind = ScheduleKind::none;
  more.back().window = Window::quarter;
  more.back().period_months = 3;
  more.push_back(
      indicator(recovered, IndicatorKind::cumulative, Decimal::of(3333, 1), Measure::amount));
  more.back().due_month = 9;
  more.back().schedule.kind = ScheduleKind::days;
  more.push_back(indicator(complaints, IndicatorKind::stock, Decimal(10), Measure::count));
  more.back().start = Decimal(50);
  more.back().better = Better::lower;
  more.back().window = Window::instant;
  return more;
}

void add_rules(Configuration& c) {
  Rule strict = c.rules[0];
  strict.id = RuleId{"strict"};
  strict.kinds = {};
  strict.indicators = {IndicatorId{closing_rate}};
  strict.yellow_widths = {{IndicatorKind::ratio, Decimal::of(1, 2)}};
  Rule persistent = c.rules[0];
  persistent.id = RuleId{"persistent_red"};
  persistent.alert_from = Light::red;
  persistent.for_reports = 2;
  c.rules.push_back(strict);
  c.rules.push_back(persistent);
}

}  // namespace

std::shared_ptr<Configuration> wide_configuration(unsigned areas) {
  auto c = std::make_shared<Configuration>(SmallPlan::configuration());
  c->fingerprint = "f00d";
  for (unsigned i = 1; i < areas; ++i) {
    Area area = c->plan.areas[0];
    area.code = AreaCode{fmt::format("6207{:02}{:03}", i / 1000, i % 1000)};
    c->plan.areas.push_back(area);
  }
  for (Indicator& one : more_indicators()) {
    ValueColumns columns;
    columns.indicator = one.id;
    std::get<ObservationMapping>(c->feeds[1].mapping).values.push_back(columns);
    c->plan.indicators.push_back(std::move(one));
  }
  add_rules(*c);
  return c;
}

std::string metrics_of(const std::shared_ptr<const Snapshot>& snapshot) {
  Metrics metrics;
  metrics.publish(snapshot);
  return metrics.render();
}

Instant morning(int year, unsigned month, unsigned day) {
  return instant_at(make_date(year, month, day), TimeOfDay{9 * 60});
}

}  // namespace planwatch::exporting
