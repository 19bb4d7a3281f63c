#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <simdjson.h>

#include "collectors/decode/decoders.h"
#include "collectors/decode/encoding.h"
#include "collectors/decode/json_number.h"
#include "collectors/decode/json_row_keys.h"
#include "collectors/decode/json_rows.h"
#include "collectors/decode/sniff.h"
#include "collectors/decode/utf8.h"

namespace planwatch {
namespace {

namespace ondemand = simdjson::ondemand;

// Keys of one object, to find the one that comes twice. The views live in the parser's buffer.
class KeySet {
 public:
  bool insert(std::string_view key) {
    if (few_.size() < 16) {
      if (std::find(few_.begin(), few_.end(), key) != few_.end()) return false;
      few_.push_back(key);
      return true;
    }
    if (many_.empty()) many_.insert(few_.begin(), few_.end());
    return many_.insert(key).second;
  }

 private:
  std::vector<std::string_view> few_;
  std::set<std::string_view> many_;
};

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

std::string_view trimmed(std::string_view token) {
  const std::size_t last = token.find_last_not_of(" \t\r\n");
  return token.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

// Walks the whole document once. Every function is false when it stopped with error_ set.
class Reader {
 public:
  Reader(const JsonFormat& format, const FeedLimits& limits, JsonRowSink* sink = nullptr)
      : pointer_(format.rows), budget_(limits), rows_(format.rows, budget_, sink) {}

  Result<Table> read(const std::string& text);

 private:
  bool read_root(ondemand::document& document);
  bool read_envelope(ondemand::value value, std::string_view rest, const std::string& here);
  bool read_envelope_array(ondemand::value value, std::string_view rest, const std::string& here);
  bool read_rows(ondemand::value value);
  bool read_row(ondemand::value value);
  bool read_row_object(ondemand::value value);
  bool read_row_field(ondemand::field& field);
  bool find_key(ondemand::field& field, std::size_t& number, std::string_view& key);
  bool put_scalar(ondemand::value value, ondemand::json_type type, std::size_t column);
  bool read_leaves(ondemand::value value);
  bool read_object(ondemand::value value);
  bool read_array(ondemand::value value);
  bool read_scalar(ondemand::value value, ondemand::json_type type);
  bool put(CellType type, std::string_view text);
  bool take_key(ondemand::field& field, KeySet& keys, std::string_view& key);
  bool repeated(std::string_view key);
  bool enter_level();
  bool check_end(ondemand::document& document);
  bool rows_missing(const std::string& here, std::string_view token, const std::string& keys);

  bool broken(simdjson::error_code code, std::string_view place = {});
  bool stop(ErrorCode code, std::string message);

  std::string_view pointer_;
  TableBudget budget_;
  JsonRows rows_;
  JsonRowKeys keys_;
  bool collecting_ = false;  // inside the rows; elsewhere values are only checked
  int depth_ = 0;
  const char* text_end_ = nullptr;
  Error error_;
};

Result<Table> Reader::read(const std::string& text) {
  ondemand::parser parser;
  ondemand::document document;
  text_end_ = text.data() + text.size();
  const auto code = parser.iterate(std::string_view(text), text.capacity()).get(document);
  const bool good =
      code == simdjson::SUCCESS ? read_root(document) && check_end(document) : broken(code);
  if (!good) return tl::make_unexpected(error_);
  return rows_.finish();
}

bool Reader::read_root(ondemand::document& document) {
  if (!pointer_.empty() && pointer_.front() != '/') {
    return stop(ErrorCode::invalid, fmt::format("rows 的写法不对：{}；应是 /data/list 这样的指针，"
                                                "整个回答就是数组时留空",
                                                pointer_));
  }
  ondemand::value root;
  const auto code = document.get_value().get(root);
  if (code == simdjson::SCALAR_DOCUMENT_AS_VALUE) {
    return stop(ErrorCode::invalid, "JSON 顶层只是一个值，不是对象或数组：请核对接口地址");
  }
  if (code != simdjson::SUCCESS) return broken(code);
  return read_envelope(root, pointer_, "");
}

// `rest` is what of the pointer has still to be followed, `here` what has been.
bool Reader::read_envelope(ondemand::value value, std::string_view rest, const std::string& here) {
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
  KeySet keys;
  std::string names;
  bool found = false;
  for (auto item : object) {
    ondemand::field field;
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
bool Reader::read_envelope_array(ondemand::value value, std::string_view rest,
                                 const std::string& here) {
  const std::string_view token = rest.substr(1, rest.find('/', 1) - 1);
  if (!enter_level()) return false;
  ondemand::array array;
  if (const auto code = value.get_array().get(array)) return broken(code, here);
  std::size_t index = 0;
  bool found = false;
  for (auto item : array) {
    ondemand::value element;
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

bool Reader::read_rows(ondemand::value value) {
  ondemand::json_type type{};
  if (const auto code = value.type().get(type)) return broken(code, pointer_);
  if (type != ondemand::json_type::array) {
    return stop(ErrorCode::invalid,
                fmt::format("JSON 的 {} 是{}，不是由行组成的数组；请核对该数据源的 rows",
                            pointer_.empty() ? "顶层" : pointer_, type_name(type)));
  }
  if (!enter_level()) return false;
  ondemand::array array;
  if (const auto code = value.get_array().get(array)) return broken(code, pointer_);
  collecting_ = true;
  for (auto item : array) {
    ondemand::value row;
    if (const auto code = std::move(item).get(row)) return broken(code, rows_.place());
    if (!read_row(row)) return false;
    if (!rows_.end_row()) return stop(ErrorCode::invalid, {});
  }
  collecting_ = false;
  --depth_;
  return true;
}

bool Reader::read_row(ondemand::value value) {
  if (!rows_.begin_row()) {
    error_ = budget_.error();
    return false;
  }
  ondemand::json_type type{};
  if (const auto code = value.type().get(type)) return broken(code, rows_.place());
  if (type == ondemand::json_type::object) return read_row_object(value);
  if (type == ondemand::json_type::array) return read_array(value);
  return stop(ErrorCode::invalid,
              fmt::format("JSON {} 是{}，不是一行（对象或数组）；请核对接口的回答", rows_.place(),
                          type_name(type)));
}

// Of a row's own keys; deeper ones go the general way.
bool Reader::read_row_object(ondemand::value value) {
  if (!enter_level()) return false;
  ondemand::object object;
  if (const auto code = value.get_object().get(object)) return broken(code, rows_.place());
  keys_.begin_row();
  for (auto item : object) {
    ondemand::field field;
    if (const auto code = std::move(item).get(field)) return broken(code, rows_.place());
    if (!read_row_field(field)) return false;
  }
  --depth_;
  return true;
}

bool Reader::read_row_field(ondemand::field& field) {
  std::size_t number = 0;
  std::string_view key;  // empty: known, and so is its column
  if (!find_key(field, number, key)) return false;
  ondemand::json_type type{};
  if (const auto code = field.value().type().get(type)) return broken(code, rows_.place());
  const bool nested = type == ondemand::json_type::object || type == ondemand::json_type::array;
  if (!nested && key.empty() && keys_.column(number) != JsonRowKeys::no_column) {
    return put_scalar(field.value(), type, keys_.column(number));
  }
  rows_.enter(key.empty() ? keys_.text(number) : key);
  bool good = false;
  if (nested) {
    good = read_leaves(field.value());
  } else {
    keys_.column(number) = rows_.column_of_path();
    good = put_scalar(field.value(), type, keys_.column(number));
  }
  if (good) rows_.leave();
  return good;
}

bool Reader::find_key(ondemand::field& field, std::size_t& number, std::string_view& key) {
  const char* const raw = field.key().raw();
  // The text goes on for at least the padding.
  if (const auto next = keys_.next(raw, text_end_)) {
    number = *next;
    if (keys_.take(number)) return true;
    key = keys_.text(number);
  } else {
    if (const auto code = field.unescaped_key().get(key)) return broken(code, rows_.place());
    number = keys_.number_of(key);
    if (keys_.take(number)) return true;
  }
  return repeated(key);
}

// Texts without escapes are taken from the document as they stand.
bool Reader::put_scalar(ondemand::value value, ondemand::json_type type, std::size_t column) {
  const auto put_in = [&](CellType cell, std::string_view text) {
    if (rows_.put_at(column, cell, text)) return true;
    error_ = budget_.error();
    return false;
  };
  if (type == ondemand::json_type::string || type == ondemand::json_type::number) {
    const std::string_view token = trimmed(value.raw_json_token());
    if (type == ondemand::json_type::number && is_plain_json_number(token)) {
      return put_in(CellType::number, token);
    }
    const bool plain = type == ondemand::json_type::string && token.size() >= 2 &&
                       token.back() == '"' && token.find('\\') == std::string_view::npos;
    if (plain) return put_in(CellType::text, token.substr(1, token.size() - 2));
  }
  rows_.expect(column);
  return read_scalar(value, type);
}

bool Reader::read_leaves(ondemand::value value) {
  ondemand::json_type type{};
  if (const auto code = value.type().get(type)) return broken(code, rows_.place());
  if (type == ondemand::json_type::object) return read_object(value);
  if (type == ondemand::json_type::array) return read_array(value);
  return read_scalar(value, type);
}

bool Reader::read_object(ondemand::value value) {
  if (!enter_level()) return false;
  ondemand::object object;
  if (const auto code = value.get_object().get(object)) return broken(code, rows_.place());
  KeySet keys;
  for (auto item : object) {
    ondemand::field field;
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

bool Reader::read_array(ondemand::value value) {
  if (!enter_level()) return false;
  ondemand::array array;
  if (const auto code = value.get_array().get(array)) return broken(code, rows_.place());
  std::size_t index = 0;
  for (auto item : array) {
    ondemand::value element;
    if (const auto code = std::move(item).get(element)) return broken(code, rows_.place());
    if (collecting_) rows_.enter(index++);
    if (!read_leaves(element)) return false;
    if (collecting_) rows_.leave();
  }
  --depth_;
  return true;
}

bool Reader::read_scalar(ondemand::value value, ondemand::json_type type) {
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
  if (!collecting_ || rows_.put_copy(CellType::number, *number)) return true;
  error_ = budget_.error();
  return false;
}

bool Reader::put(CellType type, std::string_view text) {
  if (!collecting_ || rows_.put(type, text)) return true;
  error_ = budget_.error();
  return false;
}

bool Reader::take_key(ondemand::field& field, KeySet& keys, std::string_view& key) {
  if (const auto code = field.unescaped_key().get(key)) return broken(code, rows_.place());
  return keys.insert(key) || repeated(key);
}

bool Reader::repeated(std::string_view key) {
  return stop(ErrorCode::invalid,
              fmt::format("JSON {} 的同一个对象里键“{}”出现了两次，不知道以哪个为准；请接口方改正",
                          rows_.place(), shortened(key, 60)));
}

bool Reader::enter_level() {
  if (++depth_ <= budget_.limits().depth) return true;
  const auto limit = static_cast<std::uint64_t>(std::max(budget_.limits().depth, 0));
  error_ = limit_exceeded("JSON 嵌套层数", "depth", limit);
  return false;
}

// What follows the root value would otherwise go unseen.
bool Reader::check_end(ondemand::document& document) {
  const char* location = nullptr;
  if (document.current_location().get(location) != simdjson::SUCCESS) return true;
  return stop(ErrorCode::corrupt, "JSON 结束之后还有内容：可能是两个回答接在了一起，请接口方改正");
}

bool Reader::rows_missing(const std::string& here, std::string_view token,
                          const std::string& keys) {
  return stop(
      ErrorCode::not_found,
      fmt::format("JSON 中没有 {}：{} 处没有 {}，有的是 {}；请核对该数据源的 rows 和接口的回答",
                  pointer_, here.empty() ? "顶层" : here, token, keys.empty() ? "（空）" : keys));
}

bool Reader::broken(simdjson::error_code code, std::string_view place) {
  if (code == simdjson::MEMALLOC || code == simdjson::CAPACITY) {
    return stop(ErrorCode::too_large, "JSON 太大，内存不够：请让接口分页");
  }
  return stop(
      ErrorCode::corrupt,
      fmt::format("JSON 不完整或语法错误（{}{}）：可能没有传完，请重新获取；再出现时请接口方改正",
                  place.empty() ? "" : fmt::format("{} 附近：", place),
                  simdjson::error_message(code)));
}

bool Reader::stop(ErrorCode code, std::string message) {
  error_ = {code, false, std::move(message)};
  return false;
}

// The document as UTF-8 with room for the parser's padding. Copied once where it can be.
Result<DecodedText> padded_text(std::string_view bytes) {
  const Content content = sniff(bytes);
  if (content != Content::json) {
    return tl::make_unexpected(not_what_it_says(content, "JSON", bytes));
  }
  const bool marked = bytes.starts_with("\xEF\xBB\xBF") || bytes.starts_with("\xFF\xFE") ||
                      bytes.starts_with("\xFE\xFF");
  const bool plain = !marked && is_all_utf8(bytes) && bytes.find('\0') == std::string_view::npos;
  if (!plain) {
    auto decoded = decode_text(bytes, Encoding::automatic);
    if (decoded) decoded->text.reserve(decoded->text.size() + simdjson::SIMDJSON_PADDING);
    return decoded;
  }
  DecodedText decoded;
  decoded.text.reserve(bytes.size() + simdjson::SIMDJSON_PADDING);
  decoded.text.assign(bytes);
  decoded.encoding = is_ascii(bytes) ? "ascii" : "utf-8";
  return decoded;
}

}  // namespace

Result<Document> decode_as(std::string_view bytes, const JsonFormat& format,
                           const FeedLimits& limits) {
  auto decoded = padded_text(bytes);
  if (!decoded) return tl::make_unexpected(decoded.error());
  auto table = Reader(format, limits).read(decoded->text);
  if (!table) return tl::make_unexpected(table.error());
  Document document;
  document.encoding = std::move(decoded->encoding);
  document.tables.push_back(std::move(*table));
  return document;
}

Result<std::string> stream_json(std::string_view bytes, const JsonFormat& format,
                                const FeedLimits& limits, JsonRowSink& sink) {
  const auto decoded = padded_text(bytes);
  if (!decoded) return tl::make_unexpected(decoded.error());
  const auto table = Reader(format, limits, &sink).read(decoded->text);
  if (!table) return tl::make_unexpected(table.error());
  return decoded->encoding;
}

}  // namespace planwatch
