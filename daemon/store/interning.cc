#include "daemon/store/interning.h"

namespace planwatch {

namespace {

struct NameTable {
  const char* find;
  const char* add;
};
constexpr NameTable indicator_names = {"SELECT id FROM indicators WHERE name = ?",
                                       "INSERT INTO indicators (name) VALUES (?)"};
constexpr NameTable area_names = {"SELECT id FROM areas WHERE name = ?",
                                  "INSERT INTO areas (name) VALUES (?)"};
constexpr NameTable rule_names = {"SELECT id FROM rules WHERE name = ?",
                                  "INSERT INTO rules (name) VALUES (?)"};

Result<std::int64_t> row_of(Database& database, const NameTable& table, const std::string& name,
                            bool may_add) {
  {
    Statement find = database.prepare(table.find);
    find.put_text(name);
    const Result<bool> found = find.step();
    if (!found) return tl::make_unexpected(found.error());
    if (*found) return find.take_integer();
  }
  if (!may_add) return std::int64_t{0};
  Statement add = database.prepare(table.add);
  add.put_text(name);
  if (auto done = add.run(); !done) return tl::make_unexpected(done.error());
  return database.last_insert_id();
}

template <class Index>
Result<void> add_to(IdMap<Index>& map, Database& database, const NameTable& table,
                    const std::string& name, bool may_add) {
  const auto row = row_of(database, table, name, may_add);
  if (!row) return tl::make_unexpected(row.error());
  map.add(*row);
  return {};
}

Result<StableIds> look_up(Database& database, const Configuration& configuration, bool may_add) {
  StableIds ids;
  ids.known = true;
  Result<void> ok;
  for (const Indicator& indicator : configuration.plan.indicators) {
    ok = add_to(ids.indicators, database, indicator_names, indicator.id.text, may_add);
    if (!ok) return tl::make_unexpected(ok.error());
  }
  for (const Area& area : configuration.plan.areas) {
    ok = add_to(ids.areas, database, area_names, area.code.text, may_add);
    if (!ok) return tl::make_unexpected(ok.error());
  }
  for (const Rule& rule : configuration.rules) {
    ok = add_to(ids.rules, database, rule_names, rule.id.text, may_add);
    if (!ok) return tl::make_unexpected(ok.error());
  }
  return ids;
}

}  // namespace

Result<StableIds> intern_names(Database& database, const Configuration& configuration,
                               bool may_add) {
  auto transaction =
      Transaction::begin(database, may_add ? Transaction::Kind::write : Transaction::Kind::read);
  if (!transaction) return tl::make_unexpected(transaction.error());
  auto ids = look_up(database, configuration, may_add);
  if (!ids) return ids;
  if (auto done = transaction->commit(); !done) return tl::make_unexpected(done.error());
  return ids;
}

}  // namespace planwatch
