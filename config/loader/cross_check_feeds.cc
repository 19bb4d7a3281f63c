#include <algorithm>
#include <set>

#include "config/loader/glob_files.h"
#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

std::string with_year(std::string text, int year) {
  constexpr std::string_view variable = "{year}";
  const std::string value = std::to_string(year);
  for (std::size_t at = text.find(variable); at != text.npos; at = text.find(variable, at)) {
    text.replace(at, variable.size(), value);
  }
  return text;
}

void check_glob(const FeedSpec& feed, const FeedPlaces& places, const Draft& draft) {
  const auto* file = std::get_if<FileSource>(&feed.transport);
  if (!file || file->glob.empty() || feed.sample || !draft.options.check_globs) return;
  if (draft.plan().year == 0) return;
  const std::string pattern = with_year(file->glob, draft.plan().year);
  if (glob_matches(draft.folder, pattern)) return;
  draft.out.error(places.glob, said("{} 没有匹配到文件", "{} matches no file", pattern),
                  {"相对路径从配置文件夹算起；先放一个文件，或改正路径",
                   "relative to the configuration's folder; put a file there or correct the path"});
}

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

bool unit_fits(CellUnit unit, Measure measure) {
  const bool share = unit == CellUnit::percent || unit == CellUnit::per_mille;
  const bool large = unit == CellUnit::ten_thousand || unit == CellUnit::hundred_million;
  if (share) return measure == Measure::ratio;
  return !large || measure == Measure::amount || measure == Measure::count;
}

// Figures of an indicator in this feed: how often they come, and in which unit.
void check_values(const ObservationMapping& mapping, const FeedSpec& feed, const FeedPlaces& places,
                  const Draft& draft) {
  for (std::size_t i = 0; i < mapping.values.size(); ++i) {
    const ValueColumns& columns = mapping.values[i];
    if (!columns.indicator) continue;
    const auto index = draft.plan().find_indicator(*columns.indicator);
    if (!index) continue;
    const Indicator& indicator = draft.plan().indicators[index->value];
    const unsigned months = months_of(feed.due.frequency);
    if (months > indicator.period_months) {
      draft.out.warning(
          places.values[i],
          said("{} 每 {} 个月判一次，这里 {} 个月才报一次",
               "{} is judged every {} months and reported every {}", indicator.id.text,
               indicator.period_months, months),
          {"改 due.frequency 或指标的 period", "change due.frequency or the indicator's period"});
    }
    // Parts of a ratio are amounts or counts of their own; the unit is then theirs.
    if (columns.value && !columns.numerator && !unit_fits(columns.unit, indicator.measure)) {
      draft.out.error(places.values[i],
                      said("{} 的计量与这里的 unit 不合", "the unit does not fit the measure of {}",
                           indicator.id.text),
                      {"比率用 percent 或 per_mille，数量用 ten_thousand 等",
                       "percent or per_mille for ratios, ten_thousand and the like for amounts"});
    }
  }
}

// A deadline is judged by the figure of the period that ends there, so that one has to be asked
// for.
void check_skipped(const FeedSpec& feed, const FeedPlaces& places, const Draft& draft) {
  const std::vector<unsigned>& skip = feed.due.skip;
  for (const IndicatorId& id : indicators_of(feed)) {
    const auto index = draft.plan().find_indicator(id);
    if (!index) continue;
    const Indicator& indicator = draft.plan().indicators[index->value];
    if (std::find(skip.begin(), skip.end(), indicator.due_month) == skip.end()) continue;
    draft.out.error(
        places.skip,
        said("{} 月的报送免了，而 {} 的时限在这个月，要按这期数据判定",
             "the report of month {} is skipped, but the deadline of {} is judged by it",
             indicator.due_month, indicator.id.text),
        {"从 skip 里去掉这个月", "take the month out of skip"});
  }
}

void check_observations(const FeedSpec& feed, const FeedPlaces& places, const Draft& draft) {
  const auto* mapping = std::get_if<ObservationMapping>(&feed.mapping);
  if (!mapping || mapping->values.empty()) return;
  check_values(*mapping, feed, places, draft);
  if (mapping->report_date) return;
  draft.out.warning(
      places.mapping,
      said("数据源 {} 没有填报日期：同一期有几个值时，以后收到的为准",
           "the feed {} states no report date: of several values the last received counts",
           feed.id.text),
      {"有填报日期的列就写 report_date", "name the column in report_date if there is one"});
}

// A column of indicator names may hold any of the unit's indicators.
void add_delivered(const FeedSpec& feed, const Plan& plan, std::set<IndicatorId>& delivered) {
  for (const IndicatorId& id : indicators_of(feed)) delivered.insert(id);
  const auto* mapping = std::get_if<ObservationMapping>(&feed.mapping);
  if (!mapping || !mapping->indicator_column) return;
  for (const Indicator& indicator : plan.indicators) {
    if (indicator.answerable == feed.unit) delivered.insert(indicator.id);
  }
}

}  // namespace

void cross_check_feeds(Draft& draft) {
  const Configuration& configuration = draft.configuration;
  std::set<IndicatorId> delivered;
  for (std::size_t i = 0; i < configuration.feeds.size(); ++i) {
    const FeedSpec& feed = configuration.feeds[i];
    check_glob(feed, draft.feeds[i], draft);
    check_observations(feed, draft.feeds[i], draft);
    check_skipped(feed, draft.feeds[i], draft);
    add_delivered(feed, draft.plan(), delivered);
  }
  for (const Indicator& indicator : draft.plan().indicators) {
    if (delivered.contains(indicator.id)) continue;
    draft.out.warning(indicator.at,
                      said("没有数据源报送指标 {}", "no feed delivers {}", indicator.id.text),
                      {"在 feeds.yaml 的 values 里加上它", "add it to the values of a feed"});
  }
}

}  // namespace planwatch::loader
