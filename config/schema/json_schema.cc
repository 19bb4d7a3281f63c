#include "config/schema/json_schema.h"

#include <cassert>

#include "config/schema/json_scalar.h"
#include "config/schema/json_text.h"
#include "config/schema/json_value.h"

namespace planwatch::schema {

namespace {

void write_value(JsonText& json, const Value& value);
void write_map(JsonText& json, const MapKind& kind);

std::string describe(const Key& key) {
  const Words& unit = key.value.unit;
  if (unit.zh.empty()) return both({key.zh, key.en});
  return both({key.zh + "（单位：" + unit.zh + "）", key.en + " (unit: " + unit.en + ")"});
}

// A body for the editor's completion: every key that has to be there, with its example.
void write_snippet(JsonText& json, const MapKind& kind) {
  json.key("defaultSnippets");
  json.begin_array();
  json.begin_object();
  json.member("label", kind.name);
  json.member("description", both(kind.title));
  json.key("body");
  json.begin_object();
  for (const Key& key : kind.keys) {
    bool wanted = key.need == Need::required;
    for (const auto& group : kind.one_of) wanted = wanted || group.front() == key.name;
    for (const auto& one : kind.beside) {
      const bool beside_first = !kind.one_of.empty() && kind.one_of.front().front() == one.key;
      wanted = wanted || (one.one && beside_first && one.others.front() == key.name);
    }
    wanted = wanted || (!kind.any_of.empty() && kind.any_of.front() == key.name);
    if (!wanted) continue;
    json.key(key.name);
    write_example(json, key.example, key.value);
  }
  json.end_object();
  json.end_object();
  json.end_array();
}

void write_list(JsonText& json, const Value& value) {
  json.member("type", "array");
  if (!value.may_be_empty) {
    json.key("minItems");
    json.plain("1");
  }
  const Value& element = value.inner.front();
  json.key("items");
  json.begin_object();
  if (element.reading == Reading::map) write_snippet(json, map_kind(element.map));
  write_value(json, element);
  json.end_object();
}

void write_alone_or_list(JsonText& json, const Value& value) {
  json.key("anyOf");
  json.begin_array();
  json.begin_object();
  write_value(json, value.inner.front());
  json.end_object();
  json.begin_object();
  write_list(json, value);
  json.end_object();
  json.end_array();
}

void write_entries(JsonText& json, const Value& value) {
  json.member("type", "object");
  if (!value.words.empty()) {
    json.key("propertyNames");
    json.begin_object();
    write_words(json, value.words);
    json.end_object();
    // The editor completes keys from properties alone.
    json.key("properties");
    json.begin_object();
    for (const Word& word : value.words) {
      json.key(word.word);
      json.begin_object();
      json.member("description", both(word.meaning));
      write_value(json, value.inner.front());
      json.end_object();
    }
    json.end_object();
  }
  json.key("additionalProperties");
  json.begin_object();
  write_value(json, value.inner.front());
  json.end_object();
}

void write_text_or_map(JsonText& json, const Value& value) {
  Value text = value;
  text.map.clear();
  json.key("anyOf");
  json.begin_array();
  json.begin_object();
  write_scalar(json, text);
  json.end_object();
  json.begin_object();
  write_map(json, map_kind(value.map));
  json.end_object();
  json.end_array();
}

void write_value(JsonText& json, const Value& value) {
  switch (value.reading) {
    case Reading::list:
      return value.alone ? write_alone_or_list(json, value) : write_list(json, value);
    case Reading::entries:
      return write_entries(json, value);
    case Reading::map:
      return write_map(json, map_kind(value.map));
    default:
      break;
  }
  if (!value.map.empty()) return write_text_or_map(json, value);
  write_scalar(json, value);
  if (const Words hint = how_to_write(value.reading); !hint.zh.empty()) {
    json.member("errorMessage", hint.zh + " · " + hint.en);
  }
}

void write_key(JsonText& json, const Key& key) {
  json.key(key.name);
  json.begin_object();
  json.member("description", describe(key));
  write_value(json, key.value);
  if (!key.fallback.empty()) {
    json.key("default");
    write_example(json, key.fallback, key.value);
  }
  json.key("examples");
  json.begin_array();
  write_example(json, key.example, key.value);
  json.end_array();
  json.end_object();
}

// {"required": [key]}
void write_presence(JsonText& json, const std::string& key) {
  json.begin_object();
  json.strings("required", {key});
  json.end_object();
}

void write_when(JsonText& json, const MapKind& kind, const When& when) {
  const Key* key = find_key(kind, when.key);
  assert(key && "a condition on a key that the map does not have");
  json.begin_object();
  json.key("if");
  json.begin_object();
  json.key("properties");
  json.begin_object();
  json.key(when.key);
  json.begin_object();
  json.key("const");
  write_example(json, when.word, key->value);
  json.end_object();
  json.end_object();
  json.strings("required", {when.key});
  json.end_object();
  json.key("then");
  write_presence(json, when.needs);
  json.end_object();
}

void write_any_of(JsonText& json, const std::vector<std::string>& keys) {
  json.key("anyOf");
  json.begin_array();
  for (const std::string& key : keys) write_presence(json, key);
  json.end_array();
}

// One of them, or none of them.
void write_at_most_one(JsonText& json, const std::vector<std::string>& group) {
  json.begin_object();
  json.key("oneOf");
  json.begin_array();
  for (const std::string& key : group) write_presence(json, key);
  json.begin_object();
  json.key("not");
  json.begin_object();
  write_any_of(json, group);
  json.end_object();
  json.end_object();
  json.end_array();
  json.end_object();
}

void write_beside(JsonText& json, const Beside& beside) {
  json.begin_object();
  json.key("if");
  write_presence(json, beside.key);
  json.key("then");
  json.begin_object();
  if (beside.one) {
    write_any_of(json, beside.others);
  } else {
    json.key("not");
    json.begin_object();
    write_any_of(json, beside.others);
    json.end_object();
  }
  json.end_object();
  json.end_object();
}

// Groups and conditions, each one element of `allOf`.
void write_conditions(JsonText& json, const MapKind& kind) {
  if (kind.one_of.empty() && kind.at_most_one.empty() && kind.any_of.empty() && kind.when.empty() &&
      kind.beside.empty()) {
    return;
  }
  json.key("allOf");
  json.begin_array();
  for (const auto& group : kind.one_of) {
    json.begin_object();
    json.key("oneOf");
    json.begin_array();
    for (const std::string& key : group) write_presence(json, key);
    json.end_array();
    json.end_object();
  }
  for (const auto& group : kind.at_most_one) write_at_most_one(json, group);
  if (!kind.any_of.empty()) {
    json.begin_object();
    write_any_of(json, kind.any_of);
    json.end_object();
  }
  for (const When& when : kind.when) write_when(json, kind, when);
  for (const Beside& beside : kind.beside) write_beside(json, beside);
  json.end_array();
}

void write_map(JsonText& json, const MapKind& kind) {
  json.member("type", "object");
  json.member("title", kind.title.zh + " · " + kind.title.en);
  json.key("additionalProperties");
  json.plain("false");
  std::vector<std::string> required;
  for (const Key& key : kind.keys) {
    if (key.need == Need::required) required.push_back(key.name);
  }
  if (!required.empty()) json.strings("required", required);
  json.key("properties");
  json.begin_object();
  for (const Key& key : kind.keys) write_key(json, key);
  json.end_object();
  if (!kind.together.empty()) {
    json.key("dependencies");
    json.begin_object();
    for (const auto& pair : kind.together) json.strings(pair[0], {pair[1]});
    json.end_object();
  }
  write_conditions(json, kind);
}

}  // namespace

std::string render_json_schema(const FileKind& kind) {
  JsonText json;
  json.begin_object();
  json.member("$schema", "http://json-schema.org/draft-07/schema#");
  json.member("$comment", "generated: planwatch schema --out config/schema");
  const MapKind& root = map_kind(kind.root);
  json.member("description", both(root.title));
  write_map(json, root);
  json.end_object();
  return json.take();
}

}  // namespace planwatch::schema
