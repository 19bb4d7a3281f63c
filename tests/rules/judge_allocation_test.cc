#include <cstdlib>
#include <new>

#include "tests/rules/judge_support.h"

namespace {

// Counted for the whole test program; read only around the code in question.
std::size_t allocations = 0;

}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
// What a sanitizer's own would give, delete below could not take back.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size == 0 ? 1 : size);
}
// Kept out of line: inlined, a compiler sees free() of what `new` gave and warns.
[[gnu::noinline]] void operator delete(void* memory) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace planwatch {
namespace {

using namespace testing_judge;

TEST(JudgeAllocation, JudgingAllocatesNothing) {
  const JudgePlan plans[] = {compiled(cumulative("2800")),
                             compiled(ratio("0.98")),
                             compiled(closing_rate()),
                             compiled(duration("75")),
                             compiled_by(bands_by_area(), ratio("0.98")),
                             compiled_by(bands_by_days(), cumulative("2800"))};
  const Observation figures[] = {value_in(5, "1166"), parts_in(5, "523", "1000"),
                                 parts_in(5, "123456789012", "987654321098"), value_in(5, "76.4")};
  const std::size_t before = allocations;
  int red = 0;
  for (const auto& plan : plans) {
    for (const auto& figure : figures) {
      red += judge_period(plan, figure, &figures[3]).light == Light::red;
    }
  }
  EXPECT_EQ(allocations, before);
  EXPECT_GT(red, 0);
}

}  // namespace
}  // namespace planwatch
