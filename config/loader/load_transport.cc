#include <array>

#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

constexpr std::string_view samples_folder = "${samples}";
constexpr std::string_view samples_url = "${samples_url}";
constexpr Word<const char*> method_words[] = {{"GET", "GET"}, {"POST", "POST"}};

// The demo alone knows where its samples are.
void check_samples(std::string_view text, std::string_view variable, bool sample,
                   const SourcePosition& at, Diagnostics& out) {
  if (sample || text.find(variable) == text.npos) return;
  out.error(
      at, said("{} 只能用于 sample: true 的数据源", "{} is for feeds with sample: true", variable),
      {"写真实的位置，或加上 sample: true", "write the real place, or add sample: true"});
}

FileSource load_file(const YamlNode& node, const FeedSpec& feed, FeedPlaces& places,
                     Diagnostics& out) {
  Fields fields(node, out);
  FileSource source;
  if (fields.text("glob", source.glob)) {
    places.glob = fields.at("glob");
    check_samples(source.glob, samples_folder, feed.sample, places.glob, out);
  }
  fields.duration("stable_for", source.stable_for);
  return source;
}

Paging load_paging(const YamlNode& node, Diagnostics& out) {
  Fields fields(node, out);
  Paging paging;
  fields.text("page", paging.page_parameter);
  fields.text("size", paging.size_parameter, Need::optional);
  fields.integer("first_page", paging.first_page, 0, 1, Need::optional);
  fields.integer("page_size", paging.page_size, 1, 100'000, Need::optional);
  fields.integer("max_pages", paging.max_pages, 1, 100'000, Need::optional);
  return paging;
}

HttpSource load_http(const YamlNode& node, const FeedSpec& feed, Draft& draft) {
  Fields fields(node, draft.out);
  HttpSource source;
  if (fields.text("url", source.url)) {
    check_samples(source.url, samples_url, feed.sample, fields.at("url"), draft.out);
    check_url(source.url, samples_url, fields.at("url"), draft.out);
  }
  const char* method = "GET";
  fields.choice("method", method_words, method, Need::optional);
  source.method = method;
  source.headers = load_headers(fields);
  source.bearer = load_secret(fields, "bearer", draft);
  if (fields.text("body", source.body, Need::optional) && source.method == "GET") {
    draft.out.error(fields.at("body"), {"GET 请求没有正文", "a GET request has no body"},
                    {"写 method: POST，或删掉 body", "write method: POST or delete body"});
  }
  if (const YamlNode* paging = fields.node("paging", Need::optional)) {
    source.paging = load_paging(*paging, draft.out);
  }
  return source;
}

constexpr Word<Encoding> encoding_words[] = {{"automatic", Encoding::automatic},
                                             {"utf-8", Encoding::utf8},
                                             {"gb18030", Encoding::gb18030},
                                             {"utf-16le", Encoding::utf16le},
                                             {"utf-16be", Encoding::utf16be}};
constexpr Word<char> separator_words[] = {
    {",", ','}, {";", ';'}, {"|", '|'}, {"tab", '\t'}, {"\t", '\t'}};

CsvFormat load_csv(const YamlNode& node, Diagnostics& out) {
  Fields fields(node, out);
  CsvFormat csv;
  fields.choice("encoding", encoding_words, csv.encoding, Need::optional);
  fields.choice("separator", separator_words, csv.separator, Need::optional);
  return csv;
}

}  // namespace

Transport load_transport(Fields& fields, FeedSpec& feed, FeedPlaces& places, Draft& draft) {
  constexpr std::array<std::string_view, 2> kinds{"file", "http"};
  const auto kind = fields.one_of(kinds);
  const YamlNode* node = kind ? fields.node(*kind) : nullptr;
  if (!node) return {};
  if (*kind == "file") return load_file(*node, feed, places, draft.out);
  return load_http(*node, feed, draft);
}

Format load_format(Fields& fields, Draft& draft) {
  constexpr std::array<std::string_view, 3> kinds{"csv", "json", "xlsx"};
  const auto kind = fields.one_of(kinds);
  const YamlNode* node = kind ? fields.node(*kind) : nullptr;
  if (!node) return {};
  if (*kind == "csv") return load_csv(*node, draft.out);
  Fields inner(*node, draft.out);
  if (*kind == "xlsx") {
    XlsxFormat xlsx;
    inner.text("sheet", xlsx.sheet, Need::optional);
    return xlsx;
  }
  JsonFormat json;
  // An empty pointer is a pointer: the document itself is the array of rows.
  const YamlNode* rows = inner.node("rows");
  if (rows && is_scalar(*rows, "rows", draft.out)) {
    json.rows = rows->text;
    check_pointer(json.rows, rows->at, draft);
  }
  return json;
}

}  // namespace planwatch::loader
