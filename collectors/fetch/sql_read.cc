#include "collectors/fetch/sql_read.h"

#include <algorithm>
#include <fmt/format.h>

#include "collectors/fetch/sql_csv.h"
#include "collectors/fetch/sql_fault.h"
#include "collectors/fetch/sql_rows.h"
#include "collectors/fetch/sql_session.h"
#include "collectors/fetch/sql_watermark.h"

namespace planwatch {

namespace {

std::unique_ptr<SqlRows> open_rows(soci::session& session, const SqlQuestion& question) {
  switch (question.source.database) {
    case DatabaseKind::postgresql:
      return open_postgresql_rows(session, question);
    case DatabaseKind::odbc:
      return open_odbc_rows(session, question);
    case DatabaseKind::mysql:
    case DatabaseKind::sqlite:
      break;
  }
  return open_soci_rows(session, question);
}

// Takes the rows down: CSV and watermark.
class Intake {
 public:
  explicit Intake(const SqlQuestion& question)
      : question_(question), csv_(question.limits), seen_(question.greatest, question.newest_day) {}

  std::optional<Error> begin(const std::vector<std::string>& columns) {
    if (auto error = csv_.header(columns)) return error;
    if (!question_.source.watermark) return std::nullopt;
    const std::string& name = question_.source.watermark->column;
    const auto found = std::find(columns.begin(), columns.end(), name);
    if (found == columns.end()) {
      return Error{ErrorCode::invalid, false,
                   fmt::format("查询结果里没有水位列“{}”，有的是：{}。请在 SELECT 里写上它", name,
                               fmt::join(columns, "、"))};
    }
    watermark_ = static_cast<std::size_t>(found - columns.begin());
    return std::nullopt;
  }
  std::optional<Error> row(const SqlCells& cells) {
    if (auto error = csv_.row(cells)) return error;
    if (!watermark_ || !cells[*watermark_]) return std::nullopt;
    const auto fault = seen_.see(*cells[*watermark_]);
    if (!fault) return std::nullopt;
    return Error{ErrorCode::invalid, false, fmt::format("第 {} 行：{}", csv_.rows(), *fault)};
  }
  SqlAnswer finish() {
    const std::size_t rows = csv_.rows();
    return {csv_.take(), rows, seen_.greatest()};
  }

 private:
  const SqlQuestion& question_;
  SqlCsv csv_;
  WatermarkSeen seen_;
  std::optional<std::size_t> watermark_;
};

Error placed(const SqlSource& source, Error error) {
  error.message = name_of_database(source) + "：" + error.message;
  return error;
}

Result<SqlAnswer> read_rows(soci::session& session, const SqlQuestion& question,
                            WorkerDeadline& deadline, SqlFault& fault) {
  const auto failed = [&](Error error) {
    return tl::make_unexpected(placed(question.source, std::move(error)));
  };
  const soci::transaction rolled_back(session);
  const auto rows = open_rows(session, question);
  Intake intake(question);
  SqlCells cells;
  bool more = rows->next(cells);
  if (const auto error = intake.begin(rows->columns())) return failed(*error);
  while (more) {
    if (const auto error = intake.row(cells)) return failed(*error);
    if (deadline.passed()) {
      fault.timed_out = true;
      fault.words = "rows were still coming";
      return tl::make_unexpected(error_of_fault(question.source, fault));
    }
    more = rows->next(cells);
  }
  return intake.finish();
}

std::string without_logins(const std::string& connection) {
  std::string out;
  for (std::size_t at = 0; at < connection.size();) {
    const std::size_t end = std::min(connection.find(';', at), connection.size());
    const std::string pair = connection.substr(at, end - at);
    std::string key = pair.substr(0, pair.find('='));
    std::erase(key, ' ');
    for (char& c : key) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    const bool shown = key == "driver" || key == "dsn" || key == "server" || key == "database" ||
                       key == "servername" || key == "tcp_port" || key == "port";
    if (shown) out += (out.empty() ? "" : ";") + pair;
    at = end + 1;
  }
  return out;
}

}  // namespace

Result<SqlAnswer> read_sql(const SqlQuestion& question) {
  SqlFault fault;
  try {
    const auto session = open_sql_session(question);
    WorkerDeadline deadline(question.source.statement_timeout);
    fault.stage = SqlFault::Stage::query;
    try {
      prepare_sql_session(*session, question, deadline);
      return read_rows(*session, question, deadline, fault);
    } catch (const soci::soci_error& error) {
      fault.words = error.get_error_message();
      fault.connection_lost = error.get_error_category() == soci::soci_error::connection_error;
      fault.timed_out = deadline.passed();
    }
  } catch (const soci::soci_error& error) {
    fault.words = error.get_error_message();
  } catch (const std::exception& error) {
    fault.words = error.what();
  }
  return tl::make_unexpected(error_of_fault(question.source, fault));
}

std::string name_of_database(const SqlSource& source) {
  switch (source.database) {
    case DatabaseKind::postgresql:
      return fmt::format("postgresql://{}:{}/{}", source.host,
                         source.port == 0 ? 5432 : source.port, source.name);
    case DatabaseKind::mysql:
      return fmt::format("mysql://{}:{}/{}", source.host, source.port == 0 ? 3306 : source.port,
                         source.name);
    case DatabaseKind::sqlite:
      return "sqlite:" + source.name;
    case DatabaseKind::odbc:
      break;
  }
  return "odbc:" + without_logins(source.connection);
}

}  // namespace planwatch
