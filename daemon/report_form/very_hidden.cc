#include "daemon/report_form/very_hidden.h"

#include <zip.h>

namespace planwatch {

namespace {

constexpr const char* part = "xl/workbook.xml";
constexpr zip_uint64_t most_bytes = 1u << 20;

tl::unexpected<Error> failed(const std::string& path) {
  return fail(ErrorCode::io, "改写工作簿 " + path +
                                 " 失败：请检查临时目录的权限和空间 (cannot rewrite the workbook)");
}

std::string read_part(zip_t* archive) {
  zip_stat_t about;
  zip_stat_init(&about);
  if (zip_stat(archive, part, 0, &about) != 0 || about.size > most_bytes) return {};
  zip_file_t* file = zip_fopen(archive, part, 0);
  if (file == nullptr) return {};
  std::string text(about.size, '\0');
  const zip_int64_t got = zip_fread(file, text.data(), about.size);
  zip_fclose(file);
  return got == static_cast<zip_int64_t>(about.size) ? text : std::string();
}

bool replace_part(zip_t* archive, const std::string& text) {
  zip_source_t* source = zip_source_buffer(archive, text.data(), text.size(), 0);
  if (source == nullptr) return false;
  const zip_int64_t index = zip_file_add(archive, part, source, ZIP_FL_OVERWRITE);
  if (index < 0) zip_source_free(source);
  // The same bytes whenever it is written.
  return index >= 0 &&
         zip_file_set_mtime(archive, static_cast<zip_uint64_t>(index), 315'532'800, 0) == 0;
}

}  // namespace

Result<void> make_very_hidden(const std::string& path) {
  int error = 0;
  zip_t* archive = zip_open(path.c_str(), 0, &error);
  if (archive == nullptr) return failed(path);
  std::string text = read_part(archive);
  const std::string hidden = R"(state="hidden")";
  std::size_t at = text.find(hidden);
  for (; at != std::string::npos; at = text.find(hidden, at + 1)) {
    text.replace(at, hidden.size(), R"(state="veryHidden")");
  }
  if (text.empty() || !replace_part(archive, text) || zip_close(archive) != 0) {
    zip_discard(archive);
    return failed(path);
  }
  return {};
}

}  // namespace planwatch
