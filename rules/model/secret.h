#pragma once

#include <string>
#include <utility>

namespace planwatch {

// A text that is never printed: no stream operator, no formatter, no conversion. `reveal` is
// called where it goes onto the wire and nowhere else.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  const std::string& reveal() const { return text_; }
  bool empty() const { return text_.empty(); }
  friend bool operator==(const Secret&, const Secret&) = default;

 private:
  std::string text_;
};
inline constexpr const char* secret_shown_as = "<secret>";

}  // namespace planwatch
