#include <algorithm>

#include "config/feeds/feed_checks.h"
#include "config/feeds/record_aggregates.h"
#include "config/loader/kind_words.h"
#include "rules/model/state_words.h"

namespace planwatch::feeds {

namespace {

unsigned months_of(Frequency frequency) {
  switch (frequency) {
    case Frequency::month:
      return 1;
    case Frequency::quarter:
      return 3;
    case Frequency::half:
      return 6;
    case Frequency::year:
      return 12;
  }
  return 1;
}

const Indicator* find_indicator(const IndicatorId& id, const Draft& draft) {
  const auto index = draft.plan().find_indicator(id);
  return index ? &draft.plan().indicators[index->value] : nullptr;
}

void check_frequency(const Indicator& indicator, const FeedSpec& feed, const SourcePosition& at,
                     Diagnostics& out) {
  const unsigned months = months_of(feed.due.frequency);
  if (months <= indicator.period_months) return;
  out.warning(
      at,
      said("{} 每 {} 个月判一次，这里 {} 个月才报一次",
           "{} is judged every {} months and reported every {}", indicator.id.text,
           indicator.period_months, months),
      {"改 due.frequency 或指标的 period", "change due.frequency or the indicator's period"});
}

void fail_unit(const Indicator& indicator, const SourcePosition& at, Diagnostics& out) {
  out.error(at,
            said("{} 的计量与这里的 unit 不合", "the unit does not fit the measure of {}",
                 indicator.id.text),
            {"比率用 percent 或 per_mille，数量用 ten_thousand 等",
             "percent or per_mille for ratios, ten_thousand and the like for amounts"});
}

void check_values(const ObservationMapping& mapping, const FeedSpec& feed, const FeedPlaces& places,
                  const Draft& draft) {
  for (std::size_t i = 0; i < mapping.values.size(); ++i) {
    const ValueColumns& columns = mapping.values[i];
    const Indicator* indicator =
        columns.indicator ? find_indicator(*columns.indicator, draft) : nullptr;
    if (!indicator) continue;
    check_frequency(*indicator, feed, places.values[i], draft.out);
    // Parts of a ratio are amounts or counts of their own; the unit is then theirs.
    if (columns.value && !columns.numerator && !unit_fits(columns.unit, indicator->measure)) {
      fail_unit(*indicator, places.values[i], draft.out);
    }
  }
}

// Only records of the period itself or of the year so far can be counted.
bool window_fits(Window window) {
  return window != Window::rolling && window != Window::instant;
}

Words fitting_kinds(Measure measure) {
  switch (measure) {
    case Measure::count:
      return {"用 count、sum", "use count or sum"};
    case Measure::ratio:
      return {"用 ratio 或 sum_ratio；比率不能求平均",
              "use ratio or sum_ratio; ratios are never averaged"};
    case Measure::amount:
      return {"用 sum、mean", "use sum or mean"};
    case Measure::days:
      return {"用 mean_days、median_days、max_days，或天数列的 mean",
              "use mean_days, median_days, max_days, or mean of a column of days"};
    case Measure::working_days:
      return {"用 mean_workdays、median_workdays、max_workdays，或天数列的 mean",
              "use mean_workdays, median_workdays, max_workdays, or mean of a column of days"};
  }
  return {};
}

void check_aggregate(const RecordAggregate& aggregate, const Indicator& indicator,
                     const SourcePosition& at, Diagnostics& out) {
  if (!aggregate_fits(aggregate.kind, indicator.measure)) {
    const std::string_view kind = word_of(aggregate.kind);
    const std::string_view measure = word_of(indicator.measure);
    out.error(at,
              said("{1} 算不出 {0}：它的 measure 是 {2}",
                   "{1} does not make figures of {0}, whose measure is {2}", indicator.id.text,
                   kind, measure),
              fitting_kinds(indicator.measure));
  } else if (aggregate.kind != RecordAggregate::Kind::sum_ratio &&
             !unit_fits(aggregate.unit, indicator.measure)) {
    fail_unit(indicator, at, out);
  }
  if (!window_fits(indicator.window)) {
    out.error(at,
              said("{} 的口径不是 ytd、month 或 quarter，不能从记录算",
                   "the window of {} is not ytd, month or quarter: no figure of records",
                   indicator.id.text),
              {"这项指标另报，或改指标的 window",
               "deliver this indicator otherwise, or change its window"});
  }
}

void check_aggregates(const RecordsMapping& mapping, const FeedSpec& feed, const FeedPlaces& places,
                      const Draft& draft) {
  std::vector<IndicatorId> seen;
  for (std::size_t i = 0; i < mapping.aggregates.size(); ++i) {
    const RecordAggregate& aggregate = mapping.aggregates[i];
    const SourcePosition& at = places.aggregates[i];
    if (std::find(seen.begin(), seen.end(), aggregate.indicator) != seen.end()) {
      draft.out.error(at,
                      said("指标 {} 在这个数据源里写了两次",
                           "the indicator {} is twice in this feed", aggregate.indicator.text),
                      {"删掉一个", "delete one"});
    }
    seen.push_back(aggregate.indicator);
    const Indicator* indicator = find_indicator(aggregate.indicator, draft);
    if (!indicator) continue;
    check_frequency(*indicator, feed, at, draft.out);
    check_aggregate(aggregate, *indicator, at, draft.out);
  }
}

}  // namespace

void check_figures(const FeedSpec& feed, const FeedPlaces& places, const Draft& draft) {
  if (const auto* observations = std::get_if<ObservationMapping>(&feed.mapping)) {
    check_values(*observations, feed, places, draft);
  } else if (const auto* records = std::get_if<RecordsMapping>(&feed.mapping)) {
    check_aggregates(*records, feed, places, draft);
  } else if (const auto* form = std::get_if<TemplateMapping>(&feed.mapping)) {
    for (const IndicatorId& id : form->indicators) {
      const Indicator* indicator = find_indicator(id, draft);
      if (indicator) check_frequency(*indicator, feed, places.mapping, draft.out);
    }
  }
}

}  // namespace planwatch::feeds
