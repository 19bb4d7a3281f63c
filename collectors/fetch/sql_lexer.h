#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/model/feed_transport.h"

namespace planwatch {

struct SqlToken {
  enum class Kind { word, text, name, number, symbol, since };
  Kind kind = Kind::symbol;
  std::string text;  // words in upper case, symbols one character; else empty
};

// Splits one query into tokens. Pure.
class SqlLexer {
 public:
  SqlLexer(std::string_view query, DatabaseKind database) : query_(query), database_(database) {}
  // Nothing, or what cannot be read in the user's words.
  std::optional<std::string> run();
  const std::vector<SqlToken>& tokens() const { return tokens_; }
  // The query with a blank for each comment; whoever substitutes parameters by a simpler reading
  // finds the same ones in it.
  const std::string& cleaned() const { return cleaned_; }

 private:
  using Fault = std::optional<std::string>;
  Fault step();
  Fault comment_to_line_end();
  Fault block_comment();
  Fault quoted(char end, SqlToken::Kind kind);
  Fault dollar();
  Fault colon();
  Fault other();
  void word();
  void number();
  void symbol();
  bool is(std::string_view text) const { return query_.substr(at_).starts_with(text); }
  bool begins_line_comment() const;
  void keep(SqlToken::Kind kind, std::size_t length);

  std::string_view query_;
  DatabaseKind database_;
  std::size_t at_ = 0;
  std::vector<SqlToken> tokens_;
  std::string cleaned_;
};

}  // namespace planwatch
