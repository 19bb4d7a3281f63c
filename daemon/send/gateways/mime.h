#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/model/date.h"

namespace planwatch {

struct Mailbox {
  std::string name;     // UTF-8, may be empty
  std::string address;  // ASCII, local@domain
  friend bool operator==(const Mailbox&, const Mailbox&) = default;
};
// "a@b.cn", "<a@b.cn>" or "督查室 <a@b.cn>"; empty for everything else.
std::optional<Mailbox> parse_mailbox(std::string_view text);
// What goes into a mail server's commands: RFC 5321 section 4.1.2 without quoted local parts and
// without address literals, ASCII.
bool is_mail_address(std::string_view text);

struct MailAttachment {
  std::string name;  // as the reader shall see it, 督查台账.xlsx
  std::string type = "application/octet-stream";
  std::string bytes;
};
struct MailMessage {
  Mailbox from;
  std::vector<Mailbox> to;
  std::string subject;
  std::string body;        // plain text, UTF-8, lines ended by \n
  Instant date{};          // machine's clock
  std::string message_id;  // local@domain without < >
  std::vector<MailAttachment> attachments;
};

// The message as it is sent, RFC 5322 and 2045: ASCII, lines of at most 78 bytes ended by CRLF,
// the body as base64. Line breaks and control characters of any field become spaces, so no field
// can start a header of its own; bytes that are no UTF-8 become U+FFFD.
std::string encode_mail(const MailMessage& message);

// RFC 2047: encoded words of at most 75 characters, whole characters in each, joined by CRLF and a
// space; the first one of at most `first_word` characters. Visible ASCII of that length stays.
std::string encode_words(std::string_view text, std::size_t first_word = 75);

// Mon, 20 Oct 2025 09:00:00 +0800
std::string to_mail_date(Instant instant);

// Names a message by what makes it recognisable, the same at every attempt.
std::string message_id_of(std::string_view key, std::string_view from_address);

}  // namespace planwatch
