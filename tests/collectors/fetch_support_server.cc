#include <arpa/inet.h>
#include <cstdlib>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/collectors/fetch_support.h"

namespace planwatch::fetch_testing {

namespace {

int loopback_socket(std::uint16_t& port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (fd < 0 || bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    std::abort();
  }
  port = ntohs(address.sin_port);
  return fd;
}

bool send_all(int socket, const std::string& bytes) {
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    const ssize_t n = send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (n <= 0) return false;
    sent += static_cast<std::size_t>(n);
  }
  return true;
}

std::string head_of(const ServerReply& reply, const std::string& length) {
  std::string head = "HTTP/1.1 " + std::to_string(reply.status) + " X\r\n" + length + "\r\n";
  for (const std::string& header : reply.headers) head += header + "\r\n";
  return head + "\r\n";
}

std::size_t body_length(const std::string& head) {
  const std::string name = "Content-Length: ";
  const std::size_t at = head.find(name);
  return at == std::string::npos ? 0 : std::stoul(head.substr(at + name.size()));
}

}  // namespace

TestServer::TestServer(Handler handler) : handler_(std::move(handler)) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) std::abort();
  stop_read_ = ends[0];
  stop_write_ = ends[1];
  listener_ = loopback_socket(port_);
  if (listen(listener_, 16) != 0) std::abort();
  acceptor_ = std::thread([this] { accept_connections(); });
}

TestServer::~TestServer() {
  close(stop_write_);  // every wait sees it
  acceptor_.join();
  for (auto& connection : connections_) connection.join();
  close(stop_read_);
  close(listener_);
}

std::string TestServer::url(const std::string& target) const {
  return "http://127.0.0.1:" + std::to_string(port_) + target;
}
std::vector<ServerRequest> TestServer::requests() {
  const std::lock_guard lock(mutex_);
  return requests_;
}
int TestServer::connections() {
  const std::lock_guard lock(mutex_);
  return static_cast<int>(connections_.size());
}

bool TestServer::wait_readable(int socket) {
  pollfd fds[2] = {{socket, POLLIN, 0}, {stop_read_, POLLIN, 0}};
  while (poll(fds, 2, -1) < 0) {
  }
  return fds[1].revents == 0;
}

void TestServer::accept_connections() {
  while (wait_readable(listener_)) {
    const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    const std::lock_guard lock(mutex_);
    connections_.emplace_back([this, socket] {
      serve(socket);
      close(socket);
    });
  }
}

void TestServer::serve(int socket) {
  std::string received;
  char buffer[4096];
  while (wait_readable(socket)) {
    const ssize_t n = recv(socket, buffer, sizeof buffer, 0);
    if (n <= 0) return;
    received.append(buffer, static_cast<std::size_t>(n));
    const std::size_t end = received.find("\r\n\r\n");
    if (end == std::string::npos) continue;
    ServerRequest request;
    request.head = received.substr(0, end + 2);
    if (received.size() < end + 4 + body_length(request.head)) continue;
    request.body = received.substr(end + 4);
    received.clear();
    const std::size_t space = request.head.find(' ');
    request.method = request.head.substr(0, space);
    request.target = request.head.substr(space + 1, request.head.find(' ', space + 1) - space - 1);
    ServerReply reply;
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
      reply = handler_(request);  // one at a time, so that handlers may count
    }
    if (!answer(socket, reply)) return;
  }
}

bool TestServer::answer(int socket, const ServerReply& reply) {
  const std::string length = "Content-Length: " + std::to_string(reply.body.size());
  switch (reply.manner) {
    case ServerReply::Manner::normal:
      return send_all(socket, head_of(reply, length) + reply.body);
    case ServerReply::Manner::silent:
      return wait_readable(socket);
    case ServerReply::Manner::broken:
      send_all(socket, head_of(reply, "Content-Length: 1000") + reply.body);
      return false;
    case ServerReply::Manner::wrong_length:
      send_all(socket, head_of(reply, "Content-Length: 1000") + reply.body);
      return wait_readable(socket);
    case ServerReply::Manner::endless:
      break;
  }
  bool open = send_all(socket, head_of(reply, "Transfer-Encoding: chunked"));
  while (open) open = send_all(socket, "400\r\n" + std::string(1024, 'x') + "\r\n");
  return false;
}

std::uint16_t unused_port() {
  std::uint16_t port = 0;
  close(loopback_socket(port));
  return port;
}

}  // namespace planwatch::fetch_testing
