#include "rules/engine/state.h"

namespace planwatch {

namespace {

FeedRuntime make_feed(const Configuration& configuration, std::uint32_t index) {
  const FeedSpec& spec = configuration.feeds[index];
  FeedRuntime feed;
  feed.index = FeedIndex{index};
  feed.state.feed = spec.id;
  feed.delivers_tasks = planwatch::delivers_tasks(spec);
  feed.reports = report_days_of_year(spec.due, configuration.plan.year, configuration.calendar);
  for (const IndicatorId& id : indicators_of(spec)) {
    if (const auto found = configuration.plan.find_indicator(id)) feed.indicators.push_back(*found);
  }
  return feed;
}

}  // namespace

EngineState make_state(std::shared_ptr<const Configuration> configuration, FeedSelection feeds) {
  EngineState state;
  state.selection = feeds;
  state.table = SeriesTable(*configuration);
  state.dirty.resize(state.table.size());
  state.revised.resize(state.table.size());
  state.advice = AdviceCache(state.table.size());
  state.feed_of_indicator.assign(configuration->plan.indicators.size(), -1);
  for (std::uint32_t i = 0; i < configuration->feeds.size(); ++i) {
    if (configuration->feeds[i].sample != (feeds == FeedSelection::samples)) continue;
    FeedRuntime feed = make_feed(*configuration, i);
    for (const IndicatorIndex indicator : feed.indicators) {
      state.feed_of_indicator[indicator.value] = static_cast<int>(state.feeds.size());
    }
    state.feed_positions.emplace(feed.state.feed.text, state.feeds.size());
    state.feeds.push_back(std::move(feed));
  }
  state.configuration = std::move(configuration);
  return state;
}

void mark_dirty(EngineState& state, SeriesIndex series, unsigned slot, bool revised) {
  state.advice.mark_changed(series);
  if (state.dirty[series] == 0) state.dirty_series.push_back(series);
  const auto bit = static_cast<SlotMask>(1u << slot);
  // A figure that came and was revised in one delivery is news, not a correction.
  const bool is_news = (state.dirty[series] & bit) != 0 && (state.revised[series] & bit) == 0;
  state.dirty[series] = static_cast<SlotMask>(state.dirty[series] | bit);
  if (revised && !is_news)
    state.revised[series] = static_cast<SlotMask>(state.revised[series] | bit);
}

FeedRuntime* find_feed(EngineState& state, const FeedId& id) {
  const auto found = state.feed_positions.find(id.text);
  return found == state.feed_positions.end() ? nullptr : &state.feeds[found->second];
}

const FeedSpec& spec_of(const EngineState& state, const FeedRuntime& feed) {
  return state.configuration->feeds[feed.index.value];
}

}  // namespace planwatch
