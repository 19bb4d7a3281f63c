#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "collectors/fetch/event_loop.h"
#include "rules/model/result.h"
#include "rules/model/routing.h"
#include "rules/model/secret.h"

namespace planwatch {

// One message for one mail server. Addresses are RFC 5321 mailboxes of ASCII.
struct MailSubmission {
  std::string host;
  std::uint16_t port = 465;
  MailSecurity security = MailSecurity::tls;  // starttls: without it nothing is sent
  std::string user;                           // empty: no login
  Secret password;
  std::string ca_file;  // PEM of a private root; empty: the system's
  std::string from;
  std::vector<std::string> recipients;
  std::string message;  // RFC 5322, lines ended by CRLF; dots are doubled on the wire
  std::chrono::milliseconds connect_timeout{15'000};
  std::chrono::milliseconds total_timeout{120'000};
};

// How far the dialogue came: what the last word was about.
enum class MailStep { connect, hello, login, sender, recipients, data, end };

struct RefusedRecipient {
  std::string address;
  long code = 0;
  std::string answer;
};

struct MailOutcome {
  bool taken = false;  // the server answers for the message now, for everybody but `refused`
  MailStep step = MailStep::connect;
  long code = 0;       // the server's last word at this step; 0: none came
  std::string answer;  // its text, one line, as it came
  std::vector<RefusedRecipient> refused;
  bool message_was_sent = false;  // all of it left: without a last word it may have arrived
  std::optional<Error> trouble;   // transport: no verdict of the server's
};

// Submits mail by SMTP. Certificates are always verified. No login without TLS, but on loopback.
// Callbacks come on the owner thread, never from inside `start`, exactly once. Destroying the
// client gives up what runs without calling back, and waits about a second for it.
class MailClient {
 public:
  using Done = std::function<void(MailOutcome)>;
  virtual ~MailClient() = default;
  virtual void start(MailSubmission submission, Done done) = 0;
};

// By libcurl, each message on a thread of its own, a few at once: libcurl waits for the server's
// answers to the end of a message and to QUIT without returning, in its multi interface too
// (curl/curl#8555), and a slow mail server must not stop the owner thread.
std::unique_ptr<MailClient> make_curl_mail_client(EventLoop& loop);

// "localhost", 127.x.x.x and ::1: what is said there leaves no machine.
bool is_loopback_host(const std::string& host);

}  // namespace planwatch
