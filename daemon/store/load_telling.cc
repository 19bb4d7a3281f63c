#include "daemon/store/codec.h"
#include "daemon/store/columns.h"
#include "daemon/store/load_rows.h"

namespace planwatch {

namespace {

constexpr const char* select_silences =
    "SELECT id, alert, unit, rule, subject_kind, subject, reason, author, created_ms, until_day, "
    "warned, ended_ms, ended_by FROM silences ORDER BY id";
constexpr const char* select_held =
    "SELECT id, alert, episode, kind, level, step, year, first_month, last_month, revision, "
    "receiver, role, part, number, fact_subject, fact_clause, fact_period, fact_value, "
    "fact_target, fact_expected, fact_gap, fact_deadline, fact_problem, fact_action, "
    "fact_forecast, fact_person, light_before, title, body, why, over, unit, addressee, "
    "decided_ms, "
    "due_ms, urgent, first FROM held_notices ORDER BY id";
constexpr const char* select_held_people =
    "SELECT name, mobile, email, wecom, dingtalk, feishu FROM held_people WHERE held = ? "
    "ORDER BY position";
constexpr const char* select_rates =
    "SELECT receiver, milli_tokens, counted_ms, blocked_until_ms FROM rate_states ORDER BY id";
constexpr const char* select_parts =
    "SELECT p.part, p.parts, p.receiver, p.person, p.address, p.state, p.items, p.attempts, "
    "p.tried_ms, p.answer, o.key FROM part_results p JOIN outbox o ON o.id = p.notice "
    "WHERE o.state = 0 ORDER BY p.id";
static_assert(static_cast<int>(OutboxState::waiting) == 0);
constexpr const char* select_links =
    "SELECT link FROM person_actions WHERE link <> '' GROUP BY link ORDER BY min(id)";

Result<std::vector<Person>> load_people(Database& database, std::int64_t held) {
  Statement statement = database.prepare(select_held_people);
  Put{statement}(held);
  return read_all<Person>(statement, [](Statement& from, Person& person) {
    person_columns(person, Take{from});
    return true;
  });
}

Result<std::vector<HeldNotice>> load_held_rows(Database& database) {
  Statement statement = database.prepare(select_held);
  return read_all<HeldNotice>(statement, [](Statement& from, HeldNotice& held) {
    held_columns(held, Take{from});
    return true;
  });
}

}  // namespace

Result<std::vector<Silence>> load_silences(Database& database) {
  Statement statement = database.prepare(select_silences);
  return read_all<Silence>(statement, [](Statement& from, Silence& silence) {
    silence_columns(silence, Take{from});
    return true;
  });
}

Result<std::vector<HeldNotice>> load_held(Database& database) {
  auto rows = load_held_rows(database);
  if (!rows) return rows;
  for (HeldNotice& held : *rows) {
    auto people = load_people(database, held.id);
    if (!people) return tl::make_unexpected(people.error());
    held.people = std::move(*people);
  }
  return rows;
}

Result<std::vector<RateStateRow>> load_rates(Database& database) {
  Statement statement = database.prepare(select_rates);
  return read_all<RateStateRow>(statement, [](Statement& from, RateStateRow& row) {
    rate_columns(row, Take{from});
    return true;
  });
}

Result<std::vector<PartResultRow>> load_waiting_parts(Database& database) {
  Statement statement = database.prepare(select_parts);
  return read_all<PartResultRow>(statement, [](Statement& from, PartResultRow& row) {
    Take take{from};
    part_columns(row, take);
    take(row.key);
    return true;
  });
}

Result<std::vector<std::string>> load_used_links(Database& database) {
  Statement statement = database.prepare(select_links);
  return read_all<std::string>(statement, [](Statement& from, std::string& link) {
    Take{from}(link);
    return true;
  });
}

}  // namespace planwatch
