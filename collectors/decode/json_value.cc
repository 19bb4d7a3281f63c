#include "collectors/decode/json_value.h"

#include <fmt/format.h>
#include <simdjson.h>

#include "collectors/decode/encoding.h"
#include "collectors/decode/sniff.h"

namespace planwatch {

namespace {

namespace ondemand = simdjson::ondemand;

tl::unexpected<Error> broken(std::string_view pointer, simdjson::error_code code) {
  return fail(ErrorCode::corrupt,
              fmt::format("回答的 JSON 不完整或语法错误，找不到 {}（{}）：可能没有传完，请重新获取",
                          pointer, simdjson::error_message(code)));
}

// A step into a scalar, or by a name into an array, counts as an invalid pointer there.
bool is_absence(simdjson::error_code code) {
  return code == simdjson::INVALID_JSON_POINTER || code == simdjson::NO_SUCH_FIELD ||
         code == simdjson::INDEX_OUT_OF_BOUNDS || code == simdjson::INCORRECT_TYPE ||
         code == simdjson::SCALAR_DOCUMENT_AS_VALUE;
}

std::string_view trimmed(std::string_view token) {
  const std::size_t last = token.find_last_not_of(" \t\r\n");
  return token.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

Result<std::optional<std::string>> scalar(ondemand::value value, std::string_view pointer) {
  ondemand::json_type type{};
  if (const auto code = value.type().get(type)) return broken(pointer, code);
  std::string_view text;
  bool truth = false;
  switch (type) {
    case ondemand::json_type::string:
      if (const auto code = value.get_string().get(text)) return broken(pointer, code);
      return std::string(text);
    case ondemand::json_type::number:
      return std::string(trimmed(value.raw_json_token()));
    case ondemand::json_type::boolean:
      if (const auto code = value.get_bool().get(truth)) return broken(pointer, code);
      return std::string(truth ? "true" : "false");
    case ondemand::json_type::null:
      return std::nullopt;
    default:
      return fail(ErrorCode::invalid,
                  fmt::format("回答的 {} 是对象或数组，不是一个值：请核对这个 JSON 指针", pointer));
  }
}

}  // namespace

Result<JsonAnswer> JsonAnswer::of(std::string_view bytes) {
  const Content content = sniff(bytes);
  if (content != Content::json) {
    return tl::make_unexpected(not_what_it_says(content, "JSON", bytes));
  }
  auto decoded = decode_text(bytes, Encoding::automatic);
  if (!decoded) return tl::make_unexpected(decoded.error());
  JsonAnswer answer;
  answer.text_ = std::move(decoded->text);
  answer.size_ = answer.text_.size();
  answer.text_.append(simdjson::SIMDJSON_PADDING, ' ');
  return answer;
}

Result<std::optional<std::string>> JsonAnswer::at(std::string_view pointer) const {
  ondemand::parser parser;
  ondemand::document document;
  const auto opened = parser.iterate(text_.data(), size_, text_.size()).get(document);
  if (opened) return broken(pointer, opened);
  if (!pointer.starts_with('/')) {
    return fail(ErrorCode::invalid,
                fmt::format("“{}”不是 JSON 指针：应写成 /data/next 这样", pointer));
  }
  ondemand::value value;
  const auto found = document.at_pointer(pointer).get(value);
  if (is_absence(found)) return std::nullopt;
  if (found) return broken(pointer, found);
  return scalar(value, pointer);
}

}  // namespace planwatch
