#include "config/loader/kind_words.h"
#include "config/loader/rule_tests_draft.h"

namespace planwatch::loader {

namespace {

constexpr Word<Light> light_words[] = {{"grey", Light::grey},           {"green", Light::green},
                                       {"attention", Light::attention}, {"blue", Light::blue},
                                       {"yellow", Light::yellow},       {"red", Light::red}};
constexpr Word<Reason> reason_words[] = {{"none", Reason::none},
                                         {"met", Reason::met},
                                         {"on_schedule", Reason::on_schedule},
                                         {"behind_schedule", Reason::behind_schedule},
                                         {"missed_narrowly", Reason::missed_narrowly},
                                         {"missed", Reason::missed},
                                         {"not_met_at_deadline", Reason::not_met_at_deadline},
                                         {"overdue", Reason::overdue},
                                         {"near_deadline", Reason::near_deadline},
                                         {"not_started", Reason::not_started},
                                         {"not_started_long", Reason::not_started_long},
                                         {"in_progress", Reason::in_progress},
                                         {"completed", Reason::completed},
                                         {"no_event_in_period", Reason::no_event_in_period},
                                         {"no_data", Reason::no_data},
                                         {"no_business", Reason::no_business},
                                         {"small_sample", Reason::small_sample},
                                         {"doubtful", Reason::doubtful},
                                         {"caught_up", Reason::caught_up},
                                         {"no_expectation_yet", Reason::no_expectation_yet},
                                         {"areas_missing", Reason::areas_missing},
                                         {"areas_without_parts", Reason::areas_without_parts},
                                         {"level_with_area_above", Reason::level_with_area_above},
                                         {"behind_area_above", Reason::behind_area_above},
                                         {"no_area_above", Reason::no_area_above},
                                         {"by_days_left", Reason::by_days_left},
                                         {"notices_refused", Reason::notices_refused}};
constexpr Word<DataState> data_words[] = {{"not_yet_due", DataState::not_yet_due},
                                          {"awaited", DataState::awaited},
                                          {"due_soon", DataState::due_soon},
                                          {"late", DataState::late},
                                          {"missing", DataState::missing},
                                          {"reported", DataState::reported},
                                          {"corrected", DataState::corrected},
                                          {"small_sample", DataState::small_sample},
                                          {"no_business", DataState::no_business},
                                          {"doubtful", DataState::doubtful},
                                          {"stale", DataState::stale},
                                          {"awaiting_final", DataState::awaiting_final},
                                          {"provisional", DataState::provisional},
                                          {"not_summed", DataState::not_summed}};
constexpr Word<std::optional<AlertState>> state_words[] = {
    {"none", std::nullopt},
    {"pending", AlertState::pending},
    {"firing", AlertState::firing},
    {"acknowledged", AlertState::acknowledged},
    {"promised", AlertState::promised},
    {"suspended", AlertState::suspended},
    {"resolved", AlertState::resolved},
    {"closed", AlertState::closed}};
constexpr Word<NoticeKind> notice_words[] = {
    {"fired", NoticeKind::fired},           {"worsened", NoticeKind::worsened},
    {"eased", NoticeKind::eased},           {"reminder", NoticeKind::reminder},
    {"escalated", NoticeKind::escalated},   {"resolved", NoticeKind::resolved},
    {"correction", NoticeKind::correction}, {"closed", NoticeKind::closed},
    {"flapping", NoticeKind::flapping},     {"silence_ending", NoticeKind::silence_ending}};

template <class E, std::size_t n>
bool read_word(Fields& fields, std::string_view key, const Word<E> (&words)[n], E& into) {
  const YamlNode* node = fields.node(key, Need::optional);
  return node != nullptr && fields.choose(*node, key, words, into);
}
template <class E, std::size_t n>
void read_wanted(Fields& fields, std::string_view key, const Word<E> (&words)[n], Wanted<E>& into) {
  if (E value{}; read_word(fields, key, words, value)) into = Placed<E>{value, fields.at(key)};
}

void read_wanted(Fields& fields, std::string_view key, Wanted<Decimal>& into) {
  std::optional<Decimal> value;
  fields.decimal(key, value);
  if (value) into = Placed<Decimal>{*value, fields.at(key)};
}

void read_unit(Fields& fields, const TestContext& context, Wanted<UnitId>& into) {
  std::string unit;
  if (!fields.text("unit", unit, Need::optional)) return;
  into = Placed<UnitId>{UnitId{unit}, fields.at("unit")};
  fields.out().asked({into->at, Reading::text, 0, 0, {}, "unit"});
  if (context.plan().find_unit(UnitId{unit}) != nullptr) return;
  context.out.error(into->at,
                    said("被测规则里没有单位 {}", "the tested rules have no unit {}", unit),
                    {"用 planwatch list units 查看名称", "see planwatch list units"});
}

void need_something(Fields& fields, bool any, const Words& hint) {
  if (any || !fields.clean()) return;
  fields.out().error(fields.at(), {"这一条什么也没有要求", "nothing is expected here"}, hint);
}

// Says so once, not of every key beside it.
void refuse_feed(Fields& fields) {
  fields.out().error(fields.at("feed"), {"数据源没有亮灯", "a feed has no light"},
                     {"改写在 alerts 里", "expect it in alerts"});
  for (const char* key : {"feed", "indicator", "area", "task", "period", "light", "shown", "reason",
                          "data", "expected", "gap"}) {
    fields.node(key, Need::optional);
  }
}

}  // namespace

LightExpectation load_light_expectation(const YamlNode& node, const TestContext& context) {
  Fields fields(node, context.out);
  LightExpectation wanted;
  if (fields.has("feed")) {
    refuse_feed(fields);
    return wanted;
  }
  const auto subject = read_subject(fields, context, Need::required, Feeds::none);
  if (subject) wanted.subject = *subject;
  const bool indicator = subject && subject->kind == SubjectKind::indicator;
  if (indicator || !subject) {
    Period period;
    if (read_period(fields, "period", period, Need::optional)) wanted.period = period;
    if (indicator && wanted.period) {
      check_period(period, subject->indicator, fields.at("period"), context);
    }
    read_wanted(fields, "shown", light_words, wanted.shown);
    read_wanted(fields, "expected", wanted.expected);
    read_wanted(fields, "gap", wanted.gap);
    for (const YamlNode& item : fields.list("data", Need::optional)) {
      DataState state{};
      if (fields.choose(item, "data", data_words, state)) wanted.data.push_back({state, item.at});
    }
  }
  if (wanted.shown && !wanted.period) {
    context.out.error(wanted.shown->at, {"shown 要写明 period", "shown needs a period"},
                      {"加上 period: 2025-06", "add period: 2025-06"});
  }
  read_wanted(fields, "light", light_words, wanted.light);
  read_wanted(fields, "reason", reason_words, wanted.reason);
  need_something(fields,
                 wanted.light || wanted.shown || wanted.reason || !wanted.data.empty() ||
                     wanted.expected || wanted.gap,
                 {"写 light、reason、data、expected 或 gap", "write light, reason, data, ..."});
  return wanted;
}

AlertExpectation load_alert_expectation(const YamlNode& node, const TestContext& context) {
  Fields fields(node, context.out);
  AlertExpectation wanted;
  if (const auto subject = read_subject(fields, context, Need::required)) {
    wanted.subject = *subject;
  }
  read_rule(fields, context, wanted.rule);
  if (wanted.subject.kind != SubjectKind::feed) {
    Period period;
    if (read_period(fields, "period", period, Need::optional)) {
      wanted.period = Placed<Period>{period, fields.at("period")};
    }
  }
  read_wanted(fields, "state", state_words, wanted.state);
  read_wanted(fields, "level", light_words, wanted.level);
  read_wanted(fields, "reason", reason_words, wanted.reason);
  read_unit(fields, context, wanted.unit);
  need_something(fields,
                 wanted.state || wanted.level || wanted.reason || wanted.unit || wanted.period,
                 {"写 state、level、unit 或 reason", "write state, level, unit or reason"});
  return wanted;
}

MessageExpectation load_message_expectation(const YamlNode& node, const TestContext& context) {
  Fields fields(node, context.out);
  MessageExpectation wanted;
  wanted.at = fields.at();
  wanted.subject = read_subject(fields, context, Need::optional);
  if (RuleId rule; read_rule(fields, context, rule)) wanted.rule = rule;
  if (Role role{}; read_word(fields, "to", role_words, role)) wanted.to = role;
  if (NoticeKind kind{}; read_word(fields, "kind", notice_words, kind)) wanted.kind = kind;
  if (Light level{}; read_word(fields, "level", light_words, level)) wanted.level = level;
  if (Date on; read_day(fields, "on", on, Need::optional)) wanted.on = on;
  fields.texts("contains", wanted.contains, Need::optional);
  if (int times = -1; fields.integer("times", times, 0, 1000, Need::optional)) {
    wanted.times = times;
  }
  return wanted;
}

}  // namespace planwatch::loader
