#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/model/feed_transport.h"
#include "rules/model/result.h"

namespace planwatch {

// What says that a file is finished, in a folder here or on another machine. Pure.

// The names, without folder, of which one has to lie beside the file `name`: NAME.ok, then the name
// without extension + .ok; or NAME.md5. None for FileMarker::stable.
std::vector<std::string> marker_names(FileMarker marker, const std::string& name);
// Whether the name is that of a marker, which is no file of its own even when the pattern is *.
bool is_marker_name(FileMarker marker, std::string_view name);
// More than a checksum needs: larger .md5 files are refused.
inline constexpr std::size_t most_marker_bytes = std::size_t{64} << 10;

// The MD5 of `name` in lower case, as md5sum writes it ("SUM  NAME", "SUM *NAME", "\SUM  NAME" and
// the BSD form "MD5 (NAME) = SUM"), or the sum alone. Of several lines the one that names the file
// counts, folders left out; a single line counts whatever it names. Empty: the text has no line end
// and no sum yet, somebody is writing it. An error names `path`, the marker's own.
Result<std::optional<std::string>> md5_in(std::string_view text, const std::string& name,
                                          const std::string& path);

// Not finished yet; transient.
Error marker_is_missing(FileMarker marker, const std::string& path);
// Both sums, and what to do; not transient.
Error wrong_md5(const std::string& path, const std::string& said, const std::string& found);

}  // namespace planwatch
