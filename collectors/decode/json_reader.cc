#include "collectors/decode/json_reader.h"

#include <cstring>
#include <fmt/format.h>

#include "collectors/decode/json_number.h"
#include "collectors/decode/utf8.h"

namespace planwatch {

namespace ondemand = simdjson::ondemand;

namespace {

std::string_view type_name(ondemand::json_type type) {
  switch (type) {
    case ondemand::json_type::array:
      return "数组";
    case ondemand::json_type::object:
      return "对象";
    case ondemand::json_type::number:
      return "数字";
    case ondemand::json_type::string:
      return "文字";
    case ondemand::json_type::boolean:
      return "真假值";
    case ondemand::json_type::null:
      break;
  }
  return "null";
}

bool is_json_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

std::string_view trimmed(std::string_view token) {
  while (!token.empty() && is_json_space(token.back())) token.remove_suffix(1);
  return token;
}

}  // namespace

simdjson::error_code JsonReader::begin(std::string_view text, std::size_t room,
                                       Document& document) {
  text_begin_ = text.data();
  text_end_ = text.data() + text.size();
  escape_ = nullptr;
  return parser_.iterate(text, room).get(document);
}

Result<Table> JsonReader::read(const std::string& text) {
  Document document;
  const auto code = begin(text, text.capacity(), document);
  const bool good =
      code == simdjson::SUCCESS ? read_root(document) && check_end(document) : broken(code);
  if (!good) return tl::make_unexpected(error_);
  return rows_.finish();
}

bool JsonReader::reserve(std::size_t bytes) {
  return parser_.allocate(bytes) == simdjson::SUCCESS;
}

std::size_t JsonReader::find_rows(std::string_view beginning) {
  Document document;
  finding_ = true;
  depth_ = 0;
  rows_at_ = std::string_view::npos;
  const std::size_t room = beginning.size() + simdjson::SIMDJSON_PADDING;
  if (begin(beginning, room, document) == simdjson::SUCCESS) read_root(document);
  finding_ = false;
  return rows_at_;
}

JsonReader::Piece JsonReader::read_piece(std::string_view piece) {
  Document document;
  Value root;
  ondemand::array array;
  const bool readable =
      begin(piece, piece.size() + simdjson::SIMDJSON_PADDING, document) == simdjson::SUCCESS &&
      document.get_value().get(root) == simdjson::SUCCESS &&
      root.get_array().get(array) == simdjson::SUCCESS;
  if (!readable) return {End::unreadable, 0};
  collecting_ = true;
  depth_ = rows_depth_;
  for (auto item : array) {
    Value row;
    if (std::move(item).get(row) != simdjson::SUCCESS) return {End::broken, 0};
    if (!rows_.begin_row()) return {End::stopped, 0};
    const char* const row_at = row.raw_json_token().data();
    if (!read_row(row)) {
      if (budget_.exceeded()) return {End::stopped, 0};
      rows_.forget_row();
      return {End::row_cut, static_cast<std::size_t>(row_at - piece.data())};
    }
    if (!rows_.end_row()) return {End::stopped, 0};
  }
  const char* behind = nullptr;
  if (document.current_location().get(behind) != simdjson::SUCCESS) return {End::whole, 0};
  // What stands behind the array is the next token; only white space lies between the two.
  const std::string_view before = piece.substr(0, static_cast<std::size_t>(behind - piece.data()));
  return {End::rows_ended, before.find_last_of(']')};
}

bool JsonReader::read_root(Document& document) {
  if (!pointer_.empty() && pointer_.front() != '/') {
    return stop(ErrorCode::invalid, fmt::format("rows 的写法不对：{}；应是 /data/list 这样的指针，"
                                                "整个回答就是数组时留空",
                                                pointer_));
  }
  Value root;
  const auto code = document.get_value().get(root);
  if (code == simdjson::SCALAR_DOCUMENT_AS_VALUE) {
    return stop(ErrorCode::invalid, "JSON 顶层只是一个值，不是对象或数组：请核对接口地址");
  }
  if (code != simdjson::SUCCESS) return broken(code);
  return read_envelope(root, pointer_, "");
}

// `rest` is what of the pointer has still to be followed, `here` what has been.
bool JsonReader::read_envelope(Value value, std::string_view rest, const std::string& here) {
  if (rest.empty()) return read_rows(value);
  ondemand::json_type type{};
  if (const auto code = value.type().get(type)) return broken(code, here);
  if (type == ondemand::json_type::array) return read_envelope_array(value, rest, here);
  const std::string_view token = rest.substr(1, rest.find('/', 1) - 1);
  if (type != ondemand::json_type::object) {
    return stop(
        ErrorCode::not_found,
        fmt::format("JSON 中没有 {}：{} 处是{}，里面没有 {}；请核对该数据源的 rows 和接口的回答",
                    pointer_, here.empty() ? "顶层" : here, type_name(type), token));
  }
  if (!enter_level()) return false;
  ondemand::object object;
  if (const auto code = value.get_object().get(object)) return broken(code, here);
  JsonKeySet keys;
  std::string names;
  bool found = false;
  for (auto item : object) {
    Field field;
    std::string_view key;
    if (const auto code = std::move(item).get(field)) return broken(code, here);
    if (!take_key(field, keys, key)) return false;
    if (names.size() < 400) names += (names.empty() ? "" : "、") + shortened(key, 60);
    const bool wanted = escaped_pointer_token(key) == token;
    const std::string below = fmt::format("{}/{}", here, token);
    found = found || wanted;
    if (wanted && !read_envelope(field.value(), rest.substr(token.size() + 1), below)) return false;
    if (!wanted && !read_leaves(field.value())) return false;
  }
  --depth_;
  return found || rows_missing(here, token, names);
}

// A step such as the 0 of /results/0/rows.
bool JsonReader::read_envelope_array(Value value, std::string_view rest, const std::string& here) {
  const std::string_view token = rest.substr(1, rest.find('/', 1) - 1);
  if (!enter_level()) return false;
  ondemand::array array;
  if (const auto code = value.get_array().get(array)) return broken(code, here);
  std::size_t index = 0;
  bool found = false;
  for (auto item : array) {
    Value element;
    if (const auto code = std::move(item).get(element)) return broken(code, here);
    const bool wanted = fmt::format("{}", index++) == token;
    const std::string below = fmt::format("{}/{}", here, token);
    found = found || wanted;
    if (wanted && !read_envelope(element, rest.substr(token.size() + 1), below)) return false;
    if (!wanted && !read_leaves(element)) return false;
  }
  --depth_;
  return found || rows_missing(here, token, fmt::format("{} 个元素", index));
}

bool JsonReader::read_rows(Value value) {
  ondemand::json_type type{};
  if (const auto code = value.type().get(type)) return broken(code, pointer_);
  if (type != ondemand::json_type::array) {
    return stop(ErrorCode::invalid,
                fmt::format("JSON 的 {} 是{}，不是由行组成的数组；请核对该数据源的 rows",
                            pointer_.empty() ? "顶层" : pointer_, type_name(type)));
  }
  if (!enter_level()) return false;
  if (finding_) {
    rows_depth_ = depth_;
    rows_at_ = static_cast<std::size_t>(value.raw_json_token().data() - text_begin_);
    return false;
  }
  ondemand::array array;
  if (const auto code = value.get_array().get(array)) return broken(code, pointer_);
  collecting_ = true;
  for (auto item : array) {
    Value row;
    if (const auto code = std::move(item).get(row)) return broken(code, rows_.place());
    if (!rows_.begin_row()) return out_of_budget();
    if (!read_row(row)) return false;
    if (!rows_.end_row()) return stop(ErrorCode::invalid, {});
  }
  collecting_ = false;
  --depth_;
  return true;
}

bool JsonReader::read_row(Value value) {
  ondemand::json_type type{};
  if (const auto code = value.type().get(type)) return broken(code, rows_.place());
  if (type == ondemand::json_type::object) return read_row_object(value);
  if (type == ondemand::json_type::array) return read_array(value);
  return stop(ErrorCode::invalid,
              fmt::format("JSON {} 是{}，不是一行（对象或数组）；请核对接口的回答", rows_.place(),
                          type_name(type)));
}

// Of a row's own keys; deeper ones go the general way.
bool JsonReader::read_row_object(Value value) {
  if (!enter_level()) return false;
  ondemand::object object;
  if (const auto code = value.get_object().get(object)) return broken(code, rows_.place());
  keys_.begin_row();
  for (auto item : object) {
    Field field;
    if (const auto code = std::move(item).get(field)) return broken(code, rows_.place());
    if (!read_row_field(field)) return false;
  }
  --depth_;
  return true;
}

// Nearly all fields are texts without escapes or plain numbers under a key that was met before.
bool JsonReader::read_row_field(Field& field) {
  std::size_t number = 0;
  std::string_view key;  // empty: known, and so is its column
  if (!find_key(field, number, key)) return false;
  const bool column_known = key.empty() && keys_.column(number) != JsonRowKeys::no_column;
  CellType cell = CellType::empty;
  std::string_view text;
  if (column_known && as_it_stands(field.value().raw_json_token(), cell, text)) {
    // Consumed: where a text is passed over and a colon follows, the parser takes it for a key.
    simdjson::ondemand::raw_json_string consumed;
    if (cell == CellType::text) {
      if (const auto code = field.value().get_raw_json_string().get(consumed)) {
        return broken(code, rows_.place());
      }
    }
    return put_in(keys_.column(number), cell, text);
  }
  ondemand::json_type type{};
  if (const auto code = field.value().type().get(type)) return broken(code, rows_.place());
  const bool nested = type == ondemand::json_type::object || type == ondemand::json_type::array;
  if (!nested && column_known) {
    rows_.expect(keys_.column(number));
    return read_scalar(field.value(), type);
  }
  rows_.enter(key.empty() ? keys_.text(number) : key);
  bool good = false;
  if (nested) {
    good = read_leaves(field.value());
  } else {
    keys_.column(number) = rows_.column_of_path();
    rows_.expect(keys_.column(number));
    good = read_scalar(field.value(), type);
  }
  if (good) rows_.leave();
  return good;
}

bool JsonReader::find_key(Field& field, std::size_t& number, std::string_view& key) {
  const char* const raw = field.key().raw();
  if (const auto next = keys_.next(raw, text_end_); next != JsonRowKeys::none) {
    number = next;
    if (keys_.take(number)) return true;
    key = keys_.text(number);
  } else {
    if (const auto code = field.unescaped_key().get(key)) return broken(code, rows_.place());
    number = keys_.number_of(key);
    if (keys_.take(number)) return true;
  }
  return repeated(key);
}

// Whether the token is a text or a number that needs nothing done to it. What is no such token, or
// none at all, is found and refused by the parser.
bool JsonReader::as_it_stands(std::string_view token, CellType& type, std::string_view& text) {
  token = trimmed(token);
  if (token.size() < 2 || token.front() != '"') {
    type = CellType::number;
    text = token;
    return is_plain_json_number(token);
  }
  type = CellType::text;
  text = token.substr(1, token.size() - 2);
  return token.back() == '"' && !is_escaped(text);
}

// Texts are asked about in the document's order, so that every byte is looked at once.
bool JsonReader::is_escaped(std::string_view text) {
  if (escape_ == nullptr || escape_ < text.data()) {
    const void* const found =
        std::memchr(text.data(), '\\', static_cast<std::size_t>(text_end_ - text.data()));
    escape_ = found == nullptr ? text_end_ : static_cast<const char*>(found);
  }
  return escape_ < text.data() + text.size();
}

bool JsonReader::put_in(std::size_t column, CellType type, std::string_view text) {
  return rows_.put_at(column, type, text) || out_of_budget();
}

bool JsonReader::read_leaves(Value value) {
  ondemand::json_type type{};
  if (const auto code = value.type().get(type)) return broken(code, rows_.place());
  if (type == ondemand::json_type::object) return read_object(value);
  if (type == ondemand::json_type::array) return read_array(value);
  return read_scalar(value, type);
}

bool JsonReader::read_object(Value value) {
  if (!enter_level()) return false;
  ondemand::object object;
  if (const auto code = value.get_object().get(object)) return broken(code, rows_.place());
  JsonKeySet keys;
  for (auto item : object) {
    Field field;
    std::string_view key;
    if (const auto code = std::move(item).get(field)) return broken(code, rows_.place());
    if (!take_key(field, keys, key)) return false;
    if (collecting_) rows_.enter(key);
    if (!read_leaves(field.value())) return false;
    if (collecting_) rows_.leave();
  }
  --depth_;
  return true;
}

bool JsonReader::read_array(Value value) {
  if (!enter_level()) return false;
  ondemand::array array;
  if (const auto code = value.get_array().get(array)) return broken(code, rows_.place());
  std::size_t index = 0;
  for (auto item : array) {
    Value element;
    if (const auto code = std::move(item).get(element)) return broken(code, rows_.place());
    if (collecting_) rows_.enter(index++);
    if (!read_leaves(element)) return false;
    if (collecting_) rows_.leave();
  }
  --depth_;
  return true;
}

bool JsonReader::read_scalar(Value value, ondemand::json_type type) {
  switch (type) {
    case ondemand::json_type::string: {
      std::string_view text;
      if (const auto code = value.get_string().get(text)) return broken(code, rows_.place());
      return put(CellType::text, text);
    }
    case ondemand::json_type::boolean: {
      bool truth = false;
      if (const auto code = value.get_bool().get(truth)) return broken(code, rows_.place());
      return put(CellType::boolean, truth ? "true" : "false");
    }
    case ondemand::json_type::null: {
      bool null = false;
      if (const auto code = value.is_null().get(null)) return broken(code, rows_.place());
      return null ? put(CellType::empty, {}) : broken(simdjson::N_ATOM_ERROR, rows_.place());
    }
    default:
      break;
  }
  // The token is the only way to every digit: the parser's own numbers are doubles. It stays
  // unconsumed, the iteration that led here passes over it.
  const auto number = plain_json_number(trimmed(value.raw_json_token()));
  if (!number) return broken(simdjson::NUMBER_ERROR, rows_.place());
  return !collecting_ || rows_.put_copy(CellType::number, *number) || out_of_budget();
}

bool JsonReader::put(CellType type, std::string_view text) {
  return !collecting_ || rows_.put(type, text) || out_of_budget();
}

bool JsonReader::take_key(Field& field, JsonKeySet& keys, std::string_view& key) {
  if (const auto code = field.unescaped_key().get(key)) return broken(code, rows_.place());
  return keys.insert(key) || repeated(key);
}

bool JsonReader::repeated(std::string_view key) {
  return stop(ErrorCode::invalid,
              fmt::format("JSON {} 的同一个对象里键“{}”出现了两次，不知道以哪个为准；请接口方改正",
                          rows_.place(), shortened(key, 60)));
}

bool JsonReader::out_of_budget() {
  error_ = budget_.error();
  return false;
}

bool JsonReader::enter_level() {
  if (++depth_ <= budget_.limits().depth) return true;
  const auto limit = static_cast<std::uint64_t>(std::max(budget_.limits().depth, 0));
  error_ = limit_exceeded("JSON 嵌套层数", "depth", limit);
  return false;
}

// What follows the root value would otherwise go unseen.
bool JsonReader::check_end(Document& document) {
  const char* location = nullptr;
  if (document.current_location().get(location) != simdjson::SUCCESS) return true;
  return stop(ErrorCode::corrupt, "JSON 结束之后还有内容：可能是两个回答接在了一起，请接口方改正");
}

bool JsonReader::rows_missing(const std::string& here, std::string_view token,
                              const std::string& keys) {
  return stop(
      ErrorCode::not_found,
      fmt::format("JSON 中没有 {}：{} 处没有 {}，有的是 {}；请核对该数据源的 rows 和接口的回答",
                  pointer_, here.empty() ? "顶层" : here, token, keys.empty() ? "（空）" : keys));
}

bool JsonReader::broken(simdjson::error_code code, std::string_view place) {
  if (code == simdjson::MEMALLOC || code == simdjson::CAPACITY) {
    return stop(ErrorCode::too_large, "JSON 太大，内存不够：请让接口分页");
  }
  return stop(
      ErrorCode::corrupt,
      fmt::format("JSON 不完整或语法错误（{}{}）：可能没有传完，请重新获取；再出现时请接口方改正",
                  place.empty() ? "" : fmt::format("{} 附近：", place),
                  simdjson::error_message(code)));
}

bool JsonReader::stop(ErrorCode code, std::string message) {
  error_ = {code, false, std::move(message)};
  return false;
}

}  // namespace planwatch
