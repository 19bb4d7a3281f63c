#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "collectors/fetch/remote_listing.h"
#include "rules/model/feed_spec.h"

namespace planwatch {

// One connection to a folder by SFTP, FTP or FTPS, by libcurl. Lists and reads, nothing else. Its
// calls block: worker threads only, one call at a time. Errors name the place without secrets.
//
// SFTP: the server's host key must be the one named, whatever else is right. FTPS: the certificate
// is always verified and the data goes encrypted, too; a server that cannot is refused. No proxy.
class RemoteSession {
 public:
  // Paths in `folder` are absolute. Limits: connect_timeout, and total_timeout for each call.
  RemoteSession(RemoteFolder folder, const FeedLimits& limits);
  ~RemoteSession();
  RemoteSession(const RemoteSession&) = delete;
  RemoteSession& operator=(const RemoteSession&) = delete;

  Result<RemoteListing> list();
  // Precondition: the name comes from `list`. too_large: more than `most` bytes.
  Result<std::string> read(const RemoteFile& file, std::uint64_t most);

 private:
  class Curl;
  std::unique_ptr<Curl> curl_;
};

// sftp://host/folder, with the port where it is not the protocol's own; for people, not encoded.
std::string place_of(const RemoteFolder& folder);

}  // namespace planwatch
