#include "tests/e2e/ways_in_plan.h"

#include <filesystem>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/collectors/servers/mailbox_server.h"
#include "tests/e2e/daemon_under_test.h"

namespace planwatch::e2e {

namespace {

namespace fs = std::filesystem;

constexpr const char* python = "/usr/bin/python3";
constexpr const char* office = PLANWATCH_SOURCE_DIR "/tests/daemon/report_form/office.py";

std::string year_text() {
  return std::to_string(this_year());
}

constexpr const char* columns = R"(
    observations:
      {0}period: 统计期
      report_date: 报送日期
      values:
        - {{indicator: {1}_rate, value: 结案率, unit: percent}}
)";

std::string transport_of(const std::string& id, const TestFolder& folder,
                         const MailboxSource& mailbox) {
  if (id == "drop") {
    return "poll: 12h\n    file: {glob: \"in/*.csv\", watch: true, marker: ok, done: done/court, "
           "stable_for: 100ms}\n    csv: {encoding: utf-8}";
  }
  if (id == "late") {
    return "poll: 1s\n    file: {glob: \"late/*/*.csv\", watch: true, marker: md5, "
           "done: done/late, stable_for: 100ms}\n    csv: {encoding: utf-8}";
  }
  if (id == "sql") {
    return "poll: 1s\n    sql: {database: sqlite, name: " + folder.file("tax.db") +
           ", query: \"SELECT 统计期, 报送日期, 结案率 FROM 月报 ORDER BY 统计期\"}";
  }
  if (id == "mail") {
    return fmt::format(
        "poll: 1s\n    mailbox: {{host: {}, port: {}, ca_file: {}, user: {}, "
        "password: {{file: mail.secret}}, from: [Court@gz.gov.cn], attachments: \"*.xlsx\"}}",
        mailbox.host, mailbox.port, mailbox.ca_file, mailbox.user);
  }
  if (id == "upload") return "poll: 1h\n    upload: {}";
  return "poll: 1s\n    file: {glob: \"forms/*\", watch: true, stable_for: 100ms}\n    "
         "any_table: {}";
}

std::string mapping_of(const std::string& id) {
  if (id == "sql") return fmt::format(fmt::runtime(columns), "", id);
  if (id == "drop" || id == "late") {
    return fmt::format(fmt::runtime(columns), "header_rows: 1\n      ", id);
  }
  return "\n    template: {}\n";
}

std::string feed_of(const WayIn& way, const TestFolder& folder, const MailboxSource& mailbox) {
  return fmt::format(
      "  - id: {0}\n    name: {1}报送\n    name_en: {0}\n    unit: {1}\n    contact: 王五\n"
      "    due: {{frequency: month, day: 5}}\n    {2}{3}",
      way.id, way.unit, transport_of(way.id, folder, mailbox), mapping_of(way.id));
}

constexpr const char* indicator = R"(
  - id: {0}_rate
    task: {1}
    name: {2}率
    name_en: {0} rate
    kind: ratio
    better: higher
    target: 0.98
    measure: ratio
    window: ytd
    lead: {2}
    due_month: 12
)";

constexpr const char* make_table = R"py(
import sqlite3, sys
base = sqlite3.connect(sys.argv[1])
base.execute("CREATE TABLE IF NOT EXISTS 月报 (统计期 TEXT, 报送日期 TEXT, 结案率 TEXT)")
if len(sys.argv) > 2: base.execute("INSERT INTO 月报 VALUES (?, ?, ?)", sys.argv[2:])
base.commit()
)py";

void run_python(std::vector<std::string> words) {
  words.insert(words.begin(), python);
  const Finished done = run_program(words);
  EXPECT_EQ(done.exit_code, 0) << done.output;
}

}  // namespace

void write_ways_in(const TestFolder& folder, const MailboxSource& mailbox) {
  write_small_configuration(folder);
  std::string units = "units:\n  - {id: 营商局, name_en: bureau}\n";
  std::string tasks = "tasks:\n";
  std::string indicators = "indicators:";
  std::string feeds = "feeds:\n";
  int number = 0;
  for (const WayIn& way : ways_in) {
    ++number;
    units += fmt::format("  - {{id: {}, name_en: {}}}\n", way.unit, way.id);
    tasks += fmt::format(
        "  - {{number: {}, section: 法治化, item: {}, title: {}, title_en: {}, departments: [{}], "
        "due_month: 12, planned_month: 12, clause: 第{}行}}\n",
        number, number, way.unit, way.id, way.unit, number);
    indicators += fmt::format(fmt::runtime(indicator), way.id, number, way.unit);
    feeds += feed_of(way, folder, mailbox);
  }
  folder.write("units.yaml", units);
  folder.write("tasks.yaml", tasks);
  folder.write("indicators.yaml", indicators);
  folder.write("feeds.yaml", feeds);
  folder.write("mail.secret", mailbox.password.reveal());
  fs::permissions(folder.file("mail.secret"), fs::perms::owner_read | fs::perms::owner_write);
  for (const char* made : {"in", "late/1", "forms"}) fs::create_directories(folder.file(made));
  run_python({"-c", make_table, folder.file("tax.db")});
}

std::string csv_of_month(int month, const std::string& percent) {
  return fmt::format("统计期,报送日期,结案率\n{0}年{1}月,{0}-{2:02}-05,{3}\n", year_text(), month,
                     month + 1, percent);
}

void add_sql_row(const TestFolder& folder, int month, const std::string& percent) {
  run_python({"-c", make_table, folder.file("tax.db"), fmt::format("{}年{}月", year_text(), month),
              fmt::format("{}-{:02}-05", year_text(), month + 1), percent});
}

std::string filled_template(const TestFolder& folder, const std::string& unit,
                            const std::string& ratio) {
  const std::string empty = folder.file("templates/" + unit + "_空.xlsx");
  const std::string filled = folder.file("templates/" + unit + "_" + ratio + ".xlsx");
  fs::create_directories(folder.file("templates"));
  const TestFolder no_data;
  const Finished made =
      run_program({PLANWATCH_BINARY, "template", unit, "--period", year_text() + "-01", "-o", empty,
                   "--config", folder.path(), "--data", no_data.file("data")});
  EXPECT_EQ(made.exit_code, 0) << made.output;
  run_python({office, "fill", empty, filled, unit + "!G6=n:" + ratio});
  return filled;
}

}  // namespace planwatch::e2e
