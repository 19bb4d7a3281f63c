#include "config/feeds/due_words.h"

#include "rules/judge/report_due.h"

namespace planwatch::feeds {

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
  for (const YamlNode& item : fields.list("skip", optional)) {
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

}  // namespace

ReportDue load_due(Fields& parent, FeedPlaces& places) {
  ReportDue due;
  const YamlNode* node = parent.node("due");
  if (!node) return due;
  Fields fields(*node, parent.out());
  fields.choice("frequency", frequency_words, due.frequency);
  places.frequency = fields.at("frequency");
  // Up to the 28th: every month has such a day.
  if (unsigned day = 0; fields.integer("day", day, 1, 28, optional)) due.day = day;
  if (int day = 0; fields.integer("workday", day, 1, 15, optional)) due.workday = day;
  fields.choice("roll", roll_words, due.roll, optional);
  fields.integer("grace", due.grace_workdays, 0, 60, optional);
  fields.boolean("january_with_february", due.january_with_february);
  read_skip(fields, due);
  places.skip = fields.at("skip");
  if (fields.clean()) check_due(fields, due);
  return due;
}

MapKind describe_due() {
  return {
      "feed.due",
      {"什么时候该报：写 day 或 workday", "when a report is due: day or workday"},
      {{"frequency", required,
        word({{"month", {"月报", "every month"}},
              {"quarter", {"季报", "every quarter"}},
              {"half", {"半年报", "every half year"}},
              {"year", {"年报", "every year"}}}),
        "", "month", "几时一报", "how often"},
       {"day", optional, integer(1, 28, {"日", "day"}), "", "5", "期后首月的几日前",
        "by this day of the month after the period"},
       {"workday", optional, workdays(1, 15), "", "3", "期后首月的第几个工作日前",
        "by the n-th working day of the month after the period"},
       {"roll", optional,
        word({{"next_workday", {"顺延到下一个工作日", "to the next working day"}},
              {"holiday_only", {"只因节假日顺延，周末不顺延", "for holidays, not for weekends"}},
              {"none", {"不顺延", "stays"}}}),
        "next_workday", "none", "day 遇休息日怎么办；与 workday 不同用",
        "what happens to a day off; not together with workday"},
       {"grace", optional, workdays(0, 60), "0", "2", "宽限", "days of grace"},
       {"january_with_february", optional, boolean(), "false", "true", "1、2 月合报（只用于月报）",
        "January comes with February; monthly reports alone"},
       {"skip", optional, list_of(month()), "[]", "[7]",
        "哪几期免报，写该期的最后一个月（季报为 3、6、9、12）",
        "periods that are not asked for, by their last month (3, 6, 9, 12 of quarters)"}},
      {{"day", "workday"}}};
}

}  // namespace planwatch::feeds
