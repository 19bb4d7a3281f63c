#include "config/schema/json_value.h"

#include <cassert>
#include <optional>

namespace planwatch::schema {

namespace {

bool is_plain(Reading reading) {
  return reading == Reading::decimal || reading == Reading::integer || reading == Reading::boolean;
}

void write_node(JsonText& json, const loader::YamlNode& node, const Value& value);

void write_members(JsonText& json, const loader::YamlNode& node, const Value& value) {
  json.begin_object();
  for (const loader::YamlEntry& entry : node.entries) {
    json.key(entry.key);
    if (value.map.empty()) {
      write_node(json, entry.value, value.inner.front());
      continue;
    }
    const Key* key = find_key(map_kind(value.map), entry.key);
    assert(key && "an example with a key that its map does not have");
    write_node(json, entry.value, key->value);
  }
  json.end_object();
}

void write_node(JsonText& json, const loader::YamlNode& node, const Value& value) {
  using Kind = loader::YamlNode::Kind;
  if (node.kind == Kind::map) return write_members(json, node, value);
  if (node.kind == Kind::scalar) {
    return is_plain(value.reading) ? json.plain(node.text) : json.string(node.text);
  }
  json.begin_array();
  for (const loader::YamlNode& item : node.items) write_node(json, item, value.inner.front());
  json.end_array();
}

}  // namespace

loader::YamlNode parse_example(const std::string& text) {
  loader::Diagnostics problems;
  std::optional<loader::YamlNode> node = loader::parse_strict_yaml("example", text, problems);
  assert(node && !problems.has_errors() && "an example of the tables that is no YAML");
  return std::move(*node);
}

void write_example(JsonText& json, const std::string& text, const Value& value) {
  write_node(json, parse_example(text), value);
}

}  // namespace planwatch::schema
