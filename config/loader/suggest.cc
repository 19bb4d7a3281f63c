#include "config/loader/suggest.h"

#include <algorithm>

#include "config/loader/utf8.h"

namespace planwatch::loader {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  const std::vector<char32_t> left = to_code_points(a);
  const std::vector<char32_t> right = to_code_points(b);
  const std::size_t width = right.size() + 1;
  std::vector<std::size_t> cost((left.size() + 1) * width);
  for (std::size_t i = 0; i <= left.size(); ++i) {
    for (std::size_t j = 0; j <= right.size(); ++j) {
      std::size_t& here = cost[i * width + j];
      if (i == 0 || j == 0) {
        here = i + j;
        continue;
      }
      const std::size_t replaced = left[i - 1] == right[j - 1] ? 0 : 1;
      here = std::min({cost[(i - 1) * width + j] + 1, cost[i * width + j - 1] + 1,
                       cost[(i - 1) * width + j - 1] + replaced});
      const bool swapped =
          i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
      if (swapped) here = std::min(here, cost[(i - 2) * width + j - 2] + 1);
    }
  }
  return cost.back();
}

std::string nearest(std::string_view text, const std::vector<std::string>& candidates) {
  // Longer texts are never a slip of the pen, and the table of distances would be large.
  constexpr std::size_t longest = 100;
  if (text.empty() || text.size() > longest) return {};
  std::string best;
  std::size_t best_distance = 0;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > longest) continue;
    const std::size_t allowed = std::max<std::size_t>(1, count_characters(candidate) / 3);
    const std::size_t distance = edit_distance(text, candidate);
    // Replacing every character is no likeness.
    if (distance >= count_characters(candidate)) continue;
    if (distance <= allowed && (best.empty() || distance < best_distance)) {
      best = candidate;
      best_distance = distance;
    }
  }
  if (!best.empty()) return best;
  const auto begins =
      std::find_if(candidates.begin(), candidates.end(), [text](const std::string& candidate) {
        const bool same_start = candidate.starts_with(text) || text.starts_with(candidate);
        return text.size() >= 3 && candidate.size() >= 3 && same_start;
      });
  return begins == candidates.end() ? std::string() : *begins;
}

Words suggest(std::string_view text, const std::vector<std::string>& candidates) {
  const std::string near = nearest(text, candidates);
  if (!near.empty()) return said("是否想写 {}？", "did you mean {}?", near);
  if (candidates.empty() || candidates.size() > 24) return {};
  const std::string list = join(candidates);
  return said("可用的有：{}", "known here: {}", list);
}

std::string join(const std::vector<std::string>& texts, std::size_t limit) {
  std::string out;
  for (std::size_t i = 0; i < texts.size() && i < limit; ++i) {
    if (i > 0) out += ", ";
    out += texts[i];
  }
  if (texts.size() > limit) out += ", ...";
  return out;
}

}  // namespace planwatch::loader
