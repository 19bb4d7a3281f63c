#include <cstdio>
#include <fmt/format.h>

#include "daemon/cli/ask.h"
#include "daemon/expose/api_client.h"

namespace planwatch {

namespace {

constexpr int operating_error = 1;
constexpr int usage_error = 64;

std::vector<OutputColumn> columns(bool zh) {
  return {{"id", zh ? "编号" : "id", true},
          {"state", ""},
          {"state_name", zh ? "状态" : "state"},
          {"indicator", ""},
          {"name", zh ? "指标" : "indicator"},
          {"area", ""},
          {"period", zh ? "统计期" : "period"},
          {"figure", zh ? "数值" : "figure"},
          {"findings", zh ? "问题" : "findings"},
          {"feed", zh ? "数据源" : "feed"},
          {"unit", zh ? "单位" : "unit"},
          {"source", zh ? "来源" : "source"},
          {"where", zh ? "位置" : "place"},
          {"received", zh ? "收到" : "received"},
          {"decided_at", ""},
          {"decided_by", zh ? "经手人" : "by"},
          {"reason", zh ? "理由" : "reason"}};
}

int print_list(const CommonOptions& options, const std::vector<QuarantineItem>& items) {
  OutputTable table;
  table.columns = columns(options.lang == Lang::zh);
  for (const QuarantineItem& i : items) {
    table.rows.push_back({std::to_string(i.id), i.state, i.state_name, i.indicator, i.name, i.area,
                          i.period, i.figure, i.findings, i.feed, i.unit, i.source, i.where,
                          i.received, i.decided_at, i.decided_by, i.reason});
  }
  if (items.empty() && options.format == OutputFormat::table) {
    fmt::print("{}\n", options.lang == Lang::zh ? "没有这样的隔离数据" : "nothing in quarantine");
    return 0;
  }
  fmt::print("{}", render(table, options.format));
  return 0;
}

int list_quarantine(const CommonOptions& options, const QuarantineWords& words) {
  const auto body = ask(options, words.daemon, "/api/v1/quarantine?state=" + words.state);
  if (!body) return operating_error;
  const auto items = parse_quarantine(*body);
  if (items) return print_list(options, *items);
  fmt::print(stderr, "planwatch: {}\n", items.error().message);
  return operating_error;
}

}  // namespace

int quarantine_verb(const CommonOptions& options, const QuarantineWords& words) {
  if (words.what == "list") return list_quarantine(options, words);
  if (words.id <= 0 || words.reason.empty()) {
    fmt::print(stderr, "quarantine {}：需要编号和 --reason 理由 (needs an id and --reason TEXT)\n",
               words.what);
    return usage_error;
  }
  if (!says_who(words.daemon, words.person, "quarantine " + words.what)) return usage_error;
  const auto body = ask(options, words.daemon, "/api/v1/quarantine/" + words.what,
                        render_decision(words.id, words.reason, words.person));
  if (!body) return operating_error;
  const bool releases = words.what == "release";
  fmt::print("{}\n", options.lang == Lang::zh
                         ? fmt::format("编号 {} 已{}", words.id, releases ? "放行" : "作废")
                         : fmt::format("no. {} {}", words.id, releases ? "released" : "discarded"));
  return 0;
}

}  // namespace planwatch
