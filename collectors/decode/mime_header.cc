#include "collectors/decode/mime_header.h"

#include <algorithm>
#include <map>

#include "collectors/decode/encoding.h"
#include "rules/model/utf8.h"

namespace planwatch {

namespace {

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// The next line without its end.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// The two hex digits behind the mark at `at`; nothing where there are none.
std::optional<char> byte_at(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size()) return std::nullopt;
  const int high = digit_of(text[at + 1]);
  const int low = digit_of(text[at + 2]);
  if (high < 0 || low < 0) return std::nullopt;
  return static_cast<char>(high * 16 + low);
}

std::string to_utf8(const std::string& bytes, std::string_view charset) {
  const std::string name = lower_case(charset);
  const bool chinese = name == "gb2312" || name == "gbk" || name == "gb18030" || name == "cp936" ||
                       name == "x-gbk" || name == "hz-gb-2312";
  const auto text = decode_text(bytes, chinese           ? Encoding::gb18030
                                       : name == "utf-8" ? Encoding::utf8
                                                         : Encoding::automatic);
  return text ? text->text : clean_utf8(bytes);
}

std::string decode_percent(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = text[i] == '%' ? byte_at(text, i) : std::nullopt;
    out += byte ? *byte : text[i];
    if (byte) i += 2;
  }
  return out;
}

// Bytes and their character set; words side by side of one set are decoded together, for some
// writers cut characters in two.
struct Word {
  std::string charset;
  std::string bytes;
};

std::optional<Word> take_word(std::string_view& text) {
  if (!text.starts_with("=?")) return std::nullopt;
  const std::size_t charset_end = text.find('?', 2);
  if (charset_end == std::string_view::npos || charset_end + 3 > text.size()) return std::nullopt;
  const std::size_t begin = text.find('?', charset_end + 1);
  if (begin != charset_end + 2) return std::nullopt;
  const std::size_t end = text.find("?=", begin + 1);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view payload = text.substr(begin + 1, end - begin - 1);
  const char kind = text[charset_end + 1];
  std::optional<std::string> bytes;
  if (kind == 'B' || kind == 'b') bytes = decode_base64(payload);
  if (kind == 'Q' || kind == 'q') {
    std::string blanks(payload);
    std::replace(blanks.begin(), blanks.end(), '_', ' ');
    bytes = decode_quoted_printable(blanks + ".");  // the end is no line's end
    if (bytes) bytes->pop_back();
  }
  if (!bytes) return std::nullopt;
  Word word{lower_case(text.substr(2, charset_end - 2)), *std::move(bytes)};
  word.charset = word.charset.substr(0, word.charset.find('*'));  // RFC 2231's language
  text.remove_prefix(end + 2);
  return word;
}

// One parameter as it stands in the header; name*0*=... is cut into name, number and mark.
struct Piece {
  std::size_t number = 0;
  bool encoded = false;
  std::string text;
};

std::string joined(std::map<std::size_t, Piece>& pieces) {
  std::string charset;
  std::string bytes;
  for (auto& [number, piece] : pieces) {
    std::string_view text = piece.text;
    if (piece.encoded && number == 0) {
      const std::size_t first = text.find('\'');
      const std::size_t second = first == text.npos ? first : text.find('\'', first + 1);
      if (second != text.npos) {
        charset = text.substr(0, first);
        text.remove_prefix(second + 1);
      }
    }
    bytes += piece.encoded ? decode_percent(text) : std::string(text);
  }
  return charset.empty() ? decode_words(bytes) : to_utf8(bytes, charset);
}

std::string take_parameter_value(std::string_view& text) {
  std::string out;
  text = trimmed(text);
  if (!text.starts_with('"')) {
    const std::size_t end = std::min(text.find(';'), text.size());
    out = trimmed(text.substr(0, end));
    text.remove_prefix(end);
    return out;
  }
  std::size_t i = 1;
  for (; i < text.size() && text[i] != '"'; ++i) {
    const bool escape =
        text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\');
    if (escape) ++i;
    out += text[i];
  }
  text.remove_prefix(std::min(i + 1, text.size()));
  return out;
}

}  // namespace

std::string MimeHeaders::value(std::string_view name) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const auto& field) { return field.first == name; });
  return found == fields.end() ? std::string() : found->second;
}

std::size_t MimeHeaders::count(std::string_view name) const {
  return static_cast<std::size_t>(std::count_if(
      fields.begin(), fields.end(), [&](const auto& field) { return field.first == name; }));
}

MimeHeaders take_headers(std::string_view& entity) {
  MimeHeaders headers;
  while (!entity.empty()) {
    const std::string_view line = take_line(entity);
    if (line.empty()) break;
    if (is_blank(line.front()) && !headers.fields.empty()) {
      headers.fields.back().second += line;
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    headers.fields.emplace_back(lower_case(trimmed(line.substr(0, colon))),
                                trimmed(line.substr(colon + 1)));
  }
  return headers;
}

std::string MimeValue::parameter(std::string_view name) const {
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [&](const auto& one) { return one.first == name; });
  return found == parameters.end() ? std::string() : found->second;
}

MimeValue parse_mime_value(std::string_view text) {
  MimeValue out;
  const std::size_t end = std::min(text.find(';'), text.size());
  out.value = lower_case(trimmed(text.substr(0, end)));
  text.remove_prefix(end);
  std::map<std::string, std::map<std::size_t, Piece>> pieces;
  while (text.starts_with(';')) {
    text.remove_prefix(1);
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) break;
    std::string name = lower_case(trimmed(text.substr(0, equals)));
    text.remove_prefix(equals + 1);
    Piece piece;
    piece.text = take_parameter_value(text);
    text.remove_prefix(std::min(text.find(';'), text.size()));
    piece.encoded = name.ends_with('*');
    if (piece.encoded) name.pop_back();
    const std::size_t star = name.find('*');
    if (star != std::string::npos) {
      for (const char c : name.substr(star + 1)) {
        if (c >= '0' && c <= '9' && piece.number < 1000) {
          piece.number = piece.number * 10 + static_cast<std::size_t>(c - '0');
        }
      }
      name.resize(star);
    }
    pieces[name].emplace(piece.number, piece);
  }
  for (auto& [name, parts] : pieces) out.parameters.emplace_back(name, joined(parts));
  return out;
}

std::string decode_words(std::string_view text) {
  std::string out;
  std::string plain;
  Word pending;
  const auto flush = [&] {
    if (!pending.bytes.empty()) out += to_utf8(pending.bytes, pending.charset);
    pending = {};
  };
  while (!text.empty()) {
    if (auto word = take_word(text)) {
      const bool only_blanks = trimmed(plain).empty();
      if (!only_blanks || pending.charset != word->charset) {
        flush();
        if (!only_blanks || out.empty()) out += to_utf8(plain, "");
      }
      plain.clear();
      pending.charset = word->charset;
      pending.bytes += word->bytes;
      continue;
    }
    plain += text.front();
    text.remove_prefix(1);
  }
  flush();
  return out + (plain.empty() ? std::string() : to_utf8(plain, ""));
}

std::string only_address(std::string_view text) {
  std::string bare;    // outside of quotes, comments and <>
  std::string angled;  // inside <>
  int comments = 0;
  std::size_t angles = 0;
  bool quoted = false;
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && (quoted || comments > 0)) {
      ++i;
    } else if (c == '"' && comments == 0) {
      quoted = !quoted;
    } else if (quoted || (comments > 0 && c != '(' && c != ')')) {
      continue;
    } else if (c == '(') {
      ++comments;
    } else if (c == ')' && comments > 0) {
      --comments;
    } else if (c == '<') {
      inside = true;
      ++angles;
    } else if (c == '>') {
      inside = false;
    } else if (c == ',' || c == ';') {
      return {};
    } else {
      (inside ? angled : bare) += c;
    }
  }
  if (quoted || comments > 0 || inside || angles > 1) return {};
  const std::string address = lower_case(trimmed(angles == 1 ? angled : bare));
  const bool one = std::count(address.begin(), address.end(), '@') == 1 &&
                   address.find_first_of(" \t\r\n\"") == std::string::npos;
  return one && address.front() != '@' && address.back() != '@' ? address : std::string();
}

std::optional<std::string> decode_base64(std::string_view text) {
  std::string out;
  out.reserve(text.size() / 4 * 3);
  unsigned bits = 0;
  int digits = 0;
  int padding = 0;
  for (const char c : text) {
    if (is_blank(c)) continue;
    if (c == '=') {
      ++padding;
      continue;
    }
    unsigned value = 0;
    if (c >= 'A' && c <= 'Z')
      value = static_cast<unsigned>(c - 'A');
    else if (c >= 'a' && c <= 'z')
      value = static_cast<unsigned>(c - 'a') + 26;
    else if (c >= '0' && c <= '9')
      value = static_cast<unsigned>(c - '0') + 52;
    else if (c == '+')
      value = 62;
    else if (c == '/')
      value = 63;
    else
      return std::nullopt;
    if (padding > 0) return std::nullopt;
    bits = (bits << 6) | value;
    if (++digits % 4 != 0) continue;
    out += static_cast<char>((bits >> 16) & 0xFF);
    out += static_cast<char>((bits >> 8) & 0xFF);
    out += static_cast<char>(bits & 0xFF);
    bits = 0;
  }
  const int rest = digits % 4;
  if (rest == 1 || (rest + padding) % 4 != 0) return std::nullopt;
  if (rest == 2) out += static_cast<char>((bits >> 4) & 0xFF);
  if (rest == 3) {
    out += static_cast<char>((bits >> 10) & 0xFF);
    out += static_cast<char>((bits >> 2) & 0xFF);
  }
  return out;
}

std::optional<std::string> decode_quoted_printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const bool has_end = text.find('\n') != std::string_view::npos;
    std::string_view line = take_line(text);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    const bool soft = line.ends_with('=');
    if (soft) line.remove_suffix(1);
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] != '=') {
        out += line[i];
        continue;
      }
      const auto byte = byte_at(line, i);
      if (!byte) return std::nullopt;
      out += *byte;
      i += 2;
    }
    if (!soft && has_end) out += "\r\n";
  }
  return out;
}

}  // namespace planwatch
