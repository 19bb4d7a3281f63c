#include "daemon/feed_fixture/mask.h"

#include <algorithm>
#include <array>
#include <vector>

namespace planwatch {
namespace {

constexpr std::string_view hidden_letter = "x";
constexpr std::string_view hidden_character = "某";
constexpr char hidden_digit = '1';
constexpr std::size_t long_run = 7;
constexpr std::size_t digits_of_a_day = 8;

// Longest first within what begins alike.
constexpr std::array<std::string_view, 62> words = {
    "填报单位", "填报日期", "单位负责人", "填表人", "填报人", "制表人", "审核人", "负责人",
    "联系电话", "联系人",   "单位盖章",   "盖章",   "统计期", "单位：", "单位:",  "注：",
    "注:",      "说明：",   "说明:",      "备注：", "备注:",  "合计",   "小计",   "总计",
    "累计",     "其中",     "本年",       "本月",   "上月",   "同比",   "环比",   "增长",
    "下降",     "个百分点", "百分点",     "以上",   "以下",   "左右",   "超过",   "不足",
    "大约",     "暂无",     "未统计",     "未报",   "初步",   "预计",   "更正",   "调整",
    "前三季度", "上半年",   "下半年",     "半年",   "全年",   "季度",   "截至",   "月份",
    "月报",     "年报",     "#N/A",       "N/A",    "#REF!",  "#DIV/0!"};
// Words only beside a number, or behind a colon, bracket or stroke.
constexpr std::array<std::string_view, 34> beside_numbers = {
    "工作日", "万元", "亿元", "千元", "人次", "场次", "年", "月", "日", "号", "季", "天",
    "件",     "个",   "人",   "户",   "家",   "项",   "次", "元", "万", "亿", "千", "百",
    "约",     "近",   "第",   "底",   "起",   "至",   "注", "列", "行", "表"};
constexpr std::array<std::string_view, 12> numerals = {"〇", "零", "一", "二", "三", "四",
                                                       "五", "六", "七", "八", "九", "十"};
constexpr std::array<std::string_view, 7> behind_numerals = {"年度", "年", "月份", "月",
                                                             "季度", "季", "日"};

struct Character {
  std::string_view bytes;
  char32_t code = 0;
};

std::vector<Character> characters_of(std::string_view text) {
  std::vector<Character> out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    size = std::min(size, text.size() - i);
    char32_t code = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (std::size_t k = 1; k < size; ++k) {
      code = code << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    }
    out.push_back({text.substr(i, size), code});
    i += size;
  }
  return out;
}

bool is_digit(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}
bool is_latin(char32_t c) {
  const char32_t half = c >= 0xFF21 && c <= 0xFF5A ? c - 0xFEE0 : c;
  return (half >= 'a' && half <= 'z') || (half >= 'A' && half <= 'Z');
}
// Signs, blanks and punctuation, Chinese ones included.
bool is_sign(char32_t c) {
  if (c < 0x80) return !is_latin(c) && !is_digit(c);
  return (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x203B) ||
         (c >= 0x3000 && c <= 0x3004) || (c >= 0x3008 && c <= 0x3020) || c == 0x00B7 ||
         (c >= 0xFF01 && c <= 0xFF65 && !is_latin(c) && !is_digit(c));
}
// What holds the digits of one number together.
bool joins_digits(char32_t c) {
  return c == '-' || c == ' ' || c == '(' || c == ')' || c == 0xFF08 || c == 0xFF09 ||
         c == 0x3000 || c == 0x2010 || c == 0x2011 || c == 0xFF0D;
}
bool is_numeral(const Character& c) {
  return std::find(numerals.begin(), numerals.end(), c.bytes) != numerals.end();
}

template <std::size_t n>
std::string_view word_at(std::string_view rest, const std::array<std::string_view, n>& list) {
  std::string_view longest;
  for (const std::string_view word : list) {
    if (rest.starts_with(word) && word.size() > longest.size()) longest = word;
  }
  return longest;
}

char32_t half_width(char32_t digit) {
  return digit >= 0xFF10 ? digit - 0xFEE0 : digit;
}

// Which digits go: by the run that each of them belongs to.
std::vector<bool> hidden_digits(const std::vector<Character>& text, Digits rule) {
  std::vector<bool> hidden(text.size(), rule == Digits::none);
  if (rule != Digits::long_runs) return hidden;
  for (std::size_t begin = 0; begin < text.size();) {
    if (!is_digit(text[begin].code)) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    std::u32string digits;
    for (std::size_t i = begin; i < text.size(); ++i) {
      const bool digit = is_digit(text[i].code);
      if (!digit && !joins_digits(text[i].code)) break;
      if (!digit) continue;
      digits += half_width(text[i].code);
      end = i + 1;
    }
    const bool day = digits.size() <= digits_of_a_day && digits.starts_with(U"20");
    if (digits.size() >= long_run && !day) {
      std::fill(hidden.begin() + static_cast<std::ptrdiff_t>(begin),
                hidden.begin() + static_cast<std::ptrdiff_t>(end), true);
    }
    begin = end;
  }
  return hidden;
}

std::string_view tail_of(std::string_view all, const Character& from) {
  return all.substr(static_cast<std::size_t>(from.bytes.data() - all.data()));
}

// Numerals with what they count: 一季度, 十二月.
std::size_t kept_numerals(std::string_view all, const std::vector<Character>& text,
                          std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_numeral(text[end])) ++end;
  if (end == at || end == text.size()) return 0;
  const auto counted = word_at(tail_of(all, text[end]), behind_numerals);
  return counted.empty() ? 0 : end - at + characters_of(counted).size();
}

// How many characters from here on are a word that may stay; 0: none.
std::size_t kept_from(std::string_view all, const std::vector<Character>& text, std::size_t at) {
  const auto length = [&](std::string_view word) { return characters_of(word).size(); };
  const std::string_view rest = tail_of(all, text[at]);
  if (const auto word = word_at(rest, words); !word.empty()) return length(word);
  if (is_numeral(text[at])) return kept_numerals(all, text, at);
  const auto word = word_at(rest, beside_numbers);
  if (word.empty()) return 0;
  const std::size_t next = at + length(word);
  const bool before = at > 0 && (is_digit(text[at - 1].code) || is_sign(text[at - 1].code));
  if (at == 0 && next == text.size()) return length(word);  // nothing else is said
  const bool behind =
      next < text.size() && (is_digit(text[next].code) || kept_numerals(all, text, next));
  const bool ends = next == text.size() || is_sign(text[next].code) || is_digit(text[next].code) ||
                    !word_at(tail_of(all, text[next]), beside_numbers).empty() ||
                    !word_at(tail_of(all, text[next]), words).empty();
  const bool figure = at > 0 && is_digit(text[at - 1].code);
  return behind || figure || (before && ends) ? length(word) : 0;
}

void hide(const Character& c, std::string& out) {
  if (is_latin(c.code)) {
    out += hidden_letter;
  } else {
    out += hidden_character;
  }
}

}  // namespace

std::string mask_text(std::string_view utf8, Digits digits) {
  const std::vector<Character> text = characters_of(utf8);
  const std::vector<bool> hidden = hidden_digits(text, digits);
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t i = 0; i < text.size();) {
    if (is_digit(text[i].code)) {
      if (hidden[i]) {
        out += hidden_digit;
      } else {
        out += text[i].bytes;
      }
      ++i;
      continue;
    }
    std::size_t kept = kept_from(utf8, text, i);
    if (kept == 0 && is_sign(text[i].code)) kept = 1;
    if (kept == 0) {
      hide(text[i], out);
      ++i;
    }
    for (; kept > 0; --kept, ++i) out += text[i].bytes;
  }
  return out;
}

std::string mask_all(std::string_view utf8) {
  std::string out;
  for (const Character& c : characters_of(utf8)) {
    if (is_digit(c.code)) {
      out += hidden_digit;
    } else if (is_sign(c.code)) {
      out += c.bytes;
    } else {
      hide(c, out);
    }
  }
  return out;
}

std::string mask_number(std::string_view number, Digits digits) {
  std::string out(number);
  const auto count =
      std::count_if(out.begin(), out.end(), [](char c) { return c >= '0' && c <= '9'; });
  const bool hides = digits == Digits::none ||
                     (digits == Digits::long_runs && static_cast<std::size_t>(count) >= long_run);
  if (!hides) return out;
  for (char& c : out) {
    if (c >= '0' && c <= '9') c = hidden_digit;
  }
  return out;
}

bool looks_personal(std::string_view text) {
  constexpr std::size_t phone = 11;
  constexpr std::size_t identity_card = 18;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    const std::string_view run = text.substr(begin, end - begin);
    const bool fraction = begin > 0 && text[begin - 1] == '.';
    const bool checked = end < text.size() && (text[end] == 'X' || text[end] == 'x');
    const bool card = run.size() == identity_card || (run.size() == identity_card - 1 && checked);
    const bool hidden = run.find_first_not_of(hidden_digit) == std::string_view::npos;
    if (!fraction && !hidden && card) return true;
    if (!fraction && !hidden && run.size() == phone && run[0] == '1' && run[1] >= '3') return true;
    begin = std::max(end, begin + 1);
  }
  return false;
}

}  // namespace planwatch
