#include <algorithm>

#include "collectors/decode/xlsx_zip.h"

namespace planwatch {
namespace {

constexpr std::size_t end_record_size = 22;
constexpr std::size_t locator_size = 20;
constexpr std::size_t end64_record_size = 56;
constexpr std::size_t longest_comment = 65'535;

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i > 0; --i) {
    value = (value << 8) | static_cast<unsigned char>(bytes[at + i - 1]);
  }
  return value;
}

// The zip64 end record that the locator before `end_record` points to.
std::uint64_t claimed_by_zip64(std::string_view bytes, std::size_t end_record) {
  if (end_record < locator_size) return 0;
  const std::size_t locator = end_record - locator_size;
  if (bytes.substr(locator, 4) != "PK\x06\x07") return 0;
  const std::uint64_t at = number_at(bytes, locator + 8, 8);
  if (bytes.size() < end64_record_size || at > bytes.size() - end64_record_size) return 0;
  const auto record = static_cast<std::size_t>(at);
  return std::max(number_at(bytes, record + 24, 8), number_at(bytes, record + 32, 8));
}

}  // namespace

std::uint64_t claimed_zip_entries(std::string_view bytes) {
  const std::size_t window = end_record_size + longest_comment;
  const std::size_t first = bytes.size() > window ? bytes.size() - window : 0;
  std::uint64_t claimed = 0;
  for (std::size_t at = bytes.find("PK\x05\x06", first); at != std::string_view::npos;
       at = bytes.find("PK\x05\x06", at + 1)) {
    if (bytes.size() - at < end_record_size) break;
    const std::uint64_t by_zip64 = claimed_by_zip64(bytes, at);
    const std::uint64_t plain = std::max(number_at(bytes, at + 8, 2), number_at(bytes, at + 10, 2));
    // 0xFFFF stands for "see the zip64 record".
    claimed = std::max({claimed, by_zip64, by_zip64 > 0 && plain == 0xFFFF ? 0 : plain});
  }
  return claimed;
}

}  // namespace planwatch
