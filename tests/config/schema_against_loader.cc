#include "tests/config/schema_against_loader.h"

#include <algorithm>
#include <fmt/format.h>

#include "config/loader/loaders.h"
#include "config/loader/rule_tests_draft.h"
#include "tests/config/config_folder.h"

namespace planwatch {

using loader::AskedKey;
using loader::AskedValue;
using loader::YamlEntry;
using loader::YamlNode;
using schema::Key;
using schema::MapKind;
using schema::Need;
using schema::Reading;
using schema::Value;

namespace {

// The file of config/schema/ whose table has the map.
std::string table_of(const std::string& map) {
  // The words of feeds stand beside what reads them.
  if (find_map_kind(schema::describe_feeds(), map)) return "config/feeds/";
  const std::pair<const char*, std::vector<MapKind> (*)()> tables[] = {
      {"describe_plan.cc", schema::describe_plan},
      {"describe_indicators.cc", schema::describe_indicators},
      {"describe_rules.cc", schema::describe_rules},
      {"describe_routing.cc", schema::describe_routing},
      {"describe_server.cc", schema::describe_server},
      {"describe_rule_tests.cc", schema::describe_rule_tests}};
  for (const auto& [file, describe] : tables) {
    if (find_map_kind(describe(), map)) return std::string("config/schema/") + file;
  }
  return "config/schema/";
}

const char* reading_name(Reading reading) {
  constexpr const char* names[] = {
      "text",       "identifier", "area_code",    "url",         "pointer", "decimal",
      "integer",    "boolean",    "duration",     "seconds",     "size",    "date",
      "date_range", "period",     "first_period", "time_of_day", "hours",   "series",
      "figure",     "word",       "list_of",      "entries_of",  "map_of"};
  return names[static_cast<std::size_t>(reading)];
}

std::string joined(const std::set<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

std::set<std::string> group_of(const MapKind& kind, const std::string& key) {
  for (const auto* groups : {&kind.one_of, &kind.at_most_one}) {
    for (const auto& group : *groups) {
      if (std::find(group.begin(), group.end(), key) != group.end()) {
        return {group.begin(), group.end()};
      }
    }
  }
  return {};
}

// Stands only beside a key that is not there, or that itself misses its partner.
bool misses_its_partner(const YamlNode& map, const MapKind& kind, const std::string& key) {
  const auto any_partner = [&](const std::string& one, const auto& is_missing) {
    return std::any_of(kind.together.begin(), kind.together.end(),
                       [&](const auto& pair) { return pair[0] == one && is_missing(pair[1]); });
  };
  const auto absent = [&](const std::string& one) { return map.find(one) == nullptr; };
  return any_partner(key, [&](const std::string& partner) {
    return absent(partner) || any_partner(partner, absent);
  });
}

// The table's default as the loader notes it.
std::string in_smallest_unit(const Key& key) {
  YamlNode node;
  node.kind = YamlNode::Kind::scalar;
  node.text = key.fallback;
  loader::Diagnostics ignored;
  if (key.value.reading == Reading::duration || key.value.reading == Reading::seconds) {
    const auto value = loader::read_duration(node, key.name, ignored);
    return value ? std::to_string(value->count()) + "ms" : key.fallback;
  }
  if (key.value.reading == Reading::size) {
    const auto value = loader::read_size(node, key.name, ignored);
    return value ? std::to_string(*value) + "B" : key.fallback;
  }
  return key.fallback;
}

bool has_noted_default(const Value& value) {
  return value.reading >= Reading::decimal && value.reading <= Reading::word;
}

// Outside its range an integer says that nothing was written.
bool is_in_range(const Value& value, const std::string& number) {
  if (value.reading != Reading::integer || number.empty()) return true;
  const long long at = std::stoll(number);
  return value.first <= at && at <= value.last;
}

// A C++ string literal.
std::string literal(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

void SchemaAgainstLoader::compare(const Documents& documents) {
  ConfigFolder folder;
  for (const char* file : {"plan.yaml", "units.yaml", "tasks.yaml", "indicators.yaml", "rules.yaml",
                           "feeds.yaml", "routing.yaml", "server.yaml", "calendar"}) {
    folder.remove(file);
  }
  std::map<std::string, YamlNode> placed;
  for (const auto& [file, root] : documents) {
    // Everything in flow style: no two things begin at one place.
    const std::string text = to_flow_yaml(root);
    folder.write(file, text);
    loader::Diagnostics ignored;
    placed[file] = loader::parse_strict_yaml(file, text, ignored).value_or(YamlNode{});
  }
  loader::KeyLog log;
  LoadedFolders folders;
  const bool sound =
      (folders[folder.path() + "/"] = loader::load_logged(folder.path(), {}, &log)).configuration !=
      nullptr;
  for (const auto& [file, root] : placed) {
    if (file.starts_with("tests/")) {
      // What is wrong with a configuration is found in its own files.
      if (!sound) continue;
      loader::load_rule_tests_logged(folder.path() + "/" + file, {}, folders, &log);
    }
    index(log, folder.path() + "/" + file);
    compare_map(root, *find_map_kind(tables_, kind_of_file(file)->root));
  }
}

void SchemaAgainstLoader::index(const loader::KeyLog& log, const std::string& file) {
  keys_.clear();
  values_.clear();
  for (const AskedKey& asked : log.keys) {
    if (asked.map.file != file) continue;
    Asked& entry = keys_[{asked.map.line, asked.map.column}][asked.key];
    // A key that was asked for as optional is asked again as required once it is known to be there.
    entry.required = entry.required && asked.need == Need::required;
    entry.one_of.insert(asked.one_of.begin(), asked.one_of.end());
  }
  for (const loader::AskedDefault& asked : log.defaults) {
    if (asked.map.file != file) continue;
    keys_[{asked.map.line, asked.map.column}][asked.key].fallback = asked.text;
  }
  for (const AskedValue& asked : log.values) {
    if (asked.at.file == file) values_[{asked.at.line, asked.at.column}].push_back(asked);
  }
}

const AskedValue* SchemaAgainstLoader::reading(const YamlNode& node) const {
  const auto found = values_.find({node.at.line, node.at.column});
  if (found == values_.end()) return nullptr;
  return &*std::max_element(
      found->second.begin(), found->second.end(),
      [](const AskedValue& a, const AskedValue& b) { return a.reading < b.reading; });
}

void SchemaAgainstLoader::compare_value(const YamlNode& node, const Value& value,
                                        const std::string& name) {
  if (value.alone && node.kind != YamlNode::Kind::list) {
    return compare_value(node, value.inner.front(), name);
  }
  if (node.kind == YamlNode::Kind::map && value.reading == Reading::entries) {
    return compare_entries(node, value, name);
  }
  if (node.kind == YamlNode::Kind::map && !value.map.empty()) {
    return compare_map(node, *find_map_kind(tables_, value.map));
  }
  if (node.kind == YamlNode::Kind::scalar) return compare_scalar(node, value, name);
  const AskedValue* asked = reading(node);
  if (asked && asked->reading != value.reading) {
    return find(fmt::format("{}: the table says {}, the loader reads {}", name,
                            reading_name(value.reading), reading_name(asked->reading)));
  }
  if (value.inner.empty()) return find(name + ": the table has no list here");
  for (const YamlNode& item : node.items) compare_value(item, value.inner.front(), name + "[]");
}

void SchemaAgainstLoader::compare_scalar(const YamlNode& node, const Value& value,
                                         const std::string& name) {
  const AskedValue* asked = reading(node);
  if (!asked) return find(name + ": the loader never reads the value");
  const bool pointer = value.column && asked->reading == Reading::pointer;
  if (asked->reading != value.reading && !pointer) {
    return find(fmt::format("{}: the table says {}(), the loader reads {}", name,
                            reading_name(value.reading), value_call(&node)));
  }
  if (asked->reading == Reading::integer &&
      (asked->first != value.first || asked->last != value.last)) {
    find(fmt::format("{}: the table says {} to {}, the loader takes {} to {}", name, value.first,
                     value.last, asked->first, asked->last));
  }
  if (asked->reading == Reading::word) compare_words(*asked, value.words, name);
  std::string names;
  for (const AskedValue& one : values_.at({node.at.line, node.at.column})) {
    if (!one.names.empty()) names = one.names;
  }
  if (names != value.names) {
    find(fmt::format("{}: the table says that it names \"{}\", to the loader \"{}\"", name,
                     value.names, names));
  }
}

void SchemaAgainstLoader::compare_words(const AskedValue& asked,
                                        const std::vector<schema::Word>& words,
                                        const std::string& name) {
  const std::set<std::string> known(asked.words.begin(), asked.words.end());
  std::set<std::string> described;
  for (const schema::Word& word : words) described.insert(word.word);
  if (known == described) return;
  find(fmt::format("{}: the table has the words {}; the loader {}", name, joined(described),
                   joined(known)));
}

void SchemaAgainstLoader::compare_entries(const YamlNode& node, const Value& value,
                                          const std::string& name) {
  const AskedValue* asked = reading(node);
  if (!asked || asked->reading != Reading::entries) {
    find(name + ": the table says entries_of(), the loader does not read it so");
  }
  for (const YamlEntry& entry : node.entries) {
    YamlNode key;
    key.at = entry.key_at;
    const AskedValue* word = reading(key);
    // Keys that the loader reads in a way of its own are held against the table by mutation alone.
    if (word && word->reading == Reading::word) {
      compare_words(*word, value.words, name + "'s keys");
    }
    compare_value(entry.value, value.inner.front(), name + ".*");
  }
}

void SchemaAgainstLoader::compare_map(const YamlNode& node, const MapKind& kind) {
  const auto& asked = keys_[{node.at.line, node.at.column}];
  for (const auto& [key, how] : asked) {
    const Key* described = schema::find_key(kind, key);
    if (described) {
      compare_need(kind, *described, how);
      compare_default(kind.name + "." + key, *described, how);
    } else {
      report_new_key(node, kind, key, how);
    }
  }
  for (const Key& key : kind.keys) {
    const std::string name = kind.name + "." + key.name;
    if (!asked.contains(key.name) && misses_its_partner(node, kind, key.name)) continue;
    if (!asked.contains(key.name)) {
      find(fmt::format("{}: the loader never asks for it; delete its line in {}", name,
                       table_of(kind.name)));
    }
    const YamlEntry* entry = node.find(key.name);
    if (!entry) continue;
    seen_.insert(name);
    compare_value(entry->value, key.value, name);
  }
}

void SchemaAgainstLoader::compare_need(const MapKind& kind, const Key& key, const Asked& asked) {
  const std::string name = kind.name + "." + key.name;
  const std::set<std::string> group = group_of(kind, key.name);
  if (!asked.one_of.empty() && asked.one_of != group) {
    return find(fmt::format("{}: the loader wants exactly one of {}; the table's one_of is {{{}}}",
                            name, joined(asked.one_of), joined(group)));
  }
  const bool depends =
      std::any_of(kind.when.begin(), kind.when.end(),
                  [&](const schema::When& when) { return when.needs == key.name; });
  if (depends || asked.required == (key.need == Need::required)) return;
  find(fmt::format("{}: the table says {}, the loader {}; see {}", name,
                   asked.required ? "optional" : "required",
                   asked.required ? "required" : "optional", table_of(kind.name)));
}

void SchemaAgainstLoader::compare_default(const std::string& name, const Key& key,
                                          const Asked& asked) {
  if (!has_noted_default(key.value)) return;
  const std::string loaders = is_in_range(key.value, asked.fallback) ? asked.fallback : "";
  if (in_smallest_unit(key) == loaders) return;
  find(fmt::format("{}: the table's default is \"{}\", the loader's \"{}\"", name, key.fallback,
                   loaders));
}

std::string SchemaAgainstLoader::value_call(const YamlNode* node) const {
  const AskedValue* asked = node ? reading(*node) : nullptr;
  if (!asked) return "VALUE";
  const auto& all = values_.at({node->at.line, node->at.column});
  const auto named = std::find_if(all.begin(), all.end(),
                                  [](const AskedValue& one) { return !one.names.empty(); });
  if (asked->reading == Reading::integer) {
    return fmt::format("integer({}, {})", asked->first, asked->last);
  }
  if (named != all.end()) return fmt::format("name_of(\"{}\")", named->names);
  if (asked->reading == Reading::list) {
    return "list_of(" + value_call(node->items.empty() ? nullptr : &node->items.front()) + ")";
  }
  if (asked->reading == Reading::map) return "map_of(\"MAP\")";
  if (asked->reading == Reading::word) {
    std::string words;
    for (const std::string& word : asked->words) {
      words +=
          fmt::format("{}{{\"{}\", {{\"中文\", \"English\"}}}}", words.empty() ? "" : ", ", word);
    }
    return "word({" + words + "})";
  }
  return std::string(reading_name(asked->reading)) + "()";
}

void SchemaAgainstLoader::report_new_key(const YamlNode& node, const MapKind& kind,
                                         const std::string& key, const Asked& asked) {
  const YamlEntry* entry = node.find(key);
  if (!new_.insert(kind.name + "." + key).second) return;
  find(fmt::format(
      "{0}.{1}: the loader asks for it; add this line to the keys of \"{0}\" in {2} "
      "(values.h has the VALUEs):\n    {{\"{1}\", {3}, {4}, {6}, {5}, "
      "\"中文\", \"English\"}},",
      kind.name, key, table_of(kind.name), asked.required ? "required" : "optional",
      value_call(entry ? &entry->value : nullptr),
      literal(entry ? to_flow_yaml(entry->value) : "EXAMPLE"), literal(asked.fallback)));
}

std::set<std::string> SchemaAgainstLoader::findings() const {
  std::set<std::string> all = findings_;
  for (const MapKind& kind : tables_) {
    for (const Key& key : kind.keys) {
      const std::string name = kind.name + "." + key.name;
      if (!seen_.contains(name)) all.insert(name + ": stood in no document, so it is not compared");
    }
  }
  return all;
}

}  // namespace planwatch
