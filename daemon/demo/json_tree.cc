#include "daemon/demo/json_tree.h"

#include <algorithm>

#include "rules/model/json_text.h"

namespace planwatch::demo {

void JsonTree::set(std::string_view pointer, std::string json) {
  if (pointer.starts_with('/')) pointer.remove_prefix(1);
  if (pointer.empty()) {
    value_ = std::move(json);
    return;
  }
  const std::size_t slash = std::min(pointer.find('/'), pointer.size());
  const std::string_view name = pointer.substr(0, slash);
  auto child = std::find_if(children_.begin(), children_.end(),
                            [&](const auto& entry) { return entry.first == name; });
  if (child == children_.end()) {
    children_.emplace_back(std::string(name), JsonTree{});
    child = children_.end() - 1;
  }
  child->second.set(pointer.substr(slash), std::move(json));
}

std::string JsonTree::to_text() const {
  if (!value_.empty()) return value_;
  std::string out = "{";
  for (const auto& [name, child] : children_) {
    if (out.size() > 1) out += ',';
    out += json_text(name) + ':' + child.to_text();
  }
  return out + '}';
}

}  // namespace planwatch::demo
