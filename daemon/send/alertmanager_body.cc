#include "daemon/send/alertmanager_body.h"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/format.h>

#include "daemon/send/text.h"

namespace planwatch {

namespace {

boost::json::object json_texts(const std::map<std::string, std::string>& texts) {
  boost::json::object object;
  for (const auto& [name, text] : texts) object[name] = boost::json::string(clean_utf8(text));
  return object;
}

}  // namespace

std::string to_rfc3339(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", to_string(Date{day}),
                     std::chrono::floor<std::chrono::hours>(instant - day).count(),
                     std::chrono::floor<std::chrono::minutes>(instant - day).count() % 60,
                     std::chrono::floor<std::chrono::seconds>(instant - day).count() % 60,
                     (instant - day).count() % 1000);
}

bool holds_alert(const std::string& answer, const LabelSet& labels) {
  boost::system::error_code error;
  const boost::json::value value = boost::json::parse(answer, error);
  if (error || !value.is_array()) return false;
  const auto has_labels = [&labels](const boost::json::value& alert) {
    const boost::json::object* object = alert.if_object();
    const boost::json::value* held = object == nullptr ? nullptr : object->if_contains("labels");
    if (held == nullptr || !held->is_object()) return false;
    return std::all_of(labels.begin(), labels.end(), [held](const auto& label) {
      const boost::json::value* text = held->get_object().if_contains(label.first);
      return text != nullptr && text->is_string() && text->get_string() == label.second;
    });
  };
  const boost::json::array& alerts = value.get_array();
  return std::any_of(alerts.begin(), alerts.end(), has_labels);
}

std::string render_alerts(const std::vector<WireAlert>& alerts, const std::string& generator_url) {
  boost::json::array array;
  array.reserve(alerts.size());
  for (const WireAlert& alert : alerts) {
    boost::json::object object;
    object["labels"] = json_texts(alert.labels);
    object["annotations"] = json_texts(alert.annotations);
    object["startsAt"] = to_rfc3339(alert.starts_at);
    object["endsAt"] = to_rfc3339(alert.ends_at);
    if (!generator_url.empty()) object["generatorURL"] = clean_utf8(generator_url);
    array.push_back(std::move(object));
  }
  return boost::json::serialize(array);
}

}  // namespace planwatch
