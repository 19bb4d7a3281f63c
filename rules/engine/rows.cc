#include "rules/engine/rows.h"

namespace planwatch {

namespace {

constexpr std::string_view import_prefix = "import:";

}  // namespace

std::string import_source(const std::string& path) {
  return std::string(import_prefix) + path;
}

bool is_imported(const Delivery& delivery) {
  return delivery.source.starts_with(import_prefix);
}

}  // namespace planwatch
