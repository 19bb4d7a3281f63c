#include "daemon/store/codec.h"
#include "daemon/store/columns.h"
#include "daemon/store/load_rows.h"

namespace planwatch {

namespace {

constexpr const char* select_closures =
    "SELECT id, plan, year, closed, at_ms, person, reason FROM plan_closures ORDER BY id";
constexpr const char* select_verdicts =
    "SELECT indicator, area, verdict, light, reason, year, first_month, last_month, revision, "
    "has_value, value, value_scale FROM verdicts WHERE closure = ? ORDER BY id";

struct StoredClosure {
  std::int64_t id = 0;
  PlanClosureRow row;
};

Result<std::vector<Verdict>> load_verdicts(Database& database, std::int64_t closure) {
  Statement statement = database.prepare(select_verdicts);
  Put{statement}(closure);
  return read_all<Verdict>(statement, [](Statement& from, Verdict& verdict) {
    verdict_columns(verdict, Take{from});
    return true;
  });
}

Result<std::vector<StoredClosure>> load_closure_rows(Database& database) {
  Statement statement = database.prepare(select_closures);
  return read_all<StoredClosure>(statement, [](Statement& from, StoredClosure& stored) {
    Take take{from};
    take(stored.id);
    closure_columns(stored.row, take);
    return true;
  });
}

}  // namespace

Result<std::vector<PlanClosureRow>> load_closures(Database& database) {
  auto stored = load_closure_rows(database);
  if (!stored) return tl::make_unexpected(stored.error());
  std::vector<PlanClosureRow> rows;
  for (StoredClosure& one : *stored) {
    auto verdicts = load_verdicts(database, one.id);
    if (!verdicts) return tl::make_unexpected(verdicts.error());
    one.row.verdicts = std::move(*verdicts);
    rows.push_back(std::move(one.row));
  }
  return rows;
}

}  // namespace planwatch
