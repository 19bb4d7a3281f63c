#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/model/result.h"

namespace planwatch {

// A regular file as a server's listing shows it. Equal on two looks: nobody is writing it.
struct RemoteFile {
  std::string name;   // the server's own bytes
  std::string shown;  // the same in UTF-8
  std::uint64_t bytes = 0;
  std::string modified;  // as the listing words it, often only to the minute
  friend bool operator==(const RemoteFile&, const RemoteFile&) = default;
};
struct RemoteListing {
  std::vector<RemoteFile> files;  // by name
  // Names that could lead out of the folder or break a command (slashes, "..", control characters)
  // or that are in no known encoding; as far as they can be shown. Never to be asked for.
  std::vector<std::string> refused;
};
// Null: there is none of that name.
const RemoteFile* find_file(const RemoteListing& listing, const std::string& name);

// mlsd: RFC 3659 facts. ls: what LIST of Unix servers and SFTP's long names look like (English or
// Chinese months, these in UTF-8 or GBK, or ISO dates; owners and groups with spaces), or LIST of
// IIS. Folders, links and whatever else is no regular file are left out. Names are UTF-8, or
// GB18030 where they are not, each by itself.
enum class ListingForm : std::uint8_t { mlsd, ls };
// An error when the listing holds lines and none of them is understood. Pure.
Result<RemoteListing> read_listing(std::string_view text, ListingForm form);

}  // namespace planwatch
