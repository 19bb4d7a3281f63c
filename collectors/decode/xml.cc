#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <vector>

#include "collectors/decode/decoders.h"
#include "collectors/decode/sniff.h"
#include "collectors/decode/utf8.h"
#include "collectors/decode/xml_encoding.h"
#include "collectors/decode/xml_pull.h"
#include "collectors/decode/xml_rows.h"
#include "collectors/decode/xml_text.h"

namespace planwatch {
namespace {

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

ByteSource source_of(std::string_view text) {
  return [text](char* into, std::size_t size) mutable -> Result<std::size_t> {
    const std::size_t count = std::min(size, text.size());
    if (count > 0) std::memcpy(into, text.data(), count);
    text.remove_prefix(count);
    return count;
  };
}

// The steps of /root/list/row; empty where it is no such path.
std::vector<std::string> steps_of(std::string_view path) {
  std::vector<std::string> steps;
  while (path.size() > 1 && path.front() == '/') {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end == 0) return {};
    steps.emplace_back(local_part(path.substr(0, end)));
    path.remove_prefix(end);
  }
  if (!path.empty()) return {};
  return steps;
}

// Namespaces are declared by attributes; xsi: says things about the markup, not about the row.
bool is_data(std::string_view attribute) {
  return attribute != "xmlns" && !attribute.starts_with("xmlns:") && !attribute.starts_with("xsi:");
}

class XmlReader {
 public:
  XmlReader(std::string_view text, std::string path, const FeedLimits& limits)
      : xml_(source_of(text), "", XmlPull::Kind::document),
        path_(std::move(path)),
        steps_(steps_of(path_)),
        budget_(limits),
        rows_(path_, budget_) {}

  Result<Table> read() {
    if (steps_.empty()) {
      return fail(ErrorCode::invalid,
                  fmt::format("rows 的写法不对：{}；应是 /root/list/row 这样的路径，"
                              "从根元素写到每一行的元素",
                              path_));
    }
    for (auto event = xml_.next(); event != XmlPull::Event::done; event = xml_.next()) {
      const bool good =
          event != XmlPull::Event::failed && (event != XmlPull::Event::start || read_element());
      if (!good) return tl::make_unexpected(error_ ? *error_ : xml_.error());
    }
    const bool parent_missing = matched_ + 1 < steps_.size() || matched_ == 0;
    if (rows_.rows() == 0 && (parent_missing || others_look_like_rows_)) return rows_missing();
    return rows_.finish();
  }

 private:
  // An element outside rows, which may be one.
  bool read_element() {
    if (!allowed_depth()) return false;
    const std::size_t depth = xml_.depth();
    // matched_here_ elements of the path are open.
    matched_here_ = std::min(matched_here_, depth - 1);
    const bool follows = matched_here_ == depth - 1 && depth <= steps_.size();
    if (follows && xml_.name() == steps_[depth - 1]) {
      matched_here_ = depth;
      matched_ = std::max(matched_, depth);
    } else if (follows) {
      note_other(depth);
    }
    // A list without rows is empty; one whose elements have another name was renamed.
    const bool beside_rows = matched_here_ + 1 == steps_.size();
    others_look_like_rows_ |= beside_rows && (depth > steps_.size() || !xml_.attributes().empty());
    return matched_here_ < steps_.size() || depth != steps_.size() || read_row();
  }

  bool read_row() {
    if (!rows_.begin_row()) return over_budget();
    if (!read_attributes()) return false;
    std::vector<std::string> texts(1);
    while (true) {
      switch (xml_.next()) {
        case XmlPull::Event::start:
          if (!allowed_depth()) return false;
          rows_.enter(xml_.name());
          texts.emplace_back();
          if (!read_attributes()) return false;
          break;
        case XmlPull::Event::text:
          texts.back() += xml_.text();
          break;
        case XmlPull::Event::end:
          if (!is_blank(texts.back()) && !rows_.put_text(texts.back())) return over_budget();
          texts.pop_back();
          if (texts.empty()) return true;
          rows_.leave();
          break;
        default:
          return false;
      }
    }
  }

  bool read_attributes() {
    std::vector<std::string_view> names;
    for (const auto& [written, value] : xml_.attributes()) {
      if (!is_data(written)) continue;
      const std::string_view name = local_part(written);
      if (std::find(names.begin(), names.end(), name) != names.end()) {
        error_ = Error{ErrorCode::invalid, false,
                       fmt::format("XML 第 {} 行数据的元素 {} 有两个属性 {}（仅前缀不同），"
                                   "不知道以哪个为准；请接口方改正",
                                   rows_.rows(), xml_.name(), shortened(name, 60))};
        return false;
      }
      names.push_back(name);
      if (!rows_.put_attribute(name, value)) return over_budget();
    }
    return true;
  }

  bool allowed_depth() {
    const auto limit = static_cast<std::size_t>(std::max(budget_.limits().depth, 0));
    if (xml_.depth() <= limit) return true;
    error_ = limit_exceeded("XML 嵌套层数", "depth", limit);
    return false;
  }

  bool over_budget() {
    error_ = budget_.error();
    return false;
  }

  // What stands where the path goes on with something else, for the error that rows are missing.
  void note_other(std::size_t depth) {
    if (depth < others_depth_ || others_.size() > 200) return;
    if (depth > others_depth_) others_.clear();
    others_depth_ = depth;
    const std::string name = shortened(xml_.name(), 60);
    if (others_.find(name) != std::string::npos) return;
    others_ += (others_.empty() ? "" : "、") + name;
  }

  tl::unexpected<Error> rows_missing() const {
    std::string here;
    for (std::size_t i = 0; i < matched_; ++i) here += "/" + steps_[i];
    const bool told = others_depth_ == matched_ + 1;
    return fail(
        ErrorCode::invalid,
        fmt::format("XML 中没有 {}：{} 处没有 {}，有的是 {}；请核对该数据源的 rows 和接口的回答",
                    path_, here.empty() ? "/" : here, steps_[matched_], told ? others_ : "空"));
  }

  XmlPull xml_;
  std::string path_;
  std::vector<std::string> steps_;
  TableBudget budget_;
  XmlRows rows_;
  std::size_t matched_ = 0;       // steps of the path that were ever met
  std::size_t matched_here_ = 0;  // steps that lead to the element read last
  std::string others_;
  std::size_t others_depth_ = 0;
  bool others_look_like_rows_ = false;
  std::optional<Error> error_;
};

// <table> may be a root element of data: only what names itself a page is one.
bool is_web_page(std::string_view text) {
  std::string head(text.substr(0, 4096));
  for (char& c : head) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return head.find("<html") != std::string::npos ||
         head.find("<!doctype html") != std::string::npos;
}

}  // namespace

Result<Document> decode_as(std::string_view bytes, const XmlFormat& format,
                           const FeedLimits& limits) {
  const Content content = sniff(bytes);
  const bool may_be_xml =
      content == Content::xml || content == Content::text || content == Content::html;
  if (!may_be_xml) return tl::make_unexpected(not_what_it_says(content, "XML", bytes));
  auto decoded = decode_xml_text(bytes);
  if (!decoded) return tl::make_unexpected(decoded.error());
  if (is_web_page(decoded->text)) {
    return tl::make_unexpected(not_what_it_says(Content::html, "XML", bytes));
  }
  const std::size_t start = decoded->text.find_first_not_of(" \t\r\n");
  if (start == std::string::npos || decoded->text[start] != '<') {
    return tl::make_unexpected(not_what_it_says(
        start == std::string::npos ? Content::empty : Content::text, "XML", bytes));
  }
  if (!is_xml_text(decoded->text)) {
    return fail(ErrorCode::corrupt, "XML 里有不合法的控制字符：请接口方改正后重新获取");
  }
  auto table = XmlReader(decoded->text, format.rows, limits).read();
  if (!table) return tl::make_unexpected(table.error());
  Document document;
  document.encoding = std::move(decoded->encoding);
  document.tables.push_back(std::move(*table));
  return document;
}

}  // namespace planwatch
