#include "daemon/expose/api_routes.h"
#include "rules/engine/as_known_on.h"

namespace planwatch {
namespace {

// Everything that the worker needs, by value.
struct Question {
  ServerRequest request;
  std::shared_ptr<const Configuration> configuration;
  Date day;
  Lang lang = Lang::zh;
  ApiAnswer answer = nullptr;
};

std::string asked(const ServerRequest& request, const char* name, const std::string& otherwise) {
  const std::string* value = request.query_value(name);
  return value != nullptr ? *value : otherwise;
}

ServerReply unreadable(const Error& error, Lang lang) {
  return error_reply(
      503, "store_unreadable", lang,
      {"读取存储失败：" + error.message, "the store cannot be read: " + error.message},
      {"请稍后重试；仍失败请查看 planwatch 的日志",
       "try again later; if it stays, see planwatch's log"});
}

ServerReply make_answer(const Question& question, const ApiBackend& backend) {
  const auto known = backend.as_known_on(
      question.configuration, question.day, IndicatorId(asked(question.request, "indicator", "")),
      AreaCode(asked(question.request, "area", question.configuration->plan.area.text)));
  if (!known) return unreadable(known.error(), question.lang);
  const ApiCall call{question.request, *known->snapshot, question.lang, &known->provenance};
  return question.answer(call, backend);
}

}  // namespace

ServerReply answer_as_known_on(const ServerRequest& request, const std::string& day,
                               const Snapshot& present, const ApiBackend& backend,
                               ApiAnswer answer) {
  const Lang lang = lang_of(request);
  const Date today = local_date(present.plan_now);
  const auto zh = parse_known_day(day, today, Lang::zh);
  if (!zh) {
    return error_reply(
        400, "invalid_day", lang,
        {"参数 as_known_on：" + zh.error().message,
         "parameter as_known_on: " + parse_known_day(day, today, Lang::en).error().message},
        {"例如 as_known_on=" + to_string(today), "such as as_known_on=" + to_string(today)});
  }
  ApiBackend store_only;  // the worker gets nothing that is the owner's
  store_only.as_known_on = backend.as_known_on;
  ServerReply reply;
  reply.later = [question = Question{request, present.configuration, *zh, lang, answer},
                 store_only] { return make_answer(question, store_only); };
  return reply;
}

}  // namespace planwatch
