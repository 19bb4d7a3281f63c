#include "config/loader/source_files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "config/loader/fingerprint.h"
#include "config/loader/suggest.h"

namespace planwatch::loader {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t largest_file = 4u << 20;

bool has_digits_only(const std::string& text) {
  return text.size() == 4 && text.find_first_not_of("0123456789") == std::string::npos;
}

bool is_yaml(const fs::path& path) {
  return path.extension() == ".yaml" || path.extension() == ".yml";
}

// Plain file names of a folder, sorted. Hidden files are the editors' business.
std::vector<std::string> yaml_names(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    std::error_code ignored;
    const bool file = !it->is_directory(ignored);
    if (file && is_yaml(it->path()) && !name.starts_with('.')) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

class Reader {
 public:
  Reader(const std::string& folder, Diagnostics& out) : folder_(folder), out_(out) {}

  std::optional<SourceFile> read(const std::string& relative) {
    SourceFile file{path(relative), relative, {}};
    std::optional<std::string> bytes = read_bytes(file.name, largest_file);
    if (!bytes) {
      report_unreadable(file.name);
      return std::nullopt;
    }
    file.text = std::move(*bytes);
    fingerprint_.add(relative, file.text);
    return file;
  }

  std::optional<SourceFile> require(const std::string& relative) {
    if (exists(relative)) return read(relative);
    const std::string short_name = relative.substr(0, relative.rfind('.')) + ".yml";
    if (exists(short_name)) {
      out_.error({path(relative), 1, 1}, {"缺少这个文件", "the file is missing"},
                 said("把 {} 改名为 {}", "rename {} to {}", short_name, relative));
      return std::nullopt;
    }
    out_.error({path(relative), 1, 1}, {"缺少这个文件", "the file is missing"},
               said("在 {} 中新建它，格式见 planwatch schema reference",
                    "create it in {}; planwatch schema reference has its format", folder_));
    return std::nullopt;
  }

  bool exists(const std::string& relative) const {
    std::error_code error;
    return fs::exists(path(relative), error);
  }
  std::string path(const std::string& relative) const {
    return (fs::path(folder_) / relative).generic_string();
  }
  std::string fingerprint() const { return fingerprint_.hex(); }

  void ignore(const std::string& relative, const Words& hint) {
    out_.warning({path(relative), 1, 1}, {"没有读这个文件", "this file is not read"}, hint);
  }

 private:
  void report_unreadable(const std::string& name) {
    std::error_code error;
    const SourcePosition at{name, 1, 1};
    if (!fs::is_regular_file(name, error)) {
      out_.error(at, {"这不是普通文件", "not a regular file"},
                 {"这里要放一个文本文件，不能是文件夹、管道或设备",
                  "a text file belongs here, no folder, pipe or device"});
    } else if (const std::uintmax_t size = fs::file_size(name, error);
               !error && size > largest_file) {
      out_.error(
          at, said("文件有 {} 字节，太大", "the file has {} bytes, too many", size),
          {"一个文件最大 4 MiB，看看是不是放错了文件", "4 MiB is the most; is it the right file?"});
    } else {
      out_.error(at, {"文件读不了", "the file cannot be read"},
                 {"检查文件和所在文件夹的权限", "check the permissions of file and folder"});
    }
  }

  const std::string& folder_;
  Diagnostics& out_;
  Fingerprint fingerprint_;
};

void read_calendars(Reader& reader, SourceFiles& files, Diagnostics& out) {
  if (!reader.exists("calendar")) {
    out.error({reader.path("calendar"), 1, 1}, {"缺少文件夹 calendar", "the folder is missing"},
              {"新建它，每年一个文件，如 calendar/2025.yaml",
               "create it with one file a year, such as calendar/2025.yaml"});
    return;
  }
  for (const std::string& name : yaml_names(reader.path("calendar"))) {
    const fs::path path(name);
    if (has_digits_only(path.stem().string()) && path.extension() == ".yaml") {
      if (auto file = reader.read("calendar/" + name)) files.calendars.push_back(std::move(*file));
    } else {
      reader.ignore("calendar/" + name, {"日历文件名是 年份.yaml，如 2025.yaml",
                                         "calendars are named YEAR.yaml, such as 2025.yaml"});
    }
  }
}

void read_feeds(Reader& reader, SourceFiles& files, Diagnostics& out) {
  if (reader.exists("feeds.yaml")) {
    if (auto file = reader.read("feeds.yaml")) files.feeds.push_back(std::move(*file));
  } else if (!reader.exists("feeds")) {
    out.error(
        {reader.path("feeds.yaml"), 1, 1},
        {"没有数据源：缺少 feeds.yaml 或文件夹 feeds", "feeds.yaml or the folder feeds is needed"},
        {"写 feeds.yaml，或在 feeds/ 中每个来源一个文件",
         "write feeds.yaml, or one file for each source in feeds/"});
  }
  for (const std::string& name : yaml_names(reader.path("feeds"))) {
    if (name.ends_with(".yaml")) {
      if (auto file = reader.read("feeds/" + name)) files.feeds.push_back(std::move(*file));
    } else {
      reader.ignore("feeds/" + name, {"改名为 .yaml", "rename it to .yaml"});
    }
  }
}

void warn_of_unread(Reader& reader, const std::string& folder) {
  const std::vector<std::string> known{"plan.yaml",       "units.yaml", "tasks.yaml",
                                       "indicators.yaml", "rules.yaml", "feeds.yaml",
                                       "routing.yaml",    "server.yaml"};
  for (const std::string& name : yaml_names(folder)) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    Words hint = suggest(name, known);
    reader.ignore(name, hint);
  }
}

}  // namespace

std::optional<std::string> read_bytes(const std::string& path, std::size_t limit) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return std::nullopt;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return std::nullopt;
  std::string bytes;
  std::array<char, 65536> block;
  while (stream.read(block.data(), block.size()), stream.gcount() > 0) {
    bytes.append(block.data(), static_cast<std::size_t>(stream.gcount()));
    if (bytes.size() > limit) return std::nullopt;
  }
  return stream.bad() ? std::nullopt : std::optional<std::string>(std::move(bytes));
}

SourceFiles read_source_files(const std::string& folder, Diagnostics& out) {
  SourceFiles files;
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    if (fs::is_regular_file(folder, error)) {
      const std::string parent = fs::path(folder).parent_path().generic_string();
      out.error({folder, 1, 1}, {"这是一个文件，不是配置文件夹", "a file, not a folder"},
                said("给出它所在的文件夹：{}", "give the folder that it lies in: {}",
                     parent.empty() ? "." : parent));
      return files;
    }
    out.error({folder, 1, 1}, {"没有这个配置文件夹", "there is no such configuration folder"},
              {"用 --config 指定含 plan.yaml 的文件夹", "give --config a folder with a plan.yaml"});
    return files;
  }
  Reader reader(folder, out);
  files.plan = reader.require("plan.yaml");
  files.units = reader.require("units.yaml");
  files.tasks = reader.require("tasks.yaml");
  files.indicators = reader.require("indicators.yaml");
  files.rules = reader.require("rules.yaml");
  files.routing = reader.require("routing.yaml");
  if (reader.exists("server.yaml")) files.server = reader.read("server.yaml");
  read_calendars(reader, files, out);
  read_feeds(reader, files, out);
  warn_of_unread(reader, folder);
  files.fingerprint = reader.fingerprint();
  return files;
}

}  // namespace planwatch::loader
