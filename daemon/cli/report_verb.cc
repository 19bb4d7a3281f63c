#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

#include "daemon/cli/ask.h"
#include "daemon/cli/out_file.h"
#include "daemon/cli/people_ask.h"
#include "daemon/cli/report_verbs.h"
#include "daemon/expose/api_client.h"

namespace planwatch {

namespace {

constexpr int operating_error = 1;
constexpr int usage_error = 64;

std::optional<std::string> read_file(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  if (!file) {
    fmt::print(stderr, "planwatch: 读不到文件 {}；请核对 (cannot read the file)\n", name);
    return std::nullopt;
  }
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string path_of(const ReportWords& words, bool marked) {
  Query query = {{"feed", words.feed},
                 {"name", std::filesystem::path(words.file).filename().string()},
                 {"person", words.person},
                 {"partial", words.partial ? "yes" : ""},
                 {"marked", marked ? "xlsx" : ""}};
  return api_path("reports", query);
}

void print_problems(const std::string& body) {
  const auto problems = parse_rows(body, "problems", {"where", "reason", "text"});
  if (!problems) return;
  for (const auto& problem : *problems) {
    const std::string given = problem[2].empty() ? "" : "（" + problem[2] + "）";
    fmt::print(stderr, "{}：{}{}\n", problem[0], problem[1], given);
  }
}

int print_taken(const CommonOptions& options, const std::string& body) {
  const bool zh = options.lang == Lang::zh;
  OutputTable table;
  table.columns = {{"where", zh ? "位置" : "place"},     {"indicator", zh ? "指标" : "indicator"},
                   {"period", zh ? "统计期" : "period"}, {"value", zh ? "数值" : "value"},
                   {"outcome", zh ? "" : "outcome"},     {"outcome_name", zh ? "结果" : ""}};
  std::vector<std::string> keys;
  keys.reserve(table.columns.size());
  for (const OutputColumn& column : table.columns) keys.push_back(column.name);
  auto rows = parse_rows(body, "figures", keys);
  if (!rows) {
    fmt::print(stderr, "planwatch: {}\n", rows.error().message);
    return operating_error;
  }
  table.rows = *std::move(rows);
  fmt::print("{}", render(table, options.format));
  print_problems(body);
  return 0;
}

// Asked for anew, because the first answer listed the problems.
int write_marked(const CommonOptions& options, const ReportWords& words, const std::string& bytes) {
  const auto answer = post_file(options, words.daemon, path_of(words, true), bytes);
  if (!answer) return operating_error;
  if (!answer->body.starts_with("PK")) {
    fmt::print(stderr, "planwatch: 没有标红的副本：只有按模板填报的文件才有 (no marked copy)\n");
    return operating_error;
  }
  OutFile file(words.marked);
  file.write(answer->body);
  if (file.close(options.lang) == 0) fmt::print(stderr, "{}\n", words.marked);
  return operating_error;
}

}  // namespace

int report_verb(const CommonOptions& options, const ReportWords& words) {
  if (!says_who(words.daemon, words.person, "report")) return usage_error;
  const auto bytes = read_file(words.file);
  if (!bytes) return operating_error;
  const auto answer = post_file(options, words.daemon, path_of(words, false), *bytes);
  if (!answer) return operating_error;
  if (answer->status == 200) return print_taken(options, answer->body);
  const auto why = parse_api_error(answer->body);
  fmt::print(stderr, "planwatch: {}\n",
             why ? *why : fmt::format("应答 HTTP {}：{}", answer->status, answer->body));
  print_problems(answer->body);
  const bool marks = answer->status == 422 && !words.marked.empty();
  return marks ? write_marked(options, words, *bytes) : operating_error;
}

}  // namespace planwatch
