#include "collectors/fetch/http_paging.h"

#include <fmt/format.h>

#include "collectors/decode/table.h"
#include "collectors/fetch/url.h"

namespace planwatch {

namespace {

class SinglePage : public PageWalk {
 public:
  explicit SinglePage(std::string url) : url_(std::move(url)) {}
  Ask first() override { return {url_, without_secrets(url_)}; }
  Result<Step> after(const HttpResponse&, const FetchedBody&) override { return Step{}; }

 private:
  std::string url_;
};

class NumberWalk : public PageWalk {
 public:
  NumberWalk(const FeedSpec& feed, const Paging& paging, std::string url)
      : feed_(feed), paging_(paging), url_(std::move(url)) {}

  Ask first() override { return ask(); }

  Result<Step> after(const HttpResponse&, const FetchedBody& body) override {
    const auto rows = count_rows(body.bytes, feed_);
    const bool repeated = page_ > 0 && body.sha256 == last_sha256_;
    const bool nothing_more = page_ > 0 && (rows == std::size_t{0} || body.bytes.empty());
    if (repeated || nothing_more) return Step{false, std::nullopt};
    if (is_last(rows, body)) return Step{};
    last_sha256_ = body.sha256;
    if (++page_ >= paging_.max_pages) {
      return tl::make_unexpected(endless_paging(body.source, paging_.max_pages));
    }
    return Step{true, ask()};
  }

 private:
  Ask ask() const {
    std::string url =
        with_parameter(url_, paging_.page_parameter, fmt::format("{}", paging_.first_page + page_));
    if (!paging_.size_parameter.empty()) {
      url = with_parameter(std::move(url), paging_.size_parameter,
                           fmt::format("{}", paging_.page_size));
    }
    std::string source = without_secrets(url);
    return {std::move(url), std::move(source)};
  }
  bool is_last(const std::optional<std::size_t>& rows, const FetchedBody& body) const {
    if (body.bytes.empty()) return true;
    // Decoding an unreadable page will say what it is.
    if (!rows) return has_pointer_columns(feed_.format);
    return *rows < static_cast<std::size_t>(paging_.page_size);
  }

  FeedSpec feed_;
  Paging paging_;
  std::string url_;
  int page_ = 0;  // from 0
  std::string last_sha256_;
};

}  // namespace

std::optional<std::size_t> count_rows(const std::string& bytes, const FeedSpec& feed) {
  if (!has_pointer_columns(feed.format)) return std::nullopt;
  const auto document = decode(bytes, feed.format, feed.limits);
  if (!document) return std::nullopt;
  std::size_t rows = 0;
  for (const Table& table : document->tables) rows += table.rows.size();
  return rows;
}

Error endless_paging(const std::string& source, int max_pages) {
  return {ErrorCode::too_large, false,
          fmt::format("{}：取了 {} 页还没到头：请核对接口的分页，确有更多就调高 max_pages", source,
                      max_pages)};
}

std::unique_ptr<PageWalk> make_page_walk(const FeedSpec& feed, const HttpSource& source,
                                         const std::string& url) {
  if (!source.paging) return std::make_unique<SinglePage>(url);
  if (const auto* number = std::get_if<Paging>(&*source.paging)) {
    return std::make_unique<NumberWalk>(feed, *number, url);
  }
  if (const auto* cursor = std::get_if<CursorPaging>(&*source.paging)) {
    return make_cursor_walk(feed, *cursor, url);
  }
  return make_link_walk(feed, std::get<LinkPaging>(*source.paging), url);
}

}  // namespace planwatch
