#pragma once

#include <string>
#include <vector>

#include "tests/config/schema_documents.h"

namespace planwatch {

// Something done to the key of a variant.
struct Mutation {
  std::string what;
  std::string text;        // the file afterwards
  bool must_fail = false;  // both the schema and the loader have to refuse it
};
// Misspelt, removed, without a value, of another type, of an unknown word, out of range, empty.
std::vector<Mutation> mutations_of(const Variant& variant);

}  // namespace planwatch
