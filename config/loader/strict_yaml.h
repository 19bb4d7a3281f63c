#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/loader/diagnostics.h"

namespace planwatch::loader {

struct YamlEntry;

// One parsed value with its place. Scalars are kept as written: nothing is guessed to be a number
// or a truth value here. Keys of a map are unique.
struct YamlNode {
  enum class Kind { null, scalar, list, map };
  Kind kind = Kind::null;
  std::string text;     // scalars
  bool quoted = false;  // scalars: '...', "..." or a block
  SourcePosition at;
  std::vector<YamlNode> items;     // lists
  std::vector<YamlEntry> entries;  // maps, in file order

  const YamlEntry* find(std::string_view key) const;
};
struct YamlEntry {
  std::string key;
  SourcePosition key_at;
  YamlNode value;
};

struct YamlLimits {
  int depth = 32;
  int nodes = 200'000;  // after aliases are put in
  int aliases = 1'000;
};

// Parses one document of UTF-8 text (a byte order mark is allowed). Every problem becomes a
// diagnostic with 1-based line and column, columns in characters: bytes that are not UTF-8, tabs
// or full-width spaces in an indentation, syntax, repeated keys, keys that are no texts, tags, a
// second document, a quote that is never closed, more depth, nodes or aliases than `limits`.
// Empty when the text has no usable tree; a document without content is a null node.
std::optional<YamlNode> parse_strict_yaml(const std::string& file, std::string_view text,
                                          Diagnostics& diagnostics, const YamlLimits& limits = {});

}  // namespace planwatch::loader
