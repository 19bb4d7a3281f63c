#pragma once

#include <string>

#include "config/loader/strict_yaml.h"
#include "config/schema/json_text.h"
#include "config/schema/schema.h"

namespace planwatch::schema {

// An example of the tables as YAML; asserts that it is one.
loader::YamlNode parse_example(const std::string& text);
// The same as JSON, numbers and truth values as the value's type says. An unquoted word of a text
// is a JSON string.
void write_example(JsonText& json, const std::string& text, const Value& value);

}  // namespace planwatch::schema
