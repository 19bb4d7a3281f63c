#include "tests/fuzz/fuzz_package.h"

#include <array>
#include <cstdint>

namespace planwatch::fuzz {
namespace {

void put(std::string& bytes, std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i) bytes += static_cast<char>((value >> (8 * i)) & 0xFF);
}

std::uint32_t checksum(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (0xEDB88320u & (0u - (crc & 1)));
  }
  return ~crc;
}

// What the local header and the directory's entry have in common.
std::string header_of(std::string_view name, std::string_view part) {
  std::string header;
  put(header, 20, 2);          // version
  put(header, 0x0800, 2);      // names are UTF-8
  put(header, 0, 2);           // stored
  put(header, 0x5A210000, 4);  // time and day
  put(header, checksum(part), 4);
  put(header, part.size(), 4);
  put(header, part.size(), 4);
  put(header, name.size(), 2);
  put(header, 0, 2);
  return header;
}

struct Packer {
  std::string bytes;
  std::string directory;
  std::size_t count = 0;

  void add(std::string_view name, std::string_view part) {
    const std::string header = header_of(name, part);
    directory += "PK\x01\x02";
    put(directory, 20, 2);
    directory += header;
    directory.append(10, '\0');  // no comment, first disk, no attributes
    put(directory, bytes.size(), 4);
    directory += name;
    bytes += "PK\x03\x04";
    bytes += header;
    bytes += name;
    bytes += part;
    ++count;
  }
  std::string finish() {
    const std::size_t start = bytes.size();
    bytes += directory;
    bytes += "PK\x05\x06";
    put(bytes, 0, 4);
    put(bytes, count, 2);
    put(bytes, count, 2);
    put(bytes, directory.size(), 4);
    put(bytes, start, 4);
    put(bytes, 0, 2);
    return std::move(bytes);
  }
};

}  // namespace

std::string package_of(std::string_view input) {
  constexpr std::string_view mark = "=== ";
  if (!input.starts_with(mark)) return std::string(input);
  Packer packer;
  while (input.starts_with(mark) && packer.count < 100) {
    input.remove_prefix(mark.size());
    const std::size_t line = input.find('\n');
    if (line == std::string_view::npos) break;
    const std::string_view name = input.substr(0, std::min<std::size_t>(line, 200));
    input.remove_prefix(line + 1);
    const std::size_t next = input.find("\n=== ");
    packer.add(name, input.substr(0, next));
    input = next == std::string_view::npos ? std::string_view{} : input.substr(next + 1);
  }
  return packer.finish();
}

}  // namespace planwatch::fuzz
