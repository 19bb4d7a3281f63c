#include "daemon/store/place_text.h"
#include "tests/daemon/store/store_contract.h"

namespace planwatch {
namespace {

template <class Kind>
struct ProvenanceContract : StoreContract<Kind> {
  void SetUp() override { this->use(); }
  static ObservationRow figure(Period period, int revision, std::int64_t delivery) {
    ObservationRow row;
    row.observation.period = period;
    row.observation.place = Place{2, 3, 7};
    row.delivery = delivery;
    row.received = at(delivery);
    row.revision = revision;
    return row;
  }
  std::string order_of(const char* indicator = "contracts", const char* area = "620702") {
    const auto sources = this->store().provenance(IndicatorId{indicator}, AreaCode{area});
    EXPECT_TRUE(sources) << sources.error().message;
    std::string text;
    for (const Provenance& p : *sources) {
      text += std::to_string(p.period.last_month) + "r" + std::to_string(p.revision) + "@" +
              std::to_string(p.received.time_since_epoch().count()) + " ";
    }
    return text;
  }
};
TYPED_TEST_SUITE(ProvenanceContract, StoreKinds);

TYPED_TEST(ProvenanceContract, SaysWhereAFigureCameFrom) {
  this->commit({full_delivery(5), this->figure(Period::month(2025, 6), 1, 5)});
  this->kind.reopen();
  const auto sources = this->store().provenance(IndicatorId{"contracts"}, AreaCode{"620702"});
  const Provenance expected{Period::month(2025, 6),
                            1,
                            "court",
                            full_delivery().delivery.source,
                            "报表!C7",
                            "sha-5",
                            at(5)};
  EXPECT_EQ(show(*sources), show(std::vector{expected}));
}

TYPED_TEST(ProvenanceContract, SaysLittleAboutAFigureWithoutADelivery) {
  ObservationRow row = this->figure(Period::month(2025, 6), 0, 0);
  row.observation.place = {};
  this->commit({row});
  const auto sources = this->store().provenance(IndicatorId{"contracts"}, AreaCode{"620702"});
  const Provenance expected{Period::month(2025, 6), 0, "", "", "", "", at(0)};
  EXPECT_EQ(show(*sources), show(std::vector{expected}));
}

TYPED_TEST(ProvenanceContract, NewestPeriodFirstAndInItNewestRevisionFirst) {
  for (std::int64_t id = 1; id <= 4; ++id) this->commit({full_delivery(id)});
  this->commit({this->figure(Period::month(2025, 5), 0, 1)});
  this->commit({this->figure(Period::month(2025, 6), 0, 2)});
  this->commit({this->figure(Period::month(2025, 5), 1, 3)});
  this->commit({this->figure(Period::month(2024, 12), 0, 4)});
  EXPECT_EQ(this->order_of(), "6r0@2 5r1@3 5r0@1 12r0@4 ");
}

TYPED_TEST(ProvenanceContract, WhatWasNeverCurrentFollowsWhatIs) {
  for (std::int64_t id = 1; id <= 3; ++id) this->commit({full_delivery(id)});
  ObservationRow late = this->figure(Period::month(2025, 5), 1, 3);
  late.current = false;
  this->commit({this->figure(Period::month(2025, 5), 0, 1)});
  this->commit({this->figure(Period::month(2025, 5), 1, 2), late});
  EXPECT_EQ(this->order_of(), "5r1@2 5r1@3 5r0@1 ");
}

TYPED_TEST(ProvenanceContract, AFigureConfirmedLaterComesFromItsLastDelivery) {
  for (std::int64_t id = 1; id <= 2; ++id) this->commit({full_delivery(id)});
  this->commit({this->figure(Period::month(2025, 5), 0, 1)});
  this->commit({this->figure(Period::month(2025, 5), 0, 2)});
  EXPECT_EQ(this->order_of(), "5r0@2 5r0@1 ");
}

TYPED_TEST(ProvenanceContract, OnlyTheSeriesThatWasAskedFor) {
  ObservationRow other = this->figure(Period::month(2025, 5), 0, 0);
  other.observation.indicator = IndicatorIndex{1};
  ObservationRow elsewhere = this->figure(Period::month(2025, 5), 0, 0);
  elsewhere.observation.area = AreaIndex{1};
  this->commit({other, elsewhere});
  EXPECT_EQ(this->order_of(), "");
  EXPECT_EQ(this->order_of("closing"), "5r0@0 ");
  EXPECT_EQ(this->order_of("contracts", "620721"), "5r0@0 ");
  EXPECT_EQ(this->order_of("unheard_of"), "");
}

TEST(PlaceText, NamesThePlaceAsPeopleLookItUp) {
  struct Case {
    Place place;
    std::vector<std::string> sheets;
    const char* text;
  };
  const std::vector<Case> cases = {
      {{1, 1, 1}, {"报表"}, "报表!A1"},
      {{2, 26, 9}, {"a", "b"}, "b!Z9"},
      {{1, 27, 2}, {"a"}, "a!AA2"},
      {{1, 702, 2}, {"a"}, "a!ZZ2"},
      {{1, 703, 2}, {"a"}, "a!AAA2"},
      {{1, 16'384, 1'048'576}, {"a"}, "a!XFD1048576"},
      {{1, 0, 0}, {"a"}, "a"},
      {{3, 2, 5}, {"a"}, "B5"},
      {{0, 3, 12}, {}, "line 12 column 3"},
      {{0, 0, 5}, {}, "row 5"},
      {{0, 0, 0}, {}, ""},
  };
  for (const Case& c : cases) EXPECT_EQ(place_text(c.place, c.sheets), c.text);
}

}  // namespace
}  // namespace planwatch
