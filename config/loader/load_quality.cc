#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

constexpr Word<QualityConsequence> consequence_words[] = {
    {"off", QualityConsequence::off},
    {"note", QualityConsequence::note},
    {"doubtful", QualityConsequence::doubtful},
    {"quarantine", QualityConsequence::quarantine}};

// Findings that depend on other figures, which may still come or be corrected.
bool depends_on_others(QualityFinding finding) {
  return finding == QualityFinding::cumulative_falls ||
         finding == QualityFinding::differs_from_months || finding == QualityFinding::jump;
}

void check_consequence(QualityFinding finding, QualityConsequence consequence,
                       const SourcePosition& at, Diagnostics& out) {
  if (consequence != QualityConsequence::quarantine) return;
  if (finding == QualityFinding::same_as_last_period) {
    out.error(at,
              {"与上期相同的数据可能是真的，不能隔离",
               "a figure that equals the last one may well be true; it cannot be quarantined"},
              {"写 note、doubtful 或 off", "write note, doubtful or off"});
  } else if (depends_on_others(finding)) {
    out.warning(at,
                said("{} 取决于别的数据：设为 quarantine 时，结果会受到达先后影响",
                     "{} depends on other figures: with quarantine the result depends on the "
                     "order of arrival",
                     id_of(finding)),
                {"一般写 doubtful：照常判定并标注数据存疑",
                 "doubtful is usual: judged and marked all the same"});
  }
}

void read_finding(const YamlEntry& entry, Fields& fields, QualityRule& rule) {
  Diagnostics& out = fields.out();
  const auto finding = parse_finding(entry.key);
  if (!finding) {
    std::string known;
    for (int i = 0; i < quality_finding_count; ++i) {
      known += (i == 0 ? "" : ", ") + std::string(id_of(static_cast<QualityFinding>(i)));
    }
    out.error(entry.key_at,
              said("没有名为 {} 的数据质量检查", "there is no quality check named {}", entry.key),
              said("可用：{}", "known: {}", known));
    return;
  }
  QualityConsequence consequence{};
  if (!fields.choose(entry.value, entry.key, consequence_words, consequence)) return;
  check_consequence(*finding, consequence, entry.value.at, out);
  rule.consequences[static_cast<std::size_t>(*finding)] = consequence;
}

}  // namespace

void load_quality(Fields& rules, Draft& draft) {
  QualityRule& rule = draft.configuration.quality;
  const YamlNode* node = rules.node("quality", Need::optional);
  if (node == nullptr) {
    draft.names.define(Thing::rule, rule.id.text, rules.at(), draft.out);
    return;
  }
  Fields fields(*node, draft.out);
  rule.at = fields.at();
  if (fields.node("id", Need::optional)) {
    read_identifier(fields, Thing::rule, rule.id, draft.names);
  } else {
    draft.names.define(Thing::rule, rule.id.text, fields.at(), draft.out);
  }
  for (const YamlEntry& entry : fields.map("findings", Need::optional)) {
    read_finding(entry, fields, rule);
  }
  if (fields.decimal("jump_ranges", rule.jump_ranges, Need::optional) &&
      rule.jump_ranges < Decimal(1)) {
    draft.out.error(fields.at("jump_ranges"),
                    {"jump_ranges 小于 1，几乎每个数都会存疑",
                     "jump_ranges is below 1: nearly every figure would be doubted"},
                    {"写 3 以上的数，默认 8", "write 3 or more; the default is 8"});
  }
  fields.integer("jump_periods", rule.jump_periods, 3, 24, Need::optional);
  fields.integer("tiny_denominator", rule.tiny_denominator, 1, 1'000, Need::optional);
}

}  // namespace planwatch::loader
