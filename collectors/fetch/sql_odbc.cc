#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <soci/odbc/soci-odbc.h>
#include <string_view>

#include "collectors/decode/encoding.h"
#include "collectors/decode/utf8.h"
#include "collectors/fetch/sql_rows.h"
#include "collectors/fetch/sql_watchdog.h"
#include "rules/model/utf8.h"

namespace planwatch {

namespace {

constexpr std::size_t piece_units = 4096;

bool succeeded(SQLRETURN code) {
  return code == SQL_SUCCESS || code == SQL_SUCCESS_WITH_INFO;
}

// Unpaired halves become U+FFFD.
std::string utf8_of(std::u16string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t code = text[i];
    const bool high = code >= 0xD800 && code < 0xDC00;
    const bool pair = high && i + 1 < text.size() && text[i + 1] >= 0xDC00 && text[i + 1] < 0xE000;
    if (pair) {
      code = 0x10000 + ((code - 0xD800) << 10) + (text[++i] - 0xDC00u);
    } else if (code >= 0xD800 && code < 0xE000) {
      code = 0xFFFD;
    }
    append_utf8(out, code);
  }
  return out;
}

std::u16string_view units_of(const SQLWCHAR* text, std::size_t units) {
  static_assert(sizeof(SQLWCHAR) == sizeof(char16_t));
  return {reinterpret_cast<const char16_t*>(text), units};
}

// Names and words come in the driver's own character set: UTF-8, or GB18030 of the domestic ones.
// Its wide twins are no help: the driver manager would widen byte by byte.
std::string utf8_of_narrow(const std::string& bytes) {
  const auto text = decode_text(bytes, Encoding::automatic);
  return text ? text->text : clean_utf8(bytes);
}

template <std::size_t N>
std::string bytes_of(const std::array<SQLCHAR, N>& buffer, SQLSMALLINT length) {
  const auto size = std::min(static_cast<std::size_t>(std::max<SQLSMALLINT>(length, 0)), N - 1);
  return {reinterpret_cast<const char*>(buffer.data()), size};
}

[[noreturn]] void throw_words_of(SQLHSTMT statement) {
  std::array<SQLCHAR, 6> state{};
  std::array<SQLCHAR, 1024> text{};
  SQLINTEGER native = 0;
  SQLSMALLINT length = 0;
  const SQLRETURN code = SQLGetDiagRec(SQL_HANDLE_STMT, statement, 1, state.data(), &native,
                                       text.data(), static_cast<SQLSMALLINT>(text.size()), &length);
  if (!succeeded(code)) throw soci::soci_error("the driver failed without a word");
  throw soci::soci_error(
      fmt::format("{} (SQL state {})", utf8_of_narrow(bytes_of(text, length)), bytes_of(state, 5)));
}

bool is_text(SQLSMALLINT type) {
  switch (type) {
    case SQL_CHAR:
    case SQL_VARCHAR:
    case SQL_LONGVARCHAR:
    case SQL_WCHAR:
    case SQL_WVARCHAR:
    case SQL_WLONGVARCHAR:
      return true;
    default:
      return false;
  }
}

class OdbcRows : public SqlRows {
 public:
  OdbcRows(soci::session& session, const SqlQuestion& question)
      : since_(question), statement_(session), most_bytes_(question.limits.bytes) {
    statement_.alloc();
    const auto seconds =
        std::chrono::ceil<std::chrono::seconds>(question.source.statement_timeout).count();
    // Drivers may ignore it and bring all rows within one call: they are interrupted then.
    // NOLINTNEXTLINE(performance-no-int-to-ptr): this is how ODBC takes numbers.
    auto* const limit = reinterpret_cast<SQLPOINTER>(static_cast<SQLULEN>(seconds));
    SQLSetStmtAttr(handle(), SQL_ATTR_QUERY_TIMEOUT, limit, SQL_IS_UINTEGER);
    statement_.prepare(question.statement);
    since_.bind(statement_);
    statement_.define_and_bind();
    watchdog_.emplace(question.source.statement_timeout,
                      [statement = handle()] { SQLCancel(statement); });
    statement_.execute(false);
    describe();
  }

  bool next(SqlCells& cells) override {
    const SQLRETURN code = SQLFetch(handle());
    if (code == SQL_NO_DATA) return false;
    if (!succeeded(code)) throw_words_of(handle());
    cells.resize(types_.size());
    for (std::size_t i = 0; i < types_.size(); ++i) {
      const auto column = static_cast<SQLUSMALLINT>(i + 1);
      cells[i] = is_text(types_[i]) ? text_cell(column) : narrow_cell(column);
    }
    return true;
  }

 private:
  SQLHSTMT handle() {
    return static_cast<soci::odbc_statement_backend*>(statement_.get_backend())->hstmt_;
  }
  void describe();
  std::optional<std::string> text_cell(SQLUSMALLINT column);
  std::optional<std::string> wide_cell(SQLUSMALLINT column);
  std::optional<std::string> narrow_cell(SQLUSMALLINT column);
  void check_size(std::size_t bytes) const {
    if (bytes > most_bytes_) throw soci::soci_error("one value exceeds limits.bytes");
  }

  SqlSince since_;
  soci::statement statement_;
  std::uint64_t most_bytes_;
  std::vector<SQLSMALLINT> types_;
  bool wide_worked_ = false;
  bool narrow_driver_ = false;           // it knows no wide texts
  std::optional<SqlWatchdog> watchdog_;  // last: gone before the statement
};

void OdbcRows::describe() {
  SQLSMALLINT count = 0;
  if (!succeeded(SQLNumResultCols(handle(), &count))) throw_words_of(handle());
  for (SQLSMALLINT i = 1; i <= count; ++i) {
    std::array<SQLCHAR, 1024> name{};
    SQLSMALLINT length = 0;
    SQLSMALLINT type = 0;
    SQLULEN size = 0;
    SQLSMALLINT digits = 0;
    SQLSMALLINT nullable = 0;
    const SQLRETURN code = SQLDescribeCol(handle(), static_cast<SQLUSMALLINT>(i), name.data(),
                                          static_cast<SQLSMALLINT>(name.size()), &length, &type,
                                          &size, &digits, &nullable);
    if (!succeeded(code)) throw_words_of(handle());
    columns_.push_back(utf8_of_narrow(bytes_of(name, length)));
    types_.push_back(type);
  }
}

std::optional<std::string> OdbcRows::text_cell(SQLUSMALLINT column) {
  if (!narrow_driver_) {
    auto wide = wide_cell(column);
    if (!narrow_driver_) return wide;
  }
  const auto bytes = narrow_cell(column);
  return bytes ? std::optional(utf8_of_narrow(*bytes)) : std::nullopt;
}

std::optional<std::string> OdbcRows::wide_cell(SQLUSMALLINT column) {
  std::array<SQLWCHAR, piece_units> piece{};
  std::u16string text;
  while (true) {
    SQLLEN bytes = 0;
    const SQLRETURN code =
        SQLGetData(handle(), column, SQL_C_WCHAR, piece.data(), sizeof piece, &bytes);
    if (code == SQL_NO_DATA) break;
    if (!succeeded(code)) {
      // Drivers of narrow texts refuse the first wide one; it is asked for again as bytes.
      narrow_driver_ = !wide_worked_;
      if (narrow_driver_) return std::nullopt;
      throw_words_of(handle());
    }
    if (bytes == SQL_NULL_DATA) return std::nullopt;
    wide_worked_ = true;
    // What did not fit comes with the next call; the last unit of the buffer is its end mark.
    const bool more = code == SQL_SUCCESS_WITH_INFO &&
                      (bytes == SQL_NO_TOTAL || static_cast<std::size_t>(bytes) >= sizeof piece);
    const std::size_t units =
        more ? piece.size() - 1 : static_cast<std::size_t>(bytes) / sizeof(SQLWCHAR);
    text += units_of(piece.data(), std::min(units, piece.size() - 1));
    check_size(text.size());
    if (!more) break;
  }
  return utf8_of(text);
}

std::optional<std::string> OdbcRows::narrow_cell(SQLUSMALLINT column) {
  std::array<char, piece_units> piece{};
  std::string text;
  while (true) {
    SQLLEN bytes = 0;
    const SQLRETURN code =
        SQLGetData(handle(), column, SQL_C_CHAR, piece.data(), sizeof piece, &bytes);
    if (code == SQL_NO_DATA) break;
    if (!succeeded(code)) throw_words_of(handle());
    if (bytes == SQL_NULL_DATA) return std::nullopt;
    const bool more = code == SQL_SUCCESS_WITH_INFO &&
                      (bytes == SQL_NO_TOTAL || static_cast<std::size_t>(bytes) >= sizeof piece);
    text.append(piece.data(), more ? piece.size() - 1
                                   : std::min(static_cast<std::size_t>(bytes), piece.size() - 1));
    check_size(text.size());
    if (!more) break;
  }
  return text;
}

}  // namespace

std::unique_ptr<SqlRows> open_odbc_rows(soci::session& session, const SqlQuestion& question) {
  return std::make_unique<OdbcRows>(session, question);
}

}  // namespace planwatch
