#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/model/result.h"

namespace planwatch {

// One response of an IMAP server (RFC 9051), its literals taken out of the line: where {55} stood
// only the braces are left.
struct ImapLine {
  std::string text;
  std::vector<std::string> literals;
};

// Puts responses together from bytes as they come. Pure; a line or literal beyond the limits is an
// error and ends the reading.
class ImapReader {
 public:
  explicit ImapReader(std::uint64_t max_literal) : max_literal_(max_literal) {}
  void feed(std::string_view bytes) { buffer_ += bytes; }
  // Nothing: more bytes are needed.
  Result<std::optional<ImapLine>> next();

 private:
  std::uint64_t max_literal_;
  std::string buffer_;
  std::size_t taken_ = 0;  // of buffer_
  ImapLine line_;
  std::optional<std::uint64_t> literal_;  // whose bytes are awaited
};

// 1,2,5 of "* SEARCH 1 2 5", ascending, and nothing that is no number.
std::vector<std::uint64_t> numbers_of_search(const std::string& line);
// The number behind a word: of "* 3 FETCH (UID 17 RFC822.SIZE 900", "UID" gives 17.
std::optional<std::uint64_t> number_behind(const std::string& line, std::string_view word);
// A quoted string of the protocol; nothing where the text holds control characters.
std::optional<std::string> imap_quoted(std::string_view text);

}  // namespace planwatch
