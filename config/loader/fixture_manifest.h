#pragma once

#include <string>
#include <vector>

#include "config/loader/load.h"
#include "rules/model/date.h"

namespace planwatch {

// The file fixture.yaml of a kept fetch (daemon/feed_fixture): what `collect --save-fixture` writes
// and `collect --fixture` and `test` read.
//   feed: court
//   config: ../../..          # the configuration, relative to this file; default: the folder above
//   received: 2025-10-20
//   bodies:
//     - {file: body-1.csv, source: 某_202506.csv, format: csv, encoding: gb18030, kept: bytes,
//        sha256: 64 hex digits}
inline constexpr const char* fixture_manifest_name = "fixture.yaml";

struct FixtureManifest {
  struct Body {
    std::string file;  // beside the manifest: a name without folders
    std::string source;
    std::string format;
    std::string encoding;
    bool as_table = false;  // kept: table instead of bytes
    std::string sha256;     // of the file
    SourcePosition at;
  };
  std::string file;
  std::string feed;
  std::string config_folder;  // resolved
  Date received;
  std::vector<Body> bodies;
  SourcePosition at;
  std::vector<Diagnostic> diagnostics;
  bool has_errors() const;
};

// Never stops at the first problem.
FixtureManifest load_fixture_manifest(const std::string& file);

// The same as text. `config` is written as it is.
std::string fixture_manifest_text(const FixtureManifest& manifest, const std::string& config);

}  // namespace planwatch
