#include "tests/config/schema_documents.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "config/schema/json_value.h"
#include "tests/config/config_files.h"

namespace planwatch {

using loader::YamlEntry;
using loader::YamlNode;
using schema::MapKind;

namespace {

namespace fs = std::filesystem;

bool is_safe_unquoted(const std::string& text) {
  return !text.empty() && text.find_first_not_of(
                              "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVW"
                              "XYZ0123456789_.-") == std::string::npos;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else {
      out += c;
    }
  }
  return out + "\"";
}

YamlNode parsed(const std::string& file, const std::string& text) {
  loader::Diagnostics problems;
  return loader::parse_strict_yaml(file, text, problems).value_or(YamlNode{});
}

YamlEntry* find_entry(YamlNode& map, const std::string& key) {
  const auto found = std::find_if(map.entries.begin(), map.entries.end(),
                                  [&](const YamlEntry& entry) { return entry.key == key; });
  return found == map.entries.end() ? nullptr : &*found;
}

// Goes from a value to the map behind it: itself, the first of the list, the first of the entries.
YamlNode* inner_map(YamlNode* node, const schema::Value& value) {
  if (!value.map.empty()) return node->kind == YamlNode::Kind::map ? node : nullptr;
  if (value.inner.empty()) return nullptr;
  if (value.alone && node->kind != YamlNode::Kind::list) {
    return inner_map(node, value.inner.front());
  }
  if (!node->items.empty()) return inner_map(&node->items.front(), value.inner.front());
  if (!node->entries.empty()) return inner_map(&node->entries.front().value, value.inner.front());
  return nullptr;
}

const std::string& map_behind(const schema::Value& value) {
  return value.map.empty() && !value.inner.empty() ? map_behind(value.inner.front()) : value.map;
}

void remove_rivals(YamlNode& map, const MapKind& kind, const std::string& key) {
  for (const auto* groups : {&kind.one_of, &kind.at_most_one}) {
    for (const auto& group : *groups) {
      if (std::find(group.begin(), group.end(), key) == group.end()) continue;
      std::erase_if(map.entries, [&](const YamlEntry& entry) {
        return entry.key != key && std::find(group.begin(), group.end(), entry.key) != group.end();
      });
    }
  }
}

bool has_any(YamlNode& map, const std::vector<std::string>& keys) {
  return std::any_of(keys.begin(), keys.end(),
                     [&](const std::string& one) { return find_entry(map, one) != nullptr; });
}

void ensure_key(YamlNode& map, const MapKind& kind, const schema::Key& key);

// What has to stand beside the key, and nothing that may not.
void ensure_beside(YamlNode& map, const MapKind& kind, const std::string& key) {
  for (const schema::Beside& beside : kind.beside) {
    if (beside.key != key) continue;
    if (!beside.one) {
      std::erase_if(map.entries, [&](const YamlEntry& entry) {
        return std::find(beside.others.begin(), beside.others.end(), entry.key) !=
               beside.others.end();
      });
    } else if (!has_any(map, beside.others)) {
      ensure_key(map, kind, *schema::find_key(kind, beside.others.front()));
    }
  }
}

// Puts the key with its example into the map unless it is there, and the keys that it needs.
void ensure_key(YamlNode& map, const MapKind& kind, const schema::Key& key) {
  remove_rivals(map, kind, key.name);
  YamlEntry* entry = find_entry(map, key.name);
  const std::string& below = map_behind(key.value);
  const bool usable = entry && (below.empty() || inner_map(&entry->value, key.value));
  if (entry && !usable) entry->value = schema::parse_example(key.example);
  if (!entry) map.entries.push_back({key.name, {}, schema::parse_example(key.example)});
  for (const auto& pair : kind.together) {
    if (pair[0] != key.name || find_entry(map, pair[1])) continue;
    ensure_key(map, kind, *schema::find_key(kind, pair[1]));
  }
  ensure_beside(map, kind, key.name);
}

class VariantMaker {
 public:
  explicit VariantMaker(const std::vector<MapKind>& tables) : tables_(tables) {}

  void visit(const std::string& file, const schema::FileKind& kind) {
    file_ = file;
    kind_ = kind.name;
    visit_map(kind.root, {}, {});
  }
  std::vector<Variant> take() { return std::move(variants_); }

 private:
  void visit_map(const std::string& name, const Steps& steps,
                 const std::vector<const MapKind*>& kinds) {
    const MapKind& kind = *find_map_kind(tables_, name);
    std::vector<const MapKind*> all = kinds;
    all.push_back(&kind);
    for (const schema::Key& key : kind.keys) {
      Steps longer = steps;
      longer.push_back(key.name);
      if (!add(longer, all)) continue;
      const std::string& below = map_behind(key.value);
      if (!below.empty()) visit_map(below, longer, all);
    }
  }

  bool add(const Steps& steps, const std::vector<const MapKind*>& kinds) {
    Variant variant{file_, kind_, kinds.back()->name, steps, small_documents()};
    YamlNode* map = &variant.documents[file_];
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const schema::Key* key = schema::find_key(*kinds[i], steps[i]);
      ensure_key(*map, *kinds[i], *key);
      YamlNode* value = &find_entry(*map, steps[i])->value;
      if (i + 1 == steps.size()) break;
      map = inner_map(value, key->value);
      if (!map) return false;  // a text that may also be a map, and here is a text
    }
    variants_.push_back(std::move(variant));
    return true;
  }

  const std::vector<MapKind>& tables_;
  std::string file_;
  std::string kind_;
  std::vector<Variant> variants_;
};

YamlNode* first_map(YamlNode* node) {
  while (node && node->kind == YamlNode::Kind::list) {
    node = node->items.empty() ? nullptr : &node->items.front();
  }
  return node;
}

}  // namespace

std::string to_flow_yaml(const YamlNode& node) {
  std::string out;
  switch (node.kind) {
    case YamlNode::Kind::null:
      return "null";
    case YamlNode::Kind::scalar:
      return !node.quoted && is_safe_unquoted(node.text) ? node.text : quoted(node.text);
    case YamlNode::Kind::list:
      for (const YamlNode& item : node.items) out += (out.empty() ? "" : ", ") + to_flow_yaml(item);
      return "[" + out + "]";
    case YamlNode::Kind::map:
      for (const YamlEntry& entry : node.entries) {
        out += (out.empty() ? "" : ", ") + quoted(entry.key) + ": " + to_flow_yaml(entry.value);
      }
      return "{" + out + "}";
  }
  return out;
}

namespace {

// As editors read it: a * stays in its folder, where a kept fetch below tests/ is no rule test.
bool matches(const std::string& pattern, const std::string& file) {
  const std::size_t star = pattern.find('*');
  if (star == std::string::npos) return pattern == file;
  const std::string ending = pattern.substr(star + 1);
  return file.size() > star + ending.size() && file.starts_with(pattern.substr(0, star)) &&
         file.ends_with(ending) && file.find('/', star) == std::string::npos;
}

}  // namespace

const schema::FileKind* kind_of_file(const std::string& file) {
  for (const schema::FileKind& kind : schema::file_kinds()) {
    for (const std::string& pattern : kind.files) {
      if (matches(pattern, file)) return &kind;
    }
  }
  return nullptr;
}

Documents small_documents() {
  Documents documents;
  for (const auto& [file, text] : small_configuration()) {
    if (kind_of_file(file)) documents[file] = parsed(file, text);
  }
  return documents;
}

Documents shipped_documents() {
  Documents documents;
  const fs::path folder = fs::path(PLANWATCH_SOURCE_DIR) / "config/ganzhou";
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string file = entry.path().lexically_relative(folder).generic_string();
    if (entry.path().extension() != ".yaml" || !kind_of_file(file)) continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    documents[file] = parsed(file, text.str());
  }
  return documents;
}

std::vector<Variant> variants_of_every_key(const std::vector<MapKind>& tables) {
  VariantMaker maker(tables);
  for (const auto& [file, root] : small_documents()) maker.visit(file, *kind_of_file(file));
  return maker.take();
}

YamlNode* find_map(YamlNode& root, const Steps& steps) {
  YamlNode* map = &root;
  for (std::size_t i = 0; map && i + 1 < steps.size(); ++i) {
    YamlEntry* entry = find_entry(*map, steps[i]);
    map = entry ? first_map(&entry->value) : nullptr;
  }
  return map;
}

YamlNode* find_value(YamlNode& root, const Steps& steps) {
  YamlNode* map = find_map(root, steps);
  YamlEntry* entry = map ? find_entry(*map, steps.back()) : nullptr;
  return entry ? &entry->value : nullptr;
}

const MapKind* find_map_kind(const std::vector<MapKind>& tables, const std::string& name) {
  const auto found = std::find_if(tables.begin(), tables.end(),
                                  [&](const MapKind& kind) { return kind.name == name; });
  return found == tables.end() ? nullptr : &*found;
}

}  // namespace planwatch
