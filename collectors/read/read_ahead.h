#pragma once

#include <cstdint>

#include "collectors/decode/byte_window.h"

namespace planwatch {

// The same bytes, read by a thread of its own while the caller works on those before: two blocks of
// 256 KiB, whatever the length. An error comes in its place, behind the bytes before it, and then
// again each time; so does the end. `source` is called by that thread alone, which has ended when
// the last copy of what is returned is gone, however far it got. Where no thread is to be had it is
// `source` itself.
ByteSource read_ahead(ByteSource source);

// From here on a thread is worth its start.
inline constexpr std::uint64_t read_ahead_bytes = 4 << 20;

}  // namespace planwatch
