#include "collectors/fetch/remote_listing.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <optional>

#include "collectors/decode/encoding.h"
#include "collectors/decode/utf8.h"

namespace planwatch {

namespace {

constexpr std::size_t most_shown = 200;  // bytes of a name that is refused

struct Line {
  bool understood = false;
  bool regular = false;
  std::string_view name;
  std::uint64_t bytes = 0;
  std::string modified;
};

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// Chinese servers write in UTF-8 or, of the Windows kind, in GBK; a line is read before anybody
// knows which of them its name is in.
struct ChineseWord {
  std::string_view utf8;
  std::string_view gbk;
};
constexpr ChineseWord month_word = {"月", "\xD4\xC2"};
constexpr std::array<ChineseWord, 2> total_words = {
    ChineseWord{"总用量 ", "\xD7\xDC\xD3\xC3\xC1\xBF "}, ChineseWord{"总计 ", "\xD7\xDC\xBC\xC6 "}};

// "Jun" or "6月".
bool is_month(std::string_view text) {
  constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                       "jul", "aug", "sep", "oct", "nov", "dec"};
  for (const std::string_view word : {month_word.utf8, month_word.gbk}) {
    if (text.ends_with(word)) return is_digits(text.substr(0, text.size() - word.size()));
  }
  return std::find(months.begin(), months.end(), lower_case(text)) != months.end();
}

// The line before the files: how many blocks they take.
bool is_total(std::string_view line) {
  return line.starts_with("total ") ||
         std::any_of(total_words.begin(), total_words.end(), [&](const ChineseWord& word) {
           return line.starts_with(word.utf8) || line.starts_with(word.gbk);
         });
}

bool is_time_or_year(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return text.size() == 4 && is_digits(text);
  return is_digits(text.substr(0, colon));
}

bool is_iso_date(std::string_view text) {
  return text.size() == 10 && text[4] == '-' && text[7] == '-' && is_digits(text.substr(0, 4));
}

// The words at the beginning of a line, each a part of it.
std::vector<std::string_view> words_of(std::string_view line, std::size_t most) {
  std::vector<std::string_view> words;
  for (std::size_t at = line.find_first_not_of(' ');
       at != std::string_view::npos && words.size() < most; at = line.find_first_not_of(' ', at)) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    words.push_back(line.substr(at, end - at));
    at = end;
  }
  return words;
}

// What follows the word and one space.
std::string_view after(std::string_view line, std::string_view word) {
  const auto end = static_cast<std::size_t>(word.data() - line.data()) + word.size();
  return line.substr(std::min(end + 1, line.size()));
}

void take_name(Line& read, std::string_view line, std::string_view first, std::string_view last) {
  read.understood = true;
  read.name = after(line, last);
  read.modified = std::string(first.data(), last.data() + last.size());
}

// -rw-r--r-- 1 owner group 1234 Jun  3 10:11 name: the size is the number before the date.
Line read_unix(std::string_view line) {
  constexpr std::size_t most_words = 14;
  const std::vector<std::string_view> words = words_of(line, most_words);
  Line read;
  for (std::size_t i = 1; i + 2 < words.size() && !read.understood; ++i) {
    const auto bytes = number_in(words[i]);
    if (!bytes) continue;
    read.bytes = *bytes;
    const bool by_month = i + 3 < words.size() && is_month(words[i + 1]) &&
                          is_digits(words[i + 2]) && is_time_or_year(words[i + 3]);
    if (by_month) {
      take_name(read, line, words[i + 1], words[i + 3]);
    } else if (is_iso_date(words[i + 1]) && is_time_or_year(words[i + 2])) {
      take_name(read, line, words[i + 1], words[i + 2]);
    }
  }
  read.regular = line.front() == '-';
  return read;
}

// 06-03-25  10:11AM       1234 name, or <DIR> for the size.
Line read_iis(std::string_view line) {
  const std::vector<std::string_view> words = words_of(line, 3);
  Line read;
  if (words.size() < 3) return read;
  const auto bytes = number_in(words[2]);
  if (!bytes && words[2] != "<DIR>") return read;
  take_name(read, line, words[0], words[2]);
  read.modified = fmt::format("{} {}", words[0], words[1]);
  read.bytes = bytes.value_or(0);
  read.regular = bytes.has_value();
  return read;
}

Line read_ls(std::string_view line) {
  constexpr std::string_view kinds = "-dlbcpsD";
  if (kinds.find(line.front()) != std::string_view::npos) return read_unix(line);
  if (line.front() >= '0' && line.front() <= '9') return read_iis(line);
  return {};
}

// type=file;size=1234;modify=20250603101112; name
Line read_mlsd(std::string_view line) {
  Line read;
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return read;
  read.name = line.substr(space + 1);
  std::string_view facts = line.substr(0, space);
  while (!facts.empty()) {
    const std::size_t end = std::min(facts.find(';'), facts.size());
    const std::string_view fact = facts.substr(0, end);
    const std::size_t equals = std::min(fact.find('='), fact.size());
    const std::string key = lower_case(fact.substr(0, equals));
    const std::string_view value = fact.substr(std::min(equals + 1, fact.size()));
    if (key == "type") {
      read.understood = true;
      read.regular = lower_case(value) == "file";
    } else if (key == "size") {
      read.bytes = number_in(value).value_or(0);
    } else if (key == "modify") {
      read.modified = value;
    }
    facts.remove_prefix(std::min(end + 1, facts.size()));
  }
  return read;
}

// No byte of a character of GB18030 is a control character or a slash.
bool stays_in_folder(std::string_view name) {
  if (name.empty() || name == "." || name == "..") return false;
  return std::none_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '/';
  });
}

std::string printable(std::string_view name) {
  std::string out;
  for (const char c : name.substr(0, valid_utf8_prefix(name))) {
    out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
  }
  return shortened(out, most_shown);
}

// Empty: in no known encoding.
std::string in_utf8(std::string_view name) {
  if (valid_utf8_prefix(name) == name.size()) return std::string(name);
  auto decoded = decode_text(name, Encoding::automatic);
  return decoded ? std::move(decoded->text) : std::string{};
}

void add(RemoteListing& listing, const Line& line) {
  if (!line.regular) return;
  std::string shown = stays_in_folder(line.name) ? in_utf8(line.name) : std::string{};
  // The second byte of a character may be that of a backslash: only the text tells.
  if (shown.empty() || shown.find('\\') != std::string::npos) {
    listing.refused.push_back(printable(line.name));
  } else {
    listing.files.push_back({std::string(line.name), std::move(shown), line.bytes, line.modified});
  }
}

}  // namespace

const RemoteFile* find_file(const RemoteListing& listing, const std::string& name) {
  const auto found = std::lower_bound(
      listing.files.begin(), listing.files.end(), name,
      [](const RemoteFile& file, const std::string& wanted) { return file.name < wanted; });
  return found != listing.files.end() && found->name == name ? &*found : nullptr;
}

Result<RemoteListing> read_listing(std::string_view text, ListingForm form) {
  RemoteListing listing;
  std::string_view strange;
  bool understood = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || (form == ListingForm::ls && is_total(line))) continue;
    const Line read = form == ListingForm::mlsd ? read_mlsd(line) : read_ls(line);
    if (read.understood) {
      understood = true;
      add(listing, read);
    } else if (strange.empty()) {
      strange = line;
    }
  }
  if (!understood && !strange.empty()) {
    return fail(ErrorCode::corrupt,
                fmt::format("目录列表的格式认不出来，第一行是：{}", printable(strange)));
  }
  std::sort(listing.files.begin(), listing.files.end(),
            [](const RemoteFile& a, const RemoteFile& b) { return a.name < b.name; });
  return listing;
}

}  // namespace planwatch
