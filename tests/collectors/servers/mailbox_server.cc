#include "tests/collectors/servers/mailbox_server.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <pwd.h>
#include <unistd.h>

namespace planwatch::mailbox_testing {

namespace {

namespace fs = std::filesystem;

// Who owns the mails and runs the processes.
struct Owner {
  std::string name;
  std::string group;
  unsigned uid = 0;
  unsigned gid = 0;
};

Owner owner() {
  const passwd* entry = geteuid() == 0 ? getpwnam("nobody") : getpwuid(geteuid());
  if (entry == nullptr) return {};
  const std::string group = geteuid() == 0 ? "nogroup" : std::to_string(entry->pw_gid);
  return {entry->pw_name, group, entry->pw_uid, entry->pw_gid};
}

void hand_over(const fs::path& folder) {
  const Owner to = owner();
  const auto give = [&](const fs::path& path) { return chown(path.c_str(), to.uid, to.gid) == 0; };
  give(folder);
  for (const auto& entry : fs::recursive_directory_iterator(folder)) give(entry.path());
}

constexpr const char* configuration = R"(base_dir = {0}/run
state_dir = {0}/run
log_path = {0}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{0}/cert.pem
ssl_key = <{0}/key.pem
disable_plaintext_auth = no
default_internal_user = {1}
default_internal_group = {2}
default_login_user = {1}
mail_location = maildir:{0}/mail/%u
first_valid_uid = 1
passdb {{
  driver = passwd-file
  args = username_format=%u {0}/users
}}
userdb {{
  driver = static
  args = uid={3} gid={4} home={0}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {5}
  }}
  inet_listener imaps {{
    port = {6}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
)";

}  // namespace

bool DovecotServer::make_certificates() {
  const auto openssl = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "openssl");
    const auto done = run_program(words);
    if (done.exit_code != 0) trouble_ = "openssl: " + done.output;
    return done.exit_code == 0;
  };
  const auto file = [&](const char* name) { return folder_.file(name); };
  folder_.write("names", "subjectAltName=IP:127.0.0.1,DNS:localhost\n");
  const auto root = [&](const char* key, const char* certificate) {
    return openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                    "-nodes", "-keyout", file(key), "-out", file(certificate), "-subj", "/CN=root",
                    "-days", "30"});
  };
  return root("root.key", "root.pem") && root("other.key", "other.pem") &&
         openssl({"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                  "-keyout", file("key.pem"), "-out", file("request"), "-subj", "/CN=localhost"}) &&
         openssl({"x509", "-req", "-in", file("request"), "-CA", file("root.pem"), "-CAkey",
                  file("root.key"), "-CAcreateserial", "-out", file("cert.pem"), "-days", "30",
                  "-extfile", file("names")});
}

void DovecotServer::configure() {
  const Owner runs = owner();
  for (const char* box : {"new", "cur", "tmp"})
    fs::create_directories(folder_.file("mail/gz/") + box);
  fs::create_directories(folder_.file("run"));
  fs::permissions(folder_.path(), fs::perms::owner_all | fs::perms::others_exec |
                                      fs::perms::others_read | fs::perms::group_all);
  hand_over(folder_.file("mail"));
  folder_.write("users", fmt::format("gz:{{PLAIN}}{}\n", password));
  folder_.write("dovecot.conf", fmt::format(configuration, folder_.path(), runs.name, runs.group,
                                            runs.uid, runs.gid, plain_port_, tls_port_));
}

DovecotServer::DovecotServer() {
  if (!make_certificates()) return;
  configure();
  start();
}

void DovecotServer::start() {
  fs::remove(folder_.file("log"));
  server_ = std::make_unique<Process>(
      std::vector<std::string>{"dovecot", "-F", "-c", folder_.file("dovecot.conf")},
      folder_.file("output"));
  const bool up = wait_until(
      [&] {
        return !server_->running() ||
               read_text(folder_.file("log")).find("starting up") != std::string::npos;
      },
      std::chrono::seconds(30));
  if (!up || !server_->running()) {
    trouble_ = "dovecot: " + server_->output() + read_text(folder_.file("log"));
  }
}

void DovecotServer::deliver(const std::string& mail) {
  const std::string name = fmt::format("{}.mail", 1'000'000 + ++delivered_);
  const fs::path waiting = folder_.file("mail/gz/tmp/") + name;
  std::ofstream(waiting, std::ios::binary) << mail;
  const Owner to = owner();
  if (chown(waiting.c_str(), to.uid, to.gid) == 0) {
    fs::rename(waiting, folder_.file("mail/gz/new/") + name);
  }
}

std::vector<std::string> DovecotServer::files() const {
  std::vector<std::string> names;
  for (const char* box : {"new", "cur"}) {
    for (const auto& entry : fs::directory_iterator(folder_.file("mail/gz/") + box)) {
      names.push_back(fmt::format("{}/{}", box, entry.path().filename().string()));
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

// Stopped meanwhile: the process of a session that has just ended still writes the old ones down.
void DovecotServer::renumber() {
  server_->stop();
  std::vector<fs::path> lists;
  for (const auto& entry : fs::directory_iterator(folder_.file("mail/gz"))) {
    if (entry.path().filename().string().starts_with("dovecot")) lists.push_back(entry.path());
  }
  for (const fs::path& list : lists) fs::remove(list);
  start();
}

MailboxSource DovecotServer::source() const {
  MailboxSource source;
  source.host = "127.0.0.1";
  source.port = tls_port_;
  source.ca_file = folder_.file("root.pem");
  source.user = "gz";
  source.password = Secret(password);
  source.from = {"Court@gz.gov.cn"};
  source.attachments = "*.xlsx";
  return source;
}

std::string mail_of(const std::string& from, const std::vector<Attachment>& attachments) {
  std::string mail = "From: " + from +
                     "\r\nSubject: =?gb2312?B?uMrW3cf4?=\r\nContent-Type: multipart/mixed; "
                     "boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n";
  for (const Attachment& one : attachments) {
    mail += "--b\r\nContent-Disposition: attachment; filename*=utf-8''" + one.name +
            "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + one.base64 + "\r\n";
  }
  return mail + "--b--\r\n";
}

}  // namespace planwatch::mailbox_testing
