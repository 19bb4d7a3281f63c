#include "tests/daemon/store/store_contract.h"

namespace planwatch {
namespace {

// Rows carry indices of the running plan; the store keeps names.
template <class Kind>
struct PlanChange : StoreContract<Kind> {
  static ObservationRow figure(std::uint32_t indicator, std::uint32_t area, std::int64_t value) {
    ObservationRow row;
    row.observation.indicator = IndicatorIndex{indicator};
    row.observation.area = AreaIndex{area};
    row.observation.has_value = true;
    row.observation.value = Decimal{value};
    return row;
  }
  static std::string series_of(const Restored& restored) {
    std::string text;
    for (const ObservationRow& row : restored.observations) {
      const Observation& o = row.observation;
      text += std::to_string(o.indicator.value) + "/" + std::to_string(o.area.value) + "=" +
              std::to_string(o.value.mantissa()) + " ";
    }
    return text;
  }
};
TYPED_TEST_SUITE(PlanChange, StoreKinds);

TYPED_TEST(PlanChange, IndicesFollowTheNamesOverARestart) {
  this->use(sample_plan({"a", "b", "c"}, {"north", "south"}));
  this->commit({this->figure(0, 0, 1), this->figure(1, 1, 2), this->figure(2, 0, 3)});
  const Restored restored = this->load(sample_plan({"c", "a", "new", "b"}, {"south", "north"}));
  EXPECT_EQ(this->series_of(restored), "1/1=1 3/0=2 0/1=3 ");
}

TYPED_TEST(PlanChange, IndicesFollowTheNamesOverAReload) {
  this->use(sample_plan({"a", "b"}));
  this->commit({this->figure(0, 0, 1)});
  this->use(sample_plan({"b", "a"}));
  this->commit({this->figure(0, 0, 2)});
  EXPECT_EQ(this->series_of(*this->store().load()), "1/0=1 0/0=2 ");
}

TYPED_TEST(PlanChange, WhatThePlanNoLongerHasStaysInTheStore) {
  this->use(sample_plan({"a", "b"}, {"north", "south"}));
  this->commit({this->figure(0, 0, 1), this->figure(1, 0, 2), this->figure(1, 1, 3)});
  EXPECT_EQ(this->series_of(this->load(sample_plan({"b"}, {"north"}))), "0/0=2 ");
  EXPECT_EQ(this->series_of(this->load(sample_plan({"a", "b"}, {"north", "south"}))),
            "0/0=1 1/0=2 1/1=3 ");
}

TYPED_TEST(PlanChange, ARemovedIndicatorCannotBeWrittenTo) {
  this->use(sample_plan({"a", "b"}));
  this->use(sample_plan({"a"}));
  EXPECT_EQ(this->refuse({this->figure(1, 0, 1)}).code, ErrorCode::invalid);
}

TYPED_TEST(PlanChange, NothingAboutFiguresWorksBeforeThePlanIsKnown) {
  EXPECT_EQ(this->store().load().error().code, ErrorCode::invalid);
  EXPECT_EQ(this->refuse({this->figure(0, 0, 1)}).code, ErrorCode::invalid);
  EXPECT_EQ(this->refuse({full_assessment()}).code, ErrorCode::invalid);
  this->commit({full_delivery(), AlertRow{full_alert()}});
  EXPECT_EQ(this->load().alerts.size(), 1u);
}

TYPED_TEST(PlanChange, AnEmptyPlanIsAPlan) {
  this->use(sample_plan({}, {}, {}));
  EXPECT_EQ(show(*this->store().load()), show(Restored{}));
}

}  // namespace
}  // namespace planwatch
