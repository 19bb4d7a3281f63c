#include "daemon/store/codec.h"
#include "daemon/store/columns.h"
#include "daemon/store/write_rows.h"

namespace planwatch {

namespace {

constexpr const char* find_delivery = "SELECT 1 FROM deliveries WHERE id = ?";
constexpr const char* insert_delivery =
    "INSERT INTO deliveries (id, feed, source, sha256, received_ms, bytes, encoding, accepted, "
    "rejected, read_with) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* insert_sheet =
    "INSERT INTO delivery_sheets (delivery, position, name) VALUES (?, ?, ?)";
constexpr const char* insert_rejected =
    "INSERT INTO rejected_rows (delivery, place_sheet, place_column, place_row, location, reason, "
    "delivered_text) VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr const char* insert_task_report =
    "INSERT INTO task_reports (task, state, as_of_day, percent, percent_scale, evidence, "
    "closed_by, "
    "place_sheet, place_column, place_row, delivery, received_ms, person) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

Result<bool> is_known(Database& database, std::int64_t delivery) {
  Statement statement = database.prepare(find_delivery);
  Put{statement}(delivery);
  return statement.step();
}

Result<void> write_sheets(Database& database, const DeliveryRow& row) {
  std::int64_t position = 0;
  for (const std::string& name : row.delivery.sheets) {
    Statement statement = database.prepare(insert_sheet);
    Put{statement}.all(row.id, ++position, name);
    if (auto done = statement.run(); !done) return done;
  }
  return {};
}

}  // namespace

Result<void> RowWriter::operator()(const DeliveryRow& row) {
  const auto repeated = is_known(database, row.id);
  if (!repeated) return tl::make_unexpected(repeated.error());
  if (row.id <= 0 || *repeated) return bad_delivery_id(row.id);
  Statement statement = database.prepare(insert_delivery);
  Put put{statement};
  delivery_columns(row, put);
  put(ids.configuration);
  if (auto done = statement.run(); !done) return done;
  return write_sheets(database, row);
}

Result<void> RowWriter::operator()(const RejectedRowRow& row) {
  Statement statement = database.prepare(insert_rejected);
  Put{statement}.all(row.delivery, row.rejected.place, row.rejected.where, row.rejected.reason,
                     row.rejected.text);
  return statement.run();
}

Result<void> RowWriter::operator()(const TaskReportRow& row) {
  Statement statement = database.prepare(insert_task_report);
  Put put{statement};
  task_report_columns(row.report, put);
  put.all(row.delivery == 0 ? std::nullopt : std::optional(row.delivery), row.received, row.person);
  return statement.run();
}

}  // namespace planwatch
