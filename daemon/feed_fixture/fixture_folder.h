#pragma once

#include <string>
#include <vector>

#include "config/loader/fixture_manifest.h"
#include "daemon/feed_fixture/fixture.h"

namespace planwatch {

// A fixture on the disk: fixture.yaml, expected.tsv, and body-N.csv, .json or .tsv.

// Writes into `folder`, which is made. Refuses (conflict) a folder that has a fixture already
// unless `overwrite`, then its old bodies go. `config_folder` is named relative to it.
Result<void> write_fixture(const Fixture& fixture, const std::string& folder,
                           const std::string& config_folder, bool overwrite);

struct ReadFixture {
  FixtureManifest manifest;
  Fixture fixture;
};
// Errors: the manifest's diagnostics as one text; a body that is missing or was changed since it
// was saved (its sha256).
Result<ReadFixture> read_fixture(const std::string& manifest_file, Lang lang);

}  // namespace planwatch
