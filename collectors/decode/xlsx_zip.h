#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "collectors/decode/byte_window.h"
#include "rules/model/result.h"

namespace planwatch {

// The parts of a zip container held in memory. Never writes, never looks at the file system. What
// is inflated is counted as it comes out, whatever the container says of itself: all parts
// together stay under `max_inflated`.
class ZipArchive {
 public:
  static constexpr std::uint64_t max_entries = 10'000;
  // A part may inflate to this many times its packed size once it is larger than `ratio_free`;
  // sheets of real workbooks stay under 100.
  static constexpr std::uint64_t max_ratio = 300;
  static constexpr std::uint64_t ratio_free = 16ull << 20;

  // `bytes` must outlive the archive.
  static Result<ZipArchive> open(std::string_view bytes, std::uint64_t max_inflated);
  ~ZipArchive();
  ZipArchive(ZipArchive&&) noexcept;
  ZipArchive& operator=(ZipArchive&&) noexcept;

  // Parts are named by part_key.
  bool has(std::string_view key) const;
  bool has_folder(std::string_view prefix) const;
  // The whole part; an error where it is larger than `max_bytes`.
  Result<std::string> read(std::string_view key, std::uint64_t max_bytes);
  // The part as a stream, good as long as the archive lives.
  Result<ByteSource> stream(std::string_view key);

 private:
  struct Impl;
  explicit ZipArchive(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// How many entries the container's end records claim, the largest where several contradict each
// other; 0 where there is none. Known before anything is allocated for them.
std::uint64_t claimed_zip_entries(std::string_view bytes);

}  // namespace planwatch
