#include "collectors/fetch/answer_code.h"

#include <algorithm>
#include <fmt/format.h>

#include "collectors/decode/json_value.h"
#include "collectors/decode/utf8.h"

namespace planwatch {

namespace {

constexpr std::size_t most_words = 300;
constexpr std::size_t most_code = 60;

// On one line.
std::string one_line(std::string_view text, std::size_t bytes) {
  std::string line = shortened(text, bytes);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return (c >= '\0' && c < ' ') || c == '\x7f'; }, ' ');
  return line;
}

std::string words_in(const AnswerCode& answer, const JsonAnswer& json) {
  if (answer.message.empty()) return {};
  const auto words = json.at(answer.message);
  return words && *words ? one_line(**words, most_words) : std::string();
}

}  // namespace

std::optional<Error> error_of_answer(const AnswerCode& answer, std::string_view bytes,
                                     const std::string& source) {
  const auto json = JsonAnswer::of(bytes);
  if (!json) return Error{json.error().code, false, source + "：" + json.error().message};
  const auto code = json->at(answer.code);
  if (!code) return Error{code.error().code, false, source + "：" + code.error().message};
  if (*code && std::find(answer.good.begin(), answer.good.end(), **code) != answer.good.end()) {
    return std::nullopt;
  }
  const std::string words = words_in(answer, *json);
  const std::string said = *code ? fmt::format("{} 是 {}", answer.code, one_line(**code, most_code))
                                 : fmt::format("里面没有 {}", answer.code);
  return Error{ErrorCode::refused, false,
               fmt::format("{}：对方的回答说没有成功：{}{}：请按对方的说明处理，或核对 answer 的"
                           "写法",
                           source, said, words.empty() ? "" : "，“" + words + "”")};
}

std::optional<std::string> words_of_answer(const AnswerCode& answer, std::string_view bytes) {
  const auto json = JsonAnswer::of(bytes);
  if (!json) return std::nullopt;
  std::string words = words_in(answer, *json);
  return words.empty() ? std::nullopt : std::optional(std::move(words));
}

}  // namespace planwatch
