#include "tests/support/small_plan.h"

namespace planwatch {

namespace {

CalendarYear year_2025() {
  CalendarYear year;
  year.year = 2025;
  year.confirmed = true;
  year.source = "2025 schedule";
  const auto range = [&](unsigned m1, unsigned d1, unsigned m2, unsigned d2) {
    year.off.push_back({make_date(2025, m1, d1), make_date(2025, m2, d2)});
  };
  range(1, 1, 1, 1);
  range(1, 28, 2, 4);
  range(4, 4, 4, 6);
  range(5, 1, 5, 5);
  range(5, 31, 6, 2);
  range(10, 1, 10, 8);
  year.work = {make_date(2025, 1, 26), make_date(2025, 2, 8), make_date(2025, 4, 27),
               make_date(2025, 9, 28), make_date(2025, 10, 11)};
  return year;
}

Indicator indicator(const char* id, int task, IndicatorKind kind, Decimal target, Measure measure,
                    const char* unit) {
  Indicator i;
  i.id = IndicatorId{id};
  i.task = task;
  i.name = id;
  i.name_en = id;
  i.kind = kind;
  i.target = target;
  i.measure = measure;
  i.lead = UnitId{unit};
  i.answerable = UnitId{unit};
  const bool level = kind != IndicatorKind::cumulative && kind != IndicatorKind::stock;
  if (level) i.schedule.kind = ScheduleKind::none;
  return i;
}

void add_indicators(Plan& plan) {
  plan.indicators.push_back(
      indicator(trainings, 1, IndicatorKind::cumulative, Decimal(2800), Measure::count, "人社局"));
  plan.indicators.push_back(
      indicator(closing_rate, 2, IndicatorKind::ratio, Decimal::of(98, 2), Measure::ratio, "法院"));
  plan.indicators.push_back(indicator(termination_rate, 2, IndicatorKind::upper_bound,
                                      Decimal::of(18, 2), Measure::ratio, "法院"));
  plan.indicators.back().better = Better::lower;
  plan.indicators.push_back(
      indicator(closing_days, 2, IndicatorKind::duration, Decimal(75), Measure::days, "法院"));
  plan.indicators.back().better = Better::lower;
  plan.indicators.push_back(
      indicator(enterprises, 3, IndicatorKind::stock, Decimal(172), Measure::count, "科技局"));
  plan.indicators.back().start = Decimal(100);
  plan.indicators.back().window = Window::instant;
  plan.indicators.push_back(
      indicator(trains, 4, IndicatorKind::cumulative, Decimal(20), Measure::count, "科技局"));
}

void add_tasks(Plan& plan) {
  static const char* const units[] = {"人社局", "法院", "科技局", "科技局"};
  for (int number = 1; number <= 4; ++number) {
    Task task;
    task.number = number;
    task.section = "市场化";
    task.item = "1";
    task.title = "任务" + std::to_string(number);
    task.lead = UnitId{units[number - 1]};
    task.departments = {task.lead};
    task.clause = "第" + std::to_string(number) + "行";
    task.quantified = true;
    plan.tasks.push_back(task);
  }
}

Plan plan_2025() {
  Plan plan;
  plan.id = "small";
  plan.name = "小方案";
  plan.year = 2025;
  plan.area = AreaCode{"620702"};
  plan.areas = {{plan.area, "甘州区", "Ganzhou", std::nullopt}};
  plan.coordinating_unit = UnitId{"营商局"};
  plan.supervising_unit = UnitId{"营商局"};
  for (const char* name : {"人社局", "法院", "科技局", "营商局"}) {
    Unit unit;
    unit.id = UnitId{name};
    plan.units.push_back(unit);
  }
  add_tasks(plan);
  add_indicators(plan);
  return plan;
}

Bands default_bands() {
  Bands bands;
  bands.id = BandsId{"default"};
  bands.bands = {{Light::green, std::nullopt, false, Decimal(0), true, {}},
                 {Light::attention, Decimal(0), false, Decimal(10), false, {}},
                 {Light::yellow, Decimal(10), true, Decimal(30), true, {}},
                 {Light::red, Decimal(30), false, std::nullopt, false, {}}};
  return bands;
}

Rule lights_rule() {
  Rule rule;
  rule.id = RuleId{"lights"};
  rule.name = "亮灯";
  rule.bands = BandsId{"default"};
  rule.yellow_widths = {{IndicatorKind::ratio, Decimal::of(3, 2)},
                        {IndicatorKind::ratio_ramped, Decimal::of(3, 2)},
                        {IndicatorKind::upper_bound, Decimal::of(3, 2)},
                        {IndicatorKind::duration, Decimal(8)},
                        {IndicatorKind::stock, Decimal(3)}};
  return rule;
}

FeedSpec feed(const char* id, const char* unit, std::vector<const char*> indicators) {
  FeedSpec spec;
  spec.id = FeedId{id};
  spec.name = id;
  spec.unit = UnitId{unit};
  spec.transport = FileSource{std::string(id) + "/*.csv"};
  spec.format = CsvFormat{Encoding::utf8, ','};
  ObservationMapping mapping;
  mapping.header_rows = 1;
  mapping.period = "统计期";
  mapping.report_date = "报送日期";
  for (const char* name : indicators) {
    ValueColumns columns;
    columns.indicator = IndicatorId{name};
    columns.value = name;
    columns.unit = CellUnit::plain;
    mapping.values.push_back(columns);
  }
  spec.mapping = mapping;
  spec.due.day = 5;
  spec.poll = std::chrono::hours{6};
  return spec;
}

Routing default_routing() {
  Routing routing;
  routing.working_hours.spans = {{TimeOfDay{9 * 60}, TimeOfDay{12 * 60}},
                                 {TimeOfDay{14 * 60 + 30}, TimeOfDay{17 * 60 + 30}}};
  Receiver first;
  first.id = ReceiverId{"first"};
  first.channel = LogChannel{};
  first.give_up_after = std::chrono::hours{24 * 60};
  Receiver second = first;
  second.id = ReceiverId{"second"};
  routing.receivers = {first, second};
  Route route;
  route.id = RouteId{"all"};
  route.receivers = {first.id, second.id};
  route.ladder = {{StepAfter::firing, 0, Role::contact, {}},
                  {StepAfter::unacknowledged, 3, Role::deputy, {}},
                  {StepAfter::deadline_passed, 1, Role::contact, {Role::leader}},
                  {StepAfter::deadline_passed, 6, Role::supervision, {}}};
  routing.routes = {route};
  return routing;
}

}  // namespace

Configuration SmallPlan::configuration() {
  Configuration c;
  c.plan = plan_2025();
  c.calendar = Calendar({year_2025()});
  c.bands = {default_bands()};
  c.rules = {lights_rule()};
  c.feeds = {feed("hr", "人社局", {trainings}),
             feed("court", "法院", {closing_rate, termination_rate, closing_days}),
             feed("tech", "科技局", {enterprises, trains})};
  c.routing = default_routing();
  return c;
}

}  // namespace planwatch
