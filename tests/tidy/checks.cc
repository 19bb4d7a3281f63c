#include "tests/tidy/checks.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string_view>

namespace planwatch::tidy {

namespace {

std::string at(const SourceFile& file, std::size_t index, const std::string& what) {
  return file.path + ":" + std::to_string(index + 1) + ": " + what;
}

std::string room_of(const std::string& path) {
  return path.substr(0, path.find('/'));
}

// What stands between the quotes or brackets of an #include line; empty for other lines.
std::string included(const std::string& line) {
  if (!line.starts_with("#include ")) return {};
  const std::size_t begin = line.find_first_of("<\"");
  const std::size_t end = line.find_last_of(">\"");
  return begin == std::string::npos || end <= begin ? "" : line.substr(begin + 1, end - begin - 1);
}

const std::map<std::string, std::set<std::string>>& may_include() {
  static const std::map<std::string, std::set<std::string>> rooms = {
      {"rules", {"rules"}},
      {"config", {"rules", "config"}},
      {"collectors", {"rules", "collectors"}},
      {"daemon", {"rules", "config", "collectors", "daemon"}},
      {"tests", {"rules", "config", "collectors", "daemon", "tests"}}};
  return rooms;
}

}  // namespace

Findings check_rooms(const SourceFile& file) {
  Findings findings;
  const auto rooms = may_include().find(room_of(file.path));
  if (rooms == may_include().end()) return {file.path + ": lies in no room"};
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string path = included(file.lines[i]);
    const std::string room = room_of(path);
    if (!may_include().contains(room) || path.find('/') == std::string::npos) continue;
    if (rooms->second.contains(room)) continue;
    findings.push_back(at(file, i,
                          room_of(file.path) + "/ may not include " + room +
                              "/: declare an interface in your own room instead"));
  }
  return findings;
}

namespace {

struct Owner {
  std::string header;              // how an included path begins
  std::vector<std::string> files;  // how an owner's path begins
};

const std::vector<Owner>& owners() {
  static const std::vector<Owner> all = {
      {"boost/asio", {"daemon/time/", "daemon/expose/http_"}},
      {"boost/beast", {"daemon/expose/http_"}},
      {"boost/json",
       {"daemon/expose/api", "daemon/send/", "daemon/demo/", "daemon/ledger_export/render_json"}},
      {"boost/url", {"daemon/expose/http_"}},
      {"prometheus/", {"daemon/expose/"}},
      {"yaml-cpp/", {"config/loader/strict_yaml", "config/loader/yaml_"}},
      {"simdjson", {"collectors/decode/json", "collectors/decode/utf8_simd.cc"}},
      {"curl/", {"collectors/fetch/http_client.cc", "collectors/fetch/curl_"}},
      {"spdlog/", {"daemon/app/log.cc"}},
      {"sqlite3.h", {"daemon/store/sqlite"}},
      {"zip.h", {"collectors/decode/xlsx_zip", "daemon/report_form/very_hidden"}},
      {"pugixml", {"collectors/decode/xlsx_dom"}},
      {"freexl", {"tests/"}},
      {"soci/", {"collectors/fetch/sql_"}},
      {"sys/inotify.h", {"daemon/time/"}},
      {"xlsxwriter", {"daemon/demo/", "daemon/ledger_export/render_xlsx", "daemon/report_form/"}},
      {"kainjow/", {"daemon/send/message_renderer.cc"}},
      {"CLI/", {"daemon/cli/cli.cc", "daemon/cli/declare"}},
      {"openssl/",
       {"collectors/fetch/sha256.cc", "collectors/fetch/signer", "daemon/expose/api_tokens.cc",
        "daemon/expose/http_", "daemon/send/signing"}},
      {"iconv.h", {"collectors/decode/encoding.cc", "collectors/decode/encode_text.cc"}}};
  return all;
}

bool begins_with_any(const std::string& path, const std::vector<std::string>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](const std::string& begin) { return path.starts_with(begin); });
}

}  // namespace

Findings check_owners(const SourceFile& file) {
  Findings findings;
  if (file.path.starts_with("tests/")) return findings;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string path = included(file.lines[i]);
    for (const Owner& owner : owners()) {
      if (!path.starts_with(owner.header) || begins_with_any(file.path, owner.files)) continue;
      findings.push_back(
          at(file, i,
             "<" + path + "> belongs to " + owner.files.front() + "*: use what that file offers"));
    }
  }
  return findings;
}

namespace {

struct Ban {
  std::string text;
  std::string instead;
  std::vector<std::string> allowed_in;
};

// The words are put together here so that this file does not find itself.
const std::vector<Ban>& bans() {
  static const std::vector<Ban> all = {
      {std::string("system_") + "clock", "take an injected Clock", {"daemon/time/os_clock"}},
      {std::string("steady_") + "clock",
       "take an injected Clock or a Scheduler timer",
       {"daemon/time/", "tests/e2e/", "tests/collectors/", "tests/daemon/", "tests/support/",
        "tests/bench/", "daemon/expose/http_"}},
      {std::string("sleep_") + "for(",
       "use a Scheduler timer",
       {"tests/e2e/", "tests/collectors/", "tests/daemon/", "tests/support/"}},
      {std::string("_distri") + "bution<",
       "use a generator whose numbers are the same everywhere",
       {}},
      {std::string("std::") + "locale", "texts are UTF-8 and numbers have no locale", {}},
      {std::string("set") + "locale(", "texts are UTF-8 and numbers have no locale", {}},
      {std::string("CURRENT_") + "TIMESTAMP", "times come from the Clocks", {}},
      {std::string("TO") + "DO", "do it, or say in a README that it is not done", {}},
      {std::string("FIX") + "ME", "mend it", {}},
      {std::string("GTEST_") + "SKIP", "a test that cannot run fails", {}},
      {std::string("DIS") + "ABLED_", "a test that cannot run fails", {}}};
  return all;
}

}  // namespace

Findings check_bans(const SourceFile& file) {
  Findings findings;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    for (const Ban& ban : bans()) {
      if (file.lines[i].find(ban.text) == std::string::npos) continue;
      if (begins_with_any(file.path, ban.allowed_in)) continue;
      findings.push_back(at(file, i, ban.text + " is banned here: " + ban.instead));
    }
  }
  return findings;
}

namespace {

// Whether the arrow at `arrow` follows a call: `f(x)->`, and not `(*f)->`.
bool follows_call(const std::string& line, std::size_t arrow) {
  int open = 0;
  for (std::size_t i = arrow; i-- > 0;) {
    if (line[i] == ')') ++open;
    if (line[i] == '(' && --open == 0) {
      return i > 0 && (std::isalnum(static_cast<unsigned char>(line[i - 1])) != 0 ||
                       line[i - 1] == '_' || line[i - 1] == '>');
    }
  }
  return false;
}

}  // namespace

namespace {

// Where the range of a loop begins, or what a reference is bound to in a snapshot.
std::size_t outlived_from(const std::string& line) {
  if (line.find("for (") != std::string::npos) return line.find(" : ");
  const std::size_t bound = line.find("& ");
  const std::size_t given = bound == std::string::npos ? bound : line.find(" = ", bound);
  return given == std::string::npos ? given : line.find("snapshot(", given);
}

}  // namespace

Findings check_ranges(const SourceFile& file) {
  Findings findings;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string& line = file.lines[i];
    const std::size_t range = outlived_from(line);
    if (range == std::string::npos) continue;
    const std::size_t arrow = line.find(")->", range);
    if (arrow == std::string::npos || !follows_call(line, arrow + 1)) continue;
    findings.push_back(at(file, i, "the pointer that the call returns is gone: hold it first"));
  }
  return findings;
}

namespace {

constexpr std::size_t most_file_lines = 600;
constexpr std::size_t most_function_lines = 70;
constexpr std::size_t most_columns = 100;

std::size_t columns_of(const std::string& line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
  }));
}

// Addresses, include lines and raw strings (markup in tests) stay as they are.
bool is_unbreakable(const std::string& line) {
  return line.find("http") != std::string::npos || line.starts_with("#include") ||
         line.find("R\"(") != std::string::npos || line.starts_with("<");
}

// In formatted code a function's body ends with the first '}' at the start of a line, and begins
// with the last line before it that starts in the first column and ends with '{'.
bool opens_function(const std::string& line) {
  if (line.empty() || line.back() != '{' || line.front() == ' ' || line.front() == '}')
    return false;
  static const std::vector<std::string> others = {"namespace", "struct", "class",
                                                  "enum",      "union",  "extern"};
  return !begins_with_any(line, others) && line.find('(') != std::string::npos &&
         !line.ends_with("({");  // a table
}

}  // namespace

Findings check_sizes(const SourceFile& file) {
  Findings findings;
  if (file.lines.size() > most_file_lines) {
    findings.push_back(file.path + ": " + std::to_string(file.lines.size()) +
                       " lines, at most 600: split it by topic");
  }
  std::size_t opened = 0;
  bool inside = false;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string& line = file.lines[i];
    if (columns_of(line) > most_columns && !is_unbreakable(line)) {
      findings.push_back(at(file, i, "longer than 100 columns: run clang-format"));
    }
    if (opens_function(line)) {
      opened = i;
      inside = true;
    } else if (inside && line.starts_with("}")) {
      inside = false;
      const std::size_t length = i - opened + 1;
      if (length > most_function_lines) {
        findings.push_back(at(file, opened,
                              "a function of " + std::to_string(length) +
                                  " lines, at most 70: give its parts names"));
      }
    }
  }
  return findings;
}

std::vector<SourceFile> read_sources(const std::string& root) {
  namespace fs = std::filesystem;
  std::vector<SourceFile> files;
  for (const char* room : {"rules", "config", "collectors", "daemon", "tests"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(root) / room)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".cc" && extension != ".h") continue;
      SourceFile file{fs::relative(entry.path(), root).string(), {}};
      std::ifstream in(entry.path());
      for (std::string line; std::getline(in, line);) file.lines.push_back(line);
      files.push_back(std::move(file));
    }
  }
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

}  // namespace planwatch::tidy
