#include "daemon/feed_fixture/redact_json.h"

#include <fmt/format.h>
#include <map>
#include <optional>

#include "daemon/feed_fixture/mask.h"
#include "rules/model/json_text.h"

namespace planwatch {
namespace {

constexpr int most_depth = 64;

bool begins_pointer(std::string_view pointer, std::string_view whole) {
  return whole == pointer ||
         (whole.starts_with(pointer) && whole.substr(pointer.size()).starts_with('/'));
}

void append_code(std::uint32_t code, std::string& out) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0U | code >> 6);
    out += static_cast<char>(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0U | code >> 12);
    out += static_cast<char>(0x80U | (code >> 6 & 0x3FU));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  } else {
    out += static_cast<char>(0xF0U | code >> 18);
    out += static_cast<char>(0x80U | (code >> 12 & 0x3FU));
    out += static_cast<char>(0x80U | (code >> 6 & 0x3FU));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  }
}

// Reference tokens of pointers: ~ and / are escaped (RFC 6901).
std::string token_of(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

// Copies the text value by value; the decoder has checked it already.
class Rewriter {
 public:
  Rewriter(std::string_view text, const JsonFormat& format, const Document& document,
           const Document& redacted, const std::vector<std::string>& read)
      : text_(text),
        rows_(format.rows),
        before_(document.tables.at(0)),
        after_(redacted.tables.at(0)),
        read_(read) {
    for (std::size_t c = 0; c < before_.columns.size(); ++c) {
      columns_.try_emplace(before_.columns[c], c);
    }
    for (std::size_t r = 0; r < before_.rows.size(); ++r) {
      positions_.try_emplace(before_.rows[r].number, r);
    }
  }

  std::optional<std::string> rewrite() {
    if (!value("", 0)) return std::nullopt;
    blanks();
    if (at_ != text_.size()) return std::nullopt;
    return std::move(out_);
  }

 private:
  void blanks() {
    while (at_ < text_.size() &&
           std::string_view(" \t\r\n").find(text_[at_]) != std::string::npos) {
      out_ += text_[at_++];
    }
  }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    out_ += text_[at_++];
    return true;
  }
  bool looks_at(char c) const { return at_ < text_.size() && text_[at_] == c; }

  // The raw token and what it says.
  struct Quoted {
    std::string_view raw;
    std::string text;
  };
  std::optional<std::uint32_t> hex4(std::size_t from) const {
    if (from + 4 > text_.size()) return std::nullopt;
    std::uint32_t code = 0;
    for (std::size_t i = from; i < from + 4; ++i) {
      const char c = text_[i];
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) return std::nullopt;
      code = code * 16 + static_cast<std::uint32_t>(digit);
    }
    return code;
  }
  bool take_escape(std::size_t& i, std::string& into) const {
    static const std::map<char, char> plain = {{'"', '"'},  {'\\', '\\'}, {'/', '/'},  {'b', '\b'},
                                               {'f', '\f'}, {'n', '\n'},  {'r', '\r'}, {'t', '\t'}};
    if (i + 1 >= text_.size()) return false;
    const char what = text_[i + 1];
    if (const auto found = plain.find(what); found != plain.end()) {
      into += found->second;
      i += 2;
      return true;
    }
    auto code = what == 'u' ? hex4(i + 2) : std::nullopt;
    if (!code) return false;
    i += 6;
    if (*code >= 0xD800 && *code < 0xDC00) {
      const bool pair = i + 1 < text_.size() && text_[i] == '\\' && text_[i + 1] == 'u';
      const auto low = pair ? hex4(i + 2) : std::nullopt;
      if (!low || *low < 0xDC00 || *low > 0xDFFF) return false;
      code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
      i += 6;
    }
    append_code(*code, into);
    return true;
  }
  std::optional<Quoted> quoted() {
    if (!looks_at('"')) return std::nullopt;
    Quoted found;
    std::size_t i = at_ + 1;
    while (i < text_.size() && text_[i] != '"') {
      if (text_[i] == '\\') {
        if (!take_escape(i, found.text)) return std::nullopt;
      } else {
        found.text += text_[i++];
      }
    }
    if (i >= text_.size()) return std::nullopt;
    found.raw = text_.substr(at_, i + 1 - at_);
    at_ = i + 1;
    return found;
  }

  bool value(const std::string& pointer, int depth) {
    blanks();
    if (depth > most_depth || at_ >= text_.size()) return false;
    if (looks_at('{')) return object(pointer, depth);
    if (looks_at('[')) return array(pointer, depth);
    return scalar(pointer);
  }

  bool object(const std::string& pointer, int depth) {
    take('{');
    blanks();
    if (take('}')) return true;
    do {
      blanks();
      const auto key = quoted();
      if (!key) return false;
      const std::string inner = pointer + "/" + token_of(key->text);
      if (keeps_key(inner)) {
        out_ += key->raw;
      } else {
        const std::size_t number =
            renamed_.try_emplace(key->text, renamed_.size() + 1).first->second;
        out_ += fmt::format("\"k{}\"", number);
      }
      blanks();
      if (!take(':') || !value(inner, depth + 1)) return false;
      blanks();
    } while (take(','));
    return take('}');
  }

  bool array(const std::string& pointer, int depth) {
    take('[');
    blanks();
    if (take(']')) return true;
    std::size_t index = 0;
    do {
      if (!value(fmt::format("{}/{}", pointer, index), depth + 1)) return false;
      ++index;
      blanks();
    } while (take(','));
    return take(']');
  }

  // The pointer within its row, and the row's number from 1; empty: it lies beside the rows.
  std::optional<std::pair<std::string, std::uint32_t>> within_row(
      const std::string& pointer) const {
    if (!pointer.starts_with(rows_ + "/")) return std::nullopt;
    const std::string rest = pointer.substr(rows_.size() + 1);
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    std::uint32_t number = 0;
    for (const char c : rest.substr(0, slash)) {
      if (c < '0' || c > '9' || number > 100'000'000U) return std::nullopt;
      number = number * 10 + static_cast<std::uint32_t>(c - '0');
    }
    return std::pair{rest.substr(slash), number + 1};
  }

  bool keeps_key(const std::string& pointer) const {
    if (begins_pointer(pointer, rows_)) return true;
    const auto row = within_row(pointer);
    if (!row) return false;
    for (const std::string& column : read_) {
      if (begins_pointer(row->first, column)) return true;
    }
    return false;
  }

  // The cell's text before and after; empty: it is no cell of the table.
  struct Change {
    std::string_view before, after;
  };
  std::optional<Change> change_at(const std::string& pointer) const {
    const auto row = within_row(pointer);
    if (!row) return std::nullopt;
    const auto column = columns_.find(row->first);
    const auto position = positions_.find(row->second);
    if (column == columns_.end() || position == positions_.end()) return std::nullopt;
    const auto& cells = before_.rows[position->second].cells;
    if (column->second >= cells.size()) return std::nullopt;
    return Change{cells[column->second].text,
                  after_.rows[position->second].cells[column->second].text};
  }

  bool scalar(const std::string& pointer) {
    const auto change = change_at(pointer);
    const bool same = change && change->before == change->after;
    if (looks_at('"')) {
      const auto string = quoted();
      if (!string) return false;
      if (same && string->text == change->before) {
        out_ += string->raw;
      } else {
        out_ +=
            json_text(change ? std::string(change->after) : mask_text(string->text, Digits::none));
      }
      return true;
    }
    std::size_t end = at_;
    while (end < text_.size() &&
           std::string_view(",]} \t\r\n").find(text_[end]) == std::string::npos) {
      ++end;
    }
    const std::string_view raw = text_.substr(at_, end - at_);
    at_ = end;
    if (raw == "null" || same) {
      out_ += raw;
    } else if (change) {
      out_ += change->after;
    } else if (raw == "true" || raw == "false") {
      out_ += "false";
    } else {
      out_ += hidden_number(raw);
    }
    return !raw.empty();
  }

  // Its digits and its point; an exponent goes.
  static std::string hidden_number(std::string_view raw) {
    return mask_number(raw.substr(0, raw.find_first_of("eE")), Digits::none);
  }

  std::string_view text_;
  std::string rows_;
  const Table& before_;
  const Table& after_;
  const std::vector<std::string>& read_;
  std::map<std::string, std::size_t> columns_;
  std::map<std::uint32_t, std::size_t> positions_;
  std::map<std::string, std::size_t> renamed_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

Result<std::string> redact_json(std::string_view bytes, const JsonFormat& format,
                                const Document& document, const Document& redacted,
                                const std::vector<std::string>& read) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  const bool marked = bytes.starts_with(mark);
  const std::string_view text = marked ? bytes.substr(mark.size()) : bytes;
  auto rewritten = Rewriter(text, format, document, redacted, read).rewrite();
  if (rewritten) return (marked ? std::string(mark) : std::string()) + *std::move(rewritten);
  return fail(ErrorCode::invalid, "这份 JSON 不能逐值重写：请手工脱敏后再保存");
}

}  // namespace planwatch
