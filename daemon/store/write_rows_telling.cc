#include "daemon/store/write_rows.h"

namespace planwatch {

Result<void> RowWriter::operator()(const PartResultRow&) {
  return {};
}
Result<void> RowWriter::operator()(const RateStateRow&) {
  return {};
}
Result<void> RowWriter::operator()(const SilenceRow&) {
  return {};
}
Result<void> RowWriter::operator()(const HeldNoticeRow&) {
  return {};
}

}  // namespace planwatch
