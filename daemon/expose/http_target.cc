#include "daemon/expose/http_target.h"

namespace planwatch {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  if (out.find('\0') != std::string::npos || !is_utf8(out)) return std::nullopt;
  return out;
}

// Turns http://host/path into /path; leaves the origin form alone.
std::optional<std::string_view> origin_form(std::string_view target) {
  if (!target.empty() && target.front() == '/') return target;
  if (!target.starts_with("http://") && !target.starts_with("https://")) return std::nullopt;
  const std::size_t authority = target.find("://") + 3;
  const std::size_t path = target.find('/', authority);
  return path == std::string_view::npos ? std::string_view("/") : target.substr(path);
}

bool add_parameter(std::string_view part, HttpTarget& target) {
  if (part.empty()) return true;
  const std::size_t equals = part.find('=');
  const bool bare = equals == std::string_view::npos;
  auto name = decode(part.substr(0, equals), true);
  auto value = decode(bare ? std::string_view() : part.substr(equals + 1), true);
  if (!name || !value) return false;
  target.query.emplace_back(std::move(*name), std::move(*value));
  return true;
}

}  // namespace

std::optional<HttpTarget> parse_target(std::string_view text) {
  const auto origin = origin_form(text.substr(0, text.find('#')));
  if (!origin) return std::nullopt;
  const std::size_t question = origin->find('?');
  auto path = decode(origin->substr(0, question), false);
  if (!path) return std::nullopt;
  HttpTarget target{std::move(*path), {}};
  if (question == std::string_view::npos) return target;
  std::string_view rest = origin->substr(question + 1);
  while (!rest.empty()) {
    const std::size_t end = rest.find('&');
    if (!add_parameter(rest.substr(0, end), target)) return std::nullopt;
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return target;
}

std::optional<std::vector<std::pair<std::string, std::string>>> parse_form(std::string_view body) {
  HttpTarget target;
  while (true) {
    const std::size_t end = body.find('&');
    const std::string_view part = body.substr(0, end);
    if (part.find('=') == std::string_view::npos || !add_parameter(part, target)) {
      return std::nullopt;
    }
    if (end == std::string_view::npos) return std::move(target.query);
    body.remove_prefix(end + 1);
  }
}

}  // namespace planwatch
