#include <cstdio>
#include <fmt/format.h>
#include <set>

#include "daemon/cli/ask.h"
#include "daemon/cli/open_plan.h"
#include "daemon/cli/people_ask.h"
#include "daemon/ledger_export/ledger_table.h"

namespace planwatch {

namespace {

constexpr int operating_error = 1;
constexpr int usage_error = 64;

// What fits on a screen; csv and json have everything.
const std::set<std::string>& ledger_on_screen() {
  static const std::set<std::string> keys = {
      "number",     "opened_on",    "unit",      "problem",    "light_now",
      "time_limit", "promised_for", "reminders", "state_name", "closed_on"};
  return keys;
}
const std::set<std::string>& deliveries_on_screen() {
  static const std::set<std::string> keys = {"decided_at", "receiver",   "unit",     "person",
                                             "kind_name",  "state_name", "attempts", "answer"};
  return keys;
}

std::vector<OutputColumn> columns_of(const TypedTable& table, const std::set<std::string>& shown) {
  std::vector<OutputColumn> columns;
  columns.reserve(table.columns.size());
  for (const TypedColumn& column : table.columns) {
    columns.push_back({column.key, shown.contains(column.key) ? column.title : "", false});
  }
  return columns;
}

struct CellText {
  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(Date date) const { return to_string(date); }
  std::string operator()(IdNumber id) const { return std::to_string(id.value); }
};

void print_table(const TypedTable& table, const std::set<std::string>& shown, OutputFormat format) {
  OutputTable out;
  out.columns = columns_of(table, shown);
  out.rows.reserve(table.rows.size());
  for (const auto& row : table.rows) {
    std::vector<std::string> cells;
    cells.reserve(row.size());
    for (const TypedCell& cell : row) cells.push_back(std::visit(CellText{}, cell));
    out.rows.push_back(std::move(cells));
  }
  fmt::print("{}", render(out, format));
}

// From the data folder, as `status` does: while a daemon runs or after it stopped.
int ledger_of_store(const CommonOptions& options, const LedgerWords& words) {
  int exit_code = 0;
  const auto plan = open_plan(options, IndicatorId{}, AreaCode{}, exit_code);
  if (!plan) return exit_code;
  const TypedTable table = ledger_table(*plan->snapshot, options.lang,
                                        {parse_ledger_state(words.state), UnitId(words.unit)});
  if (words.what == "list") {
    const auto format = format_of_list(words.file, "ledger");
    if (!format) return usage_error;
    print_table(table, ledger_on_screen(), *format);
    return 0;
  }
  const auto format = format_of_export(words.file, "ledger");
  if (!format) return usage_error;
  const auto bytes = render(table, *parse_export_format(*format));
  if (bytes) return write_export(options, words.file, *bytes);
  fmt::print(stderr, "planwatch: {}\n", bytes.error().message);
  return operating_error;
}

// A file as the daemon makes it.
int export_there(const CommonOptions& options, const DaemonAddress& daemon, const std::string& what,
                 const Query& query, const ExportWords& file) {
  const auto format = format_of_export(file, what);
  if (!format) return usage_error;
  Query whole = query;
  if (*format == "json") whole.emplace_back("format", "json");
  const auto bytes =
      ask(options, daemon, api_path(*format == "json" ? what : what + "." + *format, whole));
  return bytes ? write_export(options, file, *bytes) : operating_error;
}

int ledger_there(const CommonOptions& options, const LedgerWords& words) {
  const Query query = {{"state", words.state}, {"unit", words.unit}};
  if (words.what == "export") {
    return export_there(options, words.who.daemon, "ledger", query, words.file);
  }
  const auto format = format_of_list(words.file, "ledger");
  if (!format) return usage_error;
  const TypedTable empty = ledger_table(Snapshot{}, options.lang);
  return print_list_there(options, words.who.daemon, api_path("ledger", query), "ledger",
                          columns_of(empty, ledger_on_screen()), *format);
}

}  // namespace

int ledger_verb(const CommonOptions& options, const LedgerWords& words) {
  if (words.what != "close") {
    return words.who.daemon.url.empty() ? ledger_of_store(options, words)
                                        : ledger_there(options, words);
  }
  if (words.number <= 0) {
    fmt::print(stderr,
               "ledger close：需要编号，见 ledger list --state awaiting_closure "
               "(needs a number)\n");
    return usage_error;
  }
  ActingPerson who = words.who;
  if (who.daemon.url.empty()) who.daemon.url = DaemonAddress{}.url;
  return act_there(options, who, "ledger/close",
                   {{"number", words.number}, {"remark", words.remark}},
                   options.lang == Lang::zh ? fmt::format("台账第 {} 项已销号", words.number)
                                            : fmt::format("ledger row {} closed", words.number));
}

int deliveries_verb(const CommonOptions& options, const DeliveriesWords& words) {
  std::string alert = words.alert;
  if (!alert.empty() && alert.find('/') == std::string::npos) {
    const auto found = find_alert_there(options, words.daemon, alert);
    if (!found) return operating_error;
    alert = *found;
  }
  const Query query = {{"alert", alert},
                       {"receiver", words.receiver},
                       {"person", words.addressee},
                       {"state", words.state}};
  if (words.what == "export") {
    return export_there(options, words.daemon, "deliveries", query, words.file);
  }
  const auto format = format_of_list(words.file, "deliveries");
  if (!format) return usage_error;
  const TypedTable empty = delivery_table({}, Instant{}, options.lang);
  return print_list_there(options, words.daemon, api_path("deliveries", query), "deliveries",
                          columns_of(empty, deliveries_on_screen()), *format);
}

}  // namespace planwatch
