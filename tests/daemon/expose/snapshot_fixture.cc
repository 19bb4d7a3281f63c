#include "tests/daemon/expose/snapshot_fixture.h"

#include <sstream>

namespace planwatch::test {
namespace {

Instant noon(int month, int day) {
  return instant_at(make_date(2025, static_cast<unsigned>(month), static_cast<unsigned>(day)),
                    TimeOfDay(12 * 60));
}

Unit unit(const std::string& name) {
  Unit out;
  out.id = UnitId(name);
  return out;
}

Task task(int number, const std::string& section, const std::string& title, const std::string& lead,
          unsigned due_month) {
  Task out;
  out.number = number;
  out.section = section;
  out.item = std::to_string(number);
  out.title = title;
  out.departments = {UnitId(lead)};
  out.lead = UnitId(lead);
  out.due_month = due_month;
  out.quantified = true;
  return out;
}

Indicator indicator(const std::string& id, int task_number, const std::string& name,
                    IndicatorKind kind, Measure measure, Decimal target, const std::string& unit) {
  Indicator out;
  out.id = IndicatorId(id);
  out.task = task_number;
  out.name = name;
  out.name_en = id + " (en)";
  out.kind = kind;
  out.measure = measure;
  out.target = target;
  out.answerable = UnitId(unit);
  return out;
}

void fill_plan(Plan& plan) {
  plan.id = "ganzhou";
  plan.name = "示例方案";
  plan.name_en = "Sample plan";
  plan.year = 2025;
  plan.area = AreaCode("620702");
  plan.coordinating_unit = UnitId("区营商环境建设局");
  plan.areas = {{AreaCode("620702"), "甘州区", "Ganzhou", std::nullopt}};
  plan.units = {unit("区人社局"), unit("区财政局"), unit("区法院"), unit("区营商环境建设局")};
  plan.tasks = {task(2, "市场化", "技能培训", "区人社局", 9),
                task(8, "市场化", "中小企业采购", "区财政局", 12),
                task(16, "法治化", "审判提速", "区法院", 12)};
  plan.indicators = {
      indicator("trainings", 2, "培训场次", IndicatorKind::cumulative, Measure::count, 2800,
                "区人社局"),
      indicator("sme_share", 8, "中小企业合同占比", IndicatorKind::ratio, Measure::ratio,
                Decimal::of(90, 2), "区财政局"),
      indicator("approval_days", 16, "平均用时", IndicatorKind::duration, Measure::days, 75,
                "区法院"),
      indicator("visits", 16, "走访次数", IndicatorKind::cadence, Measure::count, 4, "区法院")};
  plan.indicators[0].measure_name = "场次";
  plan.indicators[1].min_denominator = Decimal(5);
}

FeedSpec feed(const std::string& id, const std::string& name, const std::string& unit_name) {
  FeedSpec out;
  out.id = FeedId(id);
  out.name = name;
  out.unit = UnitId(unit_name);
  out.contact = "张三";
  out.sample = true;
  return out;
}

// The figure and assessment of one month.
PeriodStatus figure(unsigned month, Light light, Reason reason) {
  PeriodStatus out;
  out.period = Period::month(2025, month);
  out.observation.period = out.period;
  out.received = noon(static_cast<int>(month) + 1, 5);
  out.assessment.light = out.assessment.shown = light;
  out.assessment.reason = reason;
  return out;
}

void set_value(PeriodStatus& status, Decimal value) {
  status.observation.has_value = true;
  status.observation.value = value;
}

void set_gap(PeriodStatus& status, Decimal expected, Decimal gap) {
  status.assessment.has_expected = status.assessment.has_gap = true;
  status.assessment.expected = expected;
  status.assessment.gap = gap;
}

IndicatorStatus status_of(std::uint32_t index, Light light, Reason reason, DataState data) {
  IndicatorStatus out;
  out.indicator.value = index;
  out.light = light;
  out.reason = reason;
  out.data = data;
  return out;
}

IndicatorStatus trainings() {
  auto out = status_of(0, Light::attention, Reason::behind_schedule, DataState::reported);
  auto june = figure(6, Light::red, Reason::behind_schedule);
  set_value(june, 300);
  june.assessment.shown = Light::yellow;  // caught up
  auto september = figure(9, Light::attention, Reason::behind_schedule);
  set_value(september, 2100);
  set_gap(september, 2333, Decimal::of(8333333333, 9));
  out.history = {june, september};
  out.latest = september;
  out.expected = {{Period::month(2025, 6), 1400},
                  {Period::month(2025, 9), 2333},
                  {Period::month(2025, 12), 2800}};
  return out;
}

IndicatorStatus sme_share() {
  auto out = status_of(1, Light::red, Reason::missed, DataState::corrected | DataState::stale);
  auto august = figure(8, Light::red, Reason::missed);
  august.observation.has_parts = true;
  august.observation.numerator = 523;
  august.observation.denominator = 1000;
  august.revision = 1;
  set_gap(august, Decimal::of(90, 2), Decimal::of(377, 1));
  out.history = {august};
  out.latest = august;
  return out;
}

IndicatorStatus approval_days() {
  auto out = status_of(2, Light::yellow, Reason::missed_narrowly, DataState::reported);
  auto september = figure(9, Light::yellow, Reason::missed_narrowly);
  set_value(september, 90);
  set_gap(september, 75, Decimal::of(2, 1));
  out.history = {september};
  out.latest = september;
  return out;
}

TaskStatus task_status(std::uint32_t index, Light light, Reason reason) {
  TaskStatus out;
  out.task.value = index;
  out.light = light;
  out.reason = reason;
  return out;
}

std::vector<TaskStatus> task_statuses() {
  auto overdue = task_status(0, Light::red, Reason::overdue);
  overdue.known = true;
  overdue.state = TaskState::in_progress;
  overdue.percent = Decimal::of(75, 2);
  overdue.as_of = make_date(2025, 9, 30);
  auto closed = task_status(2, Light::green, Reason::completed);
  closed.known = closed.closed = true;
  closed.state = TaskState::done;
  closed.closed_by = "李四";
  return {overdue, task_status(1, Light::grey, Reason::no_data), closed};
}

FeedStatus feed_status(std::uint32_t index, std::initializer_list<DataState> reports) {
  FeedStatus out;
  out.feed.value = index;
  unsigned month = 6;
  for (const DataState state : reports) {
    ReportStatus report;
    report.period = Period::month(2025, month++);
    report.due = make_date(2025, month, 5);
    report.state = state;
    out.reports.push_back(report);
  }
  return out;
}

std::vector<FeedStatus> feed_statuses() {
  auto court = feed_status(0, {DataState::reported, DataState::missing, DataState::late,
                               DataState::awaited, DataState::due_soon});
  court.up = false;
  court.rejected_rows = 7;
  court.rejected_now = 2;
  court.quarantined = 1;
  court.state.failures = 3;
  court.state.last_error = "没有这个地址：请核对 url";
  court.state.quarantined_until = noon(10, 21);
  court.next_attempt = court.state.quarantined_until;
  auto finance = feed_status(1, {DataState::corrected});
  finance.state.last_success = noon(10, 20);
  return {court, finance};
}

Alert alert(const std::string& subject, AlertState state, Light level, const std::string& unit) {
  Alert out;
  out.key = {"ganzhou", RuleId("lights"),   SubjectKind::indicator,
             subject,   AreaCode("620702"), 2025};
  out.state = state;
  out.level = level;
  out.unit = UnitId(unit);
  out.period = Period::month(2025, 9);
  out.opened_at = noon(10, 9);
  out.fired_at = noon(10, 9);
  out.summary = "【" + subject + "】";
  return out;
}

LedgerRow ledger_row(std::int64_t number, LedgerState state, const std::string& unit) {
  LedgerRow out;
  out.number = number;
  out.state = state;
  out.unit = UnitId(unit);
  return out;
}

QuarantineRow held_figure(std::int64_t id, QuarantineState state) {
  QuarantineRow out;
  out.id = id;
  out.observation.indicator.value = 1;
  out.observation.period = Period::month(2025, 9);
  out.observation.has_parts = true;
  out.observation.numerator = 120;
  out.observation.denominator = 100;
  out.received = noon(10, 5);
  out.feed = FeedId("finance");
  out.source = "财政 2025-09.xlsx";
  out.where = "报表!C7";
  out.findings.add(QualityFinding::numerator_over_denominator);
  out.state = state;
  if (state == QuarantineState::pending) return out;
  out.decided_at = noon(10, 8);
  out.decided_by = "张三";
  out.reason = "属实";
  return out;
}

FigureFindings odd_figure() {
  FigureFindings out;
  out.indicator.value = 1;
  out.feed = FeedId("finance");
  out.period = Period::month(2025, 8);
  out.source = "财政 2025-08.xlsx";
  out.where = "报表!C6";
  out.findings.add(QualityFinding::jump);
  out.findings.add(QualityFinding::same_as_last_period);
  return out;
}

// Advice as if worked out: a forecast of a total, one of a ratio, and natural limits.
std::shared_ptr<const IndicatorAdvice> forecast_of_trainings() {
  IndicatorAdvice advice;
  advice.why_not = NoForecast::none;
  IndicatorForecast f;
  f.year_end.basis = ForecastBasis::history;
  f.year_end.month = 9;
  f.year_end.years = 2;
  f.median = 2750;
  f.low = 2600;
  f.high = 2900;
  f.probability = 0.25;
  f.required_rate = 233.5;
  f.rate_so_far = 225;
  f.light = Light::attention;
  advice.forecast = f;
  return std::make_shared<const IndicatorAdvice>(advice);
}

std::shared_ptr<const IndicatorAdvice> forecast_of_share() {
  IndicatorAdvice advice;
  IndicatorForecast f;
  f.year_end.month = 8;
  f.median = 0.875;
  f.ratio = RatioForecast{875, 1000, 12, 40};
  advice.forecast = f;
  return std::make_shared<const IndicatorAdvice>(advice);
}

std::shared_ptr<const IndicatorAdvice> limits_of_days() {
  IndicatorAdvice advice;
  advice.why_not = NoForecast::kind;
  advice.xmr = XmrLimits{12, 80, 60, 100, {{XmrSignal::outside_limits, 11}}};
  return std::make_shared<const IndicatorAdvice>(advice);
}

}  // namespace

std::shared_ptr<Configuration> small_configuration() {
  auto out = std::make_shared<Configuration>();
  fill_plan(out->plan);
  out->calendar =
      Calendar({{2025, true, "通知", {{make_date(2025, 1, 1), make_date(2025, 1, 1)}}, {}}});
  out->feeds = {feed("court", "法院月报", "区法院"), feed("finance", "财政月报", "区财政局")};
  out->fingerprint = "c0ffee";
  return out;
}

std::shared_ptr<Snapshot> small_snapshot() {
  auto out = std::make_shared<Snapshot>();
  out->configuration = small_configuration();
  out->plan_now = instant_at(make_date(2025, 10, 20), TimeOfDay(9 * 60));
  out->indicators = {trainings(), sme_share(), approval_days(),
                     status_of(3, Light::grey, Reason::no_data, DataState::awaited)};
  out->indicators[0].advice = forecast_of_trainings();
  out->indicators[1].advice = forecast_of_share();
  out->indicators[2].advice = limits_of_days();
  out->tasks = task_statuses();
  out->feeds = feed_statuses();
  out->alerts = {alert("sme_share", AlertState::firing, Light::red, "区财政局"),
                 alert("approval_days", AlertState::acknowledged, Light::yellow, "区法院"),
                 alert("visits", AlertState::acknowledged, Light::yellow, "区法院"),
                 alert("trainings", AlertState::resolved, Light::red, "区人社局")};
  out->ledger = {ledger_row(1, LedgerState::open, "区财政局"),
                 ledger_row(2, LedgerState::closed, "区人社局")};
  out->silences = {Silence{}, Silence{}};
  out->silences[1].ended_at = out->plan_now;
  out->held = {HeldNotice{}, HeldNotice{}};
  out->findings = {odd_figure()};
  out->quarantine = {held_figure(1, QuarantineState::released),
                     held_figure(2, QuarantineState::pending)};
  out->observations_accepted = 40;
  out->observations_revised = 2;
  out->observations_repeated = 9;
  return out;
}

std::shared_ptr<Snapshot> wide_snapshot(int areas, int indicators) {
  auto configuration = small_configuration();
  configuration->metrics.period_series = false;
  Plan& plan = configuration->plan;
  plan.areas.clear();
  for (int a = 0; a < areas; ++a) {
    const std::string code = std::to_string(100000 + a);
    plan.areas.push_back({AreaCode(code), "县" + code, "", std::nullopt});
  }
  plan.indicators.assign(static_cast<std::size_t>(indicators), plan.indicators[1]);
  auto out = std::make_shared<Snapshot>();
  for (int i = 0; i < indicators; ++i) {
    plan.indicators[static_cast<std::size_t>(i)].id.text += "_" + std::to_string(i);
    for (int a = 0; a < areas; ++a) {
      auto status = sme_share();
      status.history.clear();
      status.indicator.value = static_cast<std::uint32_t>(i);
      status.area.value = static_cast<std::uint32_t>(a);
      out->indicators.push_back(status);
    }
  }
  out->configuration = configuration;
  return out;
}

std::string lines_with(const std::string& text, const std::string& prefix) {
  std::istringstream in(text);
  std::string out;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(prefix)) out += (out.empty() ? "" : "\n") + line;
  }
  return out;
}

}  // namespace planwatch::test
