#include "collectors/decode/number_format.h"

#include <string>

namespace planwatch {
namespace {

bool is_elapsed_time(std::string_view bracket) {
  return !bracket.empty() && bracket.find_first_not_of("hHmMsS") == std::string_view::npos;
}

// The letters of the code that mean something, in lower case: quoted text, escaped characters,
// fillers, colours, conditions and locales are left out. Elapsed times ([h]) stay, as 's'.
std::string significant(std::string_view code) {
  std::string kept;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"' || c == '[') {
      const std::size_t end = code.find(c == '"' ? '"' : ']', i + 1);
      if (end == std::string_view::npos) break;
      if (c == '[' && is_elapsed_time(code.substr(i + 1, end - i - 1))) kept += 's';
      i = end;
    } else {
      kept += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
  }
  return kept;
}

void erase_all(std::string& text, std::string_view what) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what)) {
    text.erase(at, what.size());
  }
}

bool has(std::string_view text, std::string_view any) {
  return text.find_first_of(any) != std::string_view::npos;
}

}  // namespace

NumberKind kind_of_builtin_format(unsigned id) {
  if (id == 9 || id == 10) return NumberKind::percent;
  const bool plain_date = (id >= 14 && id <= 17) || id == 22;
  const bool chinese_date =
      (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58;
  return plain_date || chinese_date ? NumberKind::date : NumberKind::number;
}

NumberKind kind_of_format_code(std::string_view code) {
  std::string letters = significant(code);
  // "General" and its Chinese name hold letters that stand for years and days elsewhere.
  for (const std::string_view name : {"general", "g/通用格式", "am/pm", "a/p", "e+", "e-"}) {
    erase_all(letters, name);
  }
  if (has(letters, "yde") || letters.find("aaa") != std::string::npos) return NumberKind::date;
  const bool month_alone = has(letters, "m") && !has(letters, "hs");
  if (month_alone) return NumberKind::date;
  return has(letters, "%") ? NumberKind::percent : NumberKind::number;
}

}  // namespace planwatch
