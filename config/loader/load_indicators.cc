#include <iterator>

#include "config/loader/kind_words.h"
#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

constexpr Word<Better> betters[] = {{"higher", Better::higher}, {"lower", Better::lower}};
constexpr Word<Measure> measures[] = {{"count", Measure::count},
                                      {"ratio", Measure::ratio},
                                      {"amount", Measure::amount},
                                      {"days", Measure::days},
                                      {"working_days", Measure::working_days}};
constexpr Word<Window> windows[] = {{"month", Window::month},
                                    {"ytd", Window::ytd},
                                    {"rolling", Window::rolling},
                                    {"instant", Window::instant},
                                    {"quarter", Window::quarter}};
constexpr Word<unsigned> periods[] = {{"month", 1}, {"quarter", 3}, {"half", 6}, {"year", 12}};

// The schedule that a kind has when the file gives none.
ScheduleKind usual_schedule(IndicatorKind kind) {
  const bool progress = kind == IndicatorKind::cumulative || kind == IndicatorKind::stock;
  return progress ? ScheduleKind::months : ScheduleKind::none;
}

void read_numbers(Fields& fields, Indicator& indicator, IndicatorPlaces& places) {
  fields.decimal("start", indicator.start, Need::optional);
  fields.decimal("min_denominator", indicator.min_denominator);
  fields.choice("measure", measures, indicator.measure);
  fields.text("measure_name", indicator.measure_name, Need::optional);
  fields.choice("window", windows, indicator.window);
  fields.integer("due_month", indicator.due_month, 1, 12);
  fields.choice("period", periods, indicator.period_months, Need::optional);
  load_targets(fields, indicator, places);
}

void read_units(Fields& fields, Indicator& indicator, Draft& draft) {
  if (UnitId lead; read_mention(fields, "lead", Thing::unit, lead, draft.names, Need::optional)) {
    indicator.lead = lead;
  }
  read_mentions(fields, "co", Thing::unit, indicator.co, draft.names);
}

void read_task(Fields& fields, Indicator& indicator, Draft& draft) {
  if (fields.integer("task", indicator.task, 1, 9'999)) {
    draft.names.mention(Thing::task, std::to_string(indicator.task), fields.at("task"));
  }
}

void read_schedule(Fields& fields, Indicator& indicator, IndicatorPlaces& places) {
  indicator.schedule.kind = usual_schedule(indicator.kind);
  places.schedule = fields.at("schedule");
  const YamlNode* node = fields.node("schedule", Need::optional);
  if (!node) return;
  indicator.schedule = load_schedule(*node, is_to_shrink(indicator), fields.out());
  const YamlEntry* points = node->find("points");
  const bool any = points && !points->value.items.empty();
  places.last_point = any ? points->value.items.back().at : places.schedule;
}

Indicator load_indicator(const YamlNode& node, IndicatorPlaces& places, Draft& draft) {
  Fields fields(node, draft.out);
  Indicator indicator;
  indicator.at = fields.at();
  if (read_identifier(fields, Thing::indicator, indicator.id, draft.names)) {
    indicator.at = fields.at("id");
  }
  read_task(fields, indicator, draft);
  fields.text("name", indicator.name);
  fields.text("name_en", indicator.name_en, Need::optional);
  fields.choice("kind", kind_words, indicator.kind);
  fields.choice("better", betters, indicator.better);
  read_numbers(fields, indicator, places);
  read_units(fields, indicator, draft);
  read_schedule(fields, indicator, places);
  if (IndicatorId monthly;
      read_mention(fields, "monthly", Thing::indicator, monthly, draft.names, Need::optional)) {
    indicator.monthly = monthly;
  }
  fields.text("reading", indicator.reading, Need::optional);
  read_oddities(fields);
  places.clean = fields.clean();
  places.task = fields.at("task");
  places.due_month = fields.at("due_month");
  places.lead = fields.at("lead");
  places.period = fields.at("period");
  places.monthly = fields.at("monthly");
  if (places.clean) {
    check_measure(indicator, places, draft.out);
    check_schedule(indicator, places, draft.out);
    check_targets(indicator, places, draft.out);
  }
  return indicator;
}

}  // namespace

void load_indicators(const YamlNode& root, Draft& draft) {
  Fields fields(root, draft.out);
  for (const YamlNode& item : fields.list("indicators")) {
    IndicatorPlaces places;
    draft.plan().indicators.push_back(load_indicator(item, places, draft));
    draft.indicators.push_back(places);
  }
}

}  // namespace planwatch::loader
