#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/model/result.h"

namespace planwatch {

struct MimeLimits {
  std::uint64_t bytes = 64ull << 20;  // of all attachments, decoded
  std::size_t parts = 200;
  int depth = 12;  // multipart in multipart, mails in mails
};

struct MimeAttachment {
  std::string name;  // of the file, UTF-8, without folders
  std::string bytes;
};

struct MimeMail {
  // The one address of the one From header, in lower case; empty when there are more or none, for
  // then nobody can say who sent it.
  std::string from;
  std::string subject;                      // UTF-8
  std::vector<MimeAttachment> attachments;  // every part that has a name, mails inside included
};

// Takes a mail apart (RFC 5322, 2045-2047, 2231). Pure. Strict about what becomes figures: a cut
// multipart or broken base64 fails the whole mail; lenient about names and subjects, which are only
// looked at: an unknown character set leaves them as they came.
Result<MimeMail> decode_mime(std::string_view message, const MimeLimits& limits);
// The headers alone: sender and subject.
MimeMail decode_mail_head(std::string_view head);

}  // namespace planwatch
