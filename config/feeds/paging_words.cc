#include <array>

#include "config/feeds/http_words.h"

namespace planwatch::feeds {

namespace {

constexpr std::array<std::string_view, 3> kinds{"page", "cursor", "link"};
enum class LinkIn { header, body };
constexpr Word<LinkIn> link_words[] = {{"header", LinkIn::header}, {"body", LinkIn::body}};
constexpr int most = 100'000;

void read_next(Fields& fields, std::string& into, Draft& draft) {
  if (fields.text("next", into, optional)) check_pointer(into, fields.at("next"), draft);
}

// Keys of another way of paging.
void check_keys(const Fields& fields, std::string_view kind, LinkIn link, Diagnostics& out) {
  for (const std::string_view key : {"size", "first_page", "page_size", "next"}) {
    const bool next = key == "next";
    const bool taken =
        next ? kind == "cursor" || (kind == "link" && link == LinkIn::body) : kind == "page";
    if (!taken && fields.has(key)) {
      out.error(fields.at(key),
                said("按 {} 翻页用不上 {}", "paging by {} has no use for {}", kind, key),
                said("删掉 {}", "delete {}", key));
    }
    if (taken && next && !fields.has(key)) {
      out.error(fields.at(),
                {"缺少 next：下一页写在应答的哪里",
                 "next is missing: where in the answer "
                 "the next page is named"},
                {"写 next: /data/next 这样的 JSON 指针", "write a JSON pointer: next: /data/next"});
    }
  }
}

}  // namespace

std::optional<AnyPaging> load_paging(Fields& parent, Draft& draft) {
  const YamlNode* node = parent.node("paging", optional);
  if (!node) return std::nullopt;
  Fields fields(*node, draft.out);
  const auto kind = fields.one_of(kinds);
  Paging pages;
  CursorPaging cursor;
  LinkIn link = LinkIn::header;
  if (kind == "page") fields.text("page", pages.page_parameter);
  if (kind == "cursor") fields.text("cursor", cursor.parameter);
  if (kind == "link") fields.choice("link", link_words, link);
  fields.text("size", pages.size_parameter, optional);
  fields.integer("first_page", pages.first_page, 0, 1, optional);
  fields.integer("page_size", pages.page_size, 1, most, optional);
  read_next(fields, cursor.next, draft);
  fields.integer("max_pages", pages.max_pages, 1, most, optional);
  if (!kind) return std::nullopt;
  if (fields.clean()) check_keys(fields, *kind, link, draft.out);
  cursor.max_pages = pages.max_pages;
  if (*kind == "cursor") return cursor;
  if (*kind == "link") return LinkPaging{cursor.next, pages.max_pages};
  return pages;
}

MapKind describe_paging() {
  const Words pages{"页", "pages"};
  MapKind kind{
      "feed.paging",
      {"按页取：按页码（直到一页不满、为空或重复）、按游标或按链接",
       "page by page: by number (until one is short, empty or repeated), by a cursor or by links"},
      {{"page", optional, text(), "", "page", "页码参数名", "the parameter with the page's number"},
       {"cursor", optional, text(), "", "cursor", "游标参数名，值取自上一页应答的 next",
        "the parameter with the cursor, which stands in the last answer at next"},
       {"link", optional,
        word({{"header", {"应答头 Link 里 rel=\"next\"", "the header Link with rel=\"next\""}},
              {"body", {"应答里 next 处的地址", "the address in the answer at next"}}}),
        "", "header", "按链接翻页，只跟同一主机的链接", "follows links to the same host"},
       {"next", optional, pointer(), "", "/data/next",
        "下一页的游标或地址在应答的哪里；没有就到头了",
        "where the answer holds the next cursor or address; the end where it holds none"},
       {"size", optional, optional_text(), "", "size", "每页条数的参数名，不写则不发",
        "the parameter with the page's size; not sent without it"},
       {"first_page", optional, integer(0, 1), "1", "0", "第一页是 0 还是 1",
        "whether pages count from 0 or 1"},
       {"page_size", optional, integer(1, most, {"条", "rows"}), "100", "500", "每页条数",
        "rows of a page"},
       {"max_pages", optional, integer(1, most, pages), "1000", "50", "最多取几页",
        "no more pages than these"}}};
  kind.one_of = {{kinds.begin(), kinds.end()}};
  kind.together = {
      {"cursor", "next"}, {"size", "page"}, {"first_page", "page"}, {"page_size", "page"}};
  kind.when = {{"link", "body", "next"}};
  return kind;
}

}  // namespace planwatch::feeds
