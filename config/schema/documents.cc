#include "config/schema/documents.h"

#include "config/schema/json_schema.h"
#include "config/schema/reference.h"

namespace planwatch::schema {

std::vector<Document> render_documents() {
  std::vector<Document> documents;
  for (const FileKind& kind : file_kinds()) {
    documents.push_back({kind.name, kind.name + ".schema.json", render_json_schema(kind)});
  }
  documents.push_back({"reference", "reference.zh.md", render_reference(Lang::zh)});
  documents.push_back({"reference", "reference.en.md", render_reference(Lang::en)});
  return documents;
}

}  // namespace planwatch::schema
