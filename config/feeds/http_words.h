#pragma once

#include "config/feeds/connection_words.h"

namespace planwatch::feeds {

// Parts of HTTP that have a source of their own.
std::optional<AnyPaging> load_paging(Fields& fields, Draft& draft);
MapKind describe_paging();
std::optional<SignerSpec> load_signer(Fields& fields, Draft& draft);
std::vector<MapKind> describe_signer();

}  // namespace planwatch::feeds
