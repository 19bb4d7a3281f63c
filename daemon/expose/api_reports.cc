#include "daemon/expose/api_reports.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "collectors/decode/any_table.h"
#include "collectors/extract/template_reading.h"
#include "collectors/fetch/sha256.h"
#include "collectors/read/in_english.h"
#include "collectors/read/read_body.h"
#include "daemon/expose/api_routes.h"
#include "daemon/expose/http_target.h"
#include "daemon/report_form/write_template.h"
#include "daemon/send/signing.h"
#include "rules/engine/by_hand.h"
#include "rules/engine/place.h"

namespace planwatch {
namespace {

namespace json = boost::json;

constexpr const char* workbook_type =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr std::size_t most_name_bytes = 200;

json::value text_value(std::string_view text) {
  return json::string_view(text.data(), text.size());
}

ServerReply bad_request(const ApiCall& call, const TwoTexts& message) {
  return error_reply(
      400, "bad_report", call.lang, message,
      {"请求体是文件本身，文件名放在 X-File-Name 或 ?name= 里；没有令牌时再加 ?person=姓名",
       "the body is the file itself, its name in X-File-Name or ?name=; without tokens also "
       "?person="});
}

// The types that a form of another site could send without asking are not among them.
std::optional<ServerReply> refuse_type(const ApiCall& call) {
  const std::string& type = call.request.content_type;
  constexpr std::array<std::string_view, 7> known = {
      "application/octet-stream", "text/csv",         "application/vnd.openxmlformats",
      "application/vnd.ms-excel", "application/json", "application/vnd.oasis.opendocument",
      "application/xml"};
  const bool fits = std::any_of(known.begin(), known.end(),
                                [&](std::string_view one) { return type.starts_with(one); });
  if (fits) return std::nullopt;
  return error_reply(415, "not_a_file", call.lang,
                     {"请求须带文件类型的 Content-Type", "the request needs a file's Content-Type"},
                     {"用 application/octet-stream 即可", "application/octet-stream will do"});
}

// The last part of the name, without control characters; "report" where none was given.
std::optional<std::string> file_name_of(const ServerRequest& request) {
  std::string name;
  if (const std::string* query = request.query_value("name")) name = *query;
  if (!request.file_name.empty()) {
    const auto decoded = parse_form("name=" + request.file_name);
    if (!decoded || decoded->size() != 1) return std::nullopt;
    name = decoded->front().second;
  }
  name = name.substr(name.find_last_of("/\\") + 1);
  const bool has_control = std::any_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  if (has_control || name.size() > most_name_bytes) return std::nullopt;
  return name.empty() ? "report" : name;
}

const FeedSpec* running_feed(const Snapshot& snapshot, const std::string& id) {
  for (const FeedStatus& status : snapshot.feeds) {
    const FeedSpec& feed = snapshot.configuration->feeds[status.feed.value];
    if (feed.id.text == id) return &feed;
  }
  return nullptr;
}

// The feed that takes a unit's templates; null: none, or several, or nobody's token.
const FeedSpec* feed_for_templates(const ApiCall& call) {
  const AccessToken* token = find_token(call.configuration().http, call.request.authorization);
  if (token == nullptr || token->role != AccessRole::unit) return nullptr;
  const FeedSpec* only = nullptr;
  for (const FeedStatus& status : call.snapshot.feeds) {
    const FeedSpec& feed = call.configuration().feeds[status.feed.value];
    if (feed.unit != token->unit || !std::holds_alternative<TemplateMapping>(feed.mapping))
      continue;
    if (only != nullptr) return nullptr;
    only = &feed;
  }
  return only;
}

tl::expected<FeedSpec, ServerReply> feed_of(const ApiCall& call) {
  const std::string* id = call.request.query_value("feed");
  if (id == nullptr) {
    if (const FeedSpec* feed = feed_for_templates(call)) return *feed;
    return tl::make_unexpected(
        bad_request(call, {"须写明数据源 ?feed=编号", "name the feed: ?feed=ID"}));
  }
  if (const FeedSpec* feed = running_feed(call.snapshot, *id)) return *feed;
  return tl::make_unexpected(
      error_reply(404, "no_such_feed", call.lang,
                  {"没有运行中的数据源“" + *id + "”", "no feed '" + *id + "' runs"},
                  {"数据源见 GET /api/v1/feeds", "GET /api/v1/feeds lists them"}));
}

// ---- reading, on a worker ----

// Figures whose period has not begun, or that the plan does not take, are problems of their cells.
std::string why_refused(const Plan& plan, const Observation& figure, Date today) {
  if (figure.period.first_day() > today) {
    return to_chinese(figure.period) + "还没有到：请核对期，未来的期请空着";
  }
  if (figure.has_report_date && figure.report_date > today) {
    return "填报日期 " + to_string(figure.report_date) + " 还没有到：请核对";
  }
  return why_not_taken(plan, figure);
}

std::string figure_text(const Observation& o) {
  if (o.has_value) return o.value.to_string();
  return o.numerator.to_string() + "/" + o.denominator.to_string();
}

void reject_unfit(const ReportUpload& upload, Extracted& extracted) {
  const Plan& plan = upload.snapshot->configuration->plan;
  const Date today = local_date(upload.snapshot->plan_now);
  std::erase_if(extracted.observations, [&](const Observation& figure) {
    std::string why = why_refused(plan, figure, today);
    if (why.empty()) return false;
    const IndicatorId& id = plan.indicators[figure.indicator.value].id;
    extracted.rejected.push_back(
        {figure.place, place_words(figure.place, extracted.delivery.sheets, &upload.feed, id),
         std::move(why), figure_text(figure)});
    return true;
  });
}

std::string told(const std::string& chinese, Lang lang) {
  return lang == Lang::en ? in_english(chinese) : chinese;
}

json::array problems_of(const std::vector<RejectedRow>& rejected, Lang lang) {
  json::array problems;
  for (const RejectedRow& row : rejected) {
    problems.push_back(json::object{
        {"where", told(row.where, lang)}, {"reason", told(row.reason, lang)}, {"text", row.text}});
  }
  return problems;
}

json::array notes_of(const std::vector<std::string>& notes, Lang lang) {
  json::array list;
  for (const std::string& note : notes) list.push_back(text_value(told(note, lang)));
  return list;
}

// The delivered template anew with its marks; empty: it cannot be made, the list has to do.
std::optional<std::string> marked_copy(const ReportUpload& upload, const Extracted& extracted) {
  if (upload.marked == ReportUpload::Marked::no ||
      !std::holds_alternative<TemplateMapping>(upload.feed.mapping)) {
    return std::nullopt;
  }
  const auto document = decode_all_sheets(upload.bytes, AnyTableFormat{}, upload.feed.limits);
  if (!document) return std::nullopt;
  const auto reading = read_template(*document);
  if (!reading) return std::nullopt;
  const auto form = report_form_of(*upload.snapshot, upload.feed.unit, reading->identity.period);
  if (!form) return std::nullopt;
  auto copy = write_marked_template(*form, *document, extracted.rejected);
  if (!copy) return std::nullopt;
  return *std::move(copy);
}

ServerReply workbook_reply(std::string workbook) {
  ServerReply reply;
  reply.status = 422;
  reply.content_type = workbook_type;
  reply.body = std::move(workbook);
  reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"marked.xlsx\"");
  return reply;
}

ServerReply problems_reply(const ReportUpload& upload, const Extracted& extracted) {
  auto copy = marked_copy(upload, extracted);
  if (copy && upload.marked == ReportUpload::Marked::file) return workbook_reply(*std::move(copy));
  json::object error;
  error["code"] = "bad_figures";
  error["message"] =
      TwoTexts{"有数据不能接收，本次全部没有接收", "some figures cannot be taken, so nothing was"}
          .in(upload.lang);
  error["hint"] =
      TwoTexts{
          "按 problems 逐格改正后重新报送；?partial=yes 只收没有问题的；模板可用 "
          "?marked=xlsx 取回标红的副本",
          "mend the cells that problems lists; ?partial=yes takes the good ones; "
          "?marked=xlsx answers a template with a marked copy"}
          .in(upload.lang);
  json::object body{{"error", std::move(error)},
                    {"problems", problems_of(extracted.rejected, upload.lang)},
                    {"notes", notes_of(extracted.notes, upload.lang)}};
  if (copy) body["marked_copy"] = base64_of(*copy);
  return json_reply(body, 422);
}

ServerReply unreadable_reply(const ReportUpload& upload, const Error& error) {
  return error_reply(422, "unreadable", upload.lang, {error.message, in_english(error.message)},
                     {"改好文件后重新报送；本次全部没有接收",
                      "mend the file and hand it in again; nothing was taken"});
}

}  // namespace

ReadReport read_report(const ReportUpload& upload) {
  ReadReport out;
  const std::string sha256 = sha256_hex(upload.bytes);
  FetchedBody body;
  body.source = upload.file_name;
  body.bytes = upload.bytes;
  body.sha256 = sha256;
  const auto& configuration = upload.snapshot->configuration;
  auto extracted = read_body(body, upload.feed, *configuration);
  if (!extracted) {
    out.refused = unreadable_reply(upload, extracted.error());
    return out;
  }
  reject_unfit(upload, *extracted);
  if (auto foreign = refuse_foreign(configuration->plan, upload.lang, upload.pusher, *extracted)) {
    out.refused = std::move(foreign);
    return out;
  }
  if (!extracted->rejected.empty() && !upload.partial) {
    out.refused = problems_reply(upload, *extracted);
    return out;
  }
  if (extracted->observations.empty() && extracted->task_reports.empty()) {
    out.refused =
        error_reply(422, "nothing_reported", upload.lang,
                    {"文件里没有任何可接收的数据", "the file holds nothing that can be taken"},
                    {"请核对是不是填好的那一份", "check that it is the one that was filled in"});
    return out;
  }
  extracted->delivery.source =
      upload_source(std::holds_alternative<UploadSource>(upload.feed.transport), upload.file_name,
                    upload.pusher.person);
  extracted->delivery.sha256 = sha256;
  extracted->delivery.bytes = upload.bytes.size();
  out.push = {upload.pusher.person, upload.key, configuration, *std::move(extracted),
              upload.feed.id};
  return out;
}

namespace {

// ---- answering, on the owner thread ----

json::object figure_object(const ReportUpload& upload, const Extracted& extracted, std::size_t at,
                           FigureOutcome outcome) {
  const Plan& plan = upload.snapshot->configuration->plan;
  const Observation& figure = extracted.observations.at(at);
  const IndicatorId& id = plan.indicators[figure.indicator.value].id;
  json::object out;
  out["where"] = place_words(figure.place, extracted.delivery.sheets, &upload.feed, id);
  out["indicator"] = id.text;
  out["area"] = plan.areas[figure.area.value].code.text;
  out["period"] = to_string(figure.period);
  out["value"] = figure_text(figure);
  out["outcome"] = text_value(name_of(outcome, Lang::en));
  out["outcome_name"] = text_value(name_of(outcome, upload.lang));
  return out;
}

ServerReply taken_reply(const ReportUpload& upload, const Extracted& extracted,
                        const std::vector<FigureOutcome>& outcomes) {
  std::array<int, figure_outcome_count> counts{};
  json::array figures;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    ++counts.at(static_cast<std::size_t>(outcomes[i]));
    figures.push_back(figure_object(upload, extracted, i, outcomes[i]));
  }
  json::object out;
  for (std::size_t o = 0; o < counts.size(); ++o) {
    const std::string_view name = name_of(static_cast<FigureOutcome>(o), Lang::en);
    out[json::string_view(name.data(), name.size())] = counts.at(o);
  }
  out["figures"] = std::move(figures);
  json::array tasks;
  for (const TaskReport& report : extracted.task_reports) tasks.push_back(report.task);
  out["tasks"] = std::move(tasks);
  out["problems"] = problems_of(extracted.rejected, upload.lang);
  out["notes"] = notes_of(extracted.notes, upload.lang);
  return json_reply(out);
}

bool says_yes(const ServerRequest& request, const std::string& name, const std::string& yes) {
  const std::string* value = request.query_value(name);
  return value != nullptr && *value == yes;
}

ReportUpload::Marked marked_by(const ServerRequest& request) {
  if (says_yes(request, "marked", "xlsx")) return ReportUpload::Marked::file;
  return says_yes(request, "marked", "copy") ? ReportUpload::Marked::beside
                                             : ReportUpload::Marked::no;
}

}  // namespace

ServerReply upload_report(const ApiCall& call, const ApiBackend& backend) {
  if (auto refused = refuse_type(call)) return *refused;
  if (auto refused = refuse_key(call)) return *refused;
  const auto feed = feed_of(call);
  if (!feed) return feed.error();
  const std::string* named = call.request.query_value("person");
  const auto pusher = pusher_of(call, named == nullptr ? std::string() : *named);
  if (!pusher) {
    return pusher.error().reply ? *pusher.error().reply : bad_request(call, pusher.error().why);
  }
  if (pusher->unit && *pusher->unit != feed->unit) {
    return error_reply(403, "forbidden", call.lang,
                       {"数据源“" + feed->id.text + "”是“" + feed->unit.text + "”的，本令牌是“" +
                            pusher->unit->text + "”的",
                        "the feed is another unit's than the token's"},
                       {"请报到本单位的数据源", "hand it in for your own unit's feed"});
  }
  const auto name = file_name_of(call.request);
  if (!name) return bad_request(call, {"文件名不能用", "the file's name cannot be used"});
  const auto upload = std::make_shared<ReportUpload>();
  upload->snapshot = backend.snapshot();
  upload->feed = *feed;
  upload->pusher = *pusher;
  upload->file_name = *name;
  upload->key = call.request.idempotency_key;
  upload->bytes = call.request.body;
  upload->lang = call.lang;
  upload->partial = says_yes(call.request, "partial", "yes");
  upload->marked = marked_by(call.request);
  const auto read = std::make_shared<ReadReport>();
  ServerReply reply;
  reply.later = [upload, read] {
    *read = read_report(*upload);
    return ServerReply{};
  };
  reply.then = [upload, read, push = backend.push](ServerReply made) {
    if (made.status != 200) return made;  // it could not even be read
    if (read->refused) return *read->refused;
    const auto outcomes = push(read->push);
    if (!outcomes) return refused_push(upload->lang, outcomes.error());
    return taken_reply(*upload, read->push.extracted, *outcomes);
  };
  return reply;
}

}  // namespace planwatch
