#include "tests/collectors/servers/web_nginx.h"

#include <arpa/inet.h>
#include <filesystem>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace planwatch::servers_testing {

namespace {

void run(const std::vector<std::string>& arguments) {
  const Finished finished = run_program(arguments);
  EXPECT_EQ(finished.exit_code, 0) << arguments[0] << ": " << finished.output;
}

std::vector<std::string> new_certificate(const TestFolder& folder, const std::string& name) {
  return {"openssl",
          "req",
          "-x509",
          "-newkey",
          "ec",
          "-pkeyopt",
          "ec_paramgen_curve:prime256v1",
          "-nodes",
          "-days",
          "30",
          "-subj",
          "/CN=" + name,
          "-keyout",
          folder.file(name + ".key"),
          "-out",
          folder.file(name + ".pem")};
}

void sign_certificate(const TestFolder& folder, const std::string& name, const std::string& by,
                      const std::string& extension) {
  auto arguments = new_certificate(folder, name);
  for (const std::string& one :
       {std::string("-CA"), folder.file(by + ".pem"), std::string("-CAkey"),
        folder.file(by + ".key"), std::string("-addext"), extension, std::string("-addext"),
        std::string("basicConstraints=critical,CA:FALSE")}) {
    arguments.push_back(one);
  }
  run(arguments);
}

bool listens(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool open = connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  close(fd);
  return open;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
  return text;
}

constexpr const char* configuration_text = R"(
daemon off;
master_process off;
pid DIR/nginx.pid;
error_log stderr;
events { worker_connections 64; }
http {
  access_log DIR/access.log;
  client_body_temp_path DIR/body;
  proxy_temp_path DIR/proxy;
  fastcgi_temp_path DIR/fastcgi;
  uwsgi_temp_path DIR/uwsgi;
  scgi_temp_path DIR/scgi;
  default_type application/json;
  root DIR/www;
  server {
    listen 127.0.0.1:PLAIN;
    location /private/ {
      auth_basic "gateway";
      auth_basic_user_file DIR/users;
      alias DIR/www/;
    }
    location = /pages/1 {
      add_header Link '</pages/2>; rel="next", </pages/1>; rel="first"';
      return 200 '{"data":[{"n":1},{"n":2}]}';
    }
    location = /pages/2 {
      add_header Link '</pages/1>; rel="first"';
      return 200 '{"data":[{"n":3}]}';
    }
    location = /astray {
      add_header Link '<http://localhost:PLAIN/pages/2>; rel="next"';
      return 200 '{"data":[{"n":1}]}';
    }
    location = /moved { return 302 /login.html; }
    location = /login { alias DIR/www/login.html; }
    location = /bomb { add_header Content-Encoding gzip; alias DIR/www/bomb.gz; }
    location = /packed { gzip on; gzip_types *; gzip_min_length 1; alias DIR/www/rates.json; }
    location = /trickle { limit_rate 10; alias DIR/www/large.json; }
  }
  server {
    listen 127.0.0.1:TLS ssl;
    ssl_certificate DIR/server.pem;
    ssl_certificate_key DIR/server.key;
  }
  server {
    listen 127.0.0.1:STRICT ssl;
    ssl_certificate DIR/server.pem;
    ssl_certificate_key DIR/server.key;
    ssl_client_certificate DIR/ca.pem;
    ssl_verify_client on;
  }
}
)";

}  // namespace

Nginx::Nginx() {
  make_certificates();
  make_documents();
  folder_.write("nginx.conf", configuration());
  process_ = std::make_unique<Process>(
      std::vector<std::string>{"/usr/sbin/nginx", "-p", folder_.path(), "-e", "stderr", "-c",
                               folder_.file("nginx.conf")},
      folder_.file("output"));
}

void Nginx::make_certificates() {
  for (const char* authority : {"ca", "other"}) run(new_certificate(folder_, authority));
  sign_certificate(folder_, "server", "ca", "subjectAltName=IP:127.0.0.1");
  sign_certificate(folder_, "client", "ca", "extendedKeyUsage=clientAuth");
  sign_certificate(folder_, "stranger", "other", "extendedKeyUsage=clientAuth");
  run({"openssl", "pkey", "-in", file("client.key"), "-aes256", "-passout", "pass:open sesame",
       "-out", file("client_locked.key")});
}

void Nginx::make_documents() {
  folder_.write("users", "gz:{PLAIN}open sesame\n");
  folder_.write("www/rates.json", R"({"data":[{"rate":0.85}]})");
  // An old document: its validators can be relied on.
  std::filesystem::last_write_time(
      file("www/rates.json"),
      std::filesystem::last_write_time(file("www/rates.json")) - std::chrono::hours(24));
  folder_.write("www/login.html", "<!DOCTYPE html><html><form action=/login>登录</form></html>");
  folder_.write("www/large.json", "{\"data\":[\"" + std::string(100'000, 'x') + "\"]}");
  constexpr std::size_t more_than_any_limit = 32'000'000;
  std::string blanks;
  blanks.resize(more_than_any_limit, ' ');
  folder_.write("www/bomb", blanks);
  run({"gzip", "-9", file("www/bomb")});
}

std::string Nginx::configuration() const {
  std::string text = replaced(configuration_text, "DIR", folder_.path());
  text = replaced(text, "PLAIN", std::to_string(plain_));
  text = replaced(text, "TLS", std::to_string(tls_));
  return replaced(text, "STRICT", std::to_string(strict_));
}

bool Nginx::wait_ready() {
  const bool ready = wait_until(
      [this] {
        return !process_->running() || (listens(plain_) && listens(tls_) && listens(strict_));
      },
      std::chrono::seconds(20));
  return ready && process_->running();
}

std::string Nginx::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(plain_) + path;
}
std::string Nginx::tls_url(const std::string& path) const {
  return "https://127.0.0.1:" + std::to_string(tls_) + path;
}
std::string Nginx::strict_url(const std::string& path) const {
  return "https://127.0.0.1:" + std::to_string(strict_) + path;
}

}  // namespace planwatch::servers_testing
