#include "daemon/expose/api_client.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace planwatch {
namespace {

namespace json = boost::json;

std::string text_of(const json::object& object, const char* key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string{};
}

std::string findings_of(const json::object& object) {
  std::string text;
  const json::value* list = object.if_contains("findings");
  if (list == nullptr || !list->is_array()) return text;
  for (const json::value& one : list->as_array()) {
    if (!one.is_object()) continue;
    text += (text.empty() ? "" : "；") + text_of(one.as_object(), "text");
  }
  return text;
}

std::string figure_of(const json::object& object) {
  std::string text = text_of(object, "value");
  if (!object.contains("numerator")) return text;
  const std::string parts = text_of(object, "numerator") + "/" + text_of(object, "denominator");
  return text.empty() ? parts : text + " (" + parts + ")";
}

QuarantineItem item_of(const json::object& object) {
  QuarantineItem item;
  const json::value* id = object.if_contains("id");
  if (id != nullptr && id->is_int64()) item.id = id->as_int64();
  item.state = text_of(object, "state");
  item.state_name = text_of(object, "state_name");
  item.indicator = text_of(object, "indicator");
  item.name = text_of(object, "name");
  item.area = text_of(object, "area");
  item.period = text_of(object, "period");
  item.figure = figure_of(object);
  item.feed = text_of(object, "feed");
  item.unit = text_of(object, "unit");
  item.source = text_of(object, "source");
  item.where = text_of(object, "where");
  item.received = text_of(object, "received");
  item.findings = findings_of(object);
  item.decided_at = text_of(object, "decided_at");
  item.decided_by = text_of(object, "decided_by");
  item.reason = text_of(object, "reason");
  return item;
}

std::string number_of(const json::object& object, const char* key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_int64() ? std::to_string(value->as_int64()) : std::string{};
}

PlanItem plan_of(const json::object& object) {
  PlanItem plan;
  plan.id = text_of(object, "id");
  plan.year = number_of(object, "year");
  plan.name = text_of(object, "name");
  const json::value* closed = object.if_contains("closed");
  plan.closed = closed != nullptr && closed->is_bool() && closed->as_bool();
  plan.closed_at = text_of(object, "closed_at");
  plan.closed_by = text_of(object, "closed_by");
  plan.reason = text_of(object, "reason");
  const json::value* verdicts = object.if_contains("verdicts");
  if (verdicts == nullptr || !verdicts->is_object()) return plan;
  plan.met = number_of(verdicts->as_object(), "met");
  plan.not_met = number_of(verdicts->as_object(), "not_met");
  plan.not_delivered = number_of(verdicts->as_object(), "not_delivered");
  plan.not_judged = number_of(verdicts->as_object(), "not_judged");
  return plan;
}

// The objects of an answer's list.
template <class Item>
Result<std::vector<Item>> parse_list(const std::string& body, const char* key,
                                     Item (*item_from)(const json::object&)) {
  boost::system::error_code error;
  const json::value parsed = json::parse(body, error);
  const json::value* list =
      !error && parsed.is_object() ? parsed.as_object().if_contains(key) : nullptr;
  if (list == nullptr || !list->is_array()) {
    return fail(ErrorCode::invalid,
                "应答不是 planwatch 的；请核对 --url 指向的地址 (no answer of planwatch)");
  }
  std::vector<Item> items;
  for (const json::value& one : list->as_array()) {
    if (one.is_object()) items.push_back(item_from(one.as_object()));
  }
  return items;
}

std::string text_of_value(const json::value* value) {
  if (value == nullptr || value->is_null()) return {};
  return value->is_string() ? std::string(value->as_string()) : json::serialize(*value);
}

}  // namespace

Result<std::vector<std::vector<std::string>>> parse_rows(const std::string& body,
                                                         const std::string& list,
                                                         const std::vector<std::string>& keys) {
  const auto objects = parse_list<json::object>(body, list.c_str(),
                                                [](const json::object& object) { return object; });
  if (!objects) return tl::make_unexpected(objects.error());
  std::vector<std::vector<std::string>> rows;
  rows.reserve(objects->size());
  for (const json::object& object : *objects) {
    std::vector<std::string> row;
    row.reserve(keys.size());
    for (const std::string& key : keys) row.push_back(text_of_value(object.if_contains(key)));
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string render_body(const std::vector<std::pair<std::string, BodyValue>>& fields) {
  json::object body;
  for (const auto& [key, value] : fields) {
    const auto* text = std::get_if<std::string>(&value);
    if (text != nullptr && text->empty()) continue;
    std::visit([&, &name = key](const auto& one) { body[name] = one; }, value);
  }
  return json::serialize(body);
}

Result<std::vector<QuarantineItem>> parse_quarantine(const std::string& body) {
  return parse_list<QuarantineItem>(body, "quarantine", item_of);
}

Result<std::vector<PlanItem>> parse_plans(const std::string& body) {
  return parse_list<PlanItem>(body, "plans", plan_of);
}

std::string render_decision(std::int64_t id, const std::string& reason, const std::string& person) {
  json::object body;
  if (id != 0) body["id"] = id;
  body["reason"] = reason;
  if (!person.empty()) body["person"] = person;
  return json::serialize(body);
}

std::optional<std::string> parse_api_error(const std::string& body) {
  boost::system::error_code error;
  const json::value parsed = json::parse(body, error);
  if (error || !parsed.is_object()) return std::nullopt;
  const json::value* about = parsed.as_object().if_contains("error");
  if (about == nullptr || !about->is_object()) return std::nullopt;
  return text_of(about->as_object(), "message") + "；" + text_of(about->as_object(), "hint");
}

}  // namespace planwatch
