#include "tests/collectors/servers/drop_support.h"

#include <algorithm>
#include <arpa/inet.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <netinet/in.h>
#include <poll.h>
#include <pwd.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace planwatch::drop_testing {

namespace fs = std::filesystem;

namespace {

void require(const Finished& finished, const std::string& what) {
  if (finished.exit_code != 0) throw std::runtime_error(what + ": " + finished.output);
}

int connect_to(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return fd;
  close(fd);
  return -1;
}

void wait_until_it_listens(Process& process, int port, const std::string& what) {
  const bool up = wait_until(
      [&] {
        if (!process.running()) return true;
        const int fd = connect_to(port);
        if (fd >= 0) close(fd);
        return fd >= 0;
      },
      std::chrono::seconds{20});
  if (!up || !process.running()) throw std::runtime_error(what + ": " + process.output());
}

}  // namespace

// ---- OpenSSH ----

SftpServer::SftpServer(const std::string& subsystem, bool asks_passwords) : port_(free_port()) {
  // The server insists on this folder when it runs as root.
  if (geteuid() == 0) fs::create_directories("/run/sshd");
  require(run_program({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", home_.file("host")}),
          "ssh-keygen");
  const Finished shown = run_program({"ssh-keygen", "-lf", home_.file("host.pub")});
  require(shown, "ssh-keygen -lf");
  const std::size_t begin = shown.output.find("SHA256:");
  host_key_ = shown.output.substr(begin, shown.output.find(' ', begin) - begin);
  const std::ofstream nobody_is_known_yet(home_.file("known"));
  std::ofstream(home_.file("sshd.conf")) << fmt::format(
      "Port {}\nListenAddress 127.0.0.1\nHostKey {}\nPidFile none\nUsePAM no\n"
      "StrictModes no\nAuthorizedKeysFile {}\nPasswordAuthentication {}\n"
      "KbdInteractiveAuthentication no\nPermitRootLogin prohibit-password\n"
      "Subsystem sftp {}\n",
      port_, home_.file("host"), home_.file("known"), asks_passwords ? "yes" : "no", subsystem);
  process_ = std::make_unique<Process>(
      std::vector<std::string>{"/usr/sbin/sshd", "-D", "-e", "-f", home_.file("sshd.conf")},
      home_.file("log"));
  wait_until_it_listens(*process_, port_, "sshd");
}

std::string SftpServer::user() const {
  const passwd* entry = getpwuid(geteuid());
  return entry == nullptr ? "" : entry->pw_name;
}

std::string SftpServer::make_key(const std::string& name, const std::string& password, bool known) {
  const std::string path = home_.file(name);
  require(run_program({"ssh-keygen", "-q", "-t", "ed25519", "-N", password, "-f", path}),
          "ssh-keygen");
  if (known) std::ofstream(home_.file("known"), std::ios::app) << read_text(path + ".pub");
  return path;
}

// ---- vsftpd ----

void make_certificate(const TestFolder& folder) {
  require(run_program({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                       "ec_paramgen_curve:P-256", "-nodes", "-keyout", folder.file("key.pem"),
                       "-out", folder.file("cert.pem"), "-days", "2", "-subj", "/CN=127.0.0.1",
                       "-addext", "subjectAltName=IP:127.0.0.1"}),
          "openssl req");
}

FtpServer::FtpServer(FtpKind kind) : port_(free_port()) {
  fs::create_directories(home_.file("empty"));
  ::chmod(folder_.path().c_str(), 0755);
  std::ofstream(home_.file("passwords")) << "secret-1\n";
  std::string config = fmt::format(
      "listen=YES\nlisten_ipv6=NO\nlisten_address=127.0.0.1\nlisten_port={}\nbackground=NO\n"
      "anonymous_enable=YES\nlocal_enable=NO\nanon_root={}\nftp_username=daemon\n"
      "nopriv_user=daemon\nsecure_chroot_dir={}\nseccomp_sandbox=NO\n"
      "secure_email_list_enable=YES\nemail_password_file={}\nanon_world_readable_only=NO\n"
      "xferlog_enable=NO\n",
      port_, folder_.path(), home_.file("empty"), home_.file("passwords"));
  if (kind != FtpKind::plain) {
    make_certificate(home_);
    config += fmt::format(
        "ssl_enable=YES\nallow_anon_ssl=YES\nforce_anon_logins_ssl=YES\nforce_anon_data_ssl=YES\n"
        "rsa_cert_file={}\nrsa_private_key_file={}\nssl_ciphers=HIGH\nimplicit_ssl={}\n",
        home_.file("cert.pem"), home_.file("key.pem"),
        kind == FtpKind::implicit_tls ? "YES" : "NO");
  }
  std::ofstream(home_.file("vsftpd.conf")) << config;
  process_ = std::make_unique<Process>(
      std::vector<std::string>{"/usr/sbin/vsftpd", home_.file("vsftpd.conf")}, home_.file("log"));
  wait_until_it_listens(*process_, port_, "vsftpd");
}

// ---- fetching ----

namespace {

class NoWeb : public HttpClient {
 public:
  void start(HttpRequest, Done) override { throw std::runtime_error("no HTTP here"); }
};

class MeanwhileLoop : public fetch_testing::HastyLoop {
 public:
  MeanwhileLoop(EventLoop& loop, std::function<void()> meanwhile)
      : HastyLoop(loop), meanwhile_(std::move(meanwhile)) {}
  TimerId after(std::chrono::milliseconds delay, std::function<void()> fire) override {
    if (meanwhile_) meanwhile_();
    return HastyLoop::after(delay, std::move(fire));
  }

 private:
  std::function<void()> meanwhile_;
};

}  // namespace

Result<Fetched> fetch_now(const FeedSpec& feed, const std::function<void()>& meanwhile) {
  fetch_testing::PollLoop loop;
  MeanwhileLoop hasty(loop, meanwhile);
  NoWeb web;
  const auto fetcher = make_fetcher({hasty, web, loop, SourceVariables{{{"year", "2025"}}}, "/"});
  std::optional<Result<Fetched>> outcome;
  fetcher->fetch(feed, {}, [&](auto result) { outcome = std::move(result); });
  if (!loop.run_until([&] { return outcome.has_value(); })) {
    return fail(ErrorCode::timeout, "never called back");
  }
  return *std::move(outcome);
}

FeedSpec feed_of(RemoteFolder source) {
  FeedSpec feed;
  feed.id = FeedId("court");
  feed.retries = 1;
  feed.limits.total_timeout = std::chrono::milliseconds(8'000);
  if (source.host.empty()) source.host = "127.0.0.1";
  if (source.files.empty()) source.files = "*.csv";
  feed.transport = std::move(source);
  return feed;
}

std::vector<std::string> names_of(const Fetched& fetched) {
  std::vector<std::string> names;
  for (const FetchedBody& body : fetched.bodies) {
    names.push_back(body.source.substr(body.source.rfind('/') + 1));
  }
  return names;
}

}  // namespace planwatch::drop_testing
