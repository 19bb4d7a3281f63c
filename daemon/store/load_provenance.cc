#include "daemon/store/codec.h"
#include "daemon/store/load_rows.h"
#include "daemon/store/place_text.h"

namespace planwatch {

namespace {

// Revisions that were not current when they came (an earlier one states a later report date) have
// the number of the one that stayed: they follow it.
constexpr const char* select_provenance =
    "SELECT o.year, o.first_month, o.last_month, o.revision, o.place_sheet, o.place_column, "
    "o.place_row, o.received_ms, coalesce(o.delivery, 0), coalesce(d.feed, ''), "
    "coalesce(d.source, ''), coalesce(d.sha256, ''), o.report_day, o.is_current, o.value, "
    "o.value_scale, o.numerator, o.numerator_scale, o.denominator, o.denominator_scale "
    "FROM observations o JOIN indicators i ON i.id = o.indicator JOIN areas a ON a.id = o.area "
    "LEFT JOIN deliveries d ON d.id = o.delivery WHERE i.name = ? AND a.name = ? "
    "ORDER BY o.year DESC, o.last_month DESC, o.first_month DESC, o.revision DESC, "
    "o.is_current DESC, o.id DESC";

struct Found {
  Provenance provenance;
  Place place;
  std::int64_t delivery = 0;
};

Observation observation_of(const Provenance& source, const std::optional<Decimal>& value,
                           const std::optional<Decimal>& numerator,
                           const std::optional<Decimal>& denominator) {
  Observation o;
  o.period = source.period;
  o.has_value = value.has_value();
  o.has_parts = numerator && denominator;
  o.value = value.value_or(Decimal());
  o.numerator = numerator.value_or(Decimal());
  o.denominator = denominator.value_or(Decimal());
  o.has_report_date = source.report_date.has_value();
  o.report_date = source.report_date.value_or(Date());
  return o;
}

Result<std::vector<Found>> find_sources(Database& database, const std::string& indicator,
                                        const std::string& area) {
  Statement statement = database.prepare(select_provenance);
  Put{statement}.all(indicator, area);
  return read_all<Found>(statement, [](Statement& from, Found& row) {
    Provenance& p = row.provenance;
    std::optional<Decimal> value;
    std::optional<Decimal> numerator;
    std::optional<Decimal> denominator;
    Take{from}.all(p.period, p.revision, row.place, p.received, row.delivery, p.feed, p.source,
                   p.sha256, p.report_date, p.current, value, numerator, denominator);
    p.figure = figure_text(value, numerator, denominator);
    p.observation = observation_of(p, value, numerator, denominator);
    return true;
  });
}

}  // namespace

Result<std::vector<Provenance>> load_provenance(Database& database, const std::string& indicator,
                                                const std::string& area) {
  auto found = find_sources(database, indicator, area);
  if (!found) return tl::make_unexpected(found.error());
  std::vector<Provenance> sources;
  for (Found& row : *found) {
    const auto sheets = load_sheets(database, row.delivery);
    if (!sheets) return tl::make_unexpected(sheets.error());
    row.provenance.where = place_text(row.place, *sheets);
    sources.push_back(std::move(row.provenance));
  }
  return sources;
}

}  // namespace planwatch
