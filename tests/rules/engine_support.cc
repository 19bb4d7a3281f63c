#include "tests/rules/engine_support.h"

#include <algorithm>
#include <fmt/format.h>

#include "gtest/gtest.h"

#include "rules/notify/render.h"

namespace planwatch {

Date day(unsigned month, unsigned day_of_month) {
  return make_date(2025, month, day_of_month);
}

Instant at(unsigned month, unsigned day_of_month, int hour) {
  return instant_at(day(month, day_of_month), std::chrono::hours{hour});
}

Observation observe(const Configuration& configuration, const Figure& figure) {
  Observation o;
  o.indicator = configuration.plan.find_indicator(IndicatorId{figure.indicator}).value();
  o.period = Period::month(2025, figure.month);
  o.window = configuration.plan.indicators[o.indicator.value].window;
  if (*figure.value != '\0') {
    o.has_value = true;
    o.value = Decimal::parse(figure.value).value();
  }
  if (figure.denominator >= 0) {
    o.has_parts = true;
    o.numerator = Decimal(figure.numerator);
    o.denominator = Decimal(figure.denominator);
  }
  if (figure.stated) {
    o.has_report_date = true;
    o.report_date = *figure.stated;
  }
  o.place = {1, 2, figure.month + 1};
  return o;
}

Configuration without_reports() {
  Configuration configuration = SmallPlan::configuration();
  for (FeedSpec& feed : configuration.feeds) {
    feed.due.skip = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  }
  return configuration;
}

EngineUnderTest::EngineUnderTest(Configuration configuration, FeedSelection feeds)
    : configuration_(std::make_shared<const Configuration>(std::move(configuration))),
      feeds_(feeds),
      engine_(configuration_, feeds) {}

std::vector<Effect> EngineUnderTest::handle(const Event& event) {
  std::vector<Effect> effects = engine_.handle(event);
  check_notices(effects);
  keep(effects);
  return effects;
}

std::vector<Effect> EngineUnderTest::deliver(const char* feed, Extracted extracted, Instant when) {
  extracted.delivery.source = std::string(feed) + ".csv";
  extracted.delivery.sha256 = std::to_string(stored_.next_delivery_id);
  return handle(ObservationsArrived{when, FeedId{feed}, configuration_, std::move(extracted)});
}

std::vector<Effect> EngineUnderTest::deliver(const char* feed, const std::vector<Figure>& figures,
                                             Instant when) {
  Extracted extracted;
  for (const Figure& figure : figures) {
    extracted.observations.push_back(observe(*configuration_, figure));
  }
  return deliver(feed, std::move(extracted), when);
}

std::vector<Effect> EngineUnderTest::fail(const char* feed, Instant when, const char* message) {
  return handle(FeedFailed{when, FeedId{feed}, {ErrorCode::timeout, true, message}});
}

std::vector<Effect> EngineUnderTest::act(const char* person, decltype(PersonActed::action) action,
                                         Instant when) {
  return handle(PersonActed{when, person, std::move(action)});
}

std::vector<Effect> EngineUnderTest::act_as(const Actor& actor,
                                            decltype(PersonActed::action) action, Instant when) {
  return handle(
      PersonActed{when, actor.person, std::move(action), actor.role, actor.unit, actor.link});
}

std::vector<Effect> EngineUnderTest::progress(int task, TaskState state, Instant when,
                                              const char* closed_by) {
  TaskReport report;
  report.task = task;
  report.state = state;
  report.as_of = local_date(when);
  report.closed_by = closed_by;
  report.evidence = "佐证";
  return act("张三", ProgressTask{report}, when);
}

std::vector<Effect> EngineUnderTest::replace(Configuration configuration, Instant when) {
  configuration_ = std::make_shared<const Configuration>(std::move(configuration));
  return handle(PlanReplaced{when, configuration_});
}

EngineUnderTest EngineUnderTest::reborn(Instant now) const {
  EngineUnderTest next(*configuration_, feeds_);
  next.engine_.restore(stored_, now);
  next.stored_ = stored_;
  next.keys_ = keys_;
  return next;
}

IndicatorStatus EngineUnderTest::indicator(const char* id, Instant now) const {
  const auto index = configuration_->plan.find_indicator(IndicatorId{id}).value();
  return snapshot(now)->indicators.at(index.value);
}

TaskStatus EngineUnderTest::task(int number, Instant now) const {
  return snapshot(now)->tasks.at(static_cast<std::size_t>(number - 1));
}

FeedStatus EngineUnderTest::feed(const char* id, Instant now) const {
  const auto whole = snapshot(now);
  for (const FeedStatus& status : whole->feeds) {
    if (status.state.feed.text == id) return status;
  }
  ADD_FAILURE() << "no feed " << id;
  return {};
}

std::string EngineUnderTest::alert_key(const std::string& rule, const std::string& subject) const {
  const auto found = alert(rule, subject);
  return found ? to_string(found->key) : std::string{};
}

std::optional<Alert> EngineUnderTest::alert(const std::string& rule,
                                            const std::string& subject) const {
  const auto now = engine_.snapshot(at(12, 31));
  for (const Alert& one : now->alerts) {
    if (one.key.rule.text == rule && one.key.subject == subject) return one;
  }
  return std::nullopt;
}

std::vector<LedgerRow> EngineUnderTest::ledger() const {
  std::vector<LedgerRow> rows = engine_.snapshot(at(12, 31))->ledger;
  std::erase_if(rows, [](const LedgerRow& row) { return !row.alert.starts_with("small/lights/"); });
  return rows;
}

std::string EngineUnderTest::told(const std::string& rule, const std::string& subject) const {
  const std::string about = "small/" + rule + "/";
  std::string text;
  for (const Notice& notice : notices_) {
    const std::string& alert = notice.key.alert;
    if (notice.key.receiver.text != "first" || !alert.starts_with(about)) continue;
    if (alert.find("/" + subject + "/") == std::string::npos) continue;
    text += fmt::format("{}{}:{}:{}", text.empty() ? "" : " ", name_of(notice.key.kind, Lang::en),
                        name_of(notice.key.level, Lang::en), name_of(notice.key.role, Lang::en));
  }
  return text;
}

std::string EngineUnderTest::last_text(const std::string& rule) const {
  std::string text;
  for (const Notice& notice : notices_) {
    if (notice.key.alert.starts_with("small/" + rule + "/")) text = notice.text;
  }
  return text;
}

void EngineUnderTest::check_notices(const std::vector<Effect>& effects) {
  std::multiset<std::string> persisted;
  for (const OutboxRow& row : rows_of<OutboxRow>(effects)) {
    persisted.insert(to_string(row.notice.key));
  }
  const auto sent = effects_of<Notify>(effects);
  EXPECT_EQ(persisted.size(), sent.size());
  for (const Notify& notify : sent) {
    const std::string key = to_string(notify.notice.key);
    EXPECT_EQ(persisted.count(key), 1u) << "not persisted in the same event: " << key;
    EXPECT_FALSE(notify.notice.why.empty()) << key;
    const std::string& text = notify.notice.text;
    const bool in_english = text.find("\nwhy: " + notify.notice.why) != std::string::npos;
    EXPECT_TRUE(in_english || text.find("发送原因：" + notify.notice.why) != std::string::npos)
        << key;
    EXPECT_FALSE(notify.notice.items.empty()) << key;
    for (const NoticeItem& item : notify.notice.items) {
      const std::string item_key = to_string(item.key);
      EXPECT_TRUE(keys_.insert(item_key).second) << "used before: " << item_key;
    }
    messages_.push_back(notify.notice);
    for (Notice& one : one_by_one(notify.notice, Lang::zh)) notices_.push_back(std::move(one));
  }
}

namespace {

template <class R, class Same>
void put(std::vector<R>& rows, const R& row, Same same) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const R& one) { return same(one, row); });
  if (found == rows.end()) {
    rows.push_back(row);
  } else {
    *found = row;
  }
}

}  // namespace

void EngineUnderTest::keep_row(const Row& row) {
  if (const auto* one = std::get_if<TaskReportRow>(&row)) stored_.task_reports.push_back(*one);
  if (const auto* one = std::get_if<AlertRow>(&row)) {
    put(stored_.alerts, one->alert, [](auto& a, auto& b) { return a.key == b.key; });
  }
  if (const auto* one = std::get_if<LedgerRow>(&row)) {
    put(stored_.ledger, *one, [](auto& a, auto& b) { return a.number == b.number; });
  }
  if (const auto* one = std::get_if<HeldNoticeRow>(&row)) {
    std::erase_if(stored_.held, [&](const HeldNotice& held) { return held.id == one->held.id; });
    if (!one->released) stored_.held.push_back(one->held);
  }
  if (const auto* one = std::get_if<QuarantineRow>(&row)) {
    put(stored_.quarantine, *one, [](auto& a, auto& b) { return a.id == b.id; });
    stored_.next_quarantine_id = std::max(stored_.next_quarantine_id, one->id + 1);
  }
  if (const auto* one = std::get_if<FeedStateRow>(&row)) {
    put(stored_.feed_states, *one, [](auto& a, auto& b) { return a.feed == b.feed; });
  }
  if (const auto* one = std::get_if<DeliveryRow>(&row)) {
    stored_.next_delivery_id = one->id + 1;
    put(stored_.last_deliveries, *one, [](auto& a, auto& b) {
      return a.feed == b.feed && a.delivery.source == b.delivery.source;
    });
  }
  if (const auto* one = std::get_if<SilenceRow>(&row)) {
    put(stored_.silences, one->silence, [](auto& a, auto& b) { return a.id == b.id; });
  }
  if (const auto* one = std::get_if<PersonActionRow>(&row)) {
    if (!one->link.empty()) stored_.used_links.push_back(one->link);
  }
  if (const auto* one = std::get_if<PlanClosureRow>(&row)) {
    put(stored_.closures, *one,
        [](auto& a, auto& b) { return a.plan == b.plan && a.year == b.year; });
  }
  if (const auto* one = std::get_if<ClockRow>(&row)) stored_.plan_now = one->plan_now;
}

void EngineUnderTest::keep(const std::vector<Effect>& effects) {
  for (const Effect& effect : effects) {
    if (const auto* persist = std::get_if<Persist>(&effect)) keep_row(persist->row);
  }
  const auto rows = observations_of(effects);
  stored_.observations.insert(stored_.observations.end(), rows.begin(), rows.end());
}

std::string refusal_in(const std::vector<Effect>& effects) {
  for (const Report& report : effects_of<Report>(effects)) {
    if (report.text != action_refused) continue;
    EXPECT_TRUE(rows_of<PersonActionRow>(effects).empty()) << "refused and recorded";
    return report.fields.at(2).second;
  }
  return {};
}

std::vector<ObservationRow> observations_of(const std::vector<Effect>& effects) {
  std::vector<ObservationRow> rows;
  for (const PersistFigures& figures : effects_of<PersistFigures>(effects)) {
    rows.insert(rows.end(), figures.observations.begin(), figures.observations.end());
  }
  return rows;
}

std::string picture_of(const Snapshot& snapshot) {
  const Plan& plan = snapshot.configuration->plan;
  std::string text;
  for (const IndicatorStatus& status : snapshot.indicators) {
    text += fmt::format("{} {} {}", plan.indicators[status.indicator.value].id.text,
                        name_of(status.light, Lang::en), name_of(status.reason, Lang::en));
    for (const PeriodStatus& period : status.history) {
      text +=
          fmt::format(" {}={}:{}", to_string(period.period), period.assessment.value.to_string(),
                      name_of(period.assessment.light, Lang::en));
    }
    text += "\n";
  }
  for (const TaskStatus& status : snapshot.tasks) {
    text += fmt::format("task {} {}\n", status.task.value, name_of(status.light, Lang::en));
  }
  for (const Alert& alert : snapshot.alerts) {
    if (!is_open(alert)) continue;
    text += fmt::format("{} {} {}\n", to_string(alert.key), name_of(alert.state, Lang::en),
                        name_of(alert.level, Lang::en));
  }
  return text;
}

}  // namespace planwatch
