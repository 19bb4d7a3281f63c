#include <array>
#include <utility>

#include "collectors/decode/utf8.h"
#include "collectors/extract/period_text.h"
#include "collectors/extract/text.h"

namespace planwatch {

namespace {

constexpr std::string_view ten = "十";
constexpr std::array<std::pair<std::string_view, int>, 12> numerals = {{{"〇", 0},
                                                                        {"零", 0},
                                                                        {"○", 0},
                                                                        {"一", 1},
                                                                        {"二", 2},
                                                                        {"三", 3},
                                                                        {"四", 4},
                                                                        {"五", 5},
                                                                        {"六", 6},
                                                                        {"七", 7},
                                                                        {"八", 8},
                                                                        {"九", 9}}};

std::optional<int> take_numeral(std::string_view& text) {
  for (const auto& [sign, digit] : numerals) {
    if (!text.starts_with(sign)) continue;
    text.remove_prefix(sign.size());
    return digit;
  }
  return std::nullopt;
}

// 二〇二五 -> 2025, 十二 -> 12, 二十一 -> 21, 六 -> 6. Empty when none begins here.
std::string take_chinese_number(std::string_view& text) {
  std::string before;
  while (const auto digit = take_numeral(text)) before += static_cast<char>('0' + *digit);
  if (!text.starts_with(ten)) return before;
  if (before.size() > 1) return {};
  text.remove_prefix(ten.size());
  const auto units = take_numeral(text);
  return (before.empty() ? "1" : before) + static_cast<char>('0' + units.value_or(0));
}

bool counts_here(std::string_view rest) {
  return starts_with_any(rest, {"年", "月", "日", "号", "季", "个月", "-"});
}

// Only before a word of the calendar: 一审 and 第一 in a title stay what they are.
std::string with_ascii_numerals(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    std::string_view rest = text;
    const std::string number = is_ascii(text.front()) ? std::string() : take_chinese_number(rest);
    if (!number.empty() && counts_here(rest)) {
      out += number;
      text = rest;
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

// What machines write (2025-06-03, a URL's path) has no numeral and one range sign.
std::string form_of_ascii(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (!is_space(c)) out += c == '~' ? '-' : c;
  }
  return out;
}

std::string with_plain_ranges(std::string_view text) {
  std::string out(text);
  for (const std::string_view until : {"截至到", "截止到", "截止至", "截至", "截止"}) {
    out = replaced(out, until, "@");
  }
  for (const std::string_view range : {"——", "—", "–", "―", "~", "至"}) {
    out = replaced(out, range, "-");
  }
  return out;
}

}  // namespace

std::string period_form(std::string_view text) {
  if (is_ascii(text)) return form_of_ascii(text);
  return with_ascii_numerals(with_plain_ranges(comparable(text)));
}

}  // namespace planwatch
