#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "collectors/decode/byte_window.h"
#include "rules/model/result.h"

namespace planwatch {

// Reads XML one event at a time, so that a sheet of any size costs no more memory than its longest
// text. UTF-8 only. Refuses document types, and with them every entity but the five of XML and
// character references; checks nesting, so that a cut document is an error.
class XmlPull {
 public:
  enum class Event { start, end, text, done, failed };

  static constexpr std::size_t max_depth = 64;
  static constexpr std::size_t max_text = 1 << 20;  // of one text or attribute, in bytes
  static constexpr std::size_t max_attributes = 256;

  // A part of a workbook, or a document that is delivered as XML: what to do about damage differs.
  enum class Kind : std::uint8_t { part, document };

  // `part` is the part's name in errors; of a document the errors name the place inside it.
  XmlPull(ByteSource source, std::string part, Kind kind = Kind::part)
      : window_(std::move(source)), part_(std::move(part)), kind_(kind) {}

  Event next();

  // Of the element started or ended last, without its namespace prefix.
  std::string_view name() const;
  // Of the element started last, by the name as written; empty where it has none.
  std::optional<std::string_view> attribute(std::string_view name) const;
  // All of them, by the names as written; no name occurs twice.
  const std::vector<std::pair<std::string, std::string>>& attributes() const { return attributes_; }
  const std::string& text() const { return text_; }   // after Event::text, references resolved
  std::size_t depth() const { return open_.size(); }  // open elements, a started one included
  const Error& error() const { return error_; }

  // After Event::start: goes on to the element's end; false when the document failed. The second
  // one collects the text directly inside the element.
  bool skip_element();
  bool read_text(std::string& into);

 private:
  // Markup that is no event of its own (comments, CDATA) answers Event::text: reading goes on.
  Event read_markup();
  Event read_declaration();
  Event read_start_tag();
  Event read_end_tag();
  Event finish_text();
  Event finish_document();
  bool read_attributes();
  bool read_attribute();
  bool read_value(std::string& into, char quote);
  bool read_name(std::string& into);
  bool read_reference(std::string& into);
  bool read_run();
  bool skip_space();
  bool fail_with(std::string_view what);
  std::string message_of(std::string_view what) const;

  ByteWindow window_;
  std::string part_;
  Kind kind_;
  bool started_ = false;
  bool failed_ = false;
  bool end_is_due_ = false;    // <a/> is two events
  bool close_is_due_ = false;  // the name stays readable until the event after Event::end
  bool root_seen_ = false;
  std::string text_;
  std::vector<std::string> open_;
  std::vector<std::pair<std::string, std::string>> attributes_;
  Error error_;
};

}  // namespace planwatch
