#include "collectors/decode/xml_pull.h"

#include <algorithm>
#include <fmt/format.h>

#include "collectors/decode/utf8.h"
#include "collectors/decode/xml_text.h"

namespace planwatch {
namespace {

constexpr std::size_t max_name = 256;
constexpr std::size_t max_reference = 12;

bool is_space(int c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool ends_name(int c) {
  return c < 0 || is_space(c) || c == '/' || c == '>' || c == '=' || c == '<';
}

}  // namespace

std::string_view XmlPull::name() const {
  return open_.empty() ? std::string_view{} : local_part(open_.back());
}

std::optional<std::string_view> XmlPull::attribute(std::string_view name) const {
  for (const auto& [key, value] : attributes_) {
    if (key == name) return value;
  }
  return std::nullopt;
}

XmlPull::Event XmlPull::next() {
  if (failed_) return Event::failed;
  if (close_is_due_) open_.pop_back();
  close_is_due_ = end_is_due_;
  if (std::exchange(end_is_due_, false)) return Event::end;
  if (!std::exchange(started_, true)) window_.take("\xEF\xBB\xBF");
  text_.clear();
  while (!failed_) {
    const int c = window_.peek();
    if (c < 0) return finish_document();
    if (c == '<') {
      const int after = window_.peek(1);
      if (!text_.empty() && after != '!' && after != '?') return finish_text();
      const Event event = read_markup();
      if (event != Event::text) return event;
    } else if (c == '&') {
      read_reference(text_);
    } else {
      read_run();
    }
  }
  return Event::failed;
}

bool XmlPull::skip_element() {
  const std::size_t outside = depth();
  while (true) {
    const Event event = next();
    if (event == Event::failed || event == Event::done) return false;
    if (event == Event::end && depth() == outside) return true;
  }
}

bool XmlPull::read_text(std::string& into) {
  const std::size_t outside = depth();
  while (true) {
    const Event event = next();
    if (event == Event::failed || event == Event::done) return false;
    if (event == Event::text && depth() == outside) into += text_;
    if (event == Event::end && depth() == outside) return true;
  }
}

XmlPull::Event XmlPull::read_markup() {
  if (window_.peek(1) == '/') return read_end_tag();
  if (window_.peek(1) == '?') {
    if (window_.take_past("?>", nullptr, 0)) return Event::text;
    fail_with("没有写完");
    return Event::failed;
  }
  return window_.peek(1) == '!' ? read_declaration() : read_start_tag();
}

XmlPull::Event XmlPull::read_declaration() {
  bool good = false;
  if (window_.take("<!--")) {
    good = window_.take_past("-->", nullptr, 0) || fail_with("注释没有写完");
  } else if (window_.take("<![CDATA[")) {
    good = window_.take_past("]]>", &text_, max_text) || fail_with("CDATA 没有写完或太长");
  } else {
    fail_with("含有文档类型声明（DOCTYPE），表格文件里不该有，为安全起见拒绝");
  }
  return good ? Event::text : Event::failed;
}

XmlPull::Event XmlPull::read_start_tag() {
  window_.skip();
  if (open_.empty() && std::exchange(root_seen_, true)) {
    fail_with("有多个根元素");
    return Event::failed;
  }
  if (open_.size() >= max_depth) {
    fail_with(fmt::format("嵌套超过 {} 层", max_depth));
    return Event::failed;
  }
  if (!read_name(open_.emplace_back()) || !read_attributes()) return Event::failed;
  end_is_due_ = window_.take("/");
  if (!window_.take(">") && !fail_with("标签没有写完")) return Event::failed;
  return Event::start;
}

XmlPull::Event XmlPull::read_end_tag() {
  window_.skip(2);
  std::string closed;
  const bool good = read_name(closed) && skip_space() && window_.take(">") && !open_.empty() &&
                    open_.back() == closed;
  if (!good && !fail_with("结束标签对不上")) return Event::failed;
  close_is_due_ = true;
  return Event::end;
}

XmlPull::Event XmlPull::finish_text() {
  if (!is_xml_text(text_)) {
    fail_with("有不合法的字符（应为 UTF-8）");
    return Event::failed;
  }
  const bool blank = std::all_of(text_.begin(), text_.end(), [](char c) { return is_space(c); });
  if (open_.empty() && !blank) {
    fail_with("根元素之外有文字");
    return Event::failed;
  }
  return Event::text;
}

XmlPull::Event XmlPull::finish_document() {
  if (window_.failed()) {
    failed_ = true;
    error_ = window_.error();
    return Event::failed;
  }
  if (!open_.empty() || !root_seen_) {
    fail_with("内容不完整");
    return Event::failed;
  }
  return text_.empty() || finish_text() == Event::text ? Event::done : Event::failed;
}

bool XmlPull::read_attributes() {
  attributes_.clear();
  while (true) {
    skip_space();
    const int c = window_.peek();
    if (c == '>' || c == '/') return true;
    if (attributes_.size() >= max_attributes) return fail_with("属性太多");
    if (c < 0 || !read_attribute()) return fail_with("标签没有写完");
  }
}

bool XmlPull::read_attribute() {
  auto& [key, value] = attributes_.emplace_back();
  if (!read_name(key)) return false;
  skip_space();
  if (!window_.take("=")) return false;
  skip_space();
  const auto same = [&written = key](const auto& other) { return other.first == written; };
  if (std::any_of(attributes_.begin(), attributes_.end() - 1, same)) {
    return fail_with("同一个标签里有两个同名的属性");
  }
  const int quote = window_.peek();
  if (quote != '"' && quote != '\'') return false;
  window_.skip();
  return read_value(value, static_cast<char>(quote));
}

bool XmlPull::read_value(std::string& into, char quote) {
  while (true) {
    const int c = window_.peek();
    if (c < 0 || c == '<') return fail_with("属性没有写完");
    if (into.size() > max_text) return fail_with("属性太长");
    if (c == '&') {
      if (!read_reference(into)) return false;
      continue;
    }
    window_.skip();
    if (c == quote) break;
    into += static_cast<char>(c);
  }
  return is_xml_text(into) || fail_with("有不合法的字符（应为 UTF-8）");
}

bool XmlPull::read_name(std::string& into) {
  for (int c = window_.peek(); !ends_name(c); c = window_.peek()) {
    into += static_cast<char>(c);
    window_.skip();
    if (into.size() > max_name) return fail_with("名称太长");
  }
  return !into.empty() || fail_with("标签没有名称");
}

bool XmlPull::read_reference(std::string& into) {
  window_.skip();
  std::string reference;
  if (!window_.take_past(";", &reference, max_reference)) return fail_with("实体引用没有写完");
  const auto character = referred_character(reference);
  if (!character) return fail_with("有未知的实体引用，为安全起见不展开");
  append_utf8(into, *character);
  return into.size() <= max_text || fail_with("文字太长");
}

bool XmlPull::read_run() {
  const std::string_view here = window_.at_hand();
  const std::string_view run = here.substr(0, here.find_first_of("<&"));
  text_.append(run);
  window_.skip(run.size());
  return text_.size() <= max_text || fail_with("文字太长");
}

bool XmlPull::skip_space() {
  while (is_space(window_.peek())) window_.skip();
  return true;
}

// The first failure is the cause; what follows from it is not said.
bool XmlPull::fail_with(std::string_view what) {
  if (failed_) return false;
  failed_ = true;
  if (window_.failed()) {
    error_ = window_.error();
  } else {
    error_ = {ErrorCode::corrupt, false, message_of(what)};
  }
  return false;
}

std::string XmlPull::message_of(std::string_view what) const {
  if (kind_ == Kind::part) {
    return fmt::format("工作簿损坏：部件 {} {}；请用 Excel 打开后另存为 .xlsx 重新报送", part_,
                       what);
  }
  std::string place;
  for (const std::string& name : open_) place += fmt::format("/{}", shortened(name, 60));
  return fmt::format("XML {}（{} 处）；可能没有传完，请重新获取，再出现时请接口方改正", what,
                     place.empty() ? "开头" : shortened(place, 300));
}

}  // namespace planwatch
