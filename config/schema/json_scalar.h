#pragma once

#include <string>
#include <vector>

#include "config/schema/json_text.h"
#include "config/schema/schema.h"

namespace planwatch::schema {

// Parts of a JSON Schema, written into an object that is open.

// type, pattern, range or words of a scalar.
void write_scalar(JsonText& json, const Value& value);
// A closed list with what each word means.
void write_words(JsonText& json, const std::vector<Word>& words);
// What the editor says in place of the pattern; empty where its own words are better.
Words how_to_write(Reading reading);
// Both languages, one paragraph each.
std::string both(const Words& words);

}  // namespace planwatch::schema
