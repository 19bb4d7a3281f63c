#include "collectors/extract/extract.h"
#include "tests/fuzz/fuzz_check.h"
#include "tests/support/small_plan.h"

// A delivered table on its whole way to observations, by the mapping of the small plan's feed.
namespace planwatch {
namespace {

const Configuration& configuration() {
  static const Configuration plan = SmallPlan::configuration();
  return plan;
}

}  // namespace
}  // namespace planwatch

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace planwatch;
  const auto document = decode(fuzz::bytes_of(data, size), AnyTableFormat{}, fuzz::limits());
  bool understood = false;
  if (document) {
    for (const FeedSpec& feed : configuration().feeds) {
      const auto extracted = extract(*document, feed, configuration(), "法院_202506.csv");
      if (!extracted) {
        fuzz::check_text(extracted.error().message, "errors are UTF-8");
        continue;
      }
      fuzz::check(*extracted);
      understood |= !extracted->observations.empty();
    }
  }
  fuzz::count_input(understood);
  return 0;
}
