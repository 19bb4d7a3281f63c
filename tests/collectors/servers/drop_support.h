#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "collectors/fetch/fetcher.h"
#include "tests/collectors/fetch_support.h"
#include "tests/support/process.h"

namespace planwatch::drop_testing {

// OpenSSH's server on a free loopback port, with keys and configuration of its own, for the user
// who runs the tests. Keys alone log in: passwords would be those of this machine; one that asks
// for passwords refuses all of them. Files are served by `subsystem`, OpenSSH's own or a command.
class SftpServer {
 public:
  // Throws std::runtime_error with the server's words when it does not come up.
  explicit SftpServer(const std::string& subsystem = "internal-sftp", bool asks_passwords = false);
  int port() const { return port_; }
  std::string user() const;
  std::string host_key() const { return host_key_; }  // SHA256:...
  // Makes a key pair and returns the private one's path; `known` ones may log in.
  std::string make_key(const std::string& name, const std::string& password, bool known);
  const TestFolder& home() const { return home_; }
  std::string log() const { return process_->output(); }

 private:
  TestFolder home_;
  int port_ = 0;
  std::string host_key_;
  std::unique_ptr<Process> process_;
};

// vsftpd on a free loopback port. Logs in "anonymous" with the password "secret-1" and shows
// `folder()` as its root.
enum class FtpKind { plain, explicit_tls, implicit_tls };
class FtpServer {
 public:
  explicit FtpServer(FtpKind kind);  // throws as above
  int port() const { return port_; }
  const TestFolder& folder() const { return folder_; }
  std::string ca_file() const { return home_.file("cert.pem"); }

 private:
  TestFolder home_;
  TestFolder folder_;
  int port_ = 0;
  std::unique_ptr<Process> process_;
};

// A self-signed certificate for 127.0.0.1 with its key: cert.pem and key.pem.
void make_certificate(const TestFolder& folder);

// An FTP server with bad manners, in this process. One connection at a time.
class FtpStandIn {
 public:
  struct Manners {
    std::string password = "secret-1";
    bool has_mlsd = true;
    // What the n-th listing shows, counted from 0, whatever the files are.
    std::function<std::string(int look)> listing = [](int) { return std::string{}; };
    std::map<std::string, std::string> files;
    std::string folder;   // the only one; empty: any
    int busy = 0;         // so many listings are answered by 425
    int cut = 0;          // so many transfers end in the middle, with all connections
    bool silent = false;  // says nothing after the login
  };
  explicit FtpStandIn(Manners manners);
  ~FtpStandIn();
  FtpStandIn(const FtpStandIn&) = delete;
  FtpStandIn& operator=(const FtpStandIn&) = delete;
  int port() const { return port_; }
  // The commands' first words, each once.
  std::vector<std::string> commands();

 private:
  void accept_connections();
  void serve(int control);
  // False when the connection is over.
  bool answer(int control, const std::string& command, const std::string& argument);
  bool send_data(int control, const std::string& bytes, bool whole);
  bool open_data(int control);
  bool wait_readable(int fd) const;

  Manners manners_;
  int listener_ = -1;
  int data_listener_ = -1;
  int stop_[2] = {-1, -1};
  int port_ = 0;
  int looks_ = 0;
  std::mutex mutex_;
  std::vector<std::string> commands_;
  std::thread thread_;
};

// One line of MLSD.
std::string mlsd_line(const std::string& name, std::size_t bytes, const std::string& modified);

// Fetches by a fetcher of its own. Waits take a hundredth of their time; `meanwhile` happens before
// each of them.
Result<Fetched> fetch_now(const FeedSpec& feed, const std::function<void()>& meanwhile = {});
FeedSpec feed_of(RemoteFolder source);
std::vector<std::string> names_of(const Fetched& fetched);  // what follows the last slash

}  // namespace planwatch::drop_testing
