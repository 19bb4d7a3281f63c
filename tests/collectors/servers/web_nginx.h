#pragma once

#include <memory>
#include <string>

#include "tests/support/process.h"

namespace planwatch::servers_testing {

// Debian's nginx on free loopback ports, as one process of the current user, with certificates of
// two authorities of its own, made by the openssl command:
//   ca.pem      signed server.pem (for the address 127.0.0.1) and client.pem with client.key;
//               client_locked.key is the same key under the password "open sesame"
//   other.pem   a stranger, signed stranger.pem with stranger.key
class Nginx {
 public:
  Nginx();
  // False, with a report on why, when it does not answer in time.
  bool wait_ready();
  std::string url(const std::string& path) const;  // plain
  std::string tls_url(const std::string& path) const;
  std::string strict_url(const std::string& path) const;  // TLS, wants a certificate of ca.pem
  std::string file(const std::string& name) const { return folder_.file(name); }
  std::string port() const { return std::to_string(plain_); }
  std::string output() const { return process_ ? process_->output() : "not started"; }

 private:
  void make_certificates();
  void make_documents();
  std::string configuration() const;

  TestFolder folder_;
  int plain_ = free_port();
  int tls_ = free_port();
  int strict_ = free_port();
  std::unique_ptr<Process> process_;
};

}  // namespace planwatch::servers_testing
