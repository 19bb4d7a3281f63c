#pragma once

#include <string>

#include "config/schema/schema.h"
#include "rules/model/light.h"

namespace planwatch::schema {

// The reference of every key as Markdown: one section a kind of file, one table a map. Pure.
std::string render_reference(Lang lang);
// What stands behind a key, in words: "list of text", "whole number 1 to 12".
std::string type_text(const Value& value, Lang lang);

}  // namespace planwatch::schema
