#include "config/loader/kind_words.h"
#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

constexpr int most_workdays = 260;

void check_width(IndicatorKind kind, Decimal width, const SourcePosition& at, Diagnostics& out) {
  const std::string shown = width.to_string();
  if (width.is_negative()) {
    out.error(at, said("yellow_width {} 是负数", "yellow_width {} is negative", shown),
              {"写 0 或正数", "write 0 or more"});
  }
  const bool ratio = kind == IndicatorKind::ratio || kind == IndicatorKind::ratio_ramped;
  if (ratio && width > Decimal(1)) {
    out.error(at,
              said("比率的 yellow_width {} 大于 1", "a ratio's yellow_width {} is above 1", shown),
              {"3 个百分点写 0.03", "3 percentage points are written 0.03"});
  }
}

void read_yellow_widths(Fields& fields, Rule& rule) {
  Diagnostics& out = fields.out();
  for (const YamlEntry& entry : fields.map("yellow_width", Need::optional)) {
    YamlNode key;
    key.kind = YamlNode::Kind::scalar;
    key.text = entry.key;
    key.at = entry.key_at;
    YellowWidth width{};
    const bool known = fields.choose(key, "yellow_width", kind_words, width.kind);
    const std::optional<Decimal> value = read_decimal(entry.value, entry.key, out);
    if (!known || !value) continue;
    check_width(width.kind, *value, entry.value.at, out);
    width.width = *value;
    rule.yellow_widths.push_back(width);
  }
}

void read_hold(Fields& fields, Rule& rule) {
  fields.choice("alert_from", alert_light_words, rule.alert_from, Need::optional);
  fields.integer("for_reports", rule.for_reports, 1, 12, Need::optional);
  fields.integer("recover_reports", rule.recover_reports, 1, 12, Need::optional);
  fields.decimal("recover_margin", rule.recover_margin, Need::optional);
  if (rule.recover_margin.is_negative()) {
    fields.out().error(fields.at("recover_margin"),
                       {"recover_margin 是负数", "recover_margin is negative"},
                       {"写 0 或正数", "write 0 or more"});
  }
  fields.integer("near_deadline", rule.near_deadline_workdays, 0, most_workdays, Need::optional);
  fields.boolean("urgent", rule.urgent);
}

Rule load_rule(const YamlNode& node, RulePlaces& places, Draft& draft) {
  Fields fields(node, draft.out);
  Rule rule;
  rule.at = fields.at();
  if (read_identifier(fields, Thing::rule, rule.id, draft.names)) rule.at = fields.at("id");
  fields.text("name", rule.name);
  fields.text("name_en", rule.name_en, Need::optional);
  fields.choices("kinds", kind_words, rule.kinds);
  read_mentions(fields, "indicators", Thing::indicator, rule.indicators, draft.names);
  read_mention(fields, "bands", Thing::bands, rule.bands, draft.names, Need::optional);
  read_yellow_widths(fields, rule);
  read_hold(fields, rule);
  places = {fields.at("bands"), fields.at("yellow_width")};
  return rule;
}

// The rules of tasks and reports exist without being written; their names cannot be taken.
void define_rule(RuleId& id, Fields& fields, Draft& draft) {
  if (fields.node("id", Need::optional)) {
    read_identifier(fields, Thing::rule, id, draft.names);
  } else {
    draft.names.define(Thing::rule, id.text, fields.at(), draft.out);
  }
}

void load_task_rule(const YamlNode& node, Draft& draft) {
  Fields fields(node, draft.out);
  TaskRule& rule = draft.configuration.task_rule;
  rule.at = fields.at();
  define_rule(rule.id, fields, draft);
  fields.integer("yellow_after_months", rule.yellow_after_months, 0, 12, Need::optional);
  fields.integer("red_after_months", rule.red_after_months, 0, 12, Need::optional);
  fields.integer("near_deadline", rule.near_deadline_workdays, 0, most_workdays, Need::optional);
  fields.choice("alert_from", alert_light_words, rule.alert_from, Need::optional);
  read_mention(fields, "bands", Thing::bands, rule.bands, draft.names, Need::optional);
  draft.task_rule.bands = fields.at("bands");
  if (rule.red_after_months < rule.yellow_after_months) {
    draft.out.error(fields.at("red_after_months"), {"红灯早于黄灯", "red comes before yellow"},
                    {"red_after_months 不小于 yellow_after_months",
                     "red_after_months must not be below yellow_after_months"});
  }
}

void load_report_rule(const YamlNode& node, Draft& draft) {
  Fields fields(node, draft.out);
  ReportRule& rule = draft.configuration.report_rule;
  rule.at = fields.at();
  define_rule(rule.id, fields, draft);
  fields.integer("due_soon", rule.due_soon_workdays, 0, 20, Need::optional);
  fields.integer("stale_after_periods", rule.stale_after_periods, 1, 12, Need::optional);
}

}  // namespace

void load_rules(const YamlNode& root, Draft& draft) {
  Fields fields(root, draft.out);
  Configuration& configuration = draft.configuration;
  for (const YamlNode& item : fields.list("bands", Need::optional)) {
    configuration.bands.push_back(load_bands(item, draft));
  }
  // First the two that exist anyway: a rule that takes their name is what has to change.
  if (const YamlNode* rule = fields.node("task_rule", Need::optional)) {
    load_task_rule(*rule, draft);
  } else {
    draft.names.define(Thing::rule, configuration.task_rule.id.text, root.at, draft.out);
  }
  if (const YamlNode* rule = fields.node("report_rule", Need::optional)) {
    load_report_rule(*rule, draft);
  } else {
    draft.names.define(Thing::rule, configuration.report_rule.id.text, root.at, draft.out);
  }
  load_quality(fields, draft);
  for (const YamlNode& item : fields.list("rules")) {
    RulePlaces places;
    configuration.rules.push_back(load_rule(item, places, draft));
    draft.rules.push_back(places);
  }
}

}  // namespace planwatch::loader
