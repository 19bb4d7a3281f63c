#include "collectors/fetch/sql_text.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "collectors/fetch/sql_lexer.h"

namespace planwatch {

namespace {

using Tokens = std::vector<SqlToken>;
using Kind = SqlToken::Kind;

constexpr std::array<std::string_view, 14> writing = {
    "INSERT", "UPDATE", "DELETE", "MERGE",  "UPSERT", "INTO",    "DROP",
    "ALTER",  "CREATE", "GRANT",  "REVOKE", "EXEC",   "EXECUTE", "CALL"};
// Some servers behind ODBC drivers take a second statement without a semicolon between.
constexpr std::array<std::string_view, 14> statements = {
    "DENY", "SHUTDOWN", "DBCC",    "BACKUP", "RESTORE", "KILL",  "SET",
    "USE",  "DECLARE",  "WAITFOR", "RENAME", "BEGIN",   "PRINT", "BULK"};

template <std::size_t N>
bool is_among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

const SqlToken& token_at(const Tokens& tokens, std::size_t index) {
  static const SqlToken none;
  return index < tokens.size() ? tokens[index] : none;
}
bool is_symbol(const SqlToken& token, std::string_view text) {
  return token.kind == Kind::symbol && token.text == text;
}
bool is_word(const SqlToken& token, std::string_view text) {
  return token.kind == Kind::word && token.text == text;
}

void drop_semicolons_at_end(Tokens& tokens) {
  while (!tokens.empty() && is_symbol(tokens.back(), ";")) tokens.pop_back();
}

bool begins_as_select(const Tokens& tokens) {
  const auto first = std::find_if(tokens.begin(), tokens.end(),
                                  [](const SqlToken& token) { return !is_symbol(token, "("); });
  return first != tokens.end() && (is_word(*first, "SELECT") || is_word(*first, "WITH"));
}

// FOR UPDATE is found by its UPDATE.
bool is_lock(const Tokens& tokens, std::size_t i) {
  const SqlToken& next = token_at(tokens, i + 1);
  if (is_word(tokens[i], "LOCK")) return is_word(next, "IN");
  return is_word(tokens[i], "FOR") &&
         (is_word(next, "SHARE") || is_word(next, "KEY") || is_word(next, "NO"));
}

bool is_forbidden(const Tokens& tokens, std::size_t i, DatabaseKind database) {
  const SqlToken& token = tokens[i];
  if (token.kind != Kind::word) return false;
  if (i > 0 && is_symbol(tokens[i - 1], ".")) return false;  // a column: t.update
  if (is_among(writing, token.text)) return true;
  const bool is_function = is_symbol(token_at(tokens, i + 1), "(");
  if (token.text == "TRUNCATE") return !is_function;
  return database == DatabaseKind::odbc && !is_function && is_among(statements, token.text);
}

std::optional<std::string> fault_of(const Tokens& tokens, DatabaseKind database) {
  if (tokens.empty()) return "没有写查询：请写一条 SELECT";
  if (!begins_as_select(tokens)) {
    return "查询不是 SELECT：数据源只读，请写一条 SELECT（或 WITH … SELECT）";
  }
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (is_symbol(tokens[i], ";")) return "查询里有不止一条语句：请只留一条 SELECT";
    if (is_lock(tokens, i)) return "查询会给数据加锁：请去掉 FOR UPDATE、FOR SHARE 之类";
    if (is_forbidden(tokens, i, database)) {
      return fmt::format("查询里有 {}：数据源只读，请去掉；若它是列名，请加上引号", tokens[i].text);
    }
  }
  return std::nullopt;
}

struct Read {
  std::optional<std::string> fault;
  std::string cleaned;
  std::ptrdiff_t since = 0;  // how often
};

Read read_query(const std::string& query, DatabaseKind database) {
  SqlLexer lexer(query, database);
  if (auto fault = lexer.run()) return {std::move(fault), {}, 0};
  Tokens tokens = lexer.tokens();
  drop_semicolons_at_end(tokens);
  const auto since = std::count_if(tokens.begin(), tokens.end(),
                                   [](const SqlToken& token) { return token.kind == Kind::since; });
  return {fault_of(tokens, database), lexer.cleaned(), since};
}

std::optional<std::string> fault_of_since(std::ptrdiff_t count, bool watermark) {
  if (!watermark && count > 0) {
    return "查询里有 :since，但没有写 watermark：请写明水位列，或去掉 :since";
  }
  if (watermark && count == 0) {
    return "写了 watermark，但查询里没有 :since：请在条件里写上，如 sync_time >= :since";
  }
  if (watermark && count > 1) return "查询里有不止一个 :since：请只留一个";
  return std::nullopt;
}

std::string without_end(std::string query) {
  const std::size_t last = query.find_last_not_of("; \t\r\n");
  query.resize(last == std::string::npos ? 0 : last + 1);
  return query.substr(std::min(query.find_first_not_of(" \t\r\n"), query.size()));
}

}  // namespace

std::optional<std::string> why_not_select(const std::string& query, DatabaseKind database) {
  return read_query(query, database).fault;
}

std::optional<std::string> why_not_select(const SqlSource& source) {
  const Read read = read_query(source.query, source.database);
  return read.fault ? read.fault : fault_of_since(read.since, source.watermark.has_value());
}

Result<std::string> sql_statement(const SqlSource& source) {
  Read read = read_query(source.query, source.database);
  if (!read.fault) read.fault = fault_of_since(read.since, source.watermark.has_value());
  if (read.fault) return fail(ErrorCode::invalid, *read.fault);
  return without_end(std::move(read.cleaned));
}

}  // namespace planwatch
