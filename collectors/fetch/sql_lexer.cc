#include "collectors/fetch/sql_lexer.h"

#include <algorithm>
#include <fmt/format.h>

namespace planwatch {

namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool begins_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool continues_word(char c) {
  return begins_word(c) || is_digit(c) || c == '$';
}

std::string upper_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

}  // namespace

std::optional<std::string> SqlLexer::run() {
  while (at_ < query_.size()) {
    if (auto fault = step()) return fault;
  }
  return std::nullopt;
}

void SqlLexer::keep(SqlToken::Kind kind, std::size_t length) {
  tokens_.push_back({kind, {}});
  cleaned_ += query_.substr(at_, length);
  at_ += length;
}

// In MySQL two dashes begin a comment only before a blank: 5--1 is 6 there.
bool SqlLexer::begins_line_comment() const {
  if (database_ == DatabaseKind::mysql && query_[at_] == '#') return true;
  if (!is("--")) return false;
  return database_ != DatabaseKind::mysql || at_ + 2 >= query_.size() || is_blank(query_[at_ + 2]);
}

SqlLexer::Fault SqlLexer::step() {
  const char c = query_[at_];
  if (is_blank(c)) {
    cleaned_ += c;
    ++at_;
    return std::nullopt;
  }
  if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
    return fmt::format("查询里第 {} 个字节是控制字符：请删掉", at_ + 1);
  }
  if (begins_line_comment()) return comment_to_line_end();
  if (is("/*")) return block_comment();
  if (c == '\'') return quoted('\'', SqlToken::Kind::text);
  if (c == '"') return quoted('"', SqlToken::Kind::name);
  if (c == '`' && database_ != DatabaseKind::postgresql) return quoted('`', SqlToken::Kind::name);
  if (c == '[' && database_ == DatabaseKind::sqlite) return quoted(']', SqlToken::Kind::name);
  if (c == ':') return colon();
  if (begins_word(c)) return word(), std::nullopt;
  if (is_digit(c)) return number(), std::nullopt;
  return other();
}

SqlLexer::Fault SqlLexer::comment_to_line_end() {
  at_ = std::min(query_.find('\n', at_), query_.size());
  cleaned_ += ' ';
  return std::nullopt;
}

SqlLexer::Fault SqlLexer::block_comment() {
  const std::string_view after = query_.substr(at_ + 2);
  if (after.starts_with("!") || after.starts_with("M!")) {
    return "查询里有 /*! */：MySQL 会执行其中的内容，请改成普通的 SQL";
  }
  const std::size_t end = after.find("*/");
  if (end == std::string_view::npos) return "查询里的注释 /* 没有结束：请补上 */";
  if (after.substr(0, end).find("/*") != std::string_view::npos) {
    return "查询的注释里又有 /*：各数据库对嵌套注释的解释不同，请删掉里层的注释";
  }
  at_ += end + 4;
  cleaned_ += ' ';
  return std::nullopt;
}

SqlLexer::Fault SqlLexer::quoted(char end, SqlToken::Kind kind) {
  std::size_t backslashes = 0;
  for (std::size_t i = at_ + 1; i < query_.size(); ++i) {
    const char c = query_[i];
    if (c == end) {
      if (backslashes % 2 == 1 && kind == SqlToken::Kind::text) {
        return "查询的文字里有 \\'：各数据库对它的解释不同，请写成两个单引号 ''";
      }
      if (i + 1 < query_.size() && query_[i + 1] == end && end != ']') {
        ++i;
      } else {
        return keep(kind, i + 1 - at_), std::nullopt;
      }
    }
    if (kind == SqlToken::Kind::name && (c == ':' || c == '\'' || c == '\\')) {
      return fmt::format("查询里加引号的名字含有 {}：请在数据库里建一个不含它的视图", c);
    }
    backslashes = c == '\\' ? backslashes + 1 : 0;
  }
  return fmt::format("查询里的引号 {} 没有结束：请补上", query_[at_]);
}

// $$text$$ and $tag$text$tag$ of PostgreSQL.
SqlLexer::Fault SqlLexer::dollar() {
  std::size_t end = at_ + 1;
  while (end < query_.size() && continues_word(query_[end]) && query_[end] != '$') ++end;
  const bool is_tag = end < query_.size() && query_[end] == '$' && !is_digit(query_[at_ + 1]);
  if (!is_tag) return "查询里有 $ 参数：只认得 :since，请把别的参数写成值";
  const std::string_view tag = query_.substr(at_, end + 1 - at_);
  const std::size_t close = query_.find(tag, end + 1);
  if (close == std::string_view::npos) {
    return fmt::format("查询里的文字 {} 没有结束：请补上", tag);
  }
  const std::string_view text = query_.substr(end + 1, close - end - 1);
  if (text.find_first_of(":'\"") != std::string_view::npos) {
    return fmt::format("查询里 {0} {0} 之间有冒号或引号：请改用单引号的文字", tag);
  }
  return keep(SqlToken::Kind::text, close + tag.size() - at_), std::nullopt;
}

SqlLexer::Fault SqlLexer::colon() {
  if (is("::") && database_ == DatabaseKind::postgresql) {
    return keep(SqlToken::Kind::symbol, 2), std::nullopt;
  }
  std::size_t end = at_ + 1;
  while (end < query_.size() && continues_word(query_[end])) ++end;
  const std::string_view name = query_.substr(at_, end - at_);
  if (name == ":since") {
    keep(SqlToken::Kind::since, name.size());
    cleaned_ += ' ';  // a cast may follow
    return std::nullopt;
  }
  return fmt::format("查询里的“{}”读不懂：冒号只能用在 :since，别的参数请写成值",
                     query_.substr(at_, std::max<std::size_t>(name.size(), 2)));
}

SqlLexer::Fault SqlLexer::other() {
  const char c = query_[at_];
  const bool driver = database_ == DatabaseKind::odbc;
  if (c == '$' && database_ == DatabaseKind::postgresql) return dollar();
  const bool parameter = database_ == DatabaseKind::sqlite
                             ? (c == '?' || c == '$' || c == '@' || c == '#')
                             : (driver && (c == '?' || c == '#' || c == '{' || c == '}'));
  if (parameter) {
    return fmt::format("查询里有 {}：这里的参数只能写 :since，名字请加双引号", c);
  }
  return symbol(), std::nullopt;
}

void SqlLexer::word() {
  std::size_t end = at_ + 1;
  while (end < query_.size() && continues_word(query_[end])) ++end;
  const std::string text = upper_case(query_.substr(at_, end - at_));
  keep(SqlToken::Kind::word, end - at_);
  tokens_.back().text = text;
}

// Letters behind digits are a word of their own: some servers read 1INTO as two.
void SqlLexer::number() {
  std::size_t end = at_ + 1;
  while (end < query_.size() && is_digit(query_[end])) ++end;
  keep(SqlToken::Kind::number, end - at_);
}

void SqlLexer::symbol() {
  const char c = query_[at_];
  // 5--/* six */6 of MySQL: the blank for the comment would make a comment of the rest.
  if (c == '-' && cleaned_.ends_with('-')) cleaned_ += ' ';
  keep(SqlToken::Kind::symbol, 1);
  tokens_.back().text = c;
}

}  // namespace planwatch
