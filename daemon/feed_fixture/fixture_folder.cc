#include "daemon/feed_fixture/fixture_folder.h"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

#include "collectors/fetch/sha256.h"

namespace planwatch {
namespace {

namespace fs = std::filesystem;

constexpr const char* expected_name = "expected.tsv";
constexpr std::uintmax_t largest_file = 64u << 20;

Result<void> write_file(const fs::path& path, const std::string& content) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << content;
  out.flush();
  if (out) return {};
  return fail(ErrorCode::io, path.string() + " 写不了：请核对文件夹和权限");
}

Result<std::string> read_file(const fs::path& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  std::ifstream in(path, std::ios::binary);
  if (error || !in || size > largest_file) {
    return fail(ErrorCode::io, path.string() + " 读不了：请核对样本是否完整");
  }
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::string body_name(const FixtureBody& body, std::size_t number) {
  const bool table = body.kept == FixtureBody::Kept::table;
  return fmt::format("body-{}.{}", number, table ? std::string("tsv") : body.format);
}

// Those that an earlier fixture left: it may have had more of them.
void remove_bodies(const fs::path& folder) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().filename().string().starts_with("body-")) fs::remove(entry.path(), error);
  }
}

std::string relative_config(const fs::path& folder, const std::string& config_folder) {
  std::error_code error;
  const fs::path relative = fs::relative(config_folder, folder, error);
  return error || relative.empty() ? fs::absolute(config_folder).generic_string()
                                   : relative.generic_string();
}

}  // namespace

Result<void> write_fixture(const Fixture& fixture, const std::string& folder,
                           const std::string& config_folder, bool overwrite) {
  const fs::path root(folder);
  std::error_code error;
  const bool there = fs::exists(root / fixture_manifest_name, error);
  if (there && !overwrite) {
    return fail(ErrorCode::conflict, folder + " 里已有样本：换一个文件夹，或用 --force 覆盖");
  }
  fs::create_directories(root, error);
  if (error) return fail(ErrorCode::io, folder + " 建不了：" + error.message());
  remove_bodies(root);
  FixtureManifest manifest;
  manifest.feed = fixture.feed.text;
  manifest.received = fixture.received;
  for (std::size_t i = 0; i < fixture.bodies.size(); ++i) {
    const FixtureBody& body = fixture.bodies[i];
    const std::string name = body_name(body, i + 1);
    if (auto written = write_file(root / name, body.content); !written) return written;
    manifest.bodies.push_back({name,
                               body.source,
                               body.format,
                               body.encoding,
                               body.kept == FixtureBody::Kept::table,
                               sha256_hex(body.content),
                               {}});
  }
  if (auto written = write_file(root / expected_name, fixture.expected); !written) return written;
  return write_file(root / fixture_manifest_name,
                    fixture_manifest_text(manifest, relative_config(root, config_folder)));
}

Result<ReadFixture> read_fixture(const std::string& manifest_file, Lang lang) {
  ReadFixture read;
  read.manifest = load_fixture_manifest(manifest_file);
  if (read.manifest.has_errors()) {
    std::string all;
    for (const Diagnostic& one : read.manifest.diagnostics) all += to_text(one, lang) + "\n";
    return fail(ErrorCode::invalid, all.substr(0, all.size() - 1));
  }
  const fs::path root = fs::path(manifest_file).parent_path();
  read.fixture.feed = FeedId{read.manifest.feed};
  read.fixture.received = read.manifest.received;
  for (const FixtureManifest::Body& body : read.manifest.bodies) {
    auto content = read_file(root / body.file);
    if (!content) return tl::make_unexpected(content.error());
    if (sha256_hex(*content) != body.sha256) {
      return fail(
          ErrorCode::corrupt,
          (root / body.file).string() +
              " 与清单里的 sha256 不符：保存以后被改过（版本库可能换了换行）；请恢复或重新保存");
    }
    read.fixture.bodies.push_back(
        {body.as_table ? FixtureBody::Kept::table : FixtureBody::Kept::bytes, body.source,
         body.format, body.encoding, *std::move(content)});
  }
  auto expected = read_file(root / expected_name);
  if (!expected) return tl::make_unexpected(expected.error());
  read.fixture.expected = *std::move(expected);
  return read;
}

}  // namespace planwatch
