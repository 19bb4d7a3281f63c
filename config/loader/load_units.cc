#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

// Unit names are free text, but they stand in addresses, keys and one-line logs.
void check_unit_name(const std::string& name, const SourcePosition& at, Diagnostics& out) {
  const bool control = name.find_first_of("/\n\r\t") != std::string::npos;
  const bool spaced = name.starts_with(' ') || name.ends_with(' ');
  if (!control && !spaced && name.size() <= 200) return;
  out.error(at, said("单位名称 {} 不能用", "{} cannot be a unit's name", name),
            {"不能有 /、换行和首尾空格，最长 200 字节",
             "no /, no line breaks, no outer spaces, at most 200 bytes"});
}

void load_people(const YamlNode& node, UnitPeople& people, Diagnostics& out) {
  Fields fields(node, out);
  read_person(fields, "contact", people.contact);
  read_person(fields, "deputy", people.deputy);
  read_person(fields, "leader", people.leader);
}

Unit load_unit(const YamlNode& node, Draft& draft) {
  Fields fields(node, draft.out);
  Unit unit;
  unit.at = fields.at();
  if (std::string name; fields.text("id", name)) {
    check_unit_name(name, fields.at("id"), draft.out);
    draft.names.define(Thing::unit, name, fields.at("id"), draft.out);
    unit.id = UnitId(name);
    unit.at = fields.at("id");
  }
  fields.text("name_en", unit.name_en, Need::optional);
  fields.boolean("collective", unit.collective);
  read_mentions(fields, "members", Thing::unit, unit.members, draft.names);
  if (fields.clean() && !unit.members.empty() && !unit.collective) {
    draft.out.error(
        fields.at("members"),
        said("{} 不是集合单位，不能有 members", "{} is not collective and has no members",
             unit.id.text),
        {"加上 collective: true，或删掉 members", "add collective: true or delete members"});
  }
  if (const YamlNode* people = fields.node("people", Need::optional)) {
    load_people(*people, unit.people, draft.out);
  }
  return unit;
}

}  // namespace

void load_units(const YamlNode& root, Draft& draft) {
  Fields fields(root, draft.out);
  for (const YamlNode& item : fields.list("units")) {
    draft.plan().units.push_back(load_unit(item, draft));
  }
}

}  // namespace planwatch::loader
