#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "collectors/decode/table.h"
#include "collectors/decode/xml_pull.h"

namespace planwatch {

// A table:table-cell as written (OpenDocument 1.3 part 3, section 9.1.4 and 19.385): its attributes
// and its paragraphs.
struct RawOdsCell {
  std::string type;       // office:value-type; empty: none
  std::string value;      // office:value, date-value, time-value or boolean-value
  bool is_error = false;  // calcext:value-type="error"
  std::optional<std::string> formula;
  std::optional<std::string> string_value;
  std::string text;  // paragraphs, with line breaks between them
};

// From the attributes of the element started last.
RawOdsCell raw_ods_cell(const XmlPull& xml);

// After the start of a paragraph (text:p, text:h): appends its text up to its end. White space
// counts as the standard has it: runs of it are one blank, text:s stands for more. Comments,
// drawings and phonetic guides are passed over. False when the document failed or the text is
// longer than XmlPull::max_text: then the document itself is good.
bool read_ods_paragraph(XmlPull& xml, std::string& into);

// Empty when the value does not fit its type: the document is damaged.
std::optional<Cell> make_ods_cell(RawOdsCell raw);

}  // namespace planwatch
