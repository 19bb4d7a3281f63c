#pragma once

#include <memory>
#include <optional>
#include <string>

#include "collectors/fetch/fetcher.h"

namespace planwatch {

// What is asked next, page after page. Pure; `after` is called on a worker, one page at a time.
class PageWalk {
 public:
  struct Ask {
    std::string url;
    std::string source;  // of the body: without secrets, and the same at every fetch
  };
  struct Step {
    bool keep = true;         // false: the page brought nothing, its body is left out
    std::optional<Ask> next;  // empty: this was the last one
  };
  virtual ~PageWalk() = default;
  virtual Ask first() = 0;
  // What follows a page that was answered. Errors: the paging does not end, leads elsewhere, or
  // cannot be read.
  virtual Result<Step> after(const HttpResponse& response, const FetchedBody& body) = 0;
};

// By the source's paging; without one, a single page. `url` is expanded.
//   number        ends at a short, empty, repeated or unreadable page (decoding says what it is)
//   cursor, link  end where no next one is named, or an empty page names one that was asked
//                 already; a page with rows that does so is an error: its parameter is ignored or
//                 the server is broken, and rows would be missed
// Pages beyond max_pages are an error in all three.
std::unique_ptr<PageWalk> make_page_walk(const FeedSpec& feed, const HttpSource& source,
                                         const std::string& url);
// http_paging_follow.cc
std::unique_ptr<PageWalk> make_cursor_walk(const FeedSpec& feed, const CursorPaging& paging,
                                           const std::string& url);
std::unique_ptr<PageWalk> make_link_walk(const FeedSpec& feed, const LinkPaging& paging,
                                         const std::string& url);

// Rows of a JSON or XML page; empty when it cannot be read, or is of another format.
std::optional<std::size_t> count_rows(const std::string& bytes, const FeedSpec& feed);
// The error of a paging that goes on after `max_pages`.
Error endless_paging(const std::string& source, int max_pages);

}  // namespace planwatch
