#pragma once

#include <string>

#include "rules/model/feed_transport.h"
#include "rules/model/result.h"

namespace planwatch {

// Moves a file that was read into the folder `done`, which is made where it is missing, as
// STEM.SHA256.EXT; its marker follows as that name + .ok or .md5. Returns the file's new path.
//
// Only a regular file (no link) that still has `sha256` is moved. Nothing that differs is ever
// overwritten: a name that is taken gets a number (STEM.SHA256.2.EXT). Where the very same bytes
// lie there already, the file is taken away from its old place. Within a file system by rename,
// across by a copy that is on the disk before the original goes. An error leaves the file where it
// was; calling again is always right.
Result<std::string> move_to_done(const std::string& path, const std::string& sha256,
                                 FileMarker marker, const std::string& done);

}  // namespace planwatch
