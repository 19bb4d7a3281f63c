#include "daemon/send/gateways/mime.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "daemon/send/signing.h"
#include "daemon/send/text.h"

namespace planwatch {

namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::string_view word_begin = "=?utf-8?b?";
constexpr std::string_view word_end = "?=";
constexpr std::size_t longest_line = 76;
constexpr std::size_t longest_address = 254;      // RFC 5321 section 4.5.3.1, less < >
constexpr std::size_t longest_header_text = 900;  // bytes

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

bool is_visible_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// What may stand in a header: one line of UTF-8.
std::string header_text(std::string_view text) {
  return one_line(clean_utf8(text), longest_header_text);
}

// Where a piece of at most `most` bytes that begins at `begin` ends, between characters where there
// are any.
std::size_t end_of_piece(std::string_view text, std::size_t begin, std::size_t most) {
  const std::size_t last = std::min(begin + most, text.size());
  std::size_t end = last;
  while (end < text.size() && end > begin && is_continuation(text[end])) --end;
  return end == begin ? last : end;
}

// At least one character, however little room there is.
std::size_t bytes_in_word(std::size_t characters) {
  const std::size_t frame = word_begin.size() + word_end.size();
  return characters <= frame + 8 ? 6 : (characters - frame) / 4 * 3;
}

// RFC 2045 section 6.8.
std::string base64_lines(std::string_view bytes) {
  const std::string all = base64_of(bytes);
  std::string lines;
  lines.reserve(all.size() + all.size() / longest_line * 2 + 2);
  for (std::size_t at = 0; at < all.size(); at += longest_line) {
    lines += std::string_view(all).substr(at, longest_line);
    lines += line_end;
  }
  return lines;
}

std::string with_crlf(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

std::string encoded_mailbox(const Mailbox& mailbox) {
  const std::string name = header_text(mailbox.name);
  if (name.empty()) return mailbox.address;
  return encode_words(name, longest_line - 1 - std::string_view("From: ").size()) + "\r\n <" +
         mailbox.address + ">";
}

std::string encoded_mailboxes(const std::vector<Mailbox>& mailboxes) {
  std::string out;
  for (const Mailbox& mailbox : mailboxes) {
    if (!out.empty()) out += ",\r\n ";
    out += encoded_mailbox(mailbox);
  }
  return out;
}

void add_header(std::string& out, std::string_view name, std::string_view value) {
  out += fmt::format("{}: {}\r\n", name, value);
}

// The name for readers that do not know RFC 2231.
std::string ascii_name(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (is_alphanumeric(c) || c == '.' || c == '-' || c == '_') out += c;
  }
  return out.empty() || out.front() == '.' ? "attachment" + out : out;
}

// RFC 2231: one parameter, or numbered pieces where the line would become too long.
std::string extended_name(std::string_view name) {
  constexpr std::string_view charset = "UTF-8''";
  constexpr std::size_t most = 54;
  const std::string encoded = percent_encoded_strictly(name);
  if (encoded.size() <= most) return fmt::format(";\r\n filename*={}{}", charset, encoded);
  std::string out;
  int number = 0;
  for (std::size_t at = 0; at < encoded.size();) {
    std::size_t end = std::min(at + most, encoded.size());
    for (std::size_t back = 1; back <= 2 && end < encoded.size(); ++back) {  // not within %XX
      if (encoded[end - back] == '%') end -= back;
    }
    out += fmt::format(";\r\n filename*{}*={}{}", number, number == 0 ? charset : "",
                       std::string_view(encoded).substr(at, end - at));
    ++number;
    at = end;
  }
  return out;
}

bool is_type(std::string_view type) {
  return !type.empty() && std::all_of(type.begin(), type.end(), [](char c) {
    return is_alphanumeric(c) || std::string_view("/.+-").find(c) != std::string_view::npos;
  });
}

void add_text(std::string& out, std::string_view body) {
  add_header(out, "Content-Type", "text/plain; charset=utf-8");
  add_header(out, "Content-Transfer-Encoding", "base64");
  out += line_end;
  out += base64_lines(with_crlf(clean_utf8(body)));
}

void add_attachment(std::string& out, const MailAttachment& attachment) {
  const std::string name = one_line(clean_utf8(attachment.name), 200);
  add_header(out, "Content-Type",
             is_type(attachment.type) ? attachment.type : "application/octet-stream");
  add_header(out, "Content-Transfer-Encoding", "base64");
  // The full name first: readers that know only one of the two pass over the other, and some that
  // know both take the first.
  add_header(out, "Content-Disposition",
             fmt::format("attachment{};\r\n filename=\"{}\"", extended_name(name),
                         ascii_name(name).substr(0, 60)));
  out += line_end;
  out += base64_lines(attachment.bytes);
}

void add_body(std::string& out, const MailMessage& message) {
  if (message.attachments.empty()) return add_text(out, message.body);
  const std::string boundary = "=_" + hex_of(sha256(message.message_id)).substr(0, 32);
  add_header(out, "Content-Type", fmt::format("multipart/mixed;\r\n boundary=\"{}\"", boundary));
  out += line_end;
  out += "--" + boundary + "\r\n";
  add_text(out, message.body);
  for (const MailAttachment& attachment : message.attachments) {
    out += "--" + boundary + "\r\n";
    add_attachment(out, attachment);
  }
  out += "--" + boundary + "--\r\n";
}

}  // namespace

bool is_mail_address(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || text.size() > longest_address) return false;
  const std::string_view local = text.substr(0, at);
  const std::string_view domain = text.substr(at + 1);
  constexpr std::string_view marks = "!#$%&'*+-/=?^_`{|}~.";
  const bool local_fits = std::all_of(local.begin(), local.end(), [&](char c) {
    return is_alphanumeric(c) || marks.find(c) != std::string_view::npos;
  });
  const bool domain_fits = std::all_of(domain.begin(), domain.end(), [](char c) {
    return is_alphanumeric(c) || c == '.' || c == '-';
  });
  return !local.empty() && local.size() <= 64 && !domain.empty() && local_fits && domain_fits &&
         local.front() != '.' && local.back() != '.' && is_alphanumeric(domain.front()) &&
         is_alphanumeric(domain.back()) && text.find("..") == std::string_view::npos;
}

std::optional<Mailbox> parse_mailbox(std::string_view text) {
  const auto trimmed = [](std::string_view part) {
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
    return part;
  };
  text = trimmed(text);
  Mailbox mailbox;
  if (const std::size_t open = text.rfind('<'); open != std::string_view::npos) {
    if (text.back() != '>') return std::nullopt;
    mailbox.name = trimmed(text.substr(0, open));
    text = text.substr(open + 1, text.size() - open - 2);
  }
  if (!is_mail_address(text)) return std::nullopt;
  mailbox.address = text;
  return mailbox;
}

std::string encode_words(std::string_view text, std::size_t first_word) {
  const bool plain = is_visible_ascii(text) && text.find("=?") == std::string_view::npos &&
                     text.find_first_of("\"<>,;:@\\()") == std::string_view::npos &&
                     !text.starts_with(' ') && !text.ends_with(' ');
  if (plain && text.size() <= first_word) return std::string(text);
  std::string out;
  std::size_t room = bytes_in_word(first_word);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = end_of_piece(text, at, room);
    if (!out.empty()) out += "\r\n ";
    out += word_begin;
    out += base64_of(text.substr(at, end - at));
    out += word_end;
    at = end;
    room = bytes_in_word(longest_line - 1);
  }
  return out;
}

std::string to_mail_date(Instant instant) {
  constexpr std::array<std::string_view, 7> days = {"Sun", "Mon", "Tue", "Wed",
                                                    "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Date date = local_date(instant);
  const auto minutes = local_time_of_day(instant).count();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch() % 60;
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0800",
                     days[std::chrono::weekday(date).c_encoding()], day_of(date),
                     months[month_of(date) - 1], year_of(date), minutes / 60, minutes % 60,
                     seconds.count());
}

std::string message_id_of(std::string_view key, std::string_view from_address) {
  const std::size_t at = from_address.rfind('@');
  const std::string_view domain =
      at == std::string_view::npos ? "planwatch.invalid" : from_address.substr(at + 1);
  return fmt::format("{}@{}", hex_of(sha256(key)).substr(0, 32), domain);
}

std::string encode_mail(const MailMessage& message) {
  std::string out;
  const auto add = [&out](std::string_view name, std::string_view value) {
    add_header(out, name, value);
  };
  add("From", encoded_mailbox({message.from.name, message.from.address}));
  add("To", encoded_mailboxes(message.to));
  const std::string subject = header_text(message.subject);
  // A line with an encoded word has at most 76 characters, the header's name among them.
  add("Subject", encode_words(subject, longest_line - 1 - std::string_view("Subject: ").size()));
  add("Date", to_mail_date(message.date));
  add("Message-ID", fmt::format("<{}>", message.message_id));
  add("Auto-Submitted", "auto-generated");
  add("MIME-Version", "1.0");
  add_body(out, message);
  return out;
}

}  // namespace planwatch
