#include "daemon/demo/http_answers.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "daemon/demo/json_tree.h"
#include "rules/model/json_text.h"

namespace planwatch::demo {

namespace {

constexpr const char* json_type = "application/json; charset=utf-8";
constexpr std::size_t largest_page = 100'000;

std::optional<std::size_t> number_in(const ServerRequest& request, const std::string& name,
                                     std::size_t otherwise) {
  const std::string* text = name.empty() ? nullptr : request.query_value(name);
  if (text == nullptr) return otherwise;
  std::size_t number = 0;
  const char* end = text->data() + text->size();
  const auto [stopped, error] = std::from_chars(text->data(), end, number);
  if (error != std::errc{} || stopped != end || number > largest_page) return std::nullopt;
  return number;
}

struct Slice {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::optional<Slice> slice_of(const HttpSource& source, const ServerRequest& request,
                              std::size_t rows) {
  const auto* paged = source.paging ? std::get_if<Paging>(&*source.paging) : nullptr;
  if (paged == nullptr) return Slice{0, rows};
  const Paging& paging = *paged;
  const auto first = static_cast<std::size_t>(paging.first_page);
  const auto page = number_in(request, paging.page_parameter, first);
  const auto size =
      number_in(request, paging.size_parameter, static_cast<std::size_t>(paging.page_size));
  if (!page || !size || *page < first || *size == 0) return std::nullopt;
  const std::size_t begin = std::min(rows, (*page - first) * *size);
  return Slice{begin, std::min(rows, begin + *size)};
}

std::string json_of(const SampleCell& cell) {
  switch (cell.kind) {
    case SampleCell::Kind::empty:
      return "null";
    case SampleCell::Kind::number:
    case SampleCell::Kind::percent:
      return cell.text;
    case SampleCell::Kind::text:
    case SampleCell::Kind::date:
      break;
  }
  return json_text(cell.text);
}

std::string json_of(const SampleTable& table, const Slice& slice) {
  std::string out = "[";
  for (std::size_t i = slice.begin; i < slice.end; ++i) {
    JsonTree row;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      row.set(table.columns[column], json_of(table.rows[i][column]));
    }
    if (out.size() > 1) out += ',';
    out += row.to_text();
  }
  return out + ']';
}

}  // namespace

std::string sample_path_of(const FeedSpec& feed) {
  const auto* source = std::get_if<HttpSource>(&feed.transport);
  constexpr std::string_view variable = "${samples_url}";
  if (source == nullptr || !source->url.starts_with(variable)) return {};
  const std::string path = source->url.substr(variable.size());
  return path.substr(0, path.find('?'));
}

ServerReply answer_error(int status, std::string_view message) {
  JsonTree body;
  body.set("/code", json_text(std::to_string(status)));
  body.set("/message", json_text(message));
  body.set("/sample", "true");
  return {status, json_type, body.to_text()};
}

ServerReply answer_page(const FeedSpec& feed, const SampleTable& table,
                        const ServerRequest& request) {
  const auto& source = std::get<HttpSource>(feed.transport);
  const auto slice = slice_of(source, request, table.rows.size());
  if (!slice) return answer_error(400, "页码和每页条数应是正整数");
  JsonTree body;
  body.set("/code", json_text("200"));
  body.set("/message", json_text(sample_mark));
  body.set("/sample", "true");
  body.set("/total", std::to_string(table.rows.size()));
  body.set(std::get<JsonFormat>(feed.format).rows, json_of(table, *slice));
  return {200, json_type, body.to_text()};
}

}  // namespace planwatch::demo
