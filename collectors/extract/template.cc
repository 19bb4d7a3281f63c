#include "collectors/extract/template.h"

namespace planwatch {

Result<void> extract_template(const Document&, const FeedSpec&, const Configuration&, Extracted&) {
  return fail(ErrorCode::invalid, "TODO");
}

}  // namespace planwatch
