#include <filesystem>
#include <fnmatch.h>

#include "config/feeds/connection_words.h"
#include "config/feeds/transports.h"

namespace planwatch::feeds {

namespace {

namespace fs = std::filesystem;

// Files that were moved away must not be found again.
void check_done(const FileSource& source, const SourcePosition& at, Diagnostics& out) {
  const std::string folder = fs::path(source.glob).parent_path().lexically_normal().string();
  std::string done = fs::path(source.done).lexically_normal().string();
  while (done.size() > 1 && done.ends_with('/')) done.pop_back();
  if (::fnmatch(folder.c_str(), done.c_str(), FNM_PATHNAME) != 0) return;
  out.error(at,
            said("done 的 {} 就是取文件的文件夹，移过去又会取到",
                 "done is {}, where files are taken from: they would be found again", source.done),
            {"写另一个文件夹，如 incoming/done", "name another folder, such as incoming/done"});
}

Transport load_file(const YamlNode& node, FeedDraft& feed) {
  Diagnostics& out = feed.out();
  Fields fields(node, out);
  FileSource source;
  if (fields.text("glob", source.glob)) {
    feed.places.glob = fields.at("glob");
    check_samples(source.glob, samples_folder, feed.feed.sample, feed.places.glob, out);
  }
  read_marker(fields, source.stable_for, source.marker);
  fields.boolean("watch", source.watch);
  if (read_filled(fields, "done", source.done)) {
    check_samples(source.done, samples_folder, feed.feed.sample, fields.at("done"), out);
    if (!source.glob.empty()) check_done(source, fields.at("done"), out);
  }
  return source;
}

std::vector<MapKind> describe_file() {
  MapKind kind{
      "feed.file",
      {"文件夹里的文件", "files of a folder"},
      {{"glob", required, text(), "", "\"incoming/*_{year}.csv\"",
        "路径，可用 * 和 ?；相对路径从配置文件夹算起；{year} 是方案年度，样例可用 ${samples}",
        "a path with * and ?, relative to the configuration's folder; {year} is the plan's "
        "year, samples may use ${samples}"}}};
  add_marker_keys(kind.keys);
  kind.keys.push_back({"watch", optional, boolean(), "false", "true",
                       "收件文件夹：来了新文件马上取，不等下一次查看",
                       "a drop folder: a new file is noticed at once, not at the next poll"});
  kind.keys.push_back({"done", optional, text(), "", "incoming/done",
                       "读过的文件移到这个文件夹，名称里加上 SHA-256；不写则留在原处",
                       "files that were read are moved there, their SHA-256 in the name; without "
                       "it they stay"});
  return {kind};
}

}  // namespace

TransportWords file_words() {
  return {{"file",
           {"从文件夹取文件", "takes files from a folder"},
           "{glob: \"incoming/*.csv\"}",
           describe_file},
          load_file};
}

}  // namespace planwatch::feeds
