#include <set>

#include "collectors/fetch/http_paging.h"
#include "collectors/fetch/url.h"
#include "tests/fuzz/fuzz_check.h"

// A gateway's pages. The first line says how they are paged (number, cursor, link, body), each page
// after it is a line for its Link header and its body, up to a line "---". The last page is given
// again and again: every walk ends.
namespace planwatch {
namespace {

constexpr int most_pages = 6;
constexpr const char* start = "https://data.example.cn/list?token=t-0-k-e-n&since=2025";

std::string_view cut_line(std::string_view& rest, std::string_view end) {
  const std::size_t at = rest.find(end);
  const std::string_view line = rest.substr(0, at);
  rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + end.size());
  return line;
}

struct Page {
  HttpResponse response;
  FetchedBody body;
};

std::vector<Page> pages_in(std::string_view rest) {
  std::vector<Page> pages;
  do {
    std::string_view page = cut_line(rest, "\n---\n");
    Page made;
    made.response.status = 200;
    const std::string_view header = cut_line(page, "\n");
    if (!header.empty()) made.response.headers = {{"link", std::string(header)}};
    made.body.bytes = std::string(page);
    pages.push_back(std::move(made));
  } while (!rest.empty() && pages.size() < most_pages);
  return pages;
}

std::optional<AnyPaging> paging_of(std::string_view word) {
  if (word == "number") return Paging{"page", "size", 1, 2, most_pages};
  if (word == "cursor") return CursorPaging{"cursor", "/next", most_pages};
  if (word == "link") return LinkPaging{"", most_pages};
  if (word == "body") return LinkPaging{"/next", most_pages};
  return std::nullopt;
}

// Whether a second page was asked for.
bool walk(const AnyPaging& paging, std::vector<Page> pages) {
  FeedSpec feed;
  feed.id = FeedId("court");
  feed.format = JsonFormat{"/list"};
  feed.limits = fuzz::limits();
  HttpSource source;
  source.url = start;
  source.paging = paging;
  const auto steps = make_page_walk(feed, source, start);
  PageWalk::Ask ask = steps->first();
  std::set<std::string> asked;
  for (int number = 0;; ++number) {
    fuzz::require(number < most_pages, "no more pages than may be");
    fuzz::require(asked.insert(ask.url).second, "no page is asked for twice");
    fuzz::require(same_server(start, ask.url), "the credentials stay at their server");
    fuzz::require(ask.url.find_first_of(" \r\n") == std::string::npos, "a URL stays in its line");
    fuzz::require(ask.source.find("t-0-k-e-n") == std::string::npos, "a source has no secrets");
    fuzz::check_text(ask.source, "a source is text");
    Page& page = pages[std::min(pages.size() - 1, static_cast<std::size_t>(number))];
    page.body.source = ask.source;
    const auto step = steps->after(page.response, page.body);
    if (!step) {
      fuzz::check_text(step.error().message, "errors are UTF-8");
      return number > 0;
    }
    if (!step->next) return number > 0;
    ask = *step->next;
  }
}

}  // namespace
}  // namespace planwatch

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace planwatch;
  std::string_view input = fuzz::bytes_of(data, size);
  const auto paging = paging_of(cut_line(input, "\n"));
  fuzz::count_input(paging && walk(*paging, pages_in(input)));
  return 0;
}
