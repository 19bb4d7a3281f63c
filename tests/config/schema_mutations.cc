#include "tests/config/schema_mutations.h"

#include <algorithm>

namespace planwatch {

using loader::YamlNode;
using schema::Reading;
using schema::Value;

namespace {

YamlNode scalar(const std::string& text, bool quoted = false) {
  YamlNode node;
  node.kind = YamlNode::Kind::scalar;
  node.text = text;
  node.quoted = quoted;
  return node;
}
YamlNode list_with(YamlNode item) {
  YamlNode node;
  node.kind = YamlNode::Kind::list;
  node.items.push_back(std::move(item));
  return node;
}
YamlNode map_with(const std::string& key, YamlNode value) {
  YamlNode node;
  node.kind = YamlNode::Kind::map;
  node.entries.push_back({key, {}, std::move(value)});
  return node;
}

struct WrongScalar {
  Reading reading;
  const char* text;
  bool quoted;
};
constexpr WrongScalar wrong_scalars[] = {
    {Reading::identifier, "1st", false},    {Reading::identifier, "two words", false},
    {Reading::area_code, "6207", true},     {Reading::area_code, "甘州", false},
    {Reading::url, "ftp://host/x", false},  {Reading::url, "https://", false},
    {Reading::url, "http://a b", false},    {Reading::pointer, "data/list", false},
    {Reading::pointer, "/a~2", false},      {Reading::decimal, "many", false},
    {Reading::decimal, "0.5", true},        {Reading::decimal, "90%", false},
    {Reading::integer, "1.5", false},       {Reading::integer, "two", false},
    {Reading::boolean, "yes", false},       {Reading::boolean, "1", false},
    {Reading::boolean, "true", true},       {Reading::duration, "5", false},
    {Reading::duration, "1 h", false},      {Reading::duration, "0s", false},
    {Reading::seconds, "500ms", false},     {Reading::seconds, "1w", false},
    {Reading::size, "16MB", false},         {Reading::size, "16", false},
    {Reading::date, "2025/01/01", false},   {Reading::date, "2025-01-01..2025-01-02", false},
    {Reading::period, "2025-13", false},    {Reading::period, "6月", false},
    {Reading::first_period, "13", false},   {Reading::first_period, "2025-Q5", false},
    {Reading::time, "9:00", true},          {Reading::time, "24:30", true},
    {Reading::series, "5 98%", false},      {Reading::series, "5 7x", false},
    {Reading::figure, "1 2", false},        {Reading::figure, "_", false},
    {Reading::date_range, "1月1日", false}, {Reading::hours, "9:00-12:00", false},
    {Reading::hours, "09:00", false},       {Reading::word, "no_such_word", false}};

class Mutator {
 public:
  explicit Mutator(const Variant& variant)
      : variant_(variant),
        key_(*schema::find_key(schema::map_kind(variant.map), variant.steps.back())) {}

  std::vector<Mutation> all() {
    with_map("misspelt", true, [](YamlNode&, loader::YamlEntry& entry) { entry.key += "_x"; });
    const bool required = key_.need == schema::Need::required;
    with_map("removed", required, [this](YamlNode& map, loader::YamlEntry&) {
      std::erase_if(map.entries, [this](const auto& entry) { return entry.key == key_.name; });
    });
    replace("without a value", YamlNode{}, true);
    other_types();
    return std::move(mutations_);
  }

 private:
  template <class Change>
  void with_map(const std::string& what, bool must_fail, Change change) {
    YamlNode root = variant_.documents.at(variant_.file);
    YamlNode* map = find_map(root, variant_.steps);
    for (loader::YamlEntry& entry : map->entries) {
      if (entry.key != key_.name) continue;
      change(*map, entry);
      break;
    }
    mutations_.push_back({what, to_flow_yaml(root), must_fail});
  }
  void replace(const std::string& what, YamlNode value, bool must_fail) {
    YamlNode root = variant_.documents.at(variant_.file);
    *find_value(root, variant_.steps) = std::move(value);
    mutations_.push_back({what, to_flow_yaml(root), must_fail});
  }

  void other_types() {
    const Value& value = key_.value;
    if (value.reading == Reading::list) {
      replace("as a text", scalar("text"), true);
      wrong_elements(value.inner.front());
      if (value.alone) wrong_scalar(value.inner.front(), [](YamlNode node) { return node; });
      replace("as an empty list", list_of_nothing(), !value.may_be_empty);
    } else if (value.reading == Reading::entries) {
      replace("as a text", scalar("text"), true);
      replace("as a list", list_with(scalar("text")), true);
      if (!value.words.empty()) {
        replace("with an unknown word", map_with("no_such_word", scalar("1")), true);
      }
    } else if (value.reading == Reading::map) {
      replace("as a text", scalar("text"), true);
      replace("as a list", list_with(scalar("text")), true);
      replace("with an unknown key", map_with("no_such_key", scalar("1")), true);
    } else {
      replace("as a list", list_with(scalar("text")), true);
      if (value.map.empty()) replace("as a map", map_with("key", scalar("text")), true);
      wrong_scalar(value, [](YamlNode node) { return node; });
    }
  }
  static YamlNode list_of_nothing() {
    YamlNode node;
    node.kind = YamlNode::Kind::list;
    return node;
  }

  void wrong_elements(const Value& element) {
    if (element.reading == Reading::map) {
      replace("with a text in the list", list_with(scalar("text")), true);
    } else {
      replace("with a list in the list", list_with(list_with(scalar("text"))), true);
      wrong_scalar(element, list_with);
    }
  }

  template <class Wrap>
  void wrong_scalar(const Value& value, Wrap wrap) {
    for (const WrongScalar& wrong : wrong_scalars) {
      if (wrong.reading != value.reading) continue;
      const std::string what = std::string("as ") + wrong.text;
      replace(what, wrap(scalar(wrong.text, wrong.quoted)), true);
    }
    if (value.reading == Reading::integer) {
      replace("below its range", wrap(scalar(std::to_string(value.first - 1))), true);
      replace("above its range", wrap(scalar(std::to_string(value.last + 1))), true);
    }
    if (value.reading == Reading::text) {
      replace("as an empty text", wrap(scalar("", true)), !value.may_be_empty);
      replace("as a number", wrap(scalar("7")), false);
    }
    if (value.reading == Reading::word) {
      for (const schema::Word& word : value.words) {
        replace("as " + word.word, wrap(scalar(word.word)), false);
      }
    }
  }

  const Variant& variant_;
  const schema::Key& key_;
  std::vector<Mutation> mutations_;
};

}  // namespace

std::vector<Mutation> mutations_of(const Variant& variant) {
  return Mutator(variant).all();
}

}  // namespace planwatch
