#include <algorithm>

#include "collectors/decode/utf8.h"
#include "collectors/fetch/sql_lexer.h"
#include "collectors/fetch/sql_text.h"
#include "tests/fuzz/fuzz_check.h"

// Queries as a configuration may hold them; the first byte says of which database. What is let
// through is one SELECT however it is read again.
namespace planwatch {
namespace {

std::vector<SqlToken> tokens_of(const std::string& query, DatabaseKind database) {
  SqlLexer lexer(query, database);
  fuzz::require(!lexer.run(), "what was let through can be split");
  std::vector<SqlToken> tokens = lexer.tokens();
  while (!tokens.empty() && tokens.back().text == ";") tokens.pop_back();
  return tokens;
}

bool same(const SqlToken& a, const SqlToken& b) {
  return a.kind == b.kind && a.text == b.text;
}

void check_allowed(const std::string& query, DatabaseKind database) {
  const std::vector<SqlToken> tokens = tokens_of(query, database);
  SqlSource source;
  source.database = database;
  source.query = query;
  const bool watched = std::any_of(tokens.begin(), tokens.end(), [](const SqlToken& token) {
    return token.kind == SqlToken::Kind::since;
  });
  if (watched) source.watermark = Watermark{"column", {}, "0"};
  const auto statement = sql_statement(source);
  fuzz::require(statement.has_value() == !why_not_select(source), "both say the same");
  if (!statement) return fuzz::check_text(statement.error().message, "reasons are UTF-8");
  fuzz::require(!why_not_select(*statement, database), "what is sent may be sent");
  const std::vector<SqlToken> sent = tokens_of(*statement, database);
  fuzz::require(std::equal(tokens.begin(), tokens.end(), sent.begin(), sent.end(), same),
                "what is sent says what was written");
}

}  // namespace
}  // namespace planwatch

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace planwatch;
  const std::string_view input = fuzz::bytes_of(data, size);
  // A configuration is UTF-8 and not endless.
  if (input.empty() || size > 20'000 || valid_utf8_prefix(input) != size) {
    fuzz::count_input(false);
    return 0;
  }
  const auto database = static_cast<DatabaseKind>(static_cast<unsigned char>(input[0]) % 4);
  const std::string query(input.substr(1));
  const auto refused = why_not_select(query, database);
  if (refused) {
    fuzz::require(!refused->empty(), "a refusal has its reason");
    fuzz::check_text(*refused, "reasons are UTF-8");
  } else {
    check_allowed(query, database);
  }
  fuzz::count_input(!refused);
  return 0;
}
