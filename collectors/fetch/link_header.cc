#include "collectors/fetch/link_header.h"

#include <algorithm>

namespace planwatch {

namespace {

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

struct Link {
  std::string target;
  std::string relations;  // of the first rel, which is the one that counts
  bool anchored = false;
};

class LinkReader {
 public:
  explicit LinkReader(std::string_view text) : rest_(text) {}

  // Empty at the end, and where the text is malformed.
  std::optional<Link> read() {
    skip(", \t");
    if (!take('<')) return std::nullopt;
    const std::size_t end = rest_.find('>');
    if (end == std::string_view::npos) return std::nullopt;
    Link link;
    link.target = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    for (skip(" \t"); take(';'); skip(" \t")) read_parameter(link);
    const bool whole = rest_.empty() || rest_.front() == ',';
    return whole ? std::optional(std::move(link)) : std::nullopt;
  }

 private:
  void skip(std::string_view characters) {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(characters), rest_.size()));
  }
  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::string read_token() {
    const std::size_t end = std::min(rest_.find_first_of("=;, \t"), rest_.size());
    std::string token(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return token;
  }
  std::string read_value() {
    if (!take('"')) return read_token();
    std::string value;
    while (!rest_.empty() && rest_.front() != '"') {
      if (rest_.front() == '\\' && rest_.size() > 1) rest_.remove_prefix(1);
      value += rest_.front();
      rest_.remove_prefix(1);
    }
    take('"');
    return value;
  }
  void read_parameter(Link& link) {
    skip(" \t");
    const std::string name = lower_case(read_token());
    skip(" \t");
    std::string value;
    if (take('=')) {
      skip(" \t");
      value = read_value();
    }
    if (name == "rel" && link.relations.empty()) link.relations = lower_case(value);
    if (name == "anchor") link.anchored = true;
  }

  std::string_view rest_;
};

bool has_relation(const std::string& relations, std::string_view wanted) {
  const std::string spaced = " " + relations + " ";
  return spaced.find(" " + std::string(wanted) + " ") != std::string::npos;
}

}  // namespace

std::optional<std::string> next_link(std::string_view header) {
  LinkReader reader(header);
  while (auto link = reader.read()) {
    if (!link->anchored && has_relation(link->relations, "next")) return std::move(link->target);
  }
  return std::nullopt;
}

}  // namespace planwatch
