#pragma once

#include "config/feeds/columns.h"

namespace planwatch::feeds {

// A list of filters, all of which a record has to pass.
void read_filters(Fields& fields, std::string_view key, Columns& names, Draft& draft,
                  std::vector<RecordFilter>& into);
MapKind describe_filter();

}  // namespace planwatch::feeds
