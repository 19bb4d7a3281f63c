#include "collectors/decode/mime.h"

#include <algorithm>
#include <fmt/format.h>

#include "collectors/decode/mime_header.h"
#include "rules/model/utf8.h"

namespace planwatch {

namespace {

using Fault = std::optional<Error>;

Error broken(const std::string& message) {
  // It may quote what the mail says of itself, which is any bytes.
  return {ErrorCode::corrupt, false, clean_utf8(message)};
}
Error too_large(std::string message) {
  return {ErrorCode::too_large, false, std::move(message)};
}

std::string base_name(const std::string& name) {
  const std::size_t slash = name.find_last_of("/\\");
  std::string base = slash == std::string::npos ? name : name.substr(slash + 1);
  std::erase_if(base, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  return base;
}

std::string name_of_part(const MimeHeaders& headers, const MimeValue& type) {
  const std::string name =
      parse_mime_value(headers.value("content-disposition")).parameter("filename");
  return clean_utf8(base_name(name.empty() ? type.parameter("name") : name));
}

// Where the delimiter lines of a multipart stand.
struct Delimiter {
  std::size_t begin = 0;  // of the line, the line end before it included
  std::size_t end = 0;    // behind the line
  bool closes = false;
};

std::optional<Delimiter> find_delimiter(std::string_view body, const std::string& mark,
                                        std::size_t from) {
  for (std::size_t at = body.find(mark, from); at != std::string_view::npos;
       at = body.find(mark, at + 1)) {
    if (at > 0 && body[at - 1] != '\n') continue;
    std::size_t line_end = std::min(body.find('\n', at), body.size());
    std::string_view rest = body.substr(at + mark.size(), line_end - at - mark.size());
    const bool closes = rest.starts_with("--");
    if (closes) rest.remove_prefix(2);
    if (rest.find_first_not_of(" \t\r") != std::string_view::npos) continue;
    std::size_t begin = at;
    if (begin > 0) --begin;
    if (begin > 0 && body[begin - 1] == '\r') --begin;
    return Delimiter{begin, std::min(line_end + 1, body.size()), closes};
  }
  return std::nullopt;
}

class Reader {
 public:
  explicit Reader(const MimeLimits& limits) : limits_(limits) {}
  Fault entity(std::string_view text, int depth);
  std::vector<MimeAttachment> take() { return std::move(attachments_); }

 private:
  Fault multipart(std::string_view body, const std::string& boundary, int depth);
  Fault attachment(std::string name, std::string_view body, const std::string& encoding);

  MimeLimits limits_;
  std::size_t parts_ = 0;
  std::uint64_t bytes_ = 0;
  std::vector<MimeAttachment> attachments_;
};

Fault Reader::entity(std::string_view text, int depth) {
  if (depth > limits_.depth) {
    return too_large(
        fmt::format("邮件嵌套超过 {} 层：请让对方把附件直接放在邮件里", limits_.depth));
  }
  if (++parts_ > limits_.parts) {
    return too_large(fmt::format("邮件超过 {} 个部分：请让对方分开发送", limits_.parts));
  }
  const MimeHeaders headers = take_headers(text);
  const MimeValue type = parse_mime_value(headers.value("content-type"));
  if (type.value.starts_with("multipart/")) {
    return multipart(text, type.parameter("boundary"), depth);
  }
  std::string encoding = parse_mime_value(headers.value("content-transfer-encoding")).value;
  std::string name = name_of_part(headers, type);
  if (name.empty() && type.value == "message/rfc822") return entity(text, depth + 1);
  if (name.empty()) return std::nullopt;
  return attachment(std::move(name), text, encoding);
}

Fault Reader::multipart(std::string_view body, const std::string& boundary, int depth) {
  if (boundary.empty()) return broken("邮件没有写各部分的分界：请让对方重发");
  const std::string mark = "--" + boundary;
  auto delimiter = find_delimiter(body, mark, 0);
  while (delimiter && !delimiter->closes) {
    const auto next = find_delimiter(body, mark, delimiter->end);
    if (!next) break;
    const std::size_t begin = std::min(delimiter->end, next->begin);
    if (auto fault = entity(body.substr(begin, next->begin - begin), depth + 1)) return fault;
    delimiter = next;
  }
  if (delimiter && delimiter->closes) return std::nullopt;
  return broken("邮件没有结束，像是传到一半断了：请让对方重发");
}

Fault Reader::attachment(std::string name, std::string_view body, const std::string& encoding) {
  std::optional<std::string> bytes;
  if (encoding == "base64")
    bytes = decode_base64(body);
  else if (encoding == "quoted-printable")
    bytes = decode_quoted_printable(body);
  else if (encoding.empty() || encoding == "7bit" || encoding == "8bit" || encoding == "binary")
    bytes = std::string(body);
  else
    return broken(fmt::format("附件“{}”的编码 {} 读不懂：请让对方重发", name, encoding));
  if (!bytes) {
    return broken(
        fmt::format("附件“{}”的 {} 编码不完整，像是传到一半断了：请让对方重发", name, encoding));
  }
  bytes_ += bytes->size();
  if (bytes_ > limits_.bytes) {
    return too_large(fmt::format("邮件的附件超过 {} 字节：请让对方分开发送，或调大 limits.bytes",
                                 limits_.bytes));
  }
  attachments_.push_back({std::move(name), *std::move(bytes)});
  return std::nullopt;
}

}  // namespace

MimeMail decode_mail_head(std::string_view head) {
  const MimeHeaders headers = take_headers(head);
  MimeMail mail;
  if (headers.count("from") == 1) mail.from = only_address(headers.value("from"));
  mail.subject = clean_utf8(decode_words(headers.value("subject")));
  return mail;
}

Result<MimeMail> decode_mime(std::string_view message, const MimeLimits& limits) {
  MimeMail mail = decode_mail_head(message);
  Reader reader(limits);
  if (auto fault = reader.entity(message, 0)) return tl::make_unexpected(*std::move(fault));
  mail.attachments = reader.take();
  return mail;
}

}  // namespace planwatch
