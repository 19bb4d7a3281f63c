#pragma once

#include <string>

#include "rules/model/feed_transport.h"
#include "tests/support/process.h"

namespace planwatch::e2e {

// A plan with one ratio indicator for every way in which a department delivers: {id, unit} in
// ways_in. Monthly, 98 % wanted, in the machine's own year. Its feeds:
//   drop  in/*.csv with a .ok beside it, told by the folder alone (it is polled twice a day)
//   late  late/*/*.csv with a .md5 beside it, polled every second
//   sql   the SQLite file tax.db, table 月报
//   mail  a mailbox whose attachments are filled-in templates
//   upload  templates that are handed in
//   form  templates in forms/, whatever they were saved as
struct WayIn {
  const char* id;
  const char* unit;
};
inline constexpr WayIn ways_in[] = {{"drop", "法院"},   {"late", "检察院"},   {"sql", "税务局"},
                                    {"mail", "人社局"}, {"upload", "住建局"}, {"form", "科技局"}};

// Writes the configuration and makes its folders and its empty database.
void write_ways_in(const TestFolder& folder, const MailboxSource& mailbox);

// January's CSV, of 99 % say: "2026年1月,2026-02-05,99%".
std::string csv_of_month(int month, const std::string& percent);
// One more row of the table that sql reads.
void add_sql_row(const TestFolder& folder, int month, const std::string& percent);
// The template of a unit for January, filled in by openpyxl: `ratio` as it is typed, such as 0.99.
// Gives the file's path.
std::string filled_template(const TestFolder& folder, const std::string& unit,
                            const std::string& ratio);

}  // namespace planwatch::e2e
