#include <algorithm>

#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

// Codes of GB/T 2260 have 6 digits, those of townships and villages below them 9 and 12.
bool check_area_code(const std::string& code, const SourcePosition& at, Diagnostics& out) {
  out.asked({at, Reading::area_code});
  const bool digits = code.find_first_not_of("0123456789") == std::string::npos;
  if (digits && (code.size() == 6 || code.size() == 9 || code.size() == 12)) return true;
  out.error(at, said("{} 不是行政区划代码", "{} is not an area code", code),
            {"GB/T 2260 的 6 位数字，乡镇 9 位，村 12 位", "6 digits of GB/T 2260; 9 or 12 below"});
  return false;
}

// Figures add up along the parents, so that these must end somewhere.
void check_parents(const std::vector<Area>& areas, std::span<const YamlNode> nodes,
                   Diagnostics& out) {
  const auto parent_of = [&areas](const AreaCode& code) -> const std::optional<AreaCode>* {
    const auto found = std::find_if(areas.begin(), areas.end(),
                                    [&code](const Area& area) { return area.code == code; });
    return found == areas.end() ? nullptr : &found->parent;
  };
  for (std::size_t i = 0; i < areas.size(); ++i) {
    if (!areas[i].parent || *areas[i].parent == areas[i].code) continue;
    std::size_t steps = 0;
    const std::optional<AreaCode>* above = &areas[i].parent;
    while (above && *above && **above != areas[i].code && ++steps <= areas.size()) {
      above = parent_of(**above);
    }
    if (!above || !*above || **above != areas[i].code) continue;
    out.error(nodes[i].at,
              said("{} 的上级一级级又回到它自己", "the parents of {} lead back to it",
                   areas[i].code.text),
              {"改正其中一个 parent，最上一级不写 parent",
               "correct one of the parents; the uppermost area has none"});
  }
}

Area load_area(const YamlNode& node, Draft& draft) {
  Fields fields(node, draft.out);
  Area area;
  if (std::string code; fields.text("code", code)) {
    check_area_code(code, fields.at("code"), draft.out);
    draft.names.define(Thing::area, code, fields.at("code"), draft.out);
    area.code = AreaCode(code);
  }
  fields.text("name", area.name);
  fields.text("name_en", area.name_en, Need::optional);
  draft.area_parents.push_back(fields.at("parent"));
  if (AreaCode parent;
      read_mention(fields, "parent", Thing::area, parent, draft.names, Need::optional)) {
    area.parent = parent;
    if (parent == area.code) {
      draft.out.error(
          fields.at("parent"), said("{} 的上级是它自己", "{} is its own parent", parent.text),
          {"写上一级的代码，或删掉 parent", "write the code above it, or delete parent"});
    }
  }
  return area;
}

void read_oddity(const YamlNode& node, Diagnostics& out) {
  if (node.kind != YamlNode::Kind::map) {
    if (!is_scalar(node, "oddities", out)) return;
    if (node.text.empty()) {
      out.error(node.at, {"oddities 里有一条是空的", "an oddity is empty"},
                {"写上内容，或删掉这一条", "write its content or delete it"});
    } else {
      out.warning(node.at, {node.text, node.text});
    }
    return;
  }
  Fields fields(node, out);
  Words words;
  fields.text("zh", words.zh);
  fields.text("en", words.en);
  if (fields.clean()) out.warning(node.at, words);
}

}  // namespace

void read_oddities(Fields& fields) {
  if (const YamlNode* one = fields.node("oddity", Need::optional)) read_oddity(*one, fields.out());
  for (const YamlNode& item : fields.list("oddities", Need::optional)) {
    read_oddity(item, fields.out());
  }
}

void load_plan(const YamlNode& root, Draft& draft) {
  Fields fields(root, draft.out);
  Plan& plan = draft.plan();
  if (fields.text("id", plan.id)) check_identifier(plan.id, fields.at("id"), draft.out);
  fields.text("name", plan.name);
  fields.text("name_en", plan.name_en, Need::optional);
  fields.integer("year", plan.year, 2000, 2100);
  plan.year_at = fields.at("year");
  const std::span<const YamlNode> areas = fields.list("areas");
  for (const YamlNode& item : areas) plan.areas.push_back(load_area(item, draft));
  check_parents(plan.areas, areas, draft.out);
  read_mention(fields, "area", Thing::area, plan.area, draft.names);
  read_mention(fields, "coordinating_unit", Thing::unit, plan.coordinating_unit, draft.names);
  read_mention(fields, "supervising_unit", Thing::unit, plan.supervising_unit, draft.names);
  constexpr int most_workdays = 260;
  fields.integer("close_after", plan.close_after_workdays, 0, most_workdays, Need::optional);
  read_oddities(fields);
}

}  // namespace planwatch::loader
