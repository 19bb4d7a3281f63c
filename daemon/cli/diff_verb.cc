#include <algorithm>
#include <cstdio>
#include <fmt/format.h>

#include "daemon/app/stored_plan.h"
#include "daemon/cli/rehearsing_verbs.h"
#include "rules/rehearse/compare.h"

namespace planwatch {

namespace {

std::vector<OutputColumn> columns(bool zh) {
  return {{"unit", zh ? "责任单位" : "unit"},   {"indicator", zh ? "" : "indicator"},
          {"name", zh ? "对象" : ""},           {"area", ""},
          {"period", zh ? "统计期" : "period"}, {"what", zh ? "类别" : "what"},
          {"from", zh ? "旧规则" : "from"},     {"to", zh ? "新规则" : "to"},
          {"rule", zh ? "规则" : "rule"},       {"why", zh ? "原因" : "why"}};
}

std::string side(const Difference& difference, const std::optional<Light>& light, Lang lang) {
  const bool zh = lang == Lang::zh;
  const bool thing =
      difference.what != DifferenceOf::light && difference.what != DifferenceOf::alert;
  if (thing) return light ? (zh ? "有" : "there") : (zh ? "无" : "absent");
  if (!light) return {};
  if (difference.what == DifferenceOf::alert && *light == Light::grey) return zh ? "无" : "none";
  return std::string(name_of(*light, lang));
}

std::string joined(const std::vector<std::string>& parts, Lang lang) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += lang == Lang::zh ? "；" : "; ";
    text += part;
  }
  return text;
}

OutputTable table_of(const std::vector<Difference>& differences, Lang lang) {
  OutputTable table;
  table.columns = columns(lang == Lang::zh);
  for (const Difference& one : differences) {
    table.rows.push_back({one.unit.text, one.subject, one.name.empty() ? one.subject : one.name,
                          one.area.text, one.period ? to_string(*one.period) : "",
                          std::string(name_of(one.what, lang)), side(one, one.from, lang),
                          side(one, one.to, lang), one.rule.text, joined(one.why, lang)});
  }
  return table;
}

// The same span for both: from the earlier plan's first day to where the clock stands.
RehearsalSpan span_of(int year, Instant now) {
  RehearsalSpan span;
  span.from = make_date(year, 1, 1);
  span.until = now;
  return span;
}

void say_summary(const CommonOptions& options, std::size_t differences) {
  if (options.format != OutputFormat::table) return;
  const bool zh = options.lang == Lang::zh;
  if (differences == 0) {
    fmt::print("{}\n", zh ? "没有不同：历史上的灯和预警都一样"
                          : "no difference: all lights and alerts of the history are the same");
  } else {
    fmt::print("{}\n", zh ? fmt::format("共 {} 处不同", differences)
                          : fmt::format("{} differences", differences));
  }
}

}  // namespace

int diff_verb(const CommonOptions& options, const DiffWords& words) {
  const auto before_rules = load_or_say(options, words.old_folder);
  const auto after_rules = load_or_say(options, words.new_folder);
  if (!before_rules || !after_rules) return 2;
  const std::string folder = find_data_folder(options.data);
  auto before = history_or_say(options, before_rules, folder);
  if (!before) return 1;
  auto after = history_or_say(options, after_rules, folder);
  if (!after) return 1;
  const RehearsalSpan span =
      span_of(std::min(before_rules->plan.year, after_rules->plan.year), before->now);
  const std::vector<Difference> differences =
      compare(rehearse(to_rehearsal(before_rules, std::move(*before)), span),
              rehearse(to_rehearsal(after_rules, std::move(*after)), span), options.lang);
  const bool show = !differences.empty() || options.format != OutputFormat::table;
  if (show) fmt::print("{}", render(table_of(differences, options.lang), options.format));
  say_summary(options, differences.size());
  return words.exit_code && !differences.empty() ? 1 : 0;
}

}  // namespace planwatch
