#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>

#include "daemon/app/ask_daemon.h"
#include "daemon/cli/verbs.h"
#include "daemon/expose/api_client.h"
#include "rules/model/secret.h"

namespace planwatch {

namespace {

constexpr int operating_error = 1;
constexpr int usage_error = 64;

// The token of the file, else of the environment; empty when there is none. An error when a file
// was named and cannot be read.
Result<Secret> read_token(const QuarantineWords& words) {
  if (words.token_file.empty()) {
    const char* value = std::getenv(words.token_env.c_str());
    return Secret(value == nullptr ? "" : value);
  }
  std::ifstream file(words.token_file);
  std::string token;
  if (!std::getline(file, token)) {
    return fail(ErrorCode::io, fmt::format("读不到令牌文件 {}；请核对 --token-file "
                                           "(cannot read the token's file)",
                                           words.token_file));
  }
  while (!token.empty() && (token.back() == '\r' || token.back() == ' ')) token.pop_back();
  return Secret(token);
}

int say(const std::string& text) {
  fmt::print(stderr, "planwatch: {}\n", text);
  return operating_error;
}

HttpRequest request_to(const CommonOptions& options, const QuarantineWords& words,
                       const Secret& token) {
  HttpRequest request;
  std::string base = words.url;
  while (base.ends_with('/')) base.pop_back();
  const bool lists = words.what == "list";
  request.url = base + "/api/v1/quarantine" + (lists ? "" : "/" + words.what) +
                (options.lang == Lang::en ? "?lang=en" : "?lang=zh") +
                (lists ? "&state=" + words.state : "");
  if (!token.empty()) {
    request.headers.emplace_back("Authorization", "Bearer " + token.reveal());
  }
  if (!lists) {
    request.method = "POST";
    request.headers.emplace_back("Content-Type", "application/json");
    request.body = render_decision(words.id, words.reason, words.person);
  }
  return request;
}

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

int print_answer(const CommonOptions& options, const QuarantineWords& words,
                 const HttpResponse& answer) {
  if (answer.status != 200) {
    const auto why = parse_api_error(answer.body);
    return say(why ? *why
                   : fmt::format("{} 应答 HTTP {}；请核对 --url (not an answer of planwatch)",
                                 words.url, answer.status));
  }
  if (words.what == "list") {
    const auto items = parse_quarantine(answer.body);
    return items ? print_list(options, *items) : say(items.error().message);
  }
  const bool zh = options.lang == Lang::zh;
  const bool releases = words.what == "release";
  fmt::print("{}\n", zh ? fmt::format("编号 {} 已{}", words.id, releases ? "放行" : "作废")
                        : fmt::format("no. {} {}", words.id, releases ? "released" : "discarded"));
  return 0;
}

}  // namespace

int quarantine_verb(const CommonOptions& options, const QuarantineWords& words) {
  if (words.what != "list" && (words.id <= 0 || words.reason.empty())) {
    fmt::print(stderr, "quarantine {}：需要编号和 --reason 理由 (needs an id and --reason TEXT)\n",
               words.what);
    return usage_error;
  }
  const auto token = read_token(words);
  if (!token) return say(token.error().message);
  if (words.what != "list" && token->empty() && words.person.empty()) {
    fmt::print(
        stderr,
        "quarantine {}：没有令牌时须用 --person 写明经手人；令牌放在环境变量 {} 或 --token-file "
        "(without a token name the person with --person)\n",
        words.what, words.token_env);
    return usage_error;
  }
  const auto answer = ask_daemon(request_to(options, words, *token));
  if (!answer) {
    return say(
        fmt::format("{} 没有 planwatch 应答：{}；存储由运行中的 planwatch 独占，"
                    "请先用 planwatch run 启动它，或用 --url 指明它的地址 "
                    "(no daemon answers; start it, or name its address with --url)",
                    words.url, answer.error().message));
  }
  return print_answer(options, words, *answer);
}

}  // namespace planwatch
