#include "daemon/expose/multipart.h"

#include <algorithm>

#include "rules/model/utf8.h"

namespace planwatch {
namespace {

using Fault = MultipartFault;
template <class T>
using Parsed = tl::expected<T, Fault>;

constexpr std::size_t most_boundary = 70;
constexpr std::string_view line_end = "\r\n";

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}
std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}
bool is_token(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u > 0x20 && u < 0x7F &&
         std::string_view("()<>@,;:\\\"/[]?={}").find(c) == std::string_view::npos;
}
bool is_boundary_char(char c) {
  const bool letter = lower(c) >= 'a' && lower(c) <= 'z';
  return letter || (c >= '0' && c <= '9') ||
         std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
}

// One parameter behind a ';' of a header's value: NAME=token or NAME="quoted".
struct Parameter {
  std::string_view name;
  std::string value;
};

std::optional<std::string> take_quoted(std::string_view& rest) {
  std::string value;
  rest.remove_prefix(1);
  while (!rest.empty() && rest.front() != '"') {
    const bool escaped =
        rest.front() == '\\' && rest.size() > 1 && (rest[1] == '"' || rest[1] == '\\');
    if (escaped) rest.remove_prefix(1);
    value += rest.front();
    rest.remove_prefix(1);
  }
  if (rest.empty()) return std::nullopt;
  rest.remove_prefix(1);
  return value;
}

// Takes the next one off the value's end; empty: it is malformed.
std::optional<Parameter> take_parameter(std::string_view& rest) {
  if (rest.empty() || rest.front() != ';') return std::nullopt;
  rest = trimmed(rest.substr(1));
  std::size_t length = 0;
  while (length < rest.size() && is_token(rest[length])) ++length;
  Parameter parameter{rest.substr(0, length), {}};
  rest.remove_prefix(length);
  if (length == 0 || rest.empty() || rest.front() != '=') return std::nullopt;
  rest.remove_prefix(1);
  if (!rest.empty() && rest.front() == '"') {
    auto value = take_quoted(rest);
    if (!value) return std::nullopt;
    parameter.value = *std::move(value);
  } else {
    length = 0;
    while (length < rest.size() && is_token(rest[length])) ++length;
    if (length == 0) return std::nullopt;
    parameter.value = std::string(rest.substr(0, length));
    rest.remove_prefix(length);
  }
  rest = trimmed(rest);
  return parameter;
}

void replace_all(std::string& text, std::string_view from, char to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; ++at) {
    text.replace(at, from.size(), 1, to);
  }
}

// A name as it was before a browser escaped it; empty: it cannot be one.
std::optional<std::string> name_in(std::string value, std::size_t most) {
  replace_all(value, "%22", '"');
  replace_all(value, "%0D", '\r');
  replace_all(value, "%0A", '\n');
  const bool control = std::any_of(value.begin(), value.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  if (control || value.size() > most || !is_utf8(value)) return std::nullopt;
  return value;
}

// form-data; name="file"; filename="a.xlsx"
bool read_disposition(std::string_view value, const MultipartLimits& limits, FormPart& part) {
  const std::size_t end = std::min(value.find(';'), value.size());
  if (!same_word(trimmed(value.substr(0, end)), "form-data")) return false;
  std::string_view rest = trimmed(value.substr(end));
  while (!rest.empty()) {
    const auto parameter = take_parameter(rest);
    if (!parameter) return false;
    auto text = name_in(parameter->value, limits.name_bytes);
    if (!text) return false;
    if (same_word(parameter->name, "name")) {
      if (!part.name.empty() || text->empty()) return false;
      part.name = *std::move(text);
    } else if (same_word(parameter->name, "filename")) {
      if (part.is_file) return false;
      part.is_file = true;
      part.file_name = *std::move(text);
    } else if (parameter->name.ends_with('*')) {
      return false;
    }
  }
  return !part.name.empty();
}

bool is_plain_encoding(std::string_view value) {
  return same_word(value, "7bit") || same_word(value, "8bit") || same_word(value, "binary");
}

Parsed<FormPart> read_headers(std::string_view lines, const MultipartLimits& limits) {
  FormPart part;
  bool disposed = false;
  std::size_t count = 0;
  while (!lines.empty()) {
    if (++count > limits.header_lines) return tl::make_unexpected(Fault::header_too_large);
    const std::size_t end = lines.find(line_end);
    if (end == std::string_view::npos) return tl::make_unexpected(Fault::bad_header);
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(end + line_end.size());
    const std::size_t colon = line.find(':');
    const bool named =
        colon != std::string_view::npos && colon > 0 &&
        std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon), is_token);
    if (!named || !is_utf8(line)) return tl::make_unexpected(Fault::bad_header);
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (same_word(name, "Content-Disposition")) {
      if (disposed || !read_disposition(value, limits, part)) {
        return tl::make_unexpected(Fault::bad_header);
      }
      disposed = true;
    } else if (same_word(name, "Content-Transfer-Encoding") && !is_plain_encoding(value)) {
      return tl::make_unexpected(Fault::transfer_encoding);
    }
  }
  if (!disposed) return tl::make_unexpected(Fault::bad_header);
  return part;
}

// The head of a part, up to the blank line.
Parsed<FormPart> take_head(std::string_view& rest, const MultipartLimits& limits) {
  if (rest.starts_with(line_end)) return tl::make_unexpected(Fault::bad_header);  // no headers
  constexpr std::string_view blank_line = "\r\n\r\n";
  const std::size_t end = rest.substr(0, limits.header_bytes + blank_line.size()).find(blank_line);
  if (end == std::string_view::npos) {
    return tl::make_unexpected(rest.size() > limits.header_bytes ? Fault::header_too_large
                                                                 : Fault::not_ended);
  }
  auto part = read_headers(rest.substr(0, end + line_end.size()), limits);
  rest.remove_prefix(end + blank_line.size());
  return part;
}

}  // namespace

std::optional<std::string> boundary_of(std::string_view content_type) {
  const std::size_t end = std::min(content_type.find(';'), content_type.size());
  if (!same_word(trimmed(content_type.substr(0, end)), "multipart/form-data")) return std::nullopt;
  std::string_view rest = trimmed(content_type.substr(end));
  std::string boundary;
  while (!rest.empty()) {
    auto parameter = take_parameter(rest);
    if (!parameter) return std::string();
    if (!same_word(parameter->name, "boundary")) continue;
    if (!boundary.empty()) return std::string();
    boundary = std::move(parameter->value);
  }
  const bool good = !boundary.empty() && boundary.size() <= most_boundary &&
                    boundary.back() != ' ' &&
                    std::all_of(boundary.begin(), boundary.end(), is_boundary_char);
  return good ? boundary : std::string();
}

Parsed<std::vector<FormPart>> parse_multipart(std::string_view body, std::string_view boundary,
                                              const MultipartLimits& limits) {
  if (boundary.empty()) return tl::make_unexpected(Fault::no_boundary);
  const std::string delimiter = "\r\n--" + std::string(boundary);
  const std::string_view first = std::string_view(delimiter).substr(line_end.size());
  if (!body.starts_with(first)) return tl::make_unexpected(Fault::no_delimiter);
  body.remove_prefix(first.size());
  std::vector<FormPart> parts;
  while (body.starts_with(line_end)) {
    if (parts.size() == limits.parts) return tl::make_unexpected(Fault::too_many_parts);
    body.remove_prefix(line_end.size());
    auto part = take_head(body, limits);
    if (!part) return tl::make_unexpected(part.error());
    const std::size_t end = body.find(delimiter);
    if (end == std::string_view::npos) return tl::make_unexpected(Fault::not_ended);
    part->content = body.substr(0, end);
    body.remove_prefix(end + delimiter.size());
    parts.push_back(*std::move(part));
  }
  const bool ended = body == "--" || body == "--\r\n";
  if (!ended) return tl::make_unexpected(Fault::not_ended);
  if (parts.empty()) return tl::make_unexpected(Fault::too_many_parts);
  return parts;
}

}  // namespace planwatch
