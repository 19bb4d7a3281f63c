#include "rules/engine/quality_cases.h"

#include <algorithm>
#include <fmt/format.h>

#include "rules/engine/place.h"
#include "rules/judge/judge.h"
#include "rules/judge/quality.h"
#include "rules/model/display.h"

namespace planwatch {

const RuleId& quality_rule(const EngineState& state) {
  return state.configuration->quality.id;
}

std::string quality_subject_text(const FeedId& feed, const IndicatorId& indicator,
                                 const Period& period, QualityFinding finding) {
  return fmt::format("{}:{}:{}:{}", feed.text, indicator.text, to_string(period), id_of(finding));
}

const FeedSpec* feed_of(const EngineState& state, IndicatorIndex indicator) {
  const int feed = state.feed_of_indicator[indicator.value];
  return feed < 0 ? nullptr : &spec_of(state, state.feeds[static_cast<std::size_t>(feed)]);
}

void note_findings(EngineState& state, SeriesIndex series, unsigned slot) {
  CurrentFigure& figure = state.table.figure(series, slot);
  // The findings of a sum are those of its parts, which are cases of their own.
  if (figure.derived) return;
  FindingSet findings = find_in_table(state.table, *state.configuration, figure.observation);
  if (!findings.empty() && !state.quarantine.empty()) {
    // What a person has looked at and released is not doubted for the same reasons again.
    const QuarantineRow* same = state.quarantine.find_same(figure.observation);
    if (same != nullptr && same->state == QuarantineState::released) {
      findings = findings.without(same->findings);
    }
  }
  figure.findings = findings;
  if (findings.empty()) {
    state.found.erase({series, slot});
  } else {
    state.found.insert({series, slot});
  }
}

namespace {

using Cases = std::map<std::string, Case>;

void want(const EngineState& state, const FeedSpec& feed, const Observation& figure, int revision,
          FindingSet findings, Cases& wanted) {
  const Plan& plan = state.plan();
  findings.each([&](QualityFinding finding) {
    if (state.configuration->quality.of(finding) < QualityConsequence::doubtful) return;
    Case one;
    one.subject.key = {plan.id,
                       quality_rule(state),
                       SubjectKind::feed,
                       quality_subject_text(feed.id, plan.indicators[figure.indicator.value].id,
                                            figure.period, finding),
                       plan.areas[figure.area.value].code,
                       plan.year};
    one.subject.unit = feed.unit;
    one.condition.level = Light::yellow;
    one.condition.reason = Reason::doubtful;
    one.condition.period = figure.period;
    one.condition.revision = revision;
    wanted.emplace(to_string(one.subject.key), std::move(one));
  });
}

Cases wanted_cases(const EngineState& state) {
  Cases wanted;
  for (const auto& [series, slot] : state.found) {
    const CurrentFigure& figure = state.table.figure(series, slot);
    const FeedSpec* feed = feed_of(state, state.table.indicator_of(series));
    if (feed == nullptr) continue;
    want(state, *feed, figure.observation, figure.revision, figure.findings, wanted);
  }
  for (const auto& [id, row] : state.quarantine.rows()) {
    if (row.state != QuarantineState::pending) continue;
    const FeedSpec* feed = state.configuration->find_feed(row.feed);
    if (feed != nullptr) want(state, *feed, row.observation, 0, row.findings, wanted);
  }
  return wanted;
}

}  // namespace

void step_cases(EngineState& state, const std::string& prefix, const Cases& wanted, Instant now,
                Effects& effects) {
  std::vector<Subject> ended;
  std::map<FeedId, std::size_t> open;
  for (auto at = state.alerts.lower_bound(prefix);
       at != state.alerts.end() && at->first.starts_with(prefix); ++at) {
    const Alert& alert = at->second;
    if (!is_open(alert) || alert.key.year != state.plan().year) continue;
    if (wanted.contains(at->first)) {
      ++open[feed_of_subject(alert.key.subject)];
    } else {
      ended.push_back({alert.key, alert.unit, alert.deadline, alert.urgent});
    }
  }
  for (const Subject& subject : ended) {
    Condition over;
    over.period = state.alerts.at(to_string(subject.key)).period;
    apply_condition(state, subject, over, now, effects);
  }
  for (const auto& [key, one] : wanted) {
    const auto before = state.alerts.find(key);
    const bool is_new = before == state.alerts.end() || !is_open(before->second);
    if (is_new && ++open[feed_of_subject(one.subject.key.subject)] > most_cases_per_feed) continue;
    apply_condition(state, one.subject, one.condition, now, effects);
  }
}

void evaluate_quality(EngineState& state, Instant now, Effects& effects) {
  step_cases(state, state.plan().id + "/" + quality_rule(state).text + "/feed/",
             wanted_cases(state), now, effects);
}

namespace {

// feed:indicator:period:finding taken apart again.
struct QualitySubject {
  IndicatorIndex indicator;
  AreaIndex area;
  Period period;
  QualityFinding finding = QualityFinding::jump;
};

std::optional<QualitySubject> parse_subject(const EngineState& state, const AlertKey& key) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin != std::string::npos;) {
    const std::size_t end = key.subject.find(':', begin);
    parts.push_back(key.subject.substr(begin, end - begin));
    begin = end == std::string::npos ? end : end + 1;
  }
  if (parts.size() != 4) return std::nullopt;
  const auto indicator = state.plan().find_indicator(IndicatorId{parts[1]});
  const auto area = state.plan().find_area(key.area);
  const auto period = parse_period(parts[2]);
  const auto finding = parse_finding(parts[3]);
  if (!indicator || !area || !period || !finding) return std::nullopt;
  return QualitySubject{*indicator, *area, *period, *finding};
}

std::string figure_text(const Indicator& indicator, const Observation& figure, Lang lang) {
  std::string text;
  if (figure.has_value) text = display_value(indicator, figure.value, std::nullopt, lang);
  if (!figure.has_parts) return text;
  std::string parts =
      fmt::format("{}/{}", figure.numerator.to_string(), figure.denominator.to_string());
  if (text.empty()) return parts;
  return fmt::format(fmt::runtime(lang == Lang::zh ? "{}（{}）" : "{} ({})"), text, parts);
}

// The figure in quarantine that the case is about, or the latest that was.
const QuarantineRow* held_figure(const EngineState& state, const QualitySubject& about) {
  const QuarantineRow* latest = nullptr;
  for (const auto& [id, row] : state.quarantine.rows()) {
    const Observation& o = row.observation;
    if (o.indicator == about.indicator && o.area == about.area && o.period == about.period &&
        row.findings.has(about.finding)) {
      latest = &row;
    }
  }
  return latest;
}

std::string place_of(const EngineState& state, const CurrentFigure& figure) {
  const Observation& o = figure.observation;
  const FeedSpec* feed = feed_of(state, o.indicator);
  const IndicatorId& indicator = state.plan().indicators[o.indicator.value].id;
  const auto delivery = state.deliveries.find(figure.delivery);
  if (delivery == state.deliveries.end()) return place_words(o.place, {}, feed, indicator);
  return place_words(o.place, delivery->second.sheets, feed, indicator);
}

std::string source_of(const EngineState& state, const CurrentFigure& figure) {
  const auto delivery = state.deliveries.find(figure.delivery);
  return delivery == state.deliveries.end() ? std::string{} : delivery->second.source;
}

void append(std::string& text, const std::string& more, const char* separator) {
  if (more.empty()) return;
  if (!text.empty()) text += separator;
  text += more;
}

const char* place_label(Lang lang) {
  return lang == Lang::zh ? "；位置：" : "; at ";
}

void describe_pending(const QuarantineRow& row, Lang lang, NoticeContext& context) {
  const bool zh = lang == Lang::zh;
  context.problem +=
      fmt::format(fmt::runtime(zh ? "；已隔离（编号{}），不参与亮灯"
                                  : "; in quarantine (number {}), no light is judged by it"),
                  row.id);
  context.action = fmt::format(
      fmt::runtime(
          zh ? "核对后报送更正；确认无误的，由督查单位说明理由后放行：planwatch quarantine release "
               "{}"
             : "check and correct it; if it is right, the supervision office releases it with its "
               "reason: planwatch quarantine release {}"),
      row.id);
}

void describe_held(const QuarantineRow& row, const QualitySubject& about,
                   const Indicator& indicator, Lang lang, NoticeContext& context) {
  const bool zh = lang == Lang::zh;
  context.value = figure_text(indicator, row.observation, lang);
  context.problem = describe(about.finding, lang);
  append(context.problem, row.source, place_label(lang));
  append(context.problem, row.where, " ");
  if (row.state == QuarantineState::pending) return describe_pending(row, lang, context);
  context.problem += (zh ? "；" : "; ") + std::string(name_of(row.state, lang));
  if (!row.decided_by.empty()) {
    context.problem +=
        fmt::format(fmt::runtime(zh ? "（{}：{}）" : " ({}: {})"), row.decided_by, row.reason);
  }
}

void describe_doubted(const EngineState& state, const QualitySubject& about, Lang lang,
                      NoticeContext& context) {
  const SeriesIndex series = state.table.series_of(about.indicator, about.area);
  const CurrentFigure& figure = state.table.figure(series, about.period.last_month - 1u);
  context.problem = describe(about.finding, lang);
  if (figure.present) {
    context.value =
        figure_text(state.plan().indicators[about.indicator.value], figure.observation, lang);
    append(context.problem, source_of(state, figure), place_label(lang));
    append(context.problem, place_of(state, figure), " ");
  }
  context.action = lang == Lang::zh
                       ? "按所列位置核对；有误的请报送更正，无误的请说明情况"
                       : "check the place; correct what is wrong, explain what is right";
}

}  // namespace

void describe_quality_case(const EngineState& state, const Alert& alert, Lang lang,
                           NoticeContext& context) {
  const bool zh = lang == Lang::zh;
  const auto about = parse_subject(state, alert.key);
  if (!about) return;
  const Indicator& indicator = state.plan().indicators[about->indicator.value];
  const bool in_chinese = zh || indicator.name_en.empty();
  context.subject += fmt::format(fmt::runtime(zh ? "指标“{}”" : ", indicator “{}”"),
                                 in_chinese ? indicator.name : indicator.name_en);
  if (alert.key.area != state.plan().area) {
    const Area& area = state.plan().areas[about->area.value];
    context.subject += zh || area.name_en.empty() ? area.name : ", " + area.name_en;
  }
  context.period = zh ? to_chinese(about->period) : to_string(about->period);
  const QuarantineRow* held = held_figure(state, *about);
  // The case of a figure that was settled may go on for the one that took its place.
  const SeriesIndex series = state.table.series_of(about->indicator, about->area);
  const bool in_year = about->period.year == state.plan().year;
  const bool doubted =
      in_year &&
      state.table.figure(series, about->period.last_month - 1u).findings.has(about->finding);
  if (held != nullptr && (held->state == QuarantineState::pending || !doubted)) {
    describe_held(*held, *about, indicator, lang, context);
  } else if (in_year) {
    describe_doubted(state, *about, lang, context);
  }
}

std::vector<FigureFindings> list_findings(const EngineState& state) {
  std::vector<FigureFindings> all;
  all.reserve(state.found.size());
  for (const auto& [series, slot] : state.found) {
    const CurrentFigure& figure = state.table.figure(series, slot);
    FigureFindings one;
    one.indicator = state.table.indicator_of(series);
    one.area = state.table.area_of(series);
    if (const FeedSpec* feed = feed_of(state, one.indicator)) one.feed = feed->id;
    one.period = figure.observation.period;
    one.revision = figure.revision;
    one.findings = figure.findings;
    one.source = source_of(state, figure);
    one.where = place_of(state, figure);
    all.push_back(std::move(one));
  }
  return all;
}

std::vector<QuarantineRow> list_quarantine(const EngineState& state) {
  std::vector<QuarantineRow> all;
  all.reserve(state.quarantine.rows().size());
  for (const auto& [id, row] : state.quarantine.rows()) all.push_back(row);
  return all;
}

}  // namespace planwatch
