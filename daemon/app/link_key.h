#pragma once

#include <string>

#include "rules/model/result.h"
#include "rules/model/secret.h"

namespace planwatch {

inline constexpr const char* link_key_name = "link.key";

// The key that signs the links in messages: 32 random bytes in `data_folder`/link.key, readable by
// its owner alone (mode 0600); made at the first start. Who takes it away makes all links in
// messages that are out invalid. Errors: refused, others may read the file; corrupt, it holds
// something else; io. Each says what to do.
Result<Secret> load_link_key(const std::string& data_folder);

}  // namespace planwatch
