#include <memory>

#include "config/schema/schema.h"
#include "daemon/cli/declare.h"
#include "daemon/cli/schema_verb.h"

namespace planwatch {

void declare_schema(const Declaring& declaring) {
  struct Words {
    std::string kind;
    std::string folder;
  };
  CLI::App* verb = add_verb(declaring, "schema",
                            "配置的 JSON Schema 和参考 JSON Schemas and reference of the YAML",
                            "planwatch schema indicators\n  planwatch schema --out config/schema");
  const auto words = std::make_shared<Words>();
  std::vector<std::string> kinds;
  for (const schema::FileKind& kind : schema::file_kinds()) kinds.push_back(kind.name);
  kinds.emplace_back("reference");
  verb->add_option("kind", words->kind, "哪种文件，不写为全部 which kind of file (default: all)")
      ->check(CLI::IsMember(kinds));
  verb->add_option("--out", words->folder, "写到这个目录 write files into this folder");
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return schema_verb(declaring.common, words->kind, words->folder); };
  });
}

}  // namespace planwatch
