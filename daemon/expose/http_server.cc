#include "daemon/expose/http_server.h"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <optional>
#include <set>

#include "collectors/fetch/fetcher.h"
#include "daemon/expose/http_target.h"

namespace planwatch {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Tcp = asio::ip::tcp;
using Code = beast::error_code;

constexpr std::chrono::milliseconds accept_pause{100};  // after EMFILE and the like
constexpr std::chrono::milliseconds linger_timeout{2'000};
constexpr std::size_t linger_bytes = 4u << 20;
constexpr std::uint32_t header_limit = 16u << 10;
constexpr std::size_t most_later = 4;  // answers that wait for a worker at a time

class Connection {
 public:
  virtual ~Connection() = default;
  virtual void start() = 0;
  virtual void close() = 0;  // cancels what is pending; safe to call twice
};

// What server and connections share; outlives the server while operations are pending.
struct Hub {
  ListenSpec spec;
  ServerHandler handler;
  std::optional<asio::ssl::context> tls;
  std::set<Connection*> connections;
  unsigned uploads = 0;  // bodies beyond max_body that are being read or answered
  Worker* worker = nullptr;
  // Those whose answer a worker makes: nothing else holds them meanwhile.
  std::set<std::shared_ptr<Connection>> waiting;
  bool stopped = false;
};

ServerReply refusal(http::status status, const char* text) {
  ServerReply reply;
  reply.status = static_cast<int>(status);
  reply.body = text;
  return reply;
}

// The handler is the daemon's code: whatever it throws ends here, as a 500.
template <class Call>
ServerReply call_safely(const Call& call) {
  try {
    return call();
  } catch (...) {
    return refusal(http::status::internal_server_error, "500 内部错误 (internal error)\n");
  }
}

std::optional<ServerRequest> to_request(http::request<http::string_body>& message) {
  const beast::string_view text = message.target();
  auto target = parse_target({text.data(), text.size()});
  if (!target) return std::nullopt;
  ServerRequest request;
  request.method = std::string(message.method_string());
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  request.authorization = std::string(message[http::field::authorization]);
  request.content_type = std::string(message[http::field::content_type]);
  request.host = std::string(message[http::field::host]);
  request.idempotency_key = std::string(message["Idempotency-Key"]);
  request.file_name = std::string(message["X-File-Name"]);
  request.origin = std::string(message[http::field::origin]);
  request.accept_language = std::string(message[http::field::accept_language]);
  request.body = std::move(message.body());
  return request;
}

template <class Body>
http::response<Body> make_head(ServerReply& reply, unsigned version, bool keep_alive) {
  http::response<Body> head(http::int_to_status(static_cast<unsigned>(reply.status)), version);
  head.set(http::field::content_type, reply.content_type);
  head.set(http::field::cache_control, "no-store");
  head.set("X-Content-Type-Options", "nosniff");
  for (const auto& [name, value] : reply.headers) head.set(name, value);
  head.keep_alive(keep_alive);
  head.content_length(reply.body.size());
  return head;
}

// What to say to a request that Beast could not read; empty: nobody is there to be told.
std::optional<ServerReply> reply_to_read_error(Code error) {
  if (error == http::error::body_limit) {
    return refusal(http::status::payload_too_large, "413 请求体过大 (body too large)\n");
  }
  if (error == http::error::header_limit) {
    return refusal(http::status::request_header_fields_too_large,
                   "431 请求头过大 (headers too large)\n");
  }
  const bool gone = error == http::error::end_of_stream || error == http::error::partial_message;
  const bool malformed =
      error.category() == http::make_error_code(http::error::bad_method).category();
  if (gone || !malformed) return std::nullopt;
  return refusal(http::status::bad_request, "400 请求有误 (malformed request)\n");
}

// How an answer is put on the wire.
struct Form {
  unsigned version = 11;
  bool keep_alive = false;
  bool head_only = false;
};

// One connection: read, answer, again. Stream is a tcp_stream or an ssl_stream over one. Pending
// operations hold the connection, the hub only knows of it.
template <class Stream>
class Session : public Connection, public std::enable_shared_from_this<Session<Stream>> {
 public:
  template <class... Args>
  explicit Session(std::shared_ptr<Hub> hub, Args&&... args)
      : hub_(std::move(hub)), stream_(std::forward<Args>(args)...) {
    hub_->connections.insert(this);
  }
  ~Session() override {
    end_upload();
    hub_->connections.erase(this);
  }

  void start() override {
    if constexpr (is_tls) {
      lowest().expires_after(hub_->spec.read_timeout);
      stream_.async_handshake(asio::ssl::stream_base::server, [self = self()](Code error) {
        if (!error) self->read();
      });
    } else {
      read();
    }
  }

  void close() override { lowest().close(); }

 private:
  static constexpr bool is_tls = !std::is_same_v<Stream, beast::tcp_stream>;

  std::shared_ptr<Session> self() { return this->shared_from_this(); }
  beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream_); }

  void read() {
    if (hub_->stopped) return;
    end_upload();
    parser_.emplace();
    parser_->body_limit(std::max(hub_->spec.max_body, hub_->spec.max_upload));
    parser_->header_limit(header_limit);
    lowest().expires_after(hub_->spec.read_timeout);
    http::async_read_header(stream_, buffer_, *parser_,
                            [self = self()](Code error, std::size_t) { self->on_header(error); });
  }

  // Only now it is known how much may follow. A body whose length is not stated (chunked) has the
  // limit of all other paths.
  void on_header(Code error) {
    if (hub_->stopped) return;
    if (error) return on_read(error);
    const auto length = parser_->content_length();
    if (length && *length > hub_->spec.max_body) {
      if (!is_upload()) return on_read(http::error::body_limit);
      if (hub_->uploads >= hub_->spec.most_uploads) {
        return send(refusal(http::status::service_unavailable,
                            "503 同时上传的文件过多，请稍后重试 (too many uploads, retry)\n"),
                    Form{});
      }
      ++hub_->uploads;
      uploading_ = true;
    } else {
      parser_->body_limit(hub_->spec.max_body);
    }
    http::async_read(stream_, buffer_, *parser_,
                     [self = self()](Code failed, std::size_t) { self->on_read(failed); });
  }
  bool is_upload() const {
    const beast::string_view text = parser_->get().target();
    const auto target = parse_target({text.data(), text.size()});
    const auto& paths = hub_->spec.upload_paths;
    return target && std::find(paths.begin(), paths.end(), target->path) != paths.end();
  }
  void end_upload() {
    if (uploading_) --hub_->uploads;
    uploading_ = false;
  }

  void on_read(Code error) {
    if (hub_->stopped) return;
    if (error == http::error::end_of_stream) return finish();
    if (error) {
      auto reply = reply_to_read_error(error);
      if (reply) send(std::move(*reply), Form{});
      return;
    }
    auto message = parser_->release();
    const Form form{message.version(), message.keep_alive(), message.method() == http::verb::head};
    const auto request = to_request(message);
    ServerReply reply =
        request ? call_safely([&] { return hub_->handler(*request); })
                : refusal(http::status::bad_request, "400 请求地址有误 (malformed target)\n");
    if (reply.later) {
      answer_later(std::move(reply), form);
    } else {
      send(std::move(reply), form);
    }
  }

  void answer_later(ServerReply reply, Form form) {
    if (hub_->worker == nullptr) return finish_later(reply, call_safely(reply.later), form);
    if (hub_->waiting.size() >= most_later) {
      reply.then = {};
      return finish_later(reply,
                          refusal(http::status::service_unavailable,
                                  "503 同类查询过多，请稍后重试 (too many such requests, retry)\n"),
                          form);
    }
    hub_->waiting.insert(self());
    const auto made = std::make_shared<ServerReply>();
    const auto work = std::move(reply.later);
    hub_->worker->run([work, made] { *made = call_safely(work); },
                      [made, reply, form, session = std::weak_ptr<Session>(self())] {
                        if (const auto self = session.lock()) {
                          self->hub_->waiting.erase(self);
                          self->finish_later(reply, std::move(*made), form);
                        }
                      });
  }
  void finish_later(const ServerReply& first, ServerReply made, Form form) {
    if (first.then) made = call_safely([&] { return first.then(std::move(made)); });
    if (first.answered) first.answered(made);
    send(std::move(made), form);
  }

  void send(ServerReply reply, Form form) {
    if (form.head_only) {
      write(make_head<http::empty_body>(reply, form.version, form.keep_alive), form.keep_alive);
      return;
    }
    auto response = make_head<http::string_body>(reply, form.version, form.keep_alive);
    response.body() = std::move(reply.body);
    write(std::move(response), form.keep_alive);
  }

  template <class Body>
  void write(http::response<Body> response, bool keep_alive) {
    auto message = std::make_shared<http::response<Body>>(std::move(response));
    lowest().expires_after(hub_->spec.write_timeout);
    http::async_write(stream_, *message,
                      [self = self(), message, keep_alive](Code error, std::size_t) {
                        if (error) return;
                        keep_alive ? self->read() : self->finish();
                      });
  }

  void finish() {
    if (hub_->stopped) return;
    lowest().expires_after(linger_timeout);
    if constexpr (is_tls) {
      stream_.async_shutdown([self = self()](Code) { self->linger(); });
    } else {
      linger();
    }
  }

  // A close with unread input would reset the connection and lose the answer on its way (413), so
  // what still comes is read and dropped, for a short while.
  void linger() {
    Code ignored;
    lowest().socket().shutdown(Tcp::socket::shutdown_send, ignored);
    drop_input(0);
  }
  void drop_input(std::size_t dropped) {
    if (dropped > linger_bytes || hub_->stopped) return;
    buffer_.clear();
    lowest().async_read_some(buffer_.prepare(16u << 10),
                             [self = self(), dropped](Code error, std::size_t size) {
                               if (!error) self->drop_input(dropped + size);
                             });
  }

  std::shared_ptr<Hub> hub_;
  Stream stream_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  bool uploading_ = false;
};

std::shared_ptr<Connection> make_connection(const std::shared_ptr<Hub>& hub, Tcp::socket socket) {
  if (!hub->tls) return std::make_shared<Session<beast::tcp_stream>>(hub, std::move(socket));
  return std::make_shared<Session<beast::ssl_stream<beast::tcp_stream>>>(hub, std::move(socket),
                                                                         *hub->tls);
}

// Accepts until it is stopped; held by its pending operation.
class Listener : public std::enable_shared_from_this<Listener> {
 public:
  Listener(asio::io_context& context, std::shared_ptr<Hub> hub)
      : hub_(std::move(hub)), acceptor_(context), pause_(context) {}

  void open(const Tcp::endpoint& endpoint) {
    acceptor_.open(endpoint.protocol());
    acceptor_.set_option(asio::socket_base::reuse_address(true));
    acceptor_.bind(endpoint);
    acceptor_.listen();
    port_ = acceptor_.local_endpoint().port();
  }
  void accept() {
    acceptor_.async_accept([self = shared_from_this()](Code error, Tcp::socket socket) {
      self->on_accept(error, std::move(socket));
    });
  }
  void stop() {
    Code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
  }
  std::uint16_t port() const { return port_; }

 private:
  void on_accept(Code error, Tcp::socket socket) {
    if (hub_->stopped) return;
    if (error) return accept_later();
    const bool full = hub_->connections.size() >= hub_->spec.max_connections;
    if (!full) make_connection(hub_, std::move(socket))->start();
    accept();
  }
  void accept_later() {
    pause_.expires_after(accept_pause);
    pause_.async_wait([self = shared_from_this()](Code) {
      if (!self->hub_->stopped) self->accept();
    });
  }

  std::shared_ptr<Hub> hub_;
  Tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  std::uint16_t port_ = 0;
};

class BeastServer : public HttpServer {
 public:
  BeastServer(std::shared_ptr<Hub> hub, std::shared_ptr<Listener> listener)
      : hub_(std::move(hub)), listener_(std::move(listener)) {}
  ~BeastServer() override {
    hub_->stopped = true;
    listener_->stop();
    const auto open = hub_->connections;  // close() may end connections
    for (Connection* connection : open) connection->close();
    hub_->waiting.clear();
  }
  std::uint16_t port() const override { return listener_->port(); }

 private:
  std::shared_ptr<Hub> hub_;
  std::shared_ptr<Listener> listener_;
};

Result<void> load_certificate(Hub& hub) {
  if (hub.spec.certificate_file.empty()) return {};
  hub.tls.emplace(asio::ssl::context::tls_server);
  hub.tls->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                       asio::ssl::context::no_tlsv1_1);
  Code error;
  hub.tls->use_certificate_chain_file(hub.spec.certificate_file, error);
  if (error) {
    return fail(ErrorCode::invalid, "读取 TLS 证书 " + hub.spec.certificate_file + " 失败：" +
                                        error.message() + "；须为 PEM (certificate unusable)");
  }
  hub.tls->use_private_key_file(hub.spec.key_file, asio::ssl::context::pem, error);
  if (error) {
    return fail(ErrorCode::invalid, "读取 TLS 私钥 " + hub.spec.key_file + " 失败：" +
                                        error.message() +
                                        "；须为 PEM 且与证书配对 (private key unusable)");
  }
  return {};
}

// "localhost" and other names are looked up once, here; the first address is taken.
Tcp::endpoint resolve(asio::io_context& context, const ListenSpec& spec) {
  Code not_an_address;
  const auto address = asio::ip::make_address(spec.host, not_an_address);
  if (!not_an_address) return {address, spec.port};
  Tcp::resolver resolver(context);
  return {resolver.resolve(spec.host, "")->endpoint().address(), spec.port};
}

}  // namespace

Result<std::unique_ptr<HttpServer>> start_http_server(asio::io_context& context,
                                                      const ListenSpec& spec, ServerHandler handler,
                                                      Worker* worker) {
  auto hub = std::make_shared<Hub>();
  hub->spec = spec;
  hub->handler = std::move(handler);
  hub->worker = worker;
  if (auto loaded = load_certificate(*hub); !loaded) return tl::make_unexpected(loaded.error());
  auto listener = std::make_shared<Listener>(context, hub);
  try {
    listener->open(resolve(context, spec));
  } catch (const boost::system::system_error& error) {
    return fail(ErrorCode::io, "无法监听 " + spec.host + ":" + std::to_string(spec.port) + "：" +
                                   error.code().message() +
                                   "；请停掉占用者或用 --listen 换一个地址 (cannot listen)");
  }
  listener->accept();
  return std::make_unique<BeastServer>(std::move(hub), std::move(listener));
}

}  // namespace planwatch
