#include "daemon/expose/api_reports_page.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include "daemon/expose/act_html.h"
#include "daemon/expose/api_reply.h"
#include "daemon/expose/api_upload_form.h"

namespace planwatch {
namespace {

namespace json = boost::json;

std::string text_in(const json::object& object, const char* key) {
  const json::value* value = object.if_contains(key);
  if (value == nullptr || !value->is_string()) return {};
  return std::string(value->get_string().data(), value->get_string().size());
}

const json::array& list_in(const json::object& object, const char* key) {
  static const json::array none;
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_array() ? value->get_array() : none;
}

std::string said(Lang lang, const char* zh, const char* en) {
  return lang == Lang::zh ? zh : en;
}

// The default keeps the referrer away altogether, and browsers then hide from which page a form
// came; here that has to be known.
ServerReply page(int status, Lang lang, const std::string& title, const std::string& body) {
  ServerReply reply = html_page(status, title, body, lang);
  for (auto& [name, value] : reply.headers) {
    if (name == "Referrer-Policy") value = "same-origin";
  }
  reply.headers.emplace_back("Vary", "Accept-Language");
  return reply;
}

// ---- the form ----

std::string form_of(const ServerRequest& request, const Snapshot& snapshot, Lang lang) {
  using Kind = FormField::Kind;
  const bool tokens = !snapshot.configuration->http.tokens.empty();
  const auto given = [&](const char* name) {
    const std::string* value = request.query_value(name);
    return value == nullptr ? std::string() : *value;
  };
  std::vector<FormField> fields = {
      {Kind::file, "file", said(lang, "填好的报表（模板、Excel、CSV）", "The filled-in report"), "",
       "", 0, true}};
  if (tokens) {
    fields.push_back({Kind::secret, "token", said(lang, "本单位的令牌", "Your unit's token"), "",
                      "", 300, true});
  } else {
    fields.push_back(
        {Kind::line, "person", said(lang, "报送人", "Your name"), given("person"), "", 60, true});
  }
  // A token tells the unit, and with it the template's feed.
  fields.push_back(
      {Kind::line, "feed",
       tokens ? said(lang, "数据源编号（按模板填报的可不填）", "Feed (a template needs none)")
              : said(lang, "数据源编号", "Feed"),
       given("feed"), "", 100, !tokens});
  fields.push_back(
      {Kind::check, "partial",
       said(lang, "有问题的格以外先收下", "Take what is good though some cells are not"), "yes", "",
       0, false});
  fields.push_back({Kind::hidden, "lang", "", lang == Lang::en ? "en" : "zh", "", 0, false});
  for (const char* name : {"plan", "year"}) {
    if (!given(name).empty()) fields.push_back({Kind::hidden, name, "", given(name), "", 0, false});
  }
  return html_form(fields, said(lang, "报送", "Hand in"), {"reports", true});
}

ServerReply form_page(const ServerRequest& request, const Snapshot& snapshot, Lang lang) {
  return page(
      200, lang, said(lang, "报送数据", "Hand in a report"),
      form_of(request, snapshot, lang) +
          html_paragraph(
              said(lang, "有问题时会逐格指出，改好后重新报送；同一份报两次不会重复计数。",
                   "Every problem is named with its cell. Handing the same file in twice does no "
                   "harm."),
              "small"));
}

// ---- the answer ----

// 法院!G6 is 表 法院，G6.
std::string place_words(const std::string& where, Lang lang) {
  const std::size_t mark = where.rfind('!');
  if (mark == std::string::npos) return where;
  const std::string sheet = where.substr(0, mark);
  const std::string cell = where.substr(mark + 1);
  return lang == Lang::zh ? "表 " + sheet + "，" + cell : "Sheet " + sheet + ", " + cell;
}

std::string problem_text(const json::value& value, Lang lang) {
  if (!value.is_object()) return {};
  const json::object& problem = value.get_object();
  const std::string given = text_in(problem, "text");
  std::string text = place_words(text_in(problem, "where"), lang);
  text += (lang == Lang::zh ? "：" : ": ") + text_in(problem, "reason");
  if (!given.empty()) text += lang == Lang::zh ? "（填的是 " + given + "）" : " (" + given + ")";
  return text;
}

std::string problems_of(const json::object& answer, Lang lang) {
  std::vector<std::string> texts;
  for (const json::value& one : list_in(answer, "problems")) {
    texts.push_back(problem_text(one, lang));
  }
  if (texts.empty()) return {};
  return html_heading(fmt::format(fmt::runtime(said(lang, "问题（{} 处）", "Problems ({})")),
                                  texts.size())) +
         html_list(texts, "bad");
}

std::string notes_of(const json::object& answer, Lang lang) {
  std::vector<std::string> texts;
  for (const json::value& one : list_in(answer, "notes")) {
    if (one.is_string()) texts.emplace_back(one.get_string().data(), one.get_string().size());
  }
  return texts.empty() ? std::string()
                       : html_heading(said(lang, "说明", "Notes")) + html_list(texts, "small");
}

std::string figures_of(const json::object& answer, Lang lang) {
  std::vector<std::string> texts;
  for (const json::value& value : list_in(answer, "figures")) {
    if (!value.is_object()) continue;
    const json::object& one = value.get_object();
    texts.push_back(fmt::format("{}{}{} {} {}{}{}", place_words(text_in(one, "where"), lang),
                                said(lang, "：", ": "), text_in(one, "indicator"),
                                text_in(one, "period"), text_in(one, "value"),
                                said(lang, "，", ", "), text_in(one, "outcome_name")));
  }
  return texts.empty() ? std::string()
                       : html_heading(said(lang, "收到的数", "Figures")) + html_list(texts, "good");
}

// The copy lies in the link itself: nothing is kept for it, and no second request needs the token.
std::string marked_link(const json::object& answer, Lang lang) {
  const std::string copy = text_in(answer, "marked_copy");
  if (copy.empty()) return {};
  return html_download(said(lang, "下载标红的副本", "Download the marked copy"), "marked.xlsx",
                       "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", copy);
}

std::string again_link(Lang lang) {
  return html_link(said(lang, "重新报送", "Hand in again"),
                   lang == Lang::en ? "reports?lang=en" : "reports");
}

// What the API says of its parameters helps nobody who sees the page.
std::string hint_of(const json::object& error) {
  const std::string hint = text_in(error, "hint");
  const bool of_parameters = text_in(error, "code") == "bad_figures";
  return hint.empty() || of_parameters ? std::string() : html_paragraph(hint, "small");
}

ServerReply answer_page(const ServerReply& reply, Lang lang) {
  json::error_code broken;
  const json::value parsed = json::parse(reply.body, broken);
  const json::object answer = !broken && parsed.is_object() ? parsed.get_object() : json::object();
  if (reply.status == 200) {
    return page(200, lang, said(lang, "已接收", "Taken in"),
                figures_of(answer, lang) + problems_of(answer, lang) + notes_of(answer, lang) +
                    again_link(lang));
  }
  const json::value* error = answer.if_contains("error");
  const json::object told =
      error != nullptr && error->is_object() ? error->get_object() : json::object();
  std::string title = text_in(told, "message");
  if (title.empty()) title = said(lang, "未能接收，请稍后再试", "Not taken in: try again later");
  return page(reply.status, lang, said(lang, "没有接收", "Nothing was taken"),
              html_paragraph(title, "bad") + problems_of(answer, lang) + marked_link(answer, lang) +
                  notes_of(answer, lang) + hint_of(told) + again_link(lang));
}

ServerReply post_page(const ServerRequest& request, Lang lang,
                      const std::function<ServerReply(const ServerRequest&)>& api) {
  ServerRequest upload = request;
  upload.path = upload_path;
  upload.authorization.clear();  // the form's token alone
  if (!is_upload_form(upload)) {
    return page(415, lang, said(lang, "提交的格式不对", "Not a form of this page"),
                html_paragraph(said(lang, "请在打开的页面上选择文件，再点按钮。",
                                    "Choose the file on the page and press the button."),
                               "bad") +
                    again_link(lang));
  }
  auto unpacked = unpack_upload(upload);
  if (!unpacked) return answer_page(unpacked.error(), lang);
  if (unpacked->query_value("lang") != nullptr) lang = page_lang(*unpacked);
  std::erase_if(unpacked->query,
                [](const auto& pair) { return pair.first == "lang" || pair.first == "marked"; });
  unpacked->query.emplace_back("lang", lang == Lang::en ? "en" : "zh");
  unpacked->query.emplace_back("marked", "copy");
  ServerReply reply = api(*unpacked);
  if (!reply.later) return answer_page(reply, lang);
  ServerReply out;
  out.later = std::move(reply.later);
  out.answered = std::move(reply.answered);
  out.then = [then = std::move(reply.then), lang](ServerReply made) {
    if (then) made = then(std::move(made));
    return answer_page(made, lang);
  };
  return out;
}

// How much of a language a header wants, 0 to 1000; "en-US;q=0.8" counts for en.
int liking(std::string_view accepted, std::string_view language) {
  int most = 0;
  while (!accepted.empty()) {
    const std::size_t end = std::min(accepted.find(','), accepted.size());
    std::string_view item = accepted.substr(0, end);
    accepted.remove_prefix(std::min(end + 1, accepted.size()));
    while (item.starts_with(' ')) item.remove_prefix(1);
    const std::string_view tag = item.substr(0, item.find(';'));
    const bool fits =
        tag.starts_with(language) && (tag.size() == language.size() || tag[language.size()] == '-');
    if (!fits) continue;
    const std::size_t q = item.find("q=");
    int weight = 1000;
    if (q != std::string_view::npos) {
      const std::string_view digits = item.substr(q + 2, 5);  // 0.875
      weight = digits.starts_with('1') ? 1000 : 0;
      int unit = 100;
      for (std::size_t i = 2; i < digits.size() && weight < 1000; ++i, unit /= 10) {
        if (digits[i] < '0' || digits[i] > '9') break;
        weight += (digits[i] - '0') * unit;
      }
    }
    most = std::max(most, weight);
  }
  return most;
}

}  // namespace

Lang page_lang(const ServerRequest& request) {
  if (const std::string* asked = request.query_value("lang")) {
    return *asked == "en" ? Lang::en : Lang::zh;
  }
  const std::string& accepted = request.accept_language;
  return liking(accepted, "en") > liking(accepted, "zh") ? Lang::en : Lang::zh;
}

ServerReply answer_reports_page(const ServerRequest& request,
                                const std::shared_ptr<const Snapshot>& snapshot,
                                const std::function<ServerReply(const ServerRequest&)>& api) {
  const Lang lang = page_lang(request);
  if (!snapshot) {
    return page(503, lang, said(lang, "服务尚未就绪", "Not ready yet"),
                html_paragraph(said(lang, "请稍后再试。", "Try again later."), "bad"));
  }
  if (request.method == "POST") return post_page(request, lang, api);
  if (request.method == "GET" || request.method == "HEAD") {
    return form_page(request, *snapshot, lang);
  }
  ServerReply refused =
      page(405, lang, said(lang, "不支持的操作", "No such method"), again_link(lang));
  refused.headers.emplace_back("Allow", "GET, HEAD, POST");
  return refused;
}

}  // namespace planwatch
