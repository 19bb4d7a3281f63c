#pragma once

#include <string>
#include <vector>

#include "config/schema/schema.h"

namespace planwatch::schema {

// A file that is generated from the tables.
struct Document {
  std::string kind;  // a FileKind, or "reference"
  std::string file;  // feeds.schema.json
  std::string text;
};
// All of them; what stands in this folder of the repository. Pure.
std::vector<Document> render_documents();

}  // namespace planwatch::schema
