#include "collectors/fetch/imap_reply.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace planwatch {

namespace {

constexpr std::size_t most_line = 1 << 20;

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

// n of a line that ends with {n}.
std::optional<std::uint64_t> literal_of(std::string_view line) {
  if (!line.ends_with('}')) return std::nullopt;
  const std::size_t brace = line.rfind('{');
  if (brace == std::string_view::npos) return std::nullopt;
  return number_of(line.substr(brace + 1, line.size() - brace - 2));
}

}  // namespace

Result<std::optional<ImapLine>> ImapReader::next() {
  while (true) {
    const std::string_view rest = std::string_view(buffer_).substr(taken_);
    if (literal_) {
      if (rest.size() < *literal_) return std::optional<ImapLine>();
      const auto size = static_cast<std::size_t>(*literal_);
      line_.literals.emplace_back(rest.substr(0, size));
      taken_ += size;
      literal_.reset();
      continue;
    }
    const std::size_t end = rest.find("\r\n");
    if (std::min(end, rest.size()) > most_line) {
      return fail(ErrorCode::corrupt, "邮箱服务器的回答不像 IMAP：一行太长");
    }
    if (end == std::string_view::npos) return std::optional<ImapLine>();
    const std::string_view part = rest.substr(0, end);
    taken_ += end + 2;
    literal_ = literal_of(part);
    if (literal_) {
      if (*literal_ > max_literal_) {
        return fail(ErrorCode::too_large,
                    fmt::format("邮箱服务器要送来 {} 字节，超过上限", *literal_));
      }
      line_.text += part.substr(0, part.rfind('{'));
      line_.text += "{}";
      continue;
    }
    line_.text += part;
    buffer_.erase(0, taken_);
    taken_ = 0;
    return std::optional<ImapLine>(std::exchange(line_, {}));
  }
}

std::vector<std::uint64_t> numbers_of_search(const std::string& line) {
  constexpr std::string_view begin = "* SEARCH";
  std::vector<std::uint64_t> numbers;
  std::string_view rest = line;
  if (!rest.starts_with(begin)) return numbers;
  rest.remove_prefix(begin.size());
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (const auto number = number_of(rest.substr(0, end))) numbers.push_back(*number);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

std::optional<std::uint64_t> number_behind(const std::string& line, std::string_view word) {
  for (std::size_t at = line.find(word); at != std::string::npos; at = line.find(word, at + 1)) {
    const bool begins =
        at == 0 || line[at - 1] == ' ' || line[at - 1] == '(' || line[at - 1] == '[';
    const std::size_t digits = at + word.size() + 1;
    if (!begins || digits >= line.size() || line[digits - 1] != ' ') continue;
    const std::size_t end = std::min(line.find_first_not_of("0123456789", digits), line.size());
    if (const auto number = number_of(std::string_view(line).substr(digits, end - digits))) {
      return number;
    }
  }
  return std::nullopt;
}

std::optional<std::string> imap_quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return std::nullopt;
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace planwatch
