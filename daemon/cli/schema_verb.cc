#include "daemon/cli/schema_verb.h"

#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>

#include "config/schema/documents.h"
#include "config/schema/json_schema.h"
#include "config/schema/reference.h"

namespace planwatch {

namespace {

int list_kinds(Lang lang) {
  for (const schema::FileKind& kind : schema::file_kinds()) {
    std::string files;
    for (const std::string& file : kind.files) files += (files.empty() ? "" : ", ") + file;
    fmt::print("{:<12}{}  {}\n", kind.name, files,
               lang == Lang::zh ? kind.title.zh : kind.title.en);
  }
  fmt::print("{:<12}{}\n", "reference",
             lang == Lang::zh ? "全部键的参考（Markdown）" : "reference of all keys (Markdown)");
  return 0;
}

bool write_file(const std::filesystem::path& path, const std::string& text, Lang lang) {
  std::ofstream stream(path, std::ios::binary | std::ios::trunc);
  stream << text;
  stream.close();
  if (stream) {
    fmt::print("{}\n", path.generic_string());
    return true;
  }
  fmt::print(stderr, "{}\n",
             lang == Lang::zh
                 ? fmt::format("{} 写不了：检查目录权限和磁盘空间", path.generic_string())
                 : fmt::format("{} cannot be written: check the folder's permissions and the disk",
                               path.generic_string()));
  return false;
}

int write_documents(const std::string& kind, const std::string& folder, Lang lang) {
  std::error_code ignored;  // what it leads to is reported by the first file
  std::filesystem::create_directories(folder, ignored);
  for (const schema::Document& document : schema::render_documents()) {
    if (!kind.empty() && document.kind != kind) continue;
    if (!write_file(std::filesystem::path(folder) / document.file, document.text, lang)) return 1;
  }
  return 0;
}

}  // namespace

int schema_verb(const CommonOptions& options, const std::string& kind, const std::string& folder) {
  if (!folder.empty()) return write_documents(kind, folder, options.lang);
  if (kind.empty()) return list_kinds(options.lang);
  const schema::FileKind* file = schema::find_file_kind(kind);
  const std::string text =
      file ? schema::render_json_schema(*file) : schema::render_reference(options.lang);
  std::fwrite(text.data(), 1, text.size(), stdout);
  return 0;
}

}  // namespace planwatch
