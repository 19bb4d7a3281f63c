#include "daemon/store/codec.h"
#include "daemon/store/columns.h"
#include "daemon/store/write_rows.h"

namespace planwatch {

namespace {

constexpr const char* upsert_closure =
    "INSERT INTO plan_closures (plan, year, closed, at_ms, person, reason) "
    "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (plan, year) DO UPDATE SET closed = excluded.closed, "
    "at_ms = excluded.at_ms, person = excluded.person, reason = excluded.reason RETURNING id";
constexpr const char* delete_verdicts = "DELETE FROM verdicts WHERE closure = ?";
constexpr const char* insert_verdict =
    "INSERT INTO verdicts (closure, indicator, area, verdict, light, reason, year, first_month, "
    "last_month, revision, has_value, value, value_scale) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

Result<std::int64_t> write_closure(Database& database, const PlanClosureRow& row) {
  Statement statement = database.prepare(upsert_closure);
  closure_columns(row, Put{statement});
  const Result<bool> written = statement.step();
  if (!written) return tl::make_unexpected(written.error());
  return statement.take_integer();
}

Result<void> delete_old(Database& database, std::int64_t closure) {
  Statement statement = database.prepare(delete_verdicts);
  Put{statement}(closure);
  return statement.run();
}

}  // namespace

Result<void> RowWriter::operator()(const PlanClosureRow& row) {
  const auto closure = write_closure(database, row);
  if (!closure) return tl::make_unexpected(closure.error());
  if (auto done = delete_old(database, *closure); !done) return done;
  for (const Verdict& verdict : row.verdicts) {
    Statement statement = database.prepare(insert_verdict);
    Put put{statement};
    put(*closure);
    verdict_columns(verdict, put);
    if (auto done = statement.run(); !done) return done;
  }
  return {};
}

}  // namespace planwatch
