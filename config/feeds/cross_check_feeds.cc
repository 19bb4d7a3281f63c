#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "config/feeds/feed_checks.h"
#include "config/loader/glob_files.h"

namespace planwatch::feeds {

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
  std::string pattern = with_year(file->glob, draft.plan().year);
  // A drop folder is empty most of the time, but it is there.
  const bool drops = file->watch || !file->done.empty();
  if (drops) pattern = std::filesystem::path(pattern).parent_path().string();
  if (glob_matches(draft.folder, pattern)) return;
  draft.out.error(places.glob,
                  drops ? said("没有文件夹 {}", "there is no folder {}", pattern)
                        : said("{} 没有匹配到文件", "{} matches no file", pattern),
                  {"相对路径从配置文件夹算起；先放一个文件，或改正路径",
                   "relative to the configuration's folder; put a file there or correct the path"});
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

// Of what a server is asked about whole periods, the last answer counts anyway.
void check_report_date(const FeedSpec& feed, const FeedPlaces& places, const Draft& draft) {
  const auto* mapping = std::get_if<ObservationMapping>(&feed.mapping);
  if (!mapping || mapping->values.empty() || mapping->report_date) return;
  if (std::holds_alternative<PrometheusSource>(feed.transport)) return;
  draft.out.warning(
      places.mapping,
      said("数据源 {} 没有填报日期：同一期有几个值时，以后收到的为准",
           "the feed {} states no report date: of several values the last received counts",
           feed.id.text),
      {"有填报日期的列就写 report_date", "name the column in report_date if there is one"});
}

// A watermark fetches what is new; a count over what is new is not the count over all.
void check_watermark(const FeedSpec& feed, const FeedPlaces& places, Diagnostics& out) {
  const auto* sql = std::get_if<SqlSource>(&feed.transport);
  if (!sql || !sql->watermark || !std::holds_alternative<RecordsMapping>(feed.mapping)) return;
  out.error(places.mapping,
            {"按记录汇总要读全部记录，不能与 watermark 同用",
             "records are counted over all of them, which a watermark does not fetch"},
            {"删掉 watermark，查询里去掉 :since", "delete watermark and :since in the query"});
}

// Two feeds of one indicator contradict each other sooner or later.
void check_delivered_once(const Draft& draft) {
  std::map<IndicatorId, const FeedSpec*> first;
  for (const FeedSpec& feed : draft.configuration.feeds) {
    if (feed.sample) continue;
    for (const IndicatorId& id : indicators_of(feed)) {
      const auto [other, added] = first.emplace(id, &feed);
      if (added) continue;
      draft.out.warning(feed.at,
                        said("指标 {0} 已由数据源 {1} 报送，{2} 又报一次：同一期以填报日期晚的为准",
                             "the indicator {0} comes from the feed {1} and again from {2}: of one "
                             "period the later report date counts",
                             id.text, other->second->id.text, feed.id.text),
                        {"每项指标只留一个数据源，除非两家报的是不同行政区",
                         "leave one feed for each indicator, unless they are about other areas"});
    }
  }
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

}  // namespace planwatch::feeds

namespace planwatch::loader {

void cross_check_feeds(Draft& draft) {
  const Configuration& configuration = draft.configuration;
  std::set<IndicatorId> delivered;
  for (std::size_t i = 0; i < configuration.feeds.size(); ++i) {
    const FeedSpec& feed = configuration.feeds[i];
    feeds::check_glob(feed, draft.feeds[i], draft);
    feeds::check_figures(feed, draft.feeds[i], draft);
    feeds::check_template(feed, draft.feeds[i], draft);
    feeds::check_report_date(feed, draft.feeds[i], draft);
    feeds::check_watermark(feed, draft.feeds[i], draft.out);
    feeds::check_skipped(feed, draft.feeds[i], draft);
    feeds::add_delivered(feed, draft.plan(), delivered);
  }
  feeds::check_delivered_once(draft);
  for (const Indicator& indicator : draft.plan().indicators) {
    if (delivered.contains(indicator.id)) continue;
    draft.out.warning(indicator.at,
                      said("没有数据源报送指标 {}", "no feed delivers {}", indicator.id.text),
                      {"在 feeds.yaml 的 values 里加上它", "add it to the values of a feed"});
  }
}

}  // namespace planwatch::loader
