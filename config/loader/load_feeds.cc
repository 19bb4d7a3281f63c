#include "config/loader/loaders.h"
#include "rules/judge/report_due.h"

namespace planwatch::loader {

namespace {

constexpr Word<Frequency> frequency_words[] = {{"month", Frequency::month},
                                               {"quarter", Frequency::quarter},
                                               {"half", Frequency::half},
                                               {"year", Frequency::year}};
constexpr Word<Roll> roll_words[] = {{"next_workday", Roll::next_workday},
                                     {"holiday_only", Roll::holiday_only},
                                     {"none", Roll::none}};

// Months whose report is not asked for; a longer period is named by its last month.
void read_skip(Fields& fields, ReportDue& due) {
  for (const YamlNode& item : fields.list("skip", Need::optional)) {
    const auto month = read_integer(item, "skip", 1, 12, fields.out());
    if (!month) continue;
    const auto last = static_cast<unsigned>(*month);
    const ReportDue so_far = due;
    due.skip.push_back(last);
    if (report_periods(so_far, 2000).size() != report_periods(due, 2000).size()) continue;
    fields.out().error(
        item.at,
        said("没有以 {} 月结束的报送期可以免报", "no reported period ends in month {}", last),
        {"skip 写报送期的最后一个月（季报为 3、6、9、12），不要重复",
         "skip names the last month of reported periods (3, 6, 9, 12 of quarters), each once"});
  }
  if (due.skip.empty() || !report_periods(due, 2000).empty()) return;
  fields.out().error(fields.at("skip"), {"所有报送期都免报了", "no report is asked for at all"},
                     {"至少留一期", "leave one period at least"});
}

void check_due(Fields& fields, const ReportDue& due) {
  Diagnostics& out = fields.out();
  if (fields.has("day") == fields.has("workday")) {
    out.error(fields.has("day") ? fields.at("workday") : fields.at(),
              fields.has("day")
                  ? Words{"day 和 workday 只能有一个", "only one of day and workday may stand here"}
                  : Words{"缺少 day 或 workday", "one of day and workday is needed"},
              {"写 day: 5（次月 5 日前）或 workday: 3（次月第 3 个工作日前）",
               "write day: 5 (of the next month) or workday: 3 (its third working day)"});
  }
  if (fields.has("workday") && fields.has("roll")) {
    out.error(fields.at("roll"), {"workday 已是工作日，不用顺延", "a workday needs no roll"},
              {"删掉 roll", "delete roll"});
  }
  if (due.january_with_february && due.frequency != Frequency::month) {
    out.error(fields.at("january_with_february"),
              {"只有月报才有 1、2 月合报", "only monthly reports join January and February"},
              {"删掉 january_with_february", "delete january_with_february"});
  }
}

void load_limits(const YamlNode& node, FeedLimits& limits, Diagnostics& out) {
  Fields fields(node, out);
  fields.size("bytes", limits.bytes);
  fields.size("inflated_bytes", limits.inflated_bytes);
  fields.integer("rows", limits.rows, 1, 10'000'000, Need::optional);
  fields.integer("columns", limits.columns, 1, 65'535, Need::optional);
  fields.integer("depth", limits.depth, 1, 1'000, Need::optional);
  fields.duration("connect_timeout", limits.connect_timeout);
  fields.duration("timeout", limits.total_timeout);
}

FeedSpec load_feed(const YamlNode& node, FeedPlaces& places, Draft& draft) {
  Fields fields(node, draft.out);
  FeedSpec feed;
  feed.at = fields.at();
  if (read_identifier(fields, Thing::feed, feed.id, draft.names)) feed.at = fields.at("id");
  fields.text("name", feed.name);
  fields.text("name_en", feed.name_en, Need::optional);
  read_mention(fields, "unit", Thing::unit, feed.unit, draft.names);
  places.unit = fields.at("unit");
  fields.text("contact", feed.contact);
  fields.boolean("sample", feed.sample);
  fields.duration("poll", feed.poll);
  fields.integer("retries", feed.retries, 0, 10, Need::optional);
  feed.transport = load_transport(fields, feed, places, draft);
  feed.format = load_format(fields, draft);
  feed.mapping = load_mapping(fields, feed.format, places, draft);
  feed.due = load_due(fields, places);
  if (const YamlNode* limits = fields.node("limits", Need::optional)) {
    load_limits(*limits, feed.limits, draft.out);
  }
  return feed;
}

}  // namespace

ReportDue load_due(Fields& parent, FeedPlaces& places) {
  ReportDue due;
  const YamlNode* node = parent.node("due");
  if (!node) return due;
  Fields fields(*node, parent.out());
  fields.choice("frequency", frequency_words, due.frequency);
  places.frequency = fields.at("frequency");
  // Up to the 28th: every month has such a day.
  if (unsigned day = 0; fields.integer("day", day, 1, 28, Need::optional)) due.day = day;
  if (int day = 0; fields.integer("workday", day, 1, 15, Need::optional)) due.workday = day;
  fields.choice("roll", roll_words, due.roll, Need::optional);
  fields.integer("grace", due.grace_workdays, 0, 60, Need::optional);
  fields.boolean("january_with_february", due.january_with_february);
  read_skip(fields, due);
  places.skip = fields.at("skip");
  if (fields.clean()) check_due(fields, due);
  return due;
}

void load_feeds(const YamlNode& root, Draft& draft) {
  Fields fields(root, draft.out);
  for (const YamlNode& item : fields.list("feeds")) {
    FeedPlaces places;
    draft.configuration.feeds.push_back(load_feed(item, places, draft));
    draft.feeds.push_back(std::move(places));
  }
}

}  // namespace planwatch::loader
