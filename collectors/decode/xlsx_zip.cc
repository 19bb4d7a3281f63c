#include "collectors/decode/xlsx_zip.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <utility>
#include <zip.h>

#include "collectors/decode/budget.h"
#include "collectors/decode/part_name.h"

namespace planwatch {
namespace {

struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, CloseArchive>;

constexpr std::string_view damaged =
    "工作簿不完整或损坏（{}）：可能没有传完，请重新报送；再出现时用 Excel 打开后另存为 .xlsx";

Error damage(std::string_view what) {
  return {ErrorCode::corrupt, false, fmt::format(fmt::runtime(damaged), what)};
}

struct Entry {
  zip_uint64_t index = 0;
  std::uint64_t packed = 0;
};

// Counts what comes out of one part against its packed size and the archive's total.
struct Meter {
  std::uint64_t packed = 0;
  std::uint64_t out = 0;

  Result<void> count(std::uint64_t bytes, std::uint64_t& total, std::uint64_t max_total) {
    out += bytes;
    total += bytes;
    if (total > max_total) {
      return tl::make_unexpected(limit_exceeded("解压后的大小", "inflated_bytes", max_total));
    }
    if (out > ZipArchive::ratio_free && out / ZipArchive::max_ratio > packed) {
      return fail(ErrorCode::too_large,
                  fmt::format("压缩比超过上限 {} 倍，疑似压缩炸弹：请核对文件来源，"
                              "用 Excel 打开后另存为 .xlsx 重新报送",
                              ZipArchive::max_ratio));
    }
    return {};
  }
};

}  // namespace

struct ZipArchive::Impl {
  Archive archive;
  std::map<std::string, Entry, std::less<>> entries;
  std::uint64_t inflated = 0;
  std::uint64_t max_inflated = 0;

  Result<void> list_entries();
  Result<void> add_entry(zip_uint64_t index);
};

Result<void> ZipArchive::Impl::list_entries() {
  const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    if (auto added = add_entry(static_cast<zip_uint64_t>(i)); !added) return added;
  }
  return {};
}

Result<void> ZipArchive::Impl::add_entry(zip_uint64_t index) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(archive.get(), index, ZIP_FL_ENC_RAW, &stat) != 0 ||
      (stat.valid & ZIP_STAT_NAME) == 0 || (stat.valid & ZIP_STAT_COMP_SIZE) == 0) {
    return tl::make_unexpected(damage("目录项无法读取"));
  }
  const std::string_view name = stat.name;
  if (name.ends_with('/') || name.ends_with('\\')) return {};  // a folder
  if (!entries.emplace(part_key(name), Entry{index, stat.comp_size}).second) {
    return tl::make_unexpected(damage("有两个同名的部件"));
  }
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
    return fail(ErrorCode::invalid, "压缩包加了密码：请取消密码后重新报送");
  }
  return {};
}

ZipArchive::ZipArchive(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ZipArchive::~ZipArchive() = default;
ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&&) noexcept = default;

Result<ZipArchive> ZipArchive::open(std::string_view bytes, std::uint64_t max_inflated) {
  if (claimed_zip_entries(bytes) > max_entries) {
    return fail(
        ErrorCode::too_large,
        fmt::format("压缩包内的部件数超过上限 {}：不是正常的工作簿，请核对文件来源", max_entries));
  }
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* opened = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  const std::string why = opened == nullptr ? zip_error_strerror(&error) : "";
  zip_error_fini(&error);
  if (opened == nullptr) {
    zip_source_free(source);
    return tl::make_unexpected(damage(why));
  }
  auto impl = std::make_unique<Impl>();
  impl->archive.reset(opened);
  impl->max_inflated = max_inflated;
  if (auto listed = impl->list_entries(); !listed) return tl::make_unexpected(listed.error());
  return ZipArchive(std::move(impl));
}

bool ZipArchive::has(std::string_view key) const {
  return impl_->entries.contains(key);
}

bool ZipArchive::has_folder(std::string_view prefix) const {
  const auto at = impl_->entries.lower_bound(prefix);
  return at != impl_->entries.end() && at->first.starts_with(prefix);
}

Result<ByteSource> ZipArchive::stream(std::string_view key) {
  const auto entry = impl_->entries.find(key);
  if (entry == impl_->entries.end()) {
    return tl::make_unexpected(damage(fmt::format("缺少部件 {}", key)));
  }
  zip_file_t* opened = zip_fopen_index(impl_->archive.get(), entry->second.index, 0);
  if (opened == nullptr) {
    return tl::make_unexpected(damage(fmt::format("部件 {} 无法解压", key)));
  }
  // Shared, because a std::function has to be copyable.
  std::shared_ptr<zip_file_t> file(opened, CloseFile{});
  return [file, meter = Meter{entry->second.packed}, impl = impl_.get(), name = entry->first](
             char* into, std::size_t size) mutable -> Result<std::size_t> {
    const zip_int64_t count = zip_fread(file.get(), into, size);
    if (count < 0) return tl::make_unexpected(damage(fmt::format("部件 {} 校验不符", name)));
    const auto bytes = static_cast<std::uint64_t>(count);
    const auto counted = meter.count(bytes, impl->inflated, impl->max_inflated);
    if (!counted) return tl::make_unexpected(counted.error());
    return static_cast<std::size_t>(bytes);
  };
}

Result<std::string> ZipArchive::read(std::string_view key, std::uint64_t max_bytes) {
  auto source = stream(key);
  if (!source) return tl::make_unexpected(source.error());
  std::string text;
  std::string chunk(65'536, '\0');
  while (true) {
    const auto count = (*source)(chunk.data(), chunk.size());
    if (!count) return tl::make_unexpected(count.error());
    if (*count == 0) return text;
    text.append(chunk, 0, *count);
    if (text.size() > max_bytes) {
      return fail(ErrorCode::too_large,
                  fmt::format("工作簿的部件 {} 超过上限 {}：请用 Excel 打开后另存为 .xlsx 重新报送",
                              key, size_text(max_bytes)));
    }
  }
}

}  // namespace planwatch
