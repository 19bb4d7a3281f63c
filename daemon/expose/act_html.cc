#include "daemon/expose/act_html.h"

#include <fmt/format.h>

#include "daemon/send/signing.h"
#include "rules/model/utf8.h"

namespace planwatch {
namespace {

// Its hash is in the policy, so that no other style is taken.
constexpr std::string_view style =
    "body{margin:0 auto;max-width:40em;padding:1em;font:16px/1.6 sans-serif;color:#1f2937}"
    "h1{font-size:1.3em;margin:.2em 0 .6em}"
    "dl{margin:0 0 1em;padding:.6em .8em;background:#f3f4f6;border-radius:8px}"
    "dt{color:#6b7280;font-size:.85em;margin-top:.4em}"
    "dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}"
    "label{display:block;margin:.8em 0 .2em}"
    "input,textarea,button{font:inherit;box-sizing:border-box;width:100%;padding:.6em;"
    "border:1px solid #9ca3af;border-radius:8px}"
    "input[type=checkbox]{width:auto;margin-right:.5em}"
    "h2{font-size:1.05em;margin:1.2em 0 .3em}ul{padding-left:1.2em;margin:0}"
    "li{overflow-wrap:anywhere}"
    "textarea{min-height:7em}"
    "button{margin-top:1em;background:#1d4ed8;color:#fff;border:0}"
    ".bad{color:#b91c1c}.good{color:#15803d}.small{color:#6b7280;font-size:.85em}";

const std::string& policy() {
  static const std::string text = "default-src 'none'; style-src 'sha256-" +
                                  base64_of(sha256(style)) +
                                  "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
  return text;
}

std::string attribute(std::string_view name, std::string_view value) {
  return fmt::format(" {}=\"{}\"", name, escape_html(value));
}

std::string field_html(const FormField& field) {
  const std::string name = attribute("name", field.name);
  if (field.kind == FormField::Kind::hidden) {
    return "<input type=\"hidden\"" + name + attribute("value", field.value) + ">\n";
  }
  if (field.kind == FormField::Kind::check) {
    return "<label><input type=\"checkbox\"" + name + attribute("value", field.value) + ">" +
           escape_html(field.label) + "</label>\n";
  }
  std::string common = attribute("id", field.name) + name;
  if (field.needed) common += " required";
  if (field.most > 0) common += attribute("maxlength", std::to_string(field.most));
  if (!field.least.empty()) common += attribute("min", field.least);
  std::string out =
      "<label" + attribute("for", field.name) + ">" + escape_html(field.label) + "</label>\n";
  if (field.kind == FormField::Kind::text) {
    // The first line feed after the tag is dropped by browsers.
    return out + "<textarea" + common + ">\n" + escape_html(field.value) + "</textarea>\n";
  }
  if (field.kind == FormField::Kind::file) return out + "<input type=\"file\"" + common + ">\n";
  if (field.kind == FormField::Kind::secret) {  // what was typed is shown to nobody again
    return out + "<input type=\"password\" autocomplete=\"off\"" + common + ">\n";
  }
  const char* const type = field.kind == FormField::Kind::date ? "date" : "text";
  return out + "<input" + attribute("type", type) + common + attribute("value", field.value) +
         ">\n";
}

std::string class_of(std::string_view style_class) {
  return style_class.empty() ? std::string() : attribute("class", style_class);
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : clean_utf8(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += static_cast<unsigned char>(c) < 0x20 && c != '\n' ? ' ' : c;
    }
  }
  return out;
}

std::string html_paragraph(std::string_view text, std::string_view style_class) {
  return "<p" + class_of(style_class) + ">" + escape_html(text) + "</p>\n";
}

std::string html_facts(const std::vector<std::pair<std::string, std::string>>& facts) {
  std::string out = "<dl>\n";
  for (const auto& [name, value] : facts) {
    if (value.empty()) continue;
    out += "<dt>" + escape_html(name) + "</dt><dd>" + escape_html(value) + "</dd>\n";
  }
  return out + "</dl>\n";
}

std::string html_form(const std::vector<FormField>& fields, std::string_view button,
                      const FormTarget& target) {
  std::string out = "<form method=\"post\"" + attribute("action", target.action);
  if (target.files) out += " enctype=\"multipart/form-data\"";
  out += " accept-charset=\"utf-8\">\n";
  for (const FormField& field : fields) out += field_html(field);
  return out + "<button type=\"submit\">" + escape_html(button) + "</button>\n</form>\n";
}

std::string html_heading(std::string_view text) {
  return "<h2>" + escape_html(text) + "</h2>\n";
}

std::string html_list(const std::vector<std::string>& items, std::string_view style_class) {
  std::string out = "<ul" + class_of(style_class) + ">\n";
  for (const std::string& item : items) out += "<li>" + escape_html(item) + "</li>\n";
  return out + "</ul>\n";
}

std::string html_link(std::string_view text, std::string_view target) {
  return "<p><a" + attribute("href", target) + ">" + escape_html(text) + "</a></p>\n";
}

std::string html_download(std::string_view text, std::string_view file_name,
                          std::string_view content_type, std::string_view base64) {
  const std::string data = fmt::format("data:{};base64,{}", content_type, base64);
  return "<p><a" + attribute("download", file_name) + attribute("href", data) + ">" +
         escape_html(text) + "</a></p>\n";
}

ServerReply html_page(int status, std::string_view title, const std::string& body, Lang lang) {
  ServerReply reply;
  reply.status = status;
  reply.content_type = "text/html; charset=utf-8";
  reply.body = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{3}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{0}</title>\n<style>{1}</style>\n</head>\n<body>\n<h1>{0}</h1>\n{2}</body>\n"
      "</html>\n",
      escape_html(title), style, body, lang == Lang::en ? "en" : "zh-CN");
  reply.headers = {{"Content-Security-Policy", policy()},
                   {"Referrer-Policy", "no-referrer"},
                   {"X-Frame-Options", "DENY"},
                   {"X-Robots-Tag", "noindex, nofollow"},
                   {"Cache-Control", "no-store"}};
  return reply;
}

}  // namespace planwatch
