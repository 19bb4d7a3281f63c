#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <simdjson.h>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/decode/json_row_keys.h"
#include "collectors/decode/json_rows.h"
#include "rules/model/feed_format.h"
#include "rules/model/feed_spec.h"

namespace planwatch {

// Keys of one object, to find the one that comes twice. The views live in the parser's buffer.
class JsonKeySet {
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

// Walks a whole document once, or its rows piece by piece. For the files json*.cc only.
//
// Texts come with simdjson::SIMDJSON_PADDING bytes behind them that may be read. The first of those
// has to be 0: the parser looks one token beyond the end, where a bracket would count.
class JsonReader {
 public:
  JsonReader(const JsonFormat& format, const FeedLimits& limits, JsonRowSink* sink = nullptr)
      : pointer_(format.rows), budget_(limits), rows_(format.rows, budget_, sink) {}

  // Precondition: text.capacity() has room for the padding.
  Result<Table> read(const std::string& text);

  // Room for pieces of so many bytes, so that the parser does not grow with each that is longer.
  // False: there is no memory.
  bool reserve(std::size_t bytes);

  // The place of the bracket that opens the array of rows, in the beginning of a document. Nothing
  // behind it is looked at; npos where it is not found or something before it is broken.
  std::size_t find_rows(std::string_view beginning);

  // How a piece ended. A piece is an array of its own: "[", some of the rows, "]".
  enum class End {
    whole,       // with the last of its rows
    rows_ended,  // the array of rows ends before the piece does
    row_cut,     // inside a row or with a broken one, which was not handed over
    unreadable,  // no row was handed over: cut inside a text, or broken
    broken,      // between two rows
    stopped,     // by the sink or by a limit
  };
  struct Piece {
    End end = End::broken;
    // From the piece's beginning: for rows_ended, of the bracket that ends the rows; for row_cut,
    // of the row.
    std::size_t at = 0;
  };
  // Hands over the rows of a piece. Only after find_rows; pieces in the order of the document.
  Piece read_piece(std::string_view piece);

 private:
  using Value = simdjson::ondemand::value;
  using Field = simdjson::ondemand::field;
  using Document = simdjson::ondemand::document;

  simdjson::error_code begin(std::string_view text, std::size_t room, Document& document);
  bool read_root(Document& document);
  bool read_envelope(Value value, std::string_view rest, const std::string& here);
  bool read_envelope_array(Value value, std::string_view rest, const std::string& here);
  bool read_rows(Value value);
  bool read_row(Value value);
  bool read_row_object(Value value);
  bool read_row_field(Field& field);
  bool find_key(Field& field, std::size_t& number, std::string_view& key);
  bool as_it_stands(std::string_view token, CellType& type, std::string_view& text);
  bool is_escaped(std::string_view text);
  bool put_in(std::size_t column, CellType type, std::string_view text);
  bool read_leaves(Value value);
  bool read_object(Value value);
  bool read_array(Value value);
  bool read_scalar(Value value, simdjson::ondemand::json_type type);
  bool put(CellType type, std::string_view text);
  bool take_key(Field& field, JsonKeySet& keys, std::string_view& key);
  bool repeated(std::string_view key);
  bool enter_level();
  bool check_end(Document& document);
  bool rows_missing(const std::string& here, std::string_view token, const std::string& keys);
  bool out_of_budget();

  bool broken(simdjson::error_code code, std::string_view place = {});
  bool stop(ErrorCode code, std::string message);

  std::string_view pointer_;
  TableBudget budget_;
  JsonRows rows_;
  JsonRowKeys keys_;
  simdjson::ondemand::parser parser_;
  bool collecting_ = false;  // inside the rows; elsewhere values are only checked
  bool finding_ = false;     // the rows are not read, only found
  int depth_ = 0;
  int rows_depth_ = 0;
  const char* text_begin_ = nullptr;
  const char* text_end_ = nullptr;
  const char* escape_ = nullptr;  // the first backslash at or behind where texts were looked at
  std::size_t rows_at_ = std::string_view::npos;
  Error error_;
};

}  // namespace planwatch
