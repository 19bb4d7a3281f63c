#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "collectors/decode/table.h"
#include "collectors/fetch/fetch_jobs.h"
#include "collectors/fetch/http_status.h"
#include "collectors/fetch/sha256.h"

namespace planwatch {

namespace {

// Handing so few bytes to the worker takes longer than their hash.
constexpr std::size_t hashed_at_once_up_to = 65'536;

void add_parameter(std::string& url, const std::string& name, int value) {
  const std::size_t fragment = std::min(url.find('#'), url.size());
  const bool has_query = url.find('?') < fragment;
  url.insert(fragment, fmt::format("{}{}={}", has_query ? '&' : '?', name, value));
}

bool has_header(const HttpSource& source, std::string_view lower_name) {
  return std::any_of(source.headers.begin(), source.headers.end(), [&](const auto& header) {
    return std::equal(header.first.begin(), header.first.end(), lower_name.begin(),
                      lower_name.end(), [](char a, char b) {
                        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
                      });
  });
}

// Rows of a JSON page; empty when it is none or another format.
std::optional<std::size_t> count_rows(const std::string& bytes, const FeedSpec& feed) {
  if (!std::holds_alternative<JsonFormat>(feed.format)) return std::nullopt;
  const auto document = decode(bytes, feed.format, feed.limits);
  if (!document) return std::nullopt;
  std::size_t rows = 0;
  for (const Table& table : document->tables) rows += table.rows.size();
  return rows;
}

// Page after page; every page is retried on its own.
class HttpFetch : public std::enable_shared_from_this<HttpFetch> {
 public:
  HttpFetch(std::weak_ptr<FetchTools> tools, FeedSpec feed, HttpSource source, Fetcher::Done done)
      : tools_(std::move(tools)),
        feed_(std::move(feed)),
        source_(std::move(source)),
        done_(std::move(done)) {}

  void start_page() {
    const auto tools = tools_.lock();
    if (!tools) return;
    HttpRequest request = request_for_page(*tools);
    shown_url_ = without_secrets(request.url);
    tools->http.start(std::move(request), [self = shared_from_this()](Result<HttpResponse> r) {
      if (!self->tools_.expired()) self->answered(std::move(r));
    });
  }

 private:
  const Paging* paging() const {
    return source_.paging ? std::get_if<Paging>(&*source_.paging) : nullptr;
  }
  HttpRequest request_for_page(const FetchTools& tools) const;
  void answered(Result<HttpResponse> response);
  void failed(const Error& error);
  void received(std::string bytes);
  void examined();
  bool is_last_page() const;
  void finish();

  std::weak_ptr<FetchTools> tools_;
  FeedSpec feed_;
  HttpSource source_;
  Fetcher::Done done_;
  std::string shown_url_;
  int page_ = 0;  // from 0
  int attempt_ = 0;
  std::uint64_t total_bytes_ = 0;
  std::vector<FetchedBody> bodies_;
  std::optional<std::size_t> rows_;  // of the last body
};

HttpRequest HttpFetch::request_for_page(const FetchTools& tools) const {
  HttpRequest request;
  request.method = source_.method;
  request.url = expand(source_.url, tools.variables);
  if (paging() != nullptr) {
    add_parameter(request.url, paging()->page_parameter, paging()->first_page + page_);
    if (!paging()->size_parameter.empty()) {
      add_parameter(request.url, paging()->size_parameter, paging()->page_size);
    }
  }
  request.headers = source_.headers;
  if (source_.bearer) {
    request.headers.emplace_back("Authorization", "Bearer " + source_.bearer->reveal());
  }
  if (!source_.body.empty() && !has_header(source_, "content-type")) {
    request.headers.emplace_back("Content-Type", "application/json; charset=utf-8");
  }
  request.body = expand(source_.body, tools.variables);
  request.connect_timeout = feed_.limits.connect_timeout;
  request.total_timeout = feed_.limits.total_timeout;
  request.max_bytes = feed_.limits.bytes - total_bytes_;
  return request;
}

void HttpFetch::answered(Result<HttpResponse> response) {
  if (!response) return failed(response.error());
  if (const auto error = error_of_status(*response, shown_url_)) return failed(*error);
  attempt_ = 0;
  received(std::move(response->body));
}

void HttpFetch::failed(const Error& error) {
  const auto tools = tools_.lock();
  if (!error.transient || attempt_ >= feed_.retries || !tools) {
    return done_(tl::make_unexpected(error));
  }
  tools->loop.after(retry_delay(feed_.id, attempt_++),
                    [self = shared_from_this()] { self->start_page(); });
}

void HttpFetch::received(std::string bytes) {
  const auto tools = tools_.lock();
  if (!tools) return;
  total_bytes_ += bytes.size();
  bodies_.push_back({shown_url_, std::move(bytes), {}});
  if (paging() == nullptr && bodies_.back().bytes.size() <= hashed_at_once_up_to) {
    bodies_.back().sha256 = sha256_hex(bodies_.back().bytes);
    return examined();
  }
  // The row count of a page needs its decoding, which has no place on the owner thread.
  tools->worker.run(
      [self = shared_from_this()] {
        FetchedBody& body = self->bodies_.back();
        body.sha256 = sha256_hex(body.bytes);
        self->rows_ =
            self->paging() != nullptr ? count_rows(body.bytes, self->feed_) : std::nullopt;
      },
      [self = shared_from_this()] {
        if (!self->tools_.expired()) self->examined();
      });
}

bool HttpFetch::is_last_page() const {
  if (paging() == nullptr) return true;
  const bool json = std::holds_alternative<JsonFormat>(feed_.format);
  if (json && !rows_) return true;  // decoding it will say what it is
  if (bodies_.back().bytes.empty()) return true;
  return rows_ && *rows_ < static_cast<std::size_t>(paging()->page_size);
}

void HttpFetch::examined() {
  const std::size_t n = bodies_.size();
  const bool repeated = n > 1 && bodies_[n - 1].sha256 == bodies_[n - 2].sha256;
  const bool nothing_more = n > 1 && (rows_ == 0U || bodies_.back().bytes.empty());
  if (repeated || nothing_more) {
    bodies_.pop_back();
    return finish();
  }
  if (is_last_page()) return finish();
  if (++page_ >= paging()->max_pages) {
    return done_(
        fail(ErrorCode::too_large,
             fmt::format("{}：取了 {} 页还没到头：请核对接口的分页，确有更多就调高 max_pages",
                         shown_url_, paging()->max_pages)));
  }
  start_page();
}

void HttpFetch::finish() {
  done_(Fetched{std::move(bodies_)});
}

}  // namespace

void start_fetch(const SharedTools& tools, const FeedSpec& feed, const HttpSource& source,
                 const FetchMemory&, Fetcher::Done done) {
  std::make_shared<HttpFetch>(tools, feed, source, std::move(done))->start_page();
}

}  // namespace planwatch
