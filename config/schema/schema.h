#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "config/loader/diagnostics.h"

namespace planwatch::schema {

using loader::Need;
using loader::Reading;
using loader::Words;

// A word of a closed list and what it means.
struct Word {
  std::string word;
  Words meaning;
};

// What may stand behind a key. Built by the functions of values.h.
struct Value {
  Reading reading = Reading::text;
  std::int64_t first = 0;  // integers, both included
  std::int64_t last = 0;
  std::vector<Word> words;    // Reading::word; of entries: what their keys may be (none: anything)
  std::string names;          // 'unit': names something that is defined elsewhere
  std::string map;            // Reading::map: which MapKind. Of a text: or this map instead
  std::vector<Value> inner;   // of a list its elements, of entries their values
  Words unit;                 // of numbers
  bool column = false;        // a column's name, and in JSON feeds a pointer
  bool alone = false;         // of a list: a single element may stand without the list
  bool may_be_empty = false;  // texts and lists that may stand there without content
};

// One key. `fallback` and `example` are YAML in flow style; an empty fallback says that there is
// none (what is meant then stands in the text). Every key has an example.
struct Key {
  std::string name;
  Need need = Need::required;
  Value value;
  std::string fallback;
  std::string example;
  std::string zh;
  std::string en;
};

// When `key` holds `word`, `needs` has to stand there, too.
struct When {
  std::string key;
  std::string word;
  std::string needs;
};

// Where `key` stands, exactly one of the others has to stand beside it, or none of them may.
struct Beside {
  std::string key;
  std::vector<std::string> others;
  bool one = true;
};

// A map with keys of its own: a file's root or an item of it.
struct MapKind {
  std::string name;
  Words title;
  std::vector<Key> keys;
  std::vector<std::vector<std::string>> one_of = {};    // exactly one key of each group
  std::vector<std::string> any_of = {};                 // at least one of these
  std::vector<std::vector<std::string>> together = {};  // the first needs the second
  std::vector<When> when = {};
  std::vector<std::vector<std::string>> at_most_one = {};  // one key of each group, or none
  std::vector<Beside> beside = {};
};

// A kind of file: which files of a configuration folder, and the map at their root.
struct FileKind {
  std::string name;                // feeds
  std::vector<std::string> files;  // feeds.yaml, feeds/*.yaml
  std::string root;                // MapKind
  Words title;
};

const std::vector<FileKind>& file_kinds();
// Null when there is none of that name.
const FileKind* find_file_kind(std::string_view name);
const std::vector<MapKind>& map_kinds();
// Asserts that there is one of that name.
const MapKind& map_kind(std::string_view name);
const Key* find_key(const MapKind& kind, std::string_view name);

// One table a topic; a new key is one line in one of them.
std::vector<MapKind> describe_plan();
std::vector<MapKind> describe_indicators();
std::vector<MapKind> describe_rules();
std::vector<MapKind> describe_feeds();  // config/feeds
std::vector<MapKind> describe_routing();
std::vector<MapKind> describe_channels();  // part of routing: the channels of vendors
std::vector<MapKind> describe_server();
std::vector<MapKind> describe_rule_tests();

}  // namespace planwatch::schema
