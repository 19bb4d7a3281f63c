#include <cstdio>
#include <fmt/format.h>

#include "daemon/cli/ask.h"
#include "daemon/expose/api_client.h"

namespace planwatch {

namespace {

constexpr int operating_error = 1;
constexpr int usage_error = 64;

std::vector<OutputColumn> columns(bool zh) {
  return {{"id", zh ? "方案" : "plan"},
          {"year", zh ? "年度" : "year", true},
          {"name", zh ? "名称" : "name"},
          {"closed", zh ? "已终结" : "closed"},
          {"closed_at", zh ? "终结时间" : "closed at"},
          {"closed_by", zh ? "经手人" : "by"},
          {"reason", zh ? "理由" : "reason"},
          {"met", zh ? "完成" : "met", true},
          {"not_met", zh ? "未完成" : "not met", true},
          {"not_delivered", zh ? "未报" : "not delivered", true},
          {"not_judged", zh ? "未判定" : "not judged", true}};
}

int list_plans(const CommonOptions& options, const PlanWords& words) {
  const auto body = ask(options, words.daemon, "/api/v1/plans");
  if (!body) return operating_error;
  const auto plans = parse_plans(*body);
  if (!plans) {
    fmt::print(stderr, "planwatch: {}\n", plans.error().message);
    return operating_error;
  }
  const bool zh = options.lang == Lang::zh;
  OutputTable table;
  table.columns = columns(zh);
  for (const PlanItem& p : *plans) {
    const std::string closed = p.closed ? (zh ? "是" : "yes") : (zh ? "否" : "no");
    table.rows.push_back({p.id, p.year, p.name, closed, p.closed_at, p.closed_by, p.reason, p.met,
                          p.not_met, p.not_delivered, p.not_judged});
  }
  fmt::print("{}", render(table, options.format));
  return 0;
}

}  // namespace

int plan_verb(const CommonOptions& options, const PlanWords& words) {
  if (words.what == "list") return list_plans(options, words);
  if (words.reason.empty()) {
    fmt::print(stderr, "plan {}：需要 --reason 理由 (needs --reason TEXT)\n", words.what);
    return usage_error;
  }
  if (!says_who(words.daemon, words.person, "plan " + words.what)) return usage_error;
  const std::string chosen = words.year == 0 ? "" : fmt::format("?year={}", words.year);
  const auto body = ask(options, words.daemon, "/api/v1/plan/" + words.what + chosen,
                        render_decision(0, words.reason, words.person));
  if (!body) return operating_error;
  const bool closes = words.what == "close";
  fmt::print("{}\n", options.lang == Lang::zh ? (closes ? "方案年度已终结" : "方案年度已重新打开")
                                              : (closes ? "the plan's year is closed"
                                                        : "the plan's year is open again"));
  return 0;
}

}  // namespace planwatch
