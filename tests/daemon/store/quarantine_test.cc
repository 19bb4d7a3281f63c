#include "tests/daemon/store/store_contract.h"

namespace planwatch {
namespace {

// Figures that were held back, over a restart.
template <class Kind>
struct StoredQuarantine : StoreContract<Kind> {
  void SetUp() override { this->use(); }
};
TYPED_TEST_SUITE(StoredQuarantine, StoreKinds);

TYPED_TEST(StoredQuarantine, ComesBackAsItWasWritten) {
  QuarantineRow bare;
  bare.id = 7;
  bare.observation.period = Period::month(2025, 6);
  this->commit({full_delivery(), full_quarantine(3), bare});
  const Restored restored = this->load();
  EXPECT_EQ(show(restored.quarantine), show(std::vector{full_quarantine(3), bare}));
  EXPECT_EQ(restored.next_quarantine_id, 8);
}

TYPED_TEST(StoredQuarantine, ADecisionTakesTheRowsPlace) {
  QuarantineRow pending = full_quarantine(3);
  pending.state = QuarantineState::pending;
  pending.decided_at.reset();
  pending.decided_by.clear();
  pending.reason.clear();
  this->commit({full_delivery(), pending});
  EXPECT_EQ(show(this->load().quarantine), show(std::vector{pending}));
  this->commit({full_quarantine(3)});
  EXPECT_EQ(show(this->load().quarantine), show(std::vector{full_quarantine(3)}));
}

TYPED_TEST(StoredQuarantine, FollowsTheNamesOfThePlan) {
  QuarantineRow row = full_quarantine(3);
  row.observation.indicator = IndicatorIndex{0};
  row.observation.area = AreaIndex{0};
  this->commit({full_delivery(), row});
  const Restored other = this->load(sample_plan({"closing"}, {"620721"}));
  EXPECT_TRUE(other.quarantine.empty()) << "stays in the store";
  EXPECT_EQ(other.next_quarantine_id, 4) << "its number is taken";
  const Restored moved = this->load(sample_plan({"closing", "contracts"}, {"620721", "620702"}));
  ASSERT_EQ(moved.quarantine.size(), 1u);
  EXPECT_EQ(moved.quarantine[0].observation.indicator.value, 1u);
  EXPECT_EQ(moved.quarantine[0].observation.area.value, 1u);
}

TYPED_TEST(StoredQuarantine, WhatCannotBeWrittenTakesItsGroupBack) {
  QuarantineRow unnumbered = full_quarantine(0);
  QuarantineRow of_nobody = full_quarantine(4);
  of_nobody.observation.indicator = IndicatorIndex{9};
  for (const QuarantineRow& row : {unnumbered, of_nobody}) {
    EXPECT_EQ(this->refuse({full_delivery(), row}).code, ErrorCode::invalid) << row.id;
  }
  EXPECT_TRUE(this->load().quarantine.empty());
}

}  // namespace
}  // namespace planwatch
