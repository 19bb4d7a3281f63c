#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace planwatch::demo {

// A JSON object being built: members in the order in which they were first named.
class JsonTree {
 public:
  // Sets the member at a pointer (/data/list), making objects on the way; `json` is JSON already.
  // Pointers of object members only, without escapes.
  void set(std::string_view pointer, std::string json);
  std::string to_text() const;

 private:
  std::string value_;  // empty: an object of the children
  std::vector<std::pair<std::string, JsonTree>> children_;
};

}  // namespace planwatch::demo
