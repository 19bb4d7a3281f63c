#include "daemon/expose/api_reply.h"

#include <array>
#include <boost/json/serialize.hpp>

namespace planwatch {
namespace {

namespace json = boost::json;

constexpr std::array<Light, 6> all_lights{Light::grey, Light::green,  Light::attention,
                                          Light::blue, Light::yellow, Light::red};

json::value text_value(std::string_view text) {
  return json::string_view(text.data(), text.size());
}

// red, 红 or 5.
std::optional<Light> parse_light(const std::string& text) {
  for (const Light light : all_lights) {
    const bool code = text == std::to_string(static_cast<int>(light));
    if (code || text == name_of(light, Lang::en) || text == name_of(light, Lang::zh)) return light;
  }
  return std::nullopt;
}

}  // namespace

ServerReply json_reply(const json::object& body, int status) {
  ServerReply reply;
  reply.status = status;
  reply.content_type = "application/json; charset=utf-8";
  reply.body = json::serialize(body) + "\n";
  return reply;
}

ServerReply error_reply(int status, const std::string& code, Lang lang, const TwoTexts& message,
                        const TwoTexts& hint) {
  json::object error;
  error["code"] = code;
  error["message"] = message.in(lang);
  error["hint"] = hint.in(lang);
  return json_reply({{"error", std::move(error)}}, status);
}

Lang lang_of(const ServerRequest& request) {
  const std::string* lang = request.query_value("lang");
  return lang != nullptr && *lang == "en" ? Lang::en : Lang::zh;
}

json::value json_decimal(const Decimal& value) {
  std::string text = value.to_string();
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return json::value(text);
}

json::value json_instant(const std::optional<Instant>& instant) {
  return instant ? json::value(to_string_local(*instant)) : json::value(nullptr);
}

json::value json_date(const std::optional<Date>& date) {
  return date ? json::value(to_string(*date)) : json::value(nullptr);
}

void add_light(json::object& out, Light light, Lang lang, const std::string& prefix) {
  out[prefix + "light"] = text_value(name_of(light, Lang::en));
  out[prefix + "light_code"] = static_cast<int>(light);
  out[prefix + "light_name"] = text_value(name_of(light, lang));
}

void add_reason(json::object& out, Reason reason, Lang lang) {
  out["reason"] = text_value(name_of(reason, lang));
}

json::array json_data_states(DataState states, Lang lang) {
  json::array out;
  for (int bit = 0; bit < data_state_count; ++bit) {
    const auto one = static_cast<DataState>(1u << bit);
    if (!has(states, one)) continue;
    json::object state;
    state["state"] = text_value(metric_label(one));
    state["name"] = text_value(name_of(one, lang));
    out.push_back(std::move(state));
  }
  return out;
}

json::object answer_head(const ApiCall& call) {
  const Plan& plan = call.plan();
  json::object about;
  about["id"] = plan.id;
  about["name"] = call.lang == Lang::en && !plan.name_en.empty() ? plan.name_en : plan.name;
  about["year"] = plan.year;
  about["area"] = plan.area.text;
  json::object head;
  head["plan"] = std::move(about);
  head["now"] = to_string_local(call.snapshot.plan_now);
  if (call.snapshot.as_known_on) head["as_known_on"] = to_string(*call.snapshot.as_known_on);
  return head;
}

tl::expected<Filter, ServerReply> read_filter(const ApiCall& call) {
  Filter filter;
  if (const std::string* unit = call.request.query_value("unit")) {
    filter.unit = UnitId(*unit);
    if (call.plan().find_unit(*filter.unit) == nullptr) {
      return tl::make_unexpected(
          error_reply(400, "unknown_unit", call.lang,
                      {"参数 unit：方案中没有责任单位“" + *unit + "”",
                       "parameter unit: the plan has no unit '" + *unit + "'"},
                      {"单位名须与方案一致，可用 planwatch list units 查看",
                       "use the unit's name in the plan, see `planwatch list units`"}));
    }
  }
  if (const std::string* light = call.request.query_value("light")) {
    filter.light = parse_light(*light);
    if (!filter.light) {
      return tl::make_unexpected(
          error_reply(400, "unknown_light", call.lang,
                      {"参数 light：没有“" + *light + "”这种灯",
                       "parameter light: no such light '" + *light + "'"},
                      {"可用 grey green attention blue yellow red，或 0 到 5",
                       "use grey, green, attention, blue, yellow, red or 0 to 5"}));
    }
  }
  return filter;
}

}  // namespace planwatch
