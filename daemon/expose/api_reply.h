#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <optional>
#include <string>

#include "daemon/expose/http_server.h"
#include "rules/engine/explain.h"
#include "rules/engine/snapshot.h"

namespace planwatch {

// What every route of /api/v1/ gets. `query` was checked against the route's parameters.
struct ApiCall {
  const ServerRequest& request;
  const Snapshot& snapshot;
  Lang lang = Lang::zh;
  // Set when the question is about an earlier day: then nothing else is asked of the store.
  const std::vector<Provenance>* known_sources = nullptr;
  const Configuration& configuration() const { return *snapshot.configuration; }
  const Plan& plan() const { return snapshot.configuration->plan; }
};

// One text in both languages; `lang` picks.
struct TwoTexts {
  std::string zh;
  std::string en;
  const std::string& in(Lang lang) const { return lang == Lang::en ? en : zh; }
};

ServerReply json_reply(const boost::json::object& body, int status = 200);
// {"error": {"code", "message", "hint"}}; `code` is a stable English word.
ServerReply error_reply(int status, const std::string& code, Lang lang, const TwoTexts& message,
                        const TwoTexts& hint);

// ?lang=en or zh; Chinese where it is absent or unknown.
Lang lang_of(const ServerRequest& request);

// Exact decimals are JSON strings without superfluous zeros: "0.985", "72".
boost::json::value json_decimal(const Decimal& value);
boost::json::value json_instant(const std::optional<Instant>& instant);  // null when empty
boost::json::value json_date(const std::optional<Date>& date);
// "light", "light_code", "light_name" with an optional prefix such as "milestone_".
void add_light(boost::json::object& out, Light light, Lang lang, const std::string& prefix = "");
void add_reason(boost::json::object& out, Reason reason, Lang lang);
boost::json::array json_data_states(DataState states, Lang lang);

// {"plan": {...}, "now": ...}: the head of every answer.
boost::json::object answer_head(const ApiCall& call);

// A filter value that names nothing is an error, so that a typing mistake is not an empty list.
struct Filter {
  std::optional<UnitId> unit;
  std::optional<Light> light;
  bool takes(const UnitId& answerable) const { return !unit || *unit == answerable; }
  bool takes(Light shown) const { return !light || *light == shown; }
};
tl::expected<Filter, ServerReply> read_filter(const ApiCall& call);

}  // namespace planwatch
