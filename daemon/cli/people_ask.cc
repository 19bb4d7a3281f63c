#include "daemon/cli/people_ask.h"

#include <cstdio>
#include <fmt/format.h>

#include "daemon/cli/ask.h"
#include "daemon/cli/choose_alert.h"
#include "daemon/cli/out_file.h"
#include "daemon/send/signing.h"

namespace planwatch {

namespace {

constexpr int operating_error = 1;
constexpr int usage_error = 64;

int say(const std::string& text) {
  fmt::print(stderr, "planwatch: {}\n", text);
  return operating_error;
}

}  // namespace

std::string api_path(const std::string& path, const Query& query) {
  std::string out = "/api/v1/" + path;
  char joint = '?';
  for (const auto& [name, value] : query) {
    if (value.empty()) continue;
    out += joint + name + "=" + percent_encoded_strictly(value);
    joint = '&';
  }
  return out;
}

int act_there(const CommonOptions& options, const ActingPerson& who, const std::string& path,
              std::vector<std::pair<std::string, BodyValue>> fields, const std::string& done) {
  if (!says_who(who.daemon, who.person, path)) return usage_error;
  fields.emplace_back("person", who.person);
  if (!who.as_unit.empty()) {
    fields.emplace_back("role", std::string("unit"));
    fields.emplace_back("unit", who.as_unit);
  }
  if (!ask(options, who.daemon, api_path(path), render_body(fields))) return operating_error;
  fmt::print("{}\n", done);
  return 0;
}

std::optional<std::string> find_alert_there(const CommonOptions& options,
                                            const DaemonAddress& daemon, const std::string& asked) {
  const auto body = ask(options, daemon, api_path("alerts"));
  if (!body) return std::nullopt;
  const auto rows = parse_rows(*body, "alerts", {"alert", "subject"});
  if (!rows) {
    say(rows.error().message);
    return std::nullopt;
  }
  std::vector<AlertName> alerts;
  alerts.reserve(rows->size());
  for (const auto& row : *rows) alerts.push_back({row[0], row[1]});
  const auto chosen = choose_alert(alerts, asked);
  if (chosen) return *chosen;
  say(chosen.error().message);
  return std::nullopt;
}

int print_list_there(const CommonOptions& options, const DaemonAddress& daemon,
                     const std::string& path, const std::string& list,
                     std::vector<OutputColumn> columns, OutputFormat format) {
  const auto body = ask(options, daemon, path);
  if (!body) return operating_error;
  std::vector<std::string> keys;
  keys.reserve(columns.size());
  for (const OutputColumn& column : columns) keys.push_back(column.name);
  auto rows = parse_rows(*body, list, keys);
  if (!rows) return say(rows.error().message);
  if (rows->empty() && format == OutputFormat::table) {
    fmt::print("{}\n", options.lang == Lang::zh ? "没有符合条件的记录" : "nothing to list");
    return 0;
  }
  fmt::print("{}", render(OutputTable{std::move(columns), std::move(*rows)}, format));
  return 0;
}

std::optional<std::string> format_of_export(const ExportWords& file, const std::string& verb) {
  std::string format = file.format;
  for (const char* ending : {"xlsx", "csv", "json"}) {
    if (format.empty() && file.out.ends_with(std::string(".") + ending)) format = ending;
  }
  const bool to_screen = file.out.empty() && format == "xlsx";
  if (!format.empty() && format != "table" && !to_screen) return format;
  fmt::print(stderr,
             "{} export：需要 --format xlsx|csv|json 或带后缀的 --out 文件名；xlsx 须写 --out "
             "(needs --format, or --out with an ending; xlsx needs --out)\n",
             verb);
  return std::nullopt;
}

std::optional<OutputFormat> format_of_list(const ExportWords& file, const std::string& verb) {
  if (file.format == "csv") return OutputFormat::csv;
  if (file.format == "json") return OutputFormat::json;
  if (file.format != "xlsx" && file.out.empty()) return OutputFormat::table;
  fmt::print(stderr, "{} list：xlsx 与 --out 请用 export (use export for a file)\n", verb);
  return std::nullopt;
}

int write_export(const CommonOptions& options, const ExportWords& file, const std::string& bytes) {
  OutFile out(file.out);
  out.write(bytes);
  return out.close(options.lang);
}

}  // namespace planwatch
