#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rules/model/source_position.h"

namespace planwatch::loader {

enum class Need { required, optional };

// How a value was read, from the loosest reading to the narrowest: a number is first taken for a
// scalar, then for a decimal, then for an integer.
enum class Reading {
  text,
  identifier,
  area_code,
  url,
  pointer,
  decimal,
  integer,
  boolean,
  duration,
  seconds,
  size,
  date,
  date_range,
  period,
  first_period,  // a period, or the month in which it begins
  time,
  hours,
  series,  // figures period by period, as rules/rehearse/series_text.h reads them
  figure,  // one of them
  word,
  list,
  entries,  // a map whose keys are free or words
  map       // a map with keys of its own
};

struct AskedKey {
  SourcePosition map;  // where the map begins that was asked
  std::string key;
  Need need = Need::required;
  std::vector<std::string> one_of;  // the group of which exactly one key may stand
};
struct AskedValue {
  SourcePosition at;
  Reading reading = Reading::text;
  std::int64_t first = 0;  // integers
  std::int64_t last = 0;
  std::vector<std::string> words;
  std::string names;  // 'unit': the value names one; empty otherwise
};

// What an optional key stands for where it is not written, as YAML in the smallest unit: 600000ms,
// 67108864B. Lists, texts and maps have none here.
struct AskedDefault {
  SourcePosition map;
  std::string key;
  std::string text;
};

// What the loader asked of the files, in the order of asking. Only kept when somebody wants to
// know: the test that holds config/schema/ against the loader.
struct KeyLog {
  std::vector<AskedKey> keys;
  std::vector<AskedValue> values;
  std::vector<AskedDefault> defaults;
};

}  // namespace planwatch::loader
