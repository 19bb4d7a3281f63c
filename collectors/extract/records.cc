#include "collectors/extract/records.h"

namespace planwatch {

Result<void> extract_records(const Document&, const RecordsMapping&, const Configuration&,
                             Extracted&) {
  return fail(ErrorCode::invalid, "TODO");
}

}  // namespace planwatch
