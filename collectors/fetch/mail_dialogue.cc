#include "collectors/fetch/mail_dialogue.h"

#include <algorithm>

namespace planwatch {

namespace {

constexpr std::size_t most_text = 300;  // bytes

std::string_view without_line_end(std::string_view line) {
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  return line;
}

// 0 when the line is no reply.
long code_of(std::string_view line) {
  if (line.size() < 3) return 0;
  long code = 0;
  for (const char digit : line.substr(0, 3)) {
    if (digit < '0' || digit > '9') return 0;
    code = code * 10 + (digit - '0');
  }
  return code;
}

std::string path_of(std::string_view command) {
  const std::size_t begin = command.find('<');
  const std::size_t end = command.find('>');
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
  return std::string(command.substr(begin + 1, end - begin - 1));
}

}  // namespace

void MailDialogue::command(std::string_view line) {
  // A password may look like a command.
  if (step_ != MailStep::login && line.starts_with("QUIT")) quitting_ = true;
  if (quitting_) return;
  code_ = 0;
  text_.clear();
  in_reply_ = false;
  recipient_.clear();
  if (line.starts_with("EHLO") || line.starts_with("HELO") || line.starts_with("STARTTLS")) {
    step_ = MailStep::hello;
  } else if (line.starts_with("AUTH")) {
    step_ = MailStep::login;
  } else if (line.starts_with("MAIL FROM:")) {
    step_ = MailStep::sender;
  } else if (line.starts_with("RCPT TO:")) {
    step_ = MailStep::recipients;
    recipient_ = path_of(line);
  } else if (step_ == MailStep::recipients && line.starts_with("DATA")) {
    step_ = MailStep::data;
  }
}

void MailDialogue::reply(std::string_view line) {
  if (quitting_) return;
  line = without_line_end(line);
  const long code = code_of(line);
  if (code == 0) return;
  const std::string_view text = line.substr(std::min<std::size_t>(4, line.size()));
  if (!in_reply_) text_.clear();
  if (!text_.empty() && !text.empty()) text_ += ' ';
  text_ += text.substr(0, most_text - std::min(most_text, text_.size()));
  in_reply_ = line.size() > 3 && line[3] == '-';
  if (!in_reply_) end_of_reply(code);
}

void MailDialogue::end_of_reply(long code) {
  code_ = code;
  if (step_ == MailStep::recipients && code >= 400 && !recipient_.empty()) {
    refused_.push_back({recipient_, code, text_});
  }
  if (step_ == MailStep::data && code == 354) {  // the message follows, then its verdict
    step_ = MailStep::end;
    code_ = 0;
    text_.clear();
  }
}

}  // namespace planwatch
