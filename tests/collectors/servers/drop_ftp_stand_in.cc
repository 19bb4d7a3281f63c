#include <algorithm>
#include <arpa/inet.h>
#include <cstdlib>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/collectors/servers/drop_support.h"

namespace planwatch::drop_testing {

namespace {

int listen_on_loopback(int& port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool up = bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
                  listen(fd, 8) == 0 &&
                  getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  if (!up) std::abort();
  port = ntohs(address.sin_port);
  return fd;
}

bool send_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

bool say(int control, const std::string& line) {
  return send_all(control, line + "\r\n");
}

}  // namespace

std::string mlsd_line(const std::string& name, std::size_t bytes, const std::string& modified) {
  return fmt::format("type=file;size={};modify={}; {}\r\n", bytes, modified, name);
}

FtpStandIn::FtpStandIn(Manners manners) : manners_(std::move(manners)) {
  listener_ = listen_on_loopback(port_);
  if (pipe(stop_) != 0) std::abort();
  thread_ = std::thread([this] { accept_connections(); });
}

FtpStandIn::~FtpStandIn() {
  close(stop_[1]);
  thread_.join();
  for (const int fd : {stop_[0], listener_, data_listener_}) {
    if (fd >= 0) close(fd);
  }
}

std::vector<std::string> FtpStandIn::commands() {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> all = commands_;
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

// False when the test is over.
bool FtpStandIn::wait_readable(int fd) const {
  pollfd fds[2] = {{fd, POLLIN, 0}, {stop_[0], POLLIN, 0}};
  return poll(fds, 2, -1) > 0 && fds[1].revents == 0;
}

void FtpStandIn::accept_connections() {
  while (wait_readable(listener_)) {
    const int control = accept(listener_, nullptr, nullptr);
    if (control < 0) continue;
    serve(control);
    close(control);
  }
}

void FtpStandIn::serve(int control) {
  std::string received;
  bool on = say(control, "220 stand-in");
  while (on && wait_readable(control)) {
    char buffer[4096];
    const ssize_t n = recv(control, buffer, sizeof buffer, 0);
    if (n <= 0) return;
    received.append(buffer, static_cast<std::size_t>(n));
    for (std::size_t end = received.find("\r\n"); on && end != std::string::npos;
         end = received.find("\r\n")) {
      const std::string line = received.substr(0, end);
      received.erase(0, end + 2);
      const std::size_t space = std::min(line.find(' '), line.size());
      const std::string command = line.substr(0, space);
      {
        const std::lock_guard lock(mutex_);
        commands_.push_back(command);
      }
      on = answer(control, command, line.substr(std::min(space + 1, line.size())));
    }
  }
}

bool FtpStandIn::answer(int control, const std::string& command, const std::string& argument) {
  if (command == "USER") return say(control, "331 password please");
  if (command == "PASS") {
    if (argument != manners_.password) return say(control, "530 Login incorrect.");
    return say(control, "230 welcome");
  }
  if (manners_.silent) return true;
  if (command == "PWD") return say(control, "257 \"/\"");
  if (command == "CWD" && !manners_.folder.empty() && argument != manners_.folder) {
    return say(control, "550 no such folder");
  }
  if (command == "CWD" || command == "TYPE") return say(control, "250 fine");
  if (command == "EPSV") return open_data(control);
  if (command == "MLSD" && !manners_.has_mlsd) return say(control, "500 Unknown command.");
  if (command == "MLSD" || command == "LIST") {
    if (manners_.busy-- > 0) return say(control, "425 Cannot open data connection.");
    return send_data(control, manners_.listing(looks_++), true);
  }
  const auto file = manners_.files.find(argument);
  if (command == "RETR" && file != manners_.files.end()) {
    const bool whole = manners_.cut <= 0;
    if (!whole) --manners_.cut;
    return send_data(control, file->second, whole);
  }
  if (command == "QUIT") return say(control, "221 bye") && false;
  return say(control, command == "RETR" ? "550 no such file" : "502 not here");
}

bool FtpStandIn::open_data(int control) {
  int port = 0;
  if (data_listener_ >= 0) close(data_listener_);
  data_listener_ = listen_on_loopback(port);
  return say(control, fmt::format("229 Entering Extended Passive Mode (|||{}|)", port));
}

bool FtpStandIn::send_data(int control, const std::string& bytes, bool whole) {
  if (data_listener_ < 0 || !wait_readable(data_listener_)) return false;
  const int data = accept(data_listener_, nullptr, nullptr);
  bool on =
      say(control, "150 here it comes") &&
      send_all(data, std::string_view(bytes).substr(0, whole ? bytes.size() : bytes.size() / 2));
  close(data);
  if (!whole) return false;
  on = say(control, "226 done") && on;
  return on;
}

}  // namespace planwatch::drop_testing
