#include "config/loader/fields.h"

#include <algorithm>

#include "config/loader/suggest.h"

namespace planwatch::loader {

Fields::Fields(const YamlNode& node, Diagnostics& out)
    : node_(node), out_(out), errors_before_(out.errors()) {
  if (node.kind == YamlNode::Kind::map) {
    out.asked({node.at, Reading::map});
    return;
  }
  const bool wide_colon =
      node.kind == YamlNode::Kind::scalar && node.text.find("：") != std::string::npos;
  const Words hint = wide_colon
                         ? Words{"键后面用半角冒号加空格，不用全角冒号",
                                 "a key takes a plain colon and a space, not a full-width one"}
                         : Words{"写成 键: 值", "write it as key: value"};
  out_.error(node.at, {"这里应是映射（键: 值）", "a map (key: value) is needed here"}, hint);
}

Fields::~Fields() {
  report_unknown_keys();
}

void Fields::report_unknown_keys() {
  for (const YamlEntry& entry : node_.entries) {
    if (std::find(asked_.begin(), asked_.end(), entry.key) != asked_.end()) continue;
    std::vector<std::string> left;
    for (const std::string& key : asked_) {
      if (!node_.find(key)) left.push_back(key);
    }
    // A key that is not written yet is what was meant; else list what is known.
    Words hint = suggest(entry.key, left);
    if (entry.key == "<<") {
      hint = {"不支持合并键 <<，把各键写出来",
              "merge keys (<<) are not supported, write the keys out"};
    }
    if (hint.zh.empty()) hint = {"删掉这个键", "delete this key"};
    out_.error(entry.key_at, said("未知的键 {}", "unknown key {}", entry.key), hint);
  }
}

const SourcePosition& Fields::at(std::string_view key) const {
  const YamlEntry* entry = node_.find(key);
  if (!entry) return node_.at;
  return entry->value.kind == YamlNode::Kind::null ? entry->key_at : entry->value.at;
}

const YamlNode* Fields::node(std::string_view key, Need need) {
  asked_.emplace_back(key);
  if (out_.logs()) out_.asked(AskedKey{node_.at, std::string(key), need, {}});
  const YamlEntry* entry = node_.find(key);
  if (!entry) {
    if (need == Need::required && node_.kind == YamlNode::Kind::map) {
      out_.error(node_.at, said("缺少 {}", "{} is missing", key),
                 said("加上 {}: ...", "add {}: ...", key));
    }
    return nullptr;
  }
  if (entry->value.kind == YamlNode::Kind::null) {
    out_.error(entry->key_at, said("{} 没有值", "{} has no value", key),
               {"写上值，或删掉这个键", "write the value or delete the key"});
    return nullptr;
  }
  return &entry->value;
}

std::span<const YamlNode> Fields::list(std::string_view key, Need need) {
  const YamlNode* value = node(key, need);
  if (!value) return {};
  if (value->kind != YamlNode::Kind::list) {
    out_.error(
        value->at, said("{} 应是列表", "{} takes a list", key),
        {"用 [甲, 乙]，或每行一个 - 开头的条目", "write [a, b], or one line with - for each"});
    return {};
  }
  out_.asked({value->at, Reading::list});
  return value->items;
}

std::span<const YamlEntry> Fields::map(std::string_view key, Need need) {
  const YamlNode* value = node(key, need);
  if (!value) return {};
  if (value->kind != YamlNode::Kind::map) {
    out_.error(value->at, said("{} 应是映射", "{} takes a map", key),
               {"写成 {键: 值}", "write {key: value}"});
    return {};
  }
  out_.asked({value->at, Reading::entries});
  return value->entries;
}

bool Fields::text(std::string_view key, std::string& into, Need need) {
  const YamlNode* value = node(key, need);
  if (!value || !is_scalar(*value, key, out_)) return false;
  if (need == Need::required && value->text.empty()) {
    fail_empty(key);
    return false;
  }
  into = value->text;
  return true;
}

bool Fields::texts(std::string_view key, std::vector<std::string>& into, Need need) {
  bool all = true;
  for (const YamlNode& item : list(key, need)) {
    const bool good = is_scalar(item, key, out_);
    all = all && good;
    if (good) into.push_back(item.text);
  }
  return all;
}

bool Fields::boolean(std::string_view key, bool& into) {
  note_default(key, into ? "true" : "false");
  const YamlNode* value = node(key, Need::optional);
  const auto read = value ? read_boolean(*value, key, out_) : std::nullopt;
  if (read) into = *read;
  return read.has_value();
}

bool Fields::decimal(std::string_view key, Decimal& into, Need need) {
  if (need == Need::optional) note_default(key, into.to_string());
  return read_decimal_into(key, into, need);
}

bool Fields::read_decimal_into(std::string_view key, Decimal& into, Need need) {
  const YamlNode* value = node(key, need);
  const auto read = value ? read_decimal(*value, key, out_) : std::nullopt;
  if (read) into = *read;
  return read.has_value();
}

bool Fields::decimal(std::string_view key, std::optional<Decimal>& into) {
  Decimal value;
  const bool read = read_decimal_into(key, value, Need::optional);
  if (read) into = value;
  return read;
}

bool Fields::size(std::string_view key, std::uint64_t& into) {
  note_default(key, std::to_string(into) + "B");
  const YamlNode* value = node(key, Need::optional);
  const auto read = value ? read_size(*value, key, out_) : std::nullopt;
  if (read) into = *read;
  return read.has_value();
}

std::optional<std::string_view> Fields::one_of(std::span<const std::string_view> keys) {
  return choose_key(keys, Need::required);
}

std::optional<std::string_view> Fields::at_most_one(std::span<const std::string_view> keys) {
  return choose_key(keys, Need::optional);
}

std::optional<std::string_view> Fields::choose_key(std::span<const std::string_view> keys,
                                                   Need need) {
  std::vector<std::string> all(keys.begin(), keys.end());
  if (out_.logs()) {
    for (const std::string& key : all) out_.asked(AskedKey{node_.at, key, Need::optional, all});
  }
  std::vector<std::string_view> present;
  for (const std::string_view key : keys) {
    if (has(key)) present.push_back(key);
  }
  if (present.size() == 1) return present.front();
  asked_.insert(asked_.end(), keys.begin(), keys.end());
  if (node_.kind != YamlNode::Kind::map) return std::nullopt;
  if (present.empty() && need == Need::optional) return std::nullopt;
  const std::string names = join(all);
  const SourcePosition& where = present.empty() ? node_.at : node_.find(present.back())->key_at;
  out_.error(where,
             present.empty() ? said("缺少 {} 之一", "one of {} is needed", names)
                             : said("{} 只能有一个", "only one of {} may stand here", names),
             said("在 {} 中恰好写一个", "write exactly one of {}", names));
  return std::nullopt;
}

void Fields::fail_empty(std::string_view key) {
  out_.error(at(key), said("{} 是空的", "{} is empty", key), {"写上内容", "write its content"});
}

void Fields::fail_repeated(const YamlNode& value, std::string_view name) {
  out_.error(value.at, said("{} 里 {} 写了两次", "{} has {} twice", name, value.text),
             {"删掉一个", "delete one"});
}

void Fields::fail_choice(const YamlNode& value, std::string_view name,
                         const std::vector<std::string>& known) {
  const std::string list = join(known);
  const std::string near = nearest(value.text, known);
  const Words hint = near.empty() ? said("可用的有：{}", "known here: {}", list)
                                  : said("是否想写 {}？可用的有：{}",
                                         "did you mean {}? known here: {}", near, list);
  out_.error(value.at, said("{} 不认识 {}", "{} does not know {}", name, value.text), hint);
}

}  // namespace planwatch::loader
