#include "collectors/read/in_english.h"

#include <optional>
#include <vector>

namespace planwatch {
namespace {

constexpr std::string_view gap = "{}";
constexpr int most_depth = 6;

// The texts between the gaps of a pattern: one more than there are gaps.
std::vector<std::string_view> pieces_of(std::string_view pattern) {
  std::vector<std::string_view> pieces;
  for (std::size_t at = 0; (at = pattern.find(gap)) != std::string_view::npos;) {
    pieces.push_back(pattern.substr(0, at));
    pattern.remove_prefix(at + gap.size());
  }
  pieces.push_back(pattern);
  return pieces;
}

// What stands in the gaps when the whole text is of this pattern. Each gap ends where the next
// piece first occurs; the last one where the text ends with the last piece.
std::optional<std::vector<std::string_view>> quoted_in(std::string_view text,
                                                       std::string_view pattern) {
  const std::vector<std::string_view> pieces = pieces_of(pattern);
  if (!text.starts_with(pieces.front())) return std::nullopt;
  text.remove_prefix(pieces.front().size());
  std::vector<std::string_view> quoted;
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const bool last = i + 1 == pieces.size();
    if (last && !text.ends_with(pieces[i])) return std::nullopt;
    const std::size_t end = last ? text.size() - pieces[i].size() : text.find(pieces[i]);
    if (end == std::string_view::npos) return std::nullopt;
    quoted.push_back(text.substr(0, end));
    text.remove_prefix(end + pieces[i].size());
  }
  if (!text.empty()) return std::nullopt;
  return quoted;
}

std::string translated(std::string_view text, int depth);

std::string filled(std::string_view en, const std::vector<std::string_view>& quoted, int depth) {
  std::string out;
  for (std::size_t i = 0; i < en.size(); ++i) {
    const bool slot = en[i] == '{' && i + 2 < en.size() && en[i + 2] == '}';
    const auto number = slot ? static_cast<std::size_t>(en[i + 1] - '0') : quoted.size();
    if (number >= quoted.size()) {
      out += en[i];
      continue;
    }
    out += translated(quoted[number], depth + 1);
    i += 2;
  }
  return out;
}

// Of all patterns that fit the one that says most by itself.
std::string translated(std::string_view text, int depth) {
  if (text.empty() || depth > most_depth) return std::string(text);
  const Saying* best = nullptr;
  std::vector<std::string_view> quoted;
  for (const auto sayings :
       {decode_sayings(), extract_sayings(), record_sayings(), fetch_sayings(), source_sayings()}) {
    for (const Saying& one : sayings) {
      if (best != nullptr && one.zh.size() <= best->zh.size()) continue;
      auto fits = quoted_in(text, one.zh);
      if (!fits) continue;
      best = &one;
      quoted = *std::move(fits);
    }
  }
  return best == nullptr ? std::string(text) : filled(best->en, quoted, depth);
}

}  // namespace

std::string in_english(std::string_view chinese) {
  return translated(chinese, 0);
}

}  // namespace planwatch
