#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/loader/scalars.h"
#include "config/loader/strict_yaml.h"
#include "rules/model/ids.h"

namespace planwatch::loader {

template <class E>
using Word = std::pair<std::string_view, E>;

// Reads a map key by key into typed values. A required key that is missing, a key without a value,
// a wrong type and, when the object goes, every key that was never asked for are diagnostics. The
// readers answer whether a value was read; `into` is untouched otherwise.
class Fields {
 public:
  Fields(const YamlNode& node, Diagnostics& out);
  ~Fields();
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;

  // Where the value of `key` stands; where the map begins when there is none.
  const SourcePosition& at(std::string_view key) const;
  const SourcePosition& at() const { return node_.at; }
  bool has(std::string_view key) const { return node_.find(key) != nullptr; }
  // Whether anything below this map was wrong so far.
  bool clean() const { return out_.errors() == errors_before_; }
  Diagnostics& out() { return out_; }

  // The value itself, null when it is missing or has no content.
  const YamlNode* node(std::string_view key, Need need = Need::required);
  // The elements of a list; empty when it is missing.
  std::span<const YamlNode> list(std::string_view key, Need need = Need::required);
  // The entries of a map; empty when it is missing.
  std::span<const YamlEntry> map(std::string_view key, Need need = Need::required);

  // Text with content where it is required.
  bool text(std::string_view key, std::string& into, Need need = Need::required);
  bool texts(std::string_view key, std::vector<std::string>& into, Need need = Need::required);
  bool boolean(std::string_view key, bool& into);
  bool decimal(std::string_view key, Decimal& into, Need need = Need::required);
  bool decimal(std::string_view key, std::optional<Decimal>& into);
  bool size(std::string_view key, std::uint64_t& into);

  template <class T>
  bool integer(std::string_view key, T& into, std::int64_t first, std::int64_t last,
               Need need = Need::required) {
    if (need == Need::optional) note_default(key, std::to_string(into));
    const YamlNode* value = node(key, need);
    const auto read = value ? read_integer(*value, key, first, last, out_) : std::nullopt;
    if (read) into = static_cast<T>(*read);
    return read.has_value();
  }

  // An optional duration in the target's own unit; what is not a whole number of them is an error.
  template <class Rep, class Ratio>
  bool duration(std::string_view key, std::chrono::duration<Rep, Ratio>& into) {
    using Unit = std::chrono::duration<Rep, Ratio>;
    const std::chrono::milliseconds before = into;
    note_default(key, std::to_string(before.count()) + "ms");
    const YamlNode* value = node(key, Need::optional);
    const auto read = value ? read_duration(*value, key, out_) : std::nullopt;
    if (value && Ratio::num >= Ratio::den) out_.asked({value->at, Reading::seconds});
    if (!read) return false;
    into = std::chrono::duration_cast<Unit>(*read);
    if (into != *read) {
      out_.error(value->at, said("{} 最小以秒计", "{} takes whole seconds", key),
                 {"写成 1s、2m 这样的时长", "write 1s, 2m and the like"});
    }
    return into == *read;
  }

  // One word of a closed list.
  template <class E, std::size_t n>
  bool choice(std::string_view key, const Word<E> (&words)[n], E& into,
              Need need = Need::required) {
    for (const auto& [word, meaning] : words) {
      if (need == Need::optional && meaning == into) note_default(key, std::string(word));
    }
    const YamlNode* value = node(key, need);
    return value && choose(*value, key, words, into);
  }
  template <class E, std::size_t n>
  bool choices(std::string_view key, const Word<E> (&words)[n], std::vector<E>& into) {
    bool all = true;
    for (const YamlNode& item : list(key, Need::optional)) {
      E one{};
      if (!choose(item, key, words, one)) {
        all = false;
        continue;
      }
      if (std::find(into.begin(), into.end(), one) != into.end()) fail_repeated(item, key);
      into.push_back(one);
    }
    return all;
  }
  template <class E, std::size_t n>
  bool choose(const YamlNode& value, std::string_view name, const Word<E> (&words)[n], E& into) {
    if (!is_scalar(value, name, out_)) return false;
    if (out_.logs()) note_words(value, known_words(words));
    for (const auto& [word, meaning] : words) {
      if (value.text != word) continue;
      into = meaning;
      return true;
    }
    fail_choice(value, name, known_words(words));
    return false;
  }

  void fail_empty(std::string_view key);
  // A name or word that stands in a list already.
  void fail_repeated(const YamlNode& value, std::string_view name);

  // Exactly one of the keys; the diagnostics name them all. Empty when there are none or several.
  std::optional<std::string_view> one_of(std::span<const std::string_view> keys);
  // One of the keys or none.
  std::optional<std::string_view> at_most_one(std::span<const std::string_view> keys);

 private:
  template <class E, std::size_t n>
  static std::vector<std::string> known_words(const Word<E> (&words)[n]) {
    std::vector<std::string> known;
    for (const auto& [word, meaning] : words) known.emplace_back(word);
    return known;
  }
  void note_default(std::string_view key, std::string text) {
    if (out_.logs()) out_.asked(AskedDefault{node_.at, std::string(key), std::move(text)});
  }
  void note_words(const YamlNode& value, std::vector<std::string> words) {
    out_.asked({value.at, Reading::word, 0, 0, std::move(words)});
  }
  bool read_decimal_into(std::string_view key, Decimal& into, Need need);
  void fail_choice(const YamlNode& value, std::string_view name,
                   const std::vector<std::string>& known);
  void report_unknown_keys();
  std::optional<std::string_view> choose_key(std::span<const std::string_view> keys, Need need);

  const YamlNode& node_;
  Diagnostics& out_;
  int errors_before_;
  std::vector<std::string> asked_;
};

}  // namespace planwatch::loader
