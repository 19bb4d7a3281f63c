#include "config/loader/fixture_manifest.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

#include "config/loader/fields.h"
#include "config/loader/rule_tests_draft.h"
#include "config/loader/source_files.h"

namespace planwatch {

namespace {

using loader::Diagnostics;
using loader::Fields;
using loader::Need;
using loader::YamlNode;

constexpr std::size_t largest_manifest = 1u << 20;
constexpr std::size_t sha256_digits = 64;
constexpr loader::Word<bool> kept_words[] = {{"bytes", false}, {"table", true}};

bool is_plain_name(const std::string& name) {
  return !name.empty() && name.front() != '.' && name.find_first_of("/\\") == std::string::npos;
}

FixtureManifest::Body load_body(const YamlNode& node, Diagnostics& out) {
  Fields fields(node, out);
  FixtureManifest::Body body;
  body.at = fields.at();
  if (fields.text("file", body.file) && !is_plain_name(body.file)) {
    out.error(fields.at("file"),
              {"file 不是同一文件夹里的文件名", "file is no name beside this file"},
              {"只写文件名，如 body-1.csv", "write a name alone, such as body-1.csv"});
  }
  fields.text("source", body.source);
  fields.text("format", body.format);
  fields.text("encoding", body.encoding, Need::optional);
  fields.choice("kept", kept_words, body.as_table);
  if (fields.text("sha256", body.sha256) && body.sha256.size() != sha256_digits) {
    out.error(fields.at("sha256"), {"sha256 不是 64 位十六进制数", "sha256 is no 64 hex digits"},
              {"重新保存样本", "save the fixture anew"});
  }
  return body;
}

void load_root(const YamlNode& root, Diagnostics& out, FixtureManifest& manifest) {
  Fields fields(root, out);
  manifest.at = fields.at();
  fields.text("feed", manifest.feed);
  std::string config = "..";
  fields.text("config", config, Need::optional);
  namespace fs = std::filesystem;
  const fs::path folder = (fs::path(manifest.file).parent_path() / config).lexically_normal();
  manifest.config_folder = folder.empty() ? "." : folder.generic_string();
  if (manifest.config_folder.size() > 1 && manifest.config_folder.ends_with('/')) {
    manifest.config_folder.pop_back();
  }
  loader::read_day(fields, "received", manifest.received, Need::required);
  for (const YamlNode& body : fields.list("bodies")) {
    manifest.bodies.push_back(load_body(body, out));
  }
}

}  // namespace

bool FixtureManifest::has_errors() const {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& one) {
    return one.severity == Diagnostic::Severity::error;
  });
}

FixtureManifest load_fixture_manifest(const std::string& file) {
  FixtureManifest manifest;
  manifest.file = file;
  Diagnostics out;
  const auto bytes = loader::read_bytes(file, largest_manifest);
  if (!bytes) {
    out.error({file, 1, 1}, {"样本清单读不了", "the fixture's manifest cannot be read"},
              {"核对路径和权限", "check path and permissions"});
  } else if (const auto root = loader::parse_strict_yaml(file, *bytes, out)) {
    load_root(*root, out, manifest);
  }
  manifest.diagnostics = out.sorted();
  return manifest;
}

namespace {

// YAML between double quotes; names have no control characters.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

std::string fixture_manifest_text(const FixtureManifest& manifest, const std::string& config) {
  std::string out =
      "# 由 planwatch collect --save-fixture 写成，已脱敏；用 planwatch test 或 collect --fixture "
      "重放\n";
  out += fmt::format("feed: {}\nconfig: {}\nreceived: {}\nbodies:\n", quoted(manifest.feed),
                     quoted(config), to_string(manifest.received));
  for (const FixtureManifest::Body& body : manifest.bodies) {
    const std::string encoding =
        body.encoding.empty() ? "" : ", encoding: " + quoted(body.encoding);
    out += fmt::format("  - {{file: {}, source: {}, format: {}{}, kept: {},\n     sha256: {}}}\n",
                       quoted(body.file), quoted(body.source), quoted(body.format), encoding,
                       body.as_table ? "table" : "bytes", quoted(body.sha256));
  }
  return out;
}

}  // namespace planwatch
