#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/feeds/feed_words.h"

namespace planwatch::feeds {

// Reads column names; in feeds of JSON and XML they are pointers.
class Columns {
 public:
  Columns(bool pointers, Draft& draft) : pointers_(pointers), draft_(draft) {}

  bool read(Fields& fields, std::string_view key, std::string& into, Need need);
  void read(Fields& fields, std::string_view key, std::optional<std::string>& into);

 private:
  bool pointers_;
  Draft& draft_;
};

void read_header_rows(Fields& fields, unsigned& into);
Key describe_header_rows();

// The unit of a column's figures.
void read_cell_unit(Fields& fields, CellUnit& into);
Key describe_cell_unit();
// Percent for ratios, ten thousands for what is counted or summed up.
bool unit_fits(CellUnit unit, Measure measure);

}  // namespace planwatch::feeds
