#pragma once

#include <string>
#include <tl/expected.hpp>

namespace planwatch {

// Few codes, because callers branch on few things; the message carries the detail.
enum class ErrorCode { invalid, not_found, io, timeout, too_large, refused, conflict, corrupt };

// An operating error. `message` says what happened, where, and what to do, in the user's words.
// `transient` means: the same call may succeed later without anybody changing anything.
struct Error {
  ErrorCode code = ErrorCode::invalid;
  bool transient = false;
  std::string message;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string message, bool transient = false) {
  return tl::make_unexpected(Error{code, transient, std::move(message)});
}

}  // namespace planwatch
