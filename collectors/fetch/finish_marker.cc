#include "collectors/fetch/finish_marker.h"

#include <algorithm>
#include <fmt/format.h>

namespace planwatch {

namespace {

constexpr std::size_t md5_digits = 32;

std::string_view base_name(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

// Lower case; empty: no sum.
std::string sum_in(std::string_view text) {
  if (text.size() != md5_digits) return {};
  std::string sum;
  sum.reserve(md5_digits);
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'F';
    if (!upper && !(c >= 'a' && c <= 'f') && !(c >= '0' && c <= '9')) return {};
    sum += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return sum;
}

struct SumLine {
  std::string sum;  // empty: the line has none
  std::string name;
};

SumLine read_line(std::string_view line) {
  if (line.starts_with("MD5 (")) {
    const std::size_t end = line.rfind(") = ");
    if (end == std::string_view::npos) return {};
    return {sum_in(trimmed(line.substr(end + 4))), std::string(base_name(line.substr(5, end - 5)))};
  }
  if (line.starts_with('\\')) line.remove_prefix(1);  // a name with escapes follows
  SumLine read{sum_in(line.substr(0, md5_digits)), {}};
  if (line.size() <= md5_digits) return read;
  if (line[md5_digits] != ' ' && line[md5_digits] != '\t') return {};
  std::string_view name = trimmed(line.substr(md5_digits));
  if (name.starts_with('*')) name.remove_prefix(1);
  read.name = base_name(name);
  return read;
}

std::vector<SumLine> read_lines(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<SumLine> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    if (!line.empty()) lines.push_back(read_line(line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace

std::vector<std::string> marker_names(FileMarker marker, const std::string& name) {
  if (marker == FileMarker::stable) return {};
  if (marker == FileMarker::md5) return {name + ".md5"};
  std::vector<std::string> names{name + ".ok"};
  const std::size_t dot = name.rfind('.');
  if (dot != std::string::npos && dot > 0) names.push_back(name.substr(0, dot) + ".ok");
  return names;
}

bool is_marker_name(FileMarker marker, std::string_view name) {
  if (marker == FileMarker::stable) return false;
  return name.ends_with(marker == FileMarker::md5 ? ".md5" : ".ok");
}

Result<std::optional<std::string>> md5_in(std::string_view text, const std::string& name,
                                          const std::string& path) {
  const std::vector<SumLine> lines = read_lines(text);
  const auto named = std::find_if(lines.begin(), lines.end(), [&](const SumLine& line) {
    return !line.sum.empty() && line.name == name;
  });
  if (named != lines.end()) return named->sum;
  if (lines.size() == 1 && !lines.front().sum.empty()) return lines.front().sum;
  const bool begun = text.find('\n') == std::string_view::npos && lines.size() <= 1;
  if (begun && text.size() < md5_digits) return std::nullopt;
  return fail(ErrorCode::corrupt,
              fmt::format("{}：里面没有 {} 的 MD5：请用 md5sum {} 重新生成", path, name, name));
}

Error marker_is_missing(FileMarker marker, const std::string& path) {
  return {ErrorCode::io, true,
          fmt::format("{}：还没有 {}，当作没写完，没有读：写完后请报送单位放入标志文件", path,
                      marker == FileMarker::md5 ? ".md5 校验文件" : ".ok 标志文件")};
}

Error wrong_md5(const std::string& path, const std::string& said, const std::string& found) {
  return {ErrorCode::corrupt, false,
          fmt::format("{}：MD5 不符，没有读：校验文件写的是 {}，文件实为 {}。传输中可能损坏，"
                      "请报送单位重传文件和校验文件",
                      path, said, found)};
}

}  // namespace planwatch
