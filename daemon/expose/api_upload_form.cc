#include "daemon/expose/api_upload_form.h"

#include <algorithm>
#include <array>
#include <set>

#include "daemon/expose/multipart.h"
#include "rules/model/utf8.h"

namespace planwatch {
namespace {

constexpr std::size_t most_field_bytes = 500;
constexpr std::array<std::string_view, 8> query_fields = {"feed",   "name", "person", "partial",
                                                          "marked", "lang", "plan",   "year"};

TwoTexts words_of(MultipartFault fault) {
  switch (fault) {
    case MultipartFault::no_boundary:
      return {"Content-Type 里没有可用的 boundary", "the Content-Type has no usable boundary"};
    case MultipartFault::no_delimiter:
      return {"表单不以分隔行开头", "the form does not begin with its delimiter"};
    case MultipartFault::not_ended:
      return {"表单不完整，或结束之后还有内容",
              "the form is cut short, or goes on after its last delimiter"};
    case MultipartFault::too_many_parts:
      return {"表单为空，或项数过多", "the form is empty or has too many parts"};
    case MultipartFault::header_too_large:
      return {"表单某一项的头过长", "the headers of a part are too large"};
    case MultipartFault::bad_header:
      return {"表单某一项的头有误，或名称不是 UTF-8",
              "the headers of a part are malformed, or a name is not UTF-8"};
    case MultipartFault::transfer_encoding:
      return {"表单用了 base64 或 quoted-printable", "the form uses base64 or quoted-printable"};
  }
  return {};
}

ServerReply bad_form(Lang lang, const TwoTexts& message) {
  return error_reply(
      400, "bad_form", lang, message,
      {"每个字段一次：file 是文件，其余为 feed、token、person、partial、marked、lang、plan、year",
       "every field once: file holds the file, the others are feed, token, person, partial, "
       "marked, lang, plan, year"});
}

// The page that sent the form is not one of this server's.
bool is_from_elsewhere(const ServerRequest& request) {
  if (request.origin.empty()) return false;  // no browser
  return request.origin != "http://" + request.host && request.origin != "https://" + request.host;
}

bool is_word(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

// Puts one field where the upload's other form has it. The error is what is wrong with it.
tl::expected<void, TwoTexts> take_field(const FormPart& part, ServerRequest& into) {
  const std::string value(part.content);
  const std::string about = "“" + part.name + "”";
  if (part.is_file || value.size() > most_field_bytes) {
    return tl::make_unexpected(TwoTexts{"字段" + about + "应是不超过 500 字节的文字",
                                        "field " + part.name +
                                            " has to be a text of at most 500 "
                                            "bytes"});
  }
  if (value.empty()) return {};  // left blank
  if (part.name == "token") {
    if (!is_word(value) || !into.authorization.empty()) {
      return tl::make_unexpected(TwoTexts{"令牌有误，或请求头里已有另一个",
                                          "the token is malformed, or there is one in the header"});
    }
    into.authorization = "Bearer " + value;
    return {};
  }
  if (std::find(query_fields.begin(), query_fields.end(), part.name) == query_fields.end()) {
    return tl::make_unexpected(
        TwoTexts{"没有" + about + "这个字段", "no such field: " + part.name});
  }
  if (into.query_value(part.name) != nullptr || !is_utf8(value) ||
      value.find('\0') != std::string::npos) {
    return tl::make_unexpected(
        TwoTexts{"字段" + about + "在地址里已经写过，或不是 UTF-8 文字",
                 "field " + part.name + " stands in the address already, or is not UTF-8"});
  }
  into.query.emplace_back(part.name, value);
  return {};
}

tl::expected<void, TwoTexts> take_file(const FormPart& part, ServerRequest& into) {
  if (!part.is_file || (part.file_name.empty() && part.content.empty())) {
    return tl::make_unexpected(TwoTexts{"没有选择文件", "no file was chosen"});
  }
  into.body = std::string(part.content);
  const bool named = into.query_value("name") != nullptr || !into.file_name.empty();
  if (!named && !part.file_name.empty()) into.query.emplace_back("name", part.file_name);
  return {};
}

Lang lang_in(const ServerRequest& request, const std::vector<FormPart>& parts) {
  for (const FormPart& part : parts) {
    if (part.name == "lang") return part.content == "en" ? Lang::en : Lang::zh;
  }
  return lang_of(request);
}

}  // namespace

bool is_upload_form(const ServerRequest& request) {
  return request.method == "POST" && request.path == upload_path &&
         boundary_of(request.content_type).has_value();
}

tl::expected<ServerRequest, ServerReply> unpack_upload(const ServerRequest& request) {
  const auto boundary = boundary_of(request.content_type);
  const auto parts = parse_multipart(request.body, boundary.value_or(std::string()));
  if (!parts) {
    return tl::make_unexpected(bad_form(lang_of(request), words_of(parts.error())));
  }
  const Lang lang = lang_in(request, *parts);
  ServerRequest out = request;
  out.body.clear();
  out.content_type = "application/octet-stream";
  std::set<std::string> seen;
  for (const FormPart& part : *parts) {
    if (!seen.insert(part.name).second) {
      return tl::make_unexpected(bad_form(
          lang, {"字段“" + part.name + "”出现了两次", "field " + part.name + " stands twice"}));
    }
    const auto taken = part.name == "file" ? take_file(part, out) : take_field(part, out);
    if (!taken) return tl::make_unexpected(bad_form(lang, taken.error()));
  }
  if (!seen.contains("file")) {
    return tl::make_unexpected(bad_form(lang, {"没有选择文件", "no file was chosen"}));
  }
  if (out.authorization.empty() && is_from_elsewhere(request)) {
    return tl::make_unexpected(
        error_reply(403, "foreign_origin", lang,
                    {"这份表单是从别的网站提交的", "this form was sent from another site's page"},
                    {"请打开本服务自己的 /reports 页面", "open this server's own page /reports"}));
  }
  return out;
}

}  // namespace planwatch
