#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "config/loader/diagnostics.h"

namespace planwatch::loader {

// Kinds of names that one file defines and others mention.
enum class Thing { area, unit, task, indicator, bands, rule, feed, receiver, route, message };
// 单位 / unit
Words name_of(Thing thing);

// What is defined and what is mentioned, so that repeated and dangling names are found when all
// files are read.
class Names {
 public:
  // A name that stands at two places is an error at the second.
  void define(Thing thing, const std::string& name, const SourcePosition& at, Diagnostics& out);
  void mention(Thing thing, const std::string& name, const SourcePosition& at);
  bool defined(Thing thing, const std::string& name) const;
  bool defined_any(Thing thing) const { return definitions_.contains(thing); }
  // The file that defines these could not be read: mentions of them are not judged.
  void leave_open(Thing thing) { open_.insert(thing); }
  // Every mention without a definition is an error with the nearest name.
  void resolve(Diagnostics& out) const;

 private:
  struct Mention {
    Thing thing;
    std::string name;
    SourcePosition at;
  };
  std::map<Thing, std::map<std::string, SourcePosition>> definitions_;
  std::vector<Mention> mentions_;
  std::set<Thing> open_;
};

// Names in alert keys, metric labels and addresses: a letter, then letters, digits, _ - and dots.
bool check_identifier(std::string_view name, const SourcePosition& at, Diagnostics& out);

}  // namespace planwatch::loader
