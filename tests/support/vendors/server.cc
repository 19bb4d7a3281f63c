#include "tests/support/vendors/server.h"

#include "tests/collectors/fetch_support.h"

namespace planwatch::vendors {

namespace {

using fetch_testing::ServerReply;
using fetch_testing::ServerRequest;

// Lines after the first: "Name: value".
std::vector<std::pair<std::string, std::string>> headers_of(const std::string& head) {
  std::vector<std::pair<std::string, std::string>> headers;
  std::size_t at = head.find("\r\n");
  while (at != std::string::npos) {
    const std::size_t begin = at + 2;
    at = head.find("\r\n", begin);
    const std::string line = head.substr(begin, at - begin);
    const std::size_t colon = line.find(": ");
    if (colon == std::string::npos) continue;
    std::string name = line.substr(0, colon);
    for (char& c : name) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    headers.emplace_back(std::move(name), line.substr(colon + 2));
  }
  return headers;
}

ServerReply reply_of(Vendor& vendor, const ServerRequest& request) {
  const Reply reply = vendor.answer(
      Request{request.method, request.target, headers_of(request.head), request.body});
  ServerReply out;
  out.status = reply.status;
  out.body = reply.body;
  for (const auto& [name, value] : reply.headers) {
    std::string& line = out.headers.emplace_back(name);
    line += ": ";
    line += value;
  }
  return out;
}

}  // namespace

struct Server::Impl {
  explicit Impl(Vendor& vendor)
      : server([&vendor](const ServerRequest& request) { return reply_of(vendor, request); }) {}
  fetch_testing::TestServer server;
};

Server::Server(Vendor& vendor) : impl_(std::make_unique<Impl>(vendor)) {}
Server::~Server() = default;

std::string Server::url() const {
  return impl_->server.url("");
}

}  // namespace planwatch::vendors
