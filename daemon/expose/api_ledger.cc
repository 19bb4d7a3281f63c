#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "daemon/expose/api_routes.h"
#include "daemon/ledger_export/ledger_table.h"
#include "daemon/send/signing.h"

namespace planwatch {
namespace {

namespace json = boost::json;

constexpr std::size_t most_deliveries = 10'000;

// The Chinese name by RFC 5987 (as RFC 6266 wants it) beside one of plain letters.
std::string disposition(const std::string& plain, const std::string& chinese,
                        const std::string& ending) {
  return "attachment; filename=\"" + plain + ending + "\"; filename*=UTF-8''" +
         percent_encoded_strictly(chinese + ending);
}

ServerReply file_reply(const Result<std::string>& file, ExportFormat format,
                       const std::string& attachment, Lang lang) {
  if (!file) {
    const std::string& why = file.error().message;
    return error_reply(500, "export_failed", lang, {why, why},
                       {"请检查临时目录", "check the temporary folder"});
  }
  ServerReply reply;
  reply.content_type = content_type_of(format);
  reply.body = *file;
  reply.headers.emplace_back("Content-Disposition", attachment);
  return reply;
}

// A workbook passes through a file, so it is made away from the owner thread.
ServerReply download(TypedTable table, ExportFormat format, const std::string& attachment,
                     Lang lang) {
  if (format != ExportFormat::xlsx) {
    return file_reply(render(table, format), format, attachment, lang);
  }
  ServerReply reply;
  reply.later = [table = std::move(table), attachment, lang] {
    return file_reply(render_xlsx(table), ExportFormat::xlsx, attachment, lang);
  };
  return reply;
}

std::string name_in_file(const ApiCall& call, const std::string& what) {
  return what + "-" + std::to_string(call.plan().year) + "-" +
         to_string(local_date(call.snapshot.plan_now));
}

ServerReply as_json(const ApiCall& call, const TypedTable& table, const char* key) {
  json::object out = answer_head(call);
  out[key] = json::parse(render_json(table));
  return json_reply(out);
}

ServerReply unknown_word(const ApiCall& call, const std::string& parameter, const std::string& word,
                         const std::string& known) {
  return error_reply(400, "unknown_" + parameter, call.lang,
                     {"参数 " + parameter + "：不认识“" + word + "”",
                      "parameter " + parameter + ": unknown word '" + word + "'"},
                     {"可用 " + known, "use one of " + known});
}

// ?format= of an answer that can be a file, too.
tl::expected<ExportFormat, ServerReply> read_format(const ApiCall& call) {
  const std::string* word = call.request.query_value("format");
  if (word == nullptr) return ExportFormat::json;
  if (const auto format = parse_export_format(*word)) return *format;
  return tl::make_unexpected(unknown_word(call, "format", *word, "json csv xlsx"));
}

tl::expected<TypedTable, ServerReply> read_ledger(const ApiCall& call) {
  const auto filter = read_filter(call);
  if (!filter) return tl::make_unexpected(filter.error());
  LedgerFilter wanted{{}, filter->unit.value_or(UnitId{})};
  if (const std::string* word = call.request.query_value("state"); word && *word != "all") {
    wanted.state = parse_ledger_state(*word);
    if (!wanted.state) {
      return tl::make_unexpected(
          unknown_word(call, "state", *word, "open awaiting_closure closed all"));
    }
  }
  return ledger_table(call.snapshot, call.lang, wanted);
}

ServerReply ledger_as(const ApiCall& call, ExportFormat format) {
  auto table = read_ledger(call);
  if (!table) return table.error();
  if (format == ExportFormat::json) return as_json(call, *table, "ledger");
  const std::string ending = format == ExportFormat::csv ? ".csv" : ".xlsx";
  const std::string attachment =
      disposition(name_in_file(call, "ledger"), name_in_file(call, "督办台账"), ending);
  return download(std::move(*table), format, attachment, call.lang);
}

tl::expected<DeliveryFilter, ServerReply> read_delivery_query(const ApiCall& call) {
  DeliveryFilter query;
  query.limit = most_deliveries;
  if (const std::string* person = call.request.query_value("person")) query.person = *person;
  if (const std::string* alert = call.request.query_value("alert")) query.alert = *alert;
  if (const std::string* receiver = call.request.query_value("receiver")) {
    query.receiver = ReceiverId(*receiver);
  }
  if (const std::string* word = call.request.query_value("state"); word && *word != "all") {
    query.state = parse_outbox_state(*word);
    if (!query.state) {
      return tl::make_unexpected(
          unknown_word(call, "state", *word, "waiting delivered refused expired all"));
    }
  }
  return query;
}

ServerReply deliveries_as(const ApiCall& call, const ApiBackend& backend, ExportFormat format) {
  const auto query = read_delivery_query(call);
  if (!query) return query.error();
  Result<std::vector<DeliveryRecord>> log;
  if (backend.deliveries) log = backend.deliveries(*query);
  if (!log) {
    const std::string& why = log.error().message;
    return error_reply(500, "store_failed", call.lang, {why, why},
                       {"请查看运行日志", "see the daemon's log"});
  }
  TypedTable table = delivery_table(*log, call.snapshot.plan_now, call.lang);
  if (format == ExportFormat::json) return as_json(call, table, "deliveries");
  const std::string ending = format == ExportFormat::csv ? ".csv" : ".xlsx";
  const std::string attachment =
      disposition(name_in_file(call, "deliveries"), name_in_file(call, "送达记录"), ending);
  return download(std::move(table), format, attachment, call.lang);
}

}  // namespace

ServerReply answer_ledger(const ApiCall& call) {
  const auto format = read_format(call);
  return format ? ledger_as(call, *format) : format.error();
}
ServerReply answer_ledger_csv(const ApiCall& call) {
  return ledger_as(call, ExportFormat::csv);
}
ServerReply answer_ledger_xlsx(const ApiCall& call) {
  return ledger_as(call, ExportFormat::xlsx);
}

ServerReply answer_deliveries(const ApiCall& call, const ApiBackend& backend) {
  const auto format = read_format(call);
  return format ? deliveries_as(call, backend, *format) : format.error();
}
ServerReply answer_deliveries_csv(const ApiCall& call, const ApiBackend& backend) {
  return deliveries_as(call, backend, ExportFormat::csv);
}
ServerReply answer_deliveries_xlsx(const ApiCall& call, const ApiBackend& backend) {
  return deliveries_as(call, backend, ExportFormat::xlsx);
}

}  // namespace planwatch
