#include <fmt/format.h>
#include <set>

#include "collectors/decode/json_value.h"
#include "collectors/decode/utf8.h"
#include "collectors/fetch/http_paging.h"
#include "collectors/fetch/link_header.h"
#include "collectors/fetch/url.h"

namespace planwatch {

namespace {

constexpr std::size_t most_shown = 80;

// Pages that name the one that follows.
class FollowWalk : public PageWalk {
 public:
  FollowWalk(const FeedSpec& feed, std::string url, int max_pages)
      : feed_(feed), url_(std::move(url)), max_pages_(max_pages) {}

  Ask first() override {
    asked_.insert(url_);
    return ask(url_);
  }

  Result<Step> after(const HttpResponse& response, const FetchedBody& body) override {
    const auto rows = count_rows(body.bytes, feed_);
    const bool first = pages_++ == 0;
    const bool nothing_new = body.bytes.empty() || rows == std::size_t{0};
    const auto next = next_url(response, body.bytes);
    if (!next) {
      return fail(next.error().code,
                  fmt::format("{}：第 {} 页：{}", body.source, pages_, next.error().message));
    }
    const bool keep = first || !nothing_new;
    if (!*next) return Step{keep, std::nullopt};
    if (!asked_.insert(**next).second) {
      if (nothing_new) return Step{keep, std::nullopt};
      return fail(ErrorCode::invalid,
                  fmt::format("{}：第 {} 页指向已经取过的一页（{}），会没完没了：请核对 paging 的"
                              "参数名，没错就请接口方改正",
                              body.source, pages_, shortened(shown(**next), most_shown)));
    }
    if (pages_ >= max_pages_) {
      return tl::make_unexpected(endless_paging(body.source, max_pages_));
    }
    current_ = **next;
    return Step{keep, ask(**next)};
  }

 protected:
  // Empty: none is named.
  virtual Result<std::optional<std::string>> next_url(const HttpResponse& response,
                                                      const std::string& body) const = 0;
  const std::string& start() const { return url_; }
  std::string shown(const std::string& url) const { return without_secrets(url, url_); }
  const std::string& current() const { return current_.empty() ? url_ : current_; }

 private:
  Ask ask(const std::string& url) const { return {url, shown(url)}; }

  FeedSpec feed_;
  std::string url_;
  std::string current_;
  int max_pages_;
  int pages_ = 0;
  std::set<std::string> asked_;
};

Result<std::optional<std::string>> text_at(const std::string& body, const std::string& pointer) {
  const auto answer = JsonAnswer::of(body);
  if (!answer) return tl::make_unexpected(answer.error());
  auto value = answer->at(pointer);
  if (value && *value && (*value)->empty()) return std::nullopt;
  return value;
}

class CursorWalk : public FollowWalk {
 public:
  CursorWalk(const FeedSpec& feed, CursorPaging paging, const std::string& url)
      : FollowWalk(feed, url, paging.max_pages), paging_(std::move(paging)) {}

 protected:
  Result<std::optional<std::string>> next_url(const HttpResponse&,
                                              const std::string& body) const override {
    auto cursor = text_at(body, paging_.next);
    if (!cursor || !*cursor) return cursor;
    return with_parameter(start(), paging_.parameter, **cursor);
  }

 private:
  CursorPaging paging_;
};

class LinkWalk : public FollowWalk {
 public:
  LinkWalk(const FeedSpec& feed, LinkPaging paging, const std::string& url)
      : FollowWalk(feed, url, paging.max_pages), paging_(std::move(paging)) {}

 protected:
  Result<std::optional<std::string>> next_url(const HttpResponse& response,
                                              const std::string& body) const override {
    auto reference = paging_.next.empty() ? Result<std::optional<std::string>>(in_header(response))
                                          : text_at(body, paging_.next);
    if (!reference || !*reference) return reference;
    auto url = resolved(current(), ascii_of(**reference));
    if (!url) return tl::make_unexpected(url.error());
    if (*url != ascii_of(*url)) {
      return fail(ErrorCode::invalid, fmt::format("下一页的链接不是网址（{}）：请接口方改正",
                                                  shortened(shown(ascii_of(*url)), most_shown)));
    }
    if (!same_server(start(), *url)) {
      return fail(ErrorCode::refused,
                  fmt::format("下一页的链接指向别的服务器（{}），不跟随，以免把凭据送出去：请核对 "
                              "url，或请接口方改正",
                              shortened(shown(*url), most_shown)));
    }
    return *std::move(url);
  }

 private:
  // A header may hold any bytes; a URL and the source that is made of it hold ASCII.
  static std::string ascii_of(const std::string& reference) {
    std::string text;
    for (const char c : reference) {
      const bool plain = static_cast<unsigned char>(c) < 0x80;
      text += plain ? std::string(1, c) : component_encoded({&c, 1});
    }
    return text;
  }
  static std::optional<std::string> in_header(const HttpResponse& response) {
    for (const auto& [name, value] : response.headers) {
      if (name != "link") continue;
      if (auto target = next_link(value)) return target;
    }
    return std::nullopt;
  }

  LinkPaging paging_;
};

}  // namespace

std::unique_ptr<PageWalk> make_cursor_walk(const FeedSpec& feed, const CursorPaging& paging,
                                           const std::string& url) {
  return std::make_unique<CursorWalk>(feed, paging, url);
}

std::unique_ptr<PageWalk> make_link_walk(const FeedSpec& feed, const LinkPaging& paging,
                                         const std::string& url) {
  return std::make_unique<LinkWalk>(feed, paging, url);
}

}  // namespace planwatch
