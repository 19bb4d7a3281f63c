#include "daemon/feed_draft/likeness.h"

#include <algorithm>
#include <map>
#include <string>

#include "collectors/extract/text.h"

namespace planwatch {

namespace {

std::string bare(std::string_view text) {
  std::string out;
  int depth = 0;
  for (const char c : comparable(text)) {
    if (c == '(' || c == '[') ++depth;
    if (depth == 0 && c != '/') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if ((c == ')' || c == ']') && depth > 0) --depth;
  }
  return out;
}

// UTF-8 characters; a broken one counts byte by byte.
std::vector<std::string> characters(const std::string& text) {
  std::vector<std::string> all;
  for (const char c : text) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0u) == 0x80u;
    if (continues && !all.empty()) {
      all.back() += c;
    } else {
      all.emplace_back(1, c);
    }
  }
  return all;
}

std::map<std::string, int> pairs_of(const std::string& text) {
  const std::vector<std::string> all = characters(text);
  std::map<std::string, int> pairs;
  for (std::size_t i = 0; i + 1 < all.size(); ++i) ++pairs[all[i] + all[i + 1]];
  return pairs;
}

std::string_view last_level(std::string_view header) {
  const std::size_t slash = header.rfind('/');
  return slash == header.npos ? header : header.substr(slash + 1);
}

}  // namespace

double likeness(std::string_view header, std::string_view name) {
  const std::string a = bare(header);
  const std::string b = bare(name);
  if (a.empty() || b.empty()) return 0;
  if (a == b) return 1;
  const auto left = pairs_of(a);
  const auto right = pairs_of(b);
  int shared = 0;
  int all = 0;
  for (const auto& [pair, count] : left) {
    all += count;
    const auto other = right.find(pair);
    if (other != right.end()) shared += std::min(count, other->second);
  }
  for (const auto& [pair, count] : right) all += count;
  return all == 0 ? 0 : std::min(0.99, 2.0 * shared / all);
}

std::vector<NameMatch> match_indicators(std::string_view header, const Plan& plan) {
  constexpr std::size_t most = 3;
  std::vector<NameMatch> matches;
  for (std::uint32_t i = 0; i < plan.indicators.size(); ++i) {
    const Indicator& one = plan.indicators[i];
    const double best =
        std::max({likeness(header, one.name), likeness(last_level(header), one.name),
                  likeness(header, one.id.text) == 1 ? 1.0 : 0.0});
    if (best >= likely) matches.push_back({IndicatorIndex{i}, best});
  }
  std::stable_sort(matches.begin(), matches.end(),
                   [](const NameMatch& a, const NameMatch& b) { return a.likeness > b.likeness; });
  if (matches.size() > most) matches.resize(most);
  return matches;
}

}  // namespace planwatch
