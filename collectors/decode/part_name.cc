#include "collectors/decode/part_name.h"

#include <vector>

namespace planwatch {
namespace {

std::string_view folder_of(std::string_view key) {
  const std::size_t slash = key.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : key.substr(0, slash + 1);
}

std::string forward_lower(std::string_view name) {
  std::string result(name);
  for (char& c : result) {
    if (c == '\\') c = '/';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return result;
}

}  // namespace

std::string part_key(std::string_view name) {
  const std::string spelled = forward_lower(name);
  std::vector<std::string_view> steps;
  std::string_view rest = spelled;
  while (!rest.empty()) {
    const std::size_t slash = rest.find('/');
    const std::string_view step = rest.substr(0, slash);
    rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
    if (step.empty() || step == ".") continue;
    if (step == "..") {
      if (!steps.empty()) steps.pop_back();
    } else {
      steps.push_back(step);
    }
  }
  std::string key;
  for (const std::string_view step : steps) {
    if (!key.empty()) key += '/';
    key += step;
  }
  return key;
}

std::string target_key(std::string_view part, std::string_view target) {
  if (target.starts_with('/') || target.starts_with('\\')) return part_key(target);
  return part_key(std::string(folder_of(part)) + std::string(target));
}

std::string relationships_key(std::string_view part) {
  const std::string_view folder = folder_of(part);
  return std::string(folder) + "_rels/" + std::string(part.substr(folder.size())) + ".rels";
}

}  // namespace planwatch
