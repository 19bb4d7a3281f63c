#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/feeds/feed_words.h"

namespace planwatch::feeds {

// What several transports have in common: hosts, logins, certificates, when a file is finished.

// `host` (required) and `port`; 0 stays where no port is written.
void read_host(Fields& fields, std::string& host, int& port);
void add_host_keys(std::vector<Key>& keys, const std::string& example, const Words& usual_ports);
// `ca_file`, `certificate`, `key_file` and `key_password` of a map. Paths that can be opened.
TlsSettings read_tls(Fields& fields, const Draft& draft);
void add_tls_keys(std::vector<Key>& keys);
std::vector<std::vector<std::string>> tls_pairs();  // which needs which
// The map `tls`.
std::optional<TlsSettings> load_tls(Fields& fields, const Draft& draft);
Key describe_tls();
MapKind describe_tls_map();

// `headers`, `bearer` and `basic` of a request to `url`: one of the logins, and a warning where it
// would travel in the clear.
struct RequestLogin {
  std::vector<std::pair<std::string, std::string>> headers;
  std::optional<Secret> bearer;
  std::optional<BasicLogin> basic;
};
RequestLogin read_request_login(Fields& fields, const std::string& url, const Draft& draft);
void add_request_login_keys(std::vector<Key>& keys);
// A user with a password below `key`.
std::optional<BasicLogin> load_login(Fields& parent, std::string_view key, const Draft& draft);
MapKind describe_basic();

// A password that is sent to `host` without encryption is worth a warning.
void warn_of_clear_password(std::string_view host, const SourcePosition& at, const Words& hint,
                            Diagnostics& out);

// `stable_for` and `marker`.
void read_marker(Fields& fields, std::chrono::milliseconds& stable_for, FileMarker& marker);
void add_marker_keys(std::vector<Key>& keys);

// Optional text that is not empty where it is written.
bool read_filled(Fields& fields, std::string_view key, std::string& into);

}  // namespace planwatch::feeds
