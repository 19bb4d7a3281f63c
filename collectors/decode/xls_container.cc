#include "collectors/decode/xls_container.h"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <optional>
#include <vector>

#include "collectors/decode/little_endian.h"

namespace planwatch {
namespace {

constexpr std::size_t header_size = 512;
constexpr std::size_t entry_size = 128;
constexpr std::size_t entries_in_header = 109;      // of the table of the table's sectors
constexpr std::uint32_t last_regular = 0xFFFFFFFA;  // greater numbers end a chain or are free
constexpr std::uint32_t mini_cutoff = 4096;         // smaller streams lie in the mini stream
constexpr std::uint32_t mini_sector = 64;
constexpr char stream_type = 2;
constexpr char root_type = 5;

struct Entry {
  std::uint32_t start = 0;
  std::uint64_t size = 0;
};

class Compound {
 public:
  explicit Compound(std::string_view bytes) : bytes_(bytes) {}

  // False: the file is damaged.
  bool open() {
    if (bytes_.size() < header_size) return false;
    const std::uint32_t shift = u16_at(bytes_, 30);
    if (shift != 9 && shift != 12) return false;
    sector_ = std::size_t{1} << shift;
    return read_sector_table() && read_directory();
  }

  // Among what lies directly in the root: a document may hold a workbook deeper down.
  std::optional<Entry> find(std::string_view name) const {
    std::string wide;
    for (const char c : name) wide.append({c, '\0'});
    std::vector<std::uint32_t> ahead{first_child_};
    std::size_t left = directory_.size() / entry_size;  // a tree that turns in a circle ends
    while (!ahead.empty() && left-- > 0) {
      const std::uint64_t at = std::uint64_t{ahead.back()} * entry_size;
      ahead.pop_back();
      if (at + entry_size > directory_.size()) continue;
      const auto entry =
          std::string_view(directory_).substr(static_cast<std::size_t>(at), entry_size);
      const std::uint32_t length = u16_at(entry, 64);  // in bytes, the closing zero included
      const bool named = length == wide.size() + 2 && entry.substr(0, wide.size()) == wide;
      if (named && entry[66] == stream_type) return entry_of(entry);
      ahead.push_back(u32_at(entry, 68));
      ahead.push_back(u32_at(entry, 72));
    }
    return std::nullopt;
  }

  std::optional<std::string> read(const Entry& entry) const {
    if (entry.size > bytes_.size()) return std::nullopt;
    if (entry.size >= mini_cutoff) return cut(chain(entry.start), entry.size);
    if (!root_) return std::nullopt;
    const auto stream = chain(root_->start);
    const auto table = chain(u32_at(bytes_, 60));
    return cut(mini_chain(entry.start, stream, table), entry.size);
  }

 private:
  Entry entry_of(std::string_view entry) const {
    // Files of 512-byte sectors may have garbage in the upper half of a size.
    const std::uint64_t size = sector_ == header_size ? u32_at(entry, 120) : u64_at(entry, 120);
    return {u32_at(entry, 116), size};
  }

  static std::optional<std::string> cut(std::string text, std::uint64_t size) {
    if (text.size() < size) return std::nullopt;
    text.resize(static_cast<std::size_t>(size));
    return text;
  }

  // Empty where the sector lies beyond the end; the file's last one may be short.
  std::string_view sector(std::uint32_t number) const {
    const std::uint64_t at = (std::uint64_t{number} + 1) * sector_;
    if (number > last_regular || at >= bytes_.size()) return {};
    return bytes_.substr(static_cast<std::size_t>(at), sector_);
  }

  bool read_sector_table() {
    std::vector<std::uint32_t> table_sectors;
    for (std::size_t i = 0; i < entries_in_header; ++i) {
      table_sectors.push_back(u32_at(bytes_, 76 + 4 * i));
    }
    std::uint32_t next = u32_at(bytes_, 68);
    const std::size_t most = bytes_.size() / sector_ + 1;
    for (std::size_t read = 0; next <= last_regular; ++read) {
      const std::string_view here = sector(next);
      if (here.size() < sector_ || read > most) return false;
      for (std::size_t at = 0; at + 8 <= sector_; at += 4) {
        table_sectors.push_back(u32_at(here, at));
      }
      next = u32_at(here, sector_ - 4);
    }
    for (const std::uint32_t number : table_sectors) {
      if (number > last_regular) continue;
      const std::string_view here = sector(number);
      if (here.size() < sector_ || table_.size() > most + sector_) return false;
      for (std::size_t at = 0; at + 4 <= sector_; at += 4) table_.push_back(u32_at(here, at));
    }
    return !table_.empty();
  }

  bool read_directory() {
    directory_ = chain(u32_at(bytes_, 48));
    for (std::size_t at = 0; at + entry_size <= directory_.size(); at += entry_size) {
      const std::string_view entry = std::string_view(directory_).substr(at, entry_size);
      if (entry[66] != root_type || root_) continue;
      root_ = entry_of(entry);
      first_child_ = u32_at(entry, 76);
    }
    return !directory_.empty();
  }

  // What the sectors from `start` on hold; ends where the chain leaves the file. Nothing where it
  // turns in a circle.
  std::string chain(std::uint32_t start) const {
    std::string text;
    std::vector<bool> passed(table_.size());
    for (std::uint32_t at = start; at < table_.size(); at = table_[at]) {
      if (passed[at]) return {};
      passed[at] = true;
      const std::string_view here = sector(at);
      if (here.empty()) break;
      text += here;
    }
    return text;
  }

  static std::string mini_chain(std::uint32_t start, std::string_view stream,
                                std::string_view table) {
    std::string text;
    std::vector<bool> passed(table.size() / 4);
    for (std::uint32_t at = start; at < passed.size();) {
      if (passed[at]) return {};
      passed[at] = true;
      const std::uint64_t place = std::uint64_t{at} * mini_sector;
      if (place >= stream.size()) break;
      text += stream.substr(static_cast<std::size_t>(place), mini_sector);
      at = u32_at(table, std::size_t{at} * 4);
    }
    return text;
  }

  std::string_view bytes_;
  std::size_t sector_ = header_size;
  std::vector<std::uint32_t> table_;  // the sector that follows each
  std::string directory_;
  std::optional<Entry> root_;
  std::uint32_t first_child_ = 0xFFFFFFFF;
};

}  // namespace

Result<std::string> read_compound_stream(std::string_view bytes, std::string_view name) {
  Compound file(bytes);
  constexpr std::string_view damaged =
      "文件不完整或损坏（{}）：可能没有传完，请重新报送；再出现时用 Excel 或 WPS 打开后另存为 "
      ".xlsx";
  if (!file.open()) {
    return fail(ErrorCode::corrupt, fmt::format(fmt::runtime(damaged), "目录无法读取"));
  }
  const auto entry = file.find(name);
  if (!entry) return fail(ErrorCode::not_found, fmt::format("没有 {} 流", name));
  auto stream = file.read(*entry);
  if (!stream) {
    return fail(ErrorCode::corrupt, fmt::format(fmt::runtime(damaged), fmt::format("{} 流", name)));
  }
  return *std::move(stream);
}

}  // namespace planwatch
