#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "config/loader/diagnostics.h"
#include "config/loader/fields.h"
#include "config/loader/load.h"
#include "config/loader/names.h"
#include "rules/model/configuration.h"

namespace planwatch::loader {

// Where single values of an item stand, for checks that come after reading.
// `clean`: nothing in the item was wrong; checks across items skip those that were.
struct TaskPlaces {
  bool clean = false;
  SourcePosition departments;
};
struct IndicatorPlaces {
  bool clean = false;
  SourcePosition task;
  SourcePosition target;
  std::vector<SourcePosition> targets;  // as Indicator::targets
  SourcePosition due_month;
  SourcePosition lead;
  SourcePosition schedule;
  SourcePosition last_point;
  SourcePosition period;
  SourcePosition monthly;
};
struct RulePlaces {
  SourcePosition bands;
  SourcePosition yellow_width;
};
struct TaskRulePlaces {
  SourcePosition bands;
};
struct FeedPlaces {
  SourcePosition unit;
  SourcePosition glob;
  SourcePosition frequency;
  SourcePosition skip;
  SourcePosition transport;
  SourcePosition mapping;
  std::vector<SourcePosition> values;      // as ObservationMapping::values
  std::vector<SourcePosition> aggregates;  // as RecordsMapping::aggregates
  SourcePosition template_indicators;
  SourcePosition template_tasks;
  bool names_indicators = false;  // the template's lists are written, not filled in
  bool names_tasks = false;
};
struct ReceiverPlaces {
  SourcePosition message;
  SourcePosition rate;
  SourcePosition fallback;
};
struct RoutePlaces {
  bool clean = false;
  SourcePosition ladder;
  SourcePosition quiet_hours;
};

// The configuration while it is being read. The lists of places run parallel to the lists of the
// plan and the configuration.
struct Draft {
  std::string folder;
  const LoadOptions& options;
  Diagnostics& out;
  Configuration configuration;
  Names names;
  bool complete = true;  // every file was there and could be parsed
  std::vector<CalendarYear> calendars;
  std::vector<SourcePosition> area_parents;  // as Plan::areas
  std::vector<TaskPlaces> tasks;
  std::vector<IndicatorPlaces> indicators;
  std::vector<RulePlaces> rules;
  TaskRulePlaces task_rule;
  std::vector<FeedPlaces> feeds;
  std::vector<ReceiverPlaces> receivers;
  std::vector<RoutePlaces> routes;

  Plan& plan() { return configuration.plan; }
  const Plan& plan() const { return configuration.plan; }
};

// Reads a name that something else defines, and remembers that it was mentioned.
template <class Tag>
bool read_mention(Fields& fields, std::string_view key, Thing thing, Id<Tag>& into, Names& names,
                  Need need = Need::required) {
  std::string text;
  if (!fields.text(key, text, need)) return false;
  if (text.empty()) {
    fields.fail_empty(key);
    return false;
  }
  names.mention(thing, text, fields.at(key));
  into = Id<Tag>(std::move(text));
  return true;
}
template <class Tag>
void read_mentions(Fields& fields, std::string_view key, Thing thing, std::vector<Id<Tag>>& into,
                   Names& names, Need need = Need::optional) {
  for (const YamlNode& item : fields.list(key, need)) {
    if (!is_scalar(item, key, fields.out())) continue;
    names.mention(thing, item.text, item.at);
    Id<Tag> id(item.text);
    if (std::find(into.begin(), into.end(), id) != into.end()) fields.fail_repeated(item, key);
    into.push_back(std::move(id));
  }
}
// Reads an item's own name, checks its characters and defines it.
template <class Tag>
bool read_identifier(Fields& fields, Thing thing, Id<Tag>& into, Names& names) {
  std::string text;
  if (!fields.text("id", text)) return false;
  into = Id<Tag>(text);
  names.define(thing, text, fields.at("id"), fields.out());
  return check_identifier(text, fields.at("id"), fields.out());
}

// `oddity: text` and `oddities: [text or {zh, en}]`: what people noticed in the plan's own text.
// Printed as warnings, word for word.
void read_oddities(Fields& fields);

}  // namespace planwatch::loader
