#pragma once

#include <gtest/gtest.h>
#include <memory>

#include "config/loader/load.h"

namespace planwatch::demo {

// config/ganzhou as it is shipped, with what the loader said about it.
inline const LoadResult& shipped() {
  static const LoadResult result =
      load_configuration(PLANWATCH_SOURCE_DIR "/config/ganzhou", LoadOptions{});
  return result;
}
inline std::shared_ptr<const Configuration> shipped_configuration() {
  for (const Diagnostic& one : shipped().diagnostics) {
    if (one.severity == Diagnostic::Severity::error) ADD_FAILURE() << to_text(one, Lang::en);
  }
  return shipped().configuration;
}

}  // namespace planwatch::demo
