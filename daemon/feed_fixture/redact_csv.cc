#include "daemon/feed_fixture/redact_csv.h"

#include <array>
#include <vector>

#include "collectors/decode/encode_text.h"
#include "collectors/decode/encoding.h"

namespace planwatch {
namespace {

tl::unexpected<Error> not_the_same(const std::string& why) {
  return fail(ErrorCode::invalid, "这个 CSV 不能原样重写：" + why + "；请手工脱敏后再保存");
}

// One field as it stands in the text: with its quotes from `begin` to `end`.
struct Field {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool quoted = false;
  std::string text;  // without quotes
};
struct Record {
  std::uint32_t line = 1;  // on which it begins
  std::vector<Field> fields;
};

// RFC 4180. A quote opens a quoted field only at its beginning.
class Cutter {
 public:
  Cutter(std::string_view text, char separator) : text_(text), separator_(separator) {}

  std::vector<Record> cut() {
    std::vector<Record> records;
    while (at_ < text_.size()) {
      Record record{line_, {}};
      do {
        record.fields.push_back(take_field());
      } while (take_separator());
      take_line_end();
      records.push_back(std::move(record));
    }
    return records;
  }

 private:
  bool ends() const {
    return at_ >= text_.size() || text_[at_] == separator_ || text_[at_] == '\n' ||
           text_[at_] == '\r';
  }
  Field take_field() {
    Field field;
    field.begin = at_;
    if (at_ < text_.size() && text_[at_] == '"') {
      field.quoted = true;
      ++at_;
      take_quoted(field);
    }
    while (!ends()) field.text += text_[at_++];
    field.end = at_;
    return field;
  }
  void take_quoted(Field& field) {
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '\n') ++line_;
      if (c != '"') {
        field.text += c;
      } else if (at_ < text_.size() && text_[at_] == '"') {
        field.text += text_[at_++];
      } else {
        return;
      }
    }
  }
  bool take_separator() {
    if (at_ >= text_.size() || text_[at_] != separator_) return false;
    ++at_;
    return true;
  }
  void take_line_end() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++line_;
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
};

bool says_the_same(const Record& record, const TableRow& row) {
  if (record.line != row.number || record.fields.size() < row.cells.size()) return false;
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const std::string_view cell = i < row.cells.size() ? row.cells[i].text : std::string_view();
    if (record.fields[i].text != cell) return false;
  }
  return true;
}

bool is_blank(const Record& record) {
  for (const Field& field : record.fields) {
    if (field.text.find_first_not_of(" \t") != std::string::npos) return false;
  }
  return true;
}

// The record of every row of the table; empty: they do not match with this separator.
std::vector<const Record*> match(const std::vector<Record>& records, const Table& table) {
  std::vector<const Record*> matched;
  std::size_t row = 0;
  for (const Record& record : records) {
    if (row < table.rows.size() && says_the_same(record, table.rows[row])) {
      matched.push_back(&record);
      ++row;
      continue;
    }
    const bool separator_line =
        matched.empty() && record.line == 1 && record.fields[0].text.starts_with("sep=");
    if (!is_blank(record) && !separator_line) return {};
  }
  return row == table.rows.size() ? matched : std::vector<const Record*>{};
}

std::string written(const Field& field, const std::string& text, char separator) {
  const bool needs = text.find_first_of("\"\r\n") != std::string::npos ||
                     text.find(separator) != std::string::npos;
  if (!field.quoted && !needs) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += c;
    out += c;
  }
  return out + "\"";
}

std::string splice(std::string_view text, const std::vector<const Record*>& records,
                   const Table& before, const Table& after, char separator) {
  std::string out;
  std::size_t from = 0;
  for (std::size_t r = 0; r < records.size(); ++r) {
    for (std::size_t c = 0; c < after.rows[r].cells.size(); ++c) {
      if (before.rows[r].cells[c].text == after.rows[r].cells[c].text) continue;
      const Field& field = records[r]->fields[c];
      out += text.substr(from, field.begin - from);
      out += written(field, after.rows[r].cells[c].text, separator);
      from = field.end;
    }
  }
  out += text.substr(from);
  return out;
}

}  // namespace

Result<std::string> redact_csv(std::string_view bytes, const CsvFormat& format,
                               const Document& document, const Document& redacted) {
  const auto text = decode_text(bytes, format.encoding);
  if (!text) return tl::make_unexpected(text.error());
  const auto again = encode_text(text->text, text->encoding);
  if (!again) return tl::make_unexpected(again.error());
  if (*again != bytes) return not_the_same("编码转换后字节不同");
  const Table& before = document.tables.at(0);
  const std::array<char, 4> found_out = {',', ';', '\t', '|'};
  std::vector<char> separators(found_out.begin(), found_out.end());
  if (format.separator != '\0') separators = {format.separator};
  for (const char separator : separators) {
    const std::vector<Record> records = Cutter(text->text, separator).cut();
    const auto matched = match(records, before);
    if (matched.size() != before.rows.size()) continue;
    return encode_text(splice(text->text, matched, before, redacted.tables.at(0), separator),
                       text->encoding);
  }
  return not_the_same("引号、分隔符或换行与解码的结果对不上");
}

}  // namespace planwatch
