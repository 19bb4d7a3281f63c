#include "gtest/gtest.h"

#include "rules/notify/absorb.h"

namespace planwatch {
namespace {

using How = Absorbed::How;
using Kind = NoticeKind;

struct Row {
  const char* what;
  Kind held;
  Light held_before;  // the level that the receiver knows of
  bool held_first;
  Kind news;
  Light news_before;
  Light now;  // grey: the alert is over
  How how;
  Kind kind;    // of what is told
  Light known;  // before, of what is told
};
constexpr Light none = Light::grey;
constexpr Light yellow = Light::yellow;
constexpr Light red = Light::red;

const Row table[] = {
    {"fired and gone again: nobody was told", Kind::fired, none, true, Kind::resolved, red, none,
     How::nothing, Kind::resolved, none},
    {"fired and closed", Kind::fired, none, true, Kind::closed, red, none, How::nothing,
     Kind::closed, none},
    {"fired and corrected away", Kind::fired, none, true, Kind::correction, red, none, How::nothing,
     Kind::correction, none},
    {"escalated to somebody new, then gone", Kind::escalated, red, true, Kind::resolved, red, none,
     How::nothing, Kind::resolved, none},
    {"fired and worse: fired, as bad as it is", Kind::fired, none, true, Kind::worsened, yellow,
     red, How::together, Kind::fired, none},
    {"fired and eased", Kind::fired, none, true, Kind::eased, red, yellow, How::together,
     Kind::fired, none},
    {"fired and corrected: the wrong figure was never told", Kind::fired, none, true,
     Kind::correction, yellow, red, How::together, Kind::fired, none},
    {"fired and reminded of", Kind::fired, none, true, Kind::reminder, red, red, How::together,
     Kind::fired, none},
    {"fired and flapping", Kind::fired, none, true, Kind::flapping, red, red, How::together,
     Kind::flapping, red},
    {"worse as the first word, then eased", Kind::worsened, yellow, true, Kind::eased, red, yellow,
     How::together, Kind::fired, yellow},
    {"worse and gone", Kind::worsened, yellow, false, Kind::resolved, red, none, How::together,
     Kind::resolved, yellow},
    {"eased and gone", Kind::eased, red, false, Kind::resolved, yellow, none, How::together,
     Kind::resolved, red},
    {"reminded of and gone", Kind::reminder, red, false, Kind::resolved, red, none, How::together,
     Kind::resolved, red},
    {"worse and back: as it was told", Kind::worsened, yellow, false, Kind::eased, red, yellow,
     How::nothing, Kind::eased, yellow},
    {"corrected and back", Kind::correction, red, false, Kind::worsened, yellow, red, How::nothing,
     Kind::worsened, red},
    {"corrected twice", Kind::correction, yellow, false, Kind::correction, red, Light::blue,
     How::together, Kind::correction, yellow},
    {"eased by a correction, then worse than ever", Kind::correction, yellow, false, Kind::worsened,
     Light::blue, red, How::together, Kind::correction, yellow},
    {"worse and a step up", Kind::worsened, yellow, false, Kind::escalated, red, red, How::together,
     Kind::worsened, yellow},
    {"a step up and worse", Kind::escalated, yellow, false, Kind::worsened, yellow, red,
     How::together, Kind::worsened, yellow},
    {"a step up and reminded of", Kind::escalated, red, false, Kind::reminder, red, red,
     How::together, Kind::escalated, red},
    {"reminded of twice", Kind::reminder, red, false, Kind::reminder, red, red, How::together,
     Kind::reminder, red},
    {"a silence's end stands for itself", Kind::silence_ending, red, false, Kind::worsened, yellow,
     red, How::apart, Kind::fired, none},
    {"beside a silence's end", Kind::worsened, yellow, false, Kind::silence_ending, red, red,
     How::apart, Kind::fired, none},
};

HeldNotice held_of(const Row& row) {
  HeldNotice held;
  held.item.key.kind = row.held;
  held.item.key.episode = 1;
  held.item.key.level = row.news_before;
  held.item.facts.before = row.held_before;
  held.item.why = "先前";
  held.first = row.held_first;
  return held;
}

Alert alert_of(const Row& row) {
  Alert alert;
  alert.episode = 1;
  alert.state = row.now == none ? AlertState::resolved : AlertState::firing;
  alert.level = row.now == none ? row.news_before : row.now;
  return alert;
}

NoticeDecision news_of(Kind kind) {
  return {kind, Role::contact, ReceiverId{"first"}, 0, {"后来", "later"}};
}

TEST(Absorb, TellsTheNewestStateFromWhatTheReceiverKnows) {
  for (const Row& row : table) {
    const Absorbed both =
        absorb(held_of(row), news_of(row.news), alert_of(row), row.news_before, false);
    EXPECT_EQ(both.how, row.how) << row.what;
    if (row.how != How::together) continue;
    EXPECT_EQ(name_of(both.decision.kind, Lang::en), name_of(row.kind, Lang::en)) << row.what;
    EXPECT_EQ(name_of(both.before, Lang::en), name_of(row.known, Lang::en)) << row.what;
    EXPECT_EQ(both.first, row.held_first) << row.what;
    EXPECT_FALSE(both.decision.why.empty()) << row.what;
  }
}

TEST(Absorb, OnlyWhatWasNeverToldIsForgotten) {
  for (const Row& row : table) {
    const Absorbed both =
        absorb(held_of(row), news_of(row.news), alert_of(row), row.news_before, false);
    if (both.how != How::nothing) continue;
    EXPECT_EQ(both.first, row.held_first) << row.what;
  }
}

TEST(Absorb, BothReasonsAreSaidWhereBothAreNews) {
  const Row& reminded = table[7];
  EXPECT_EQ(absorb(held_of(reminded), news_of(reminded.news), alert_of(reminded), red, false)
                .decision.why,
            (Phrase{"先前；后来", "先前; later"}));
  const Row& worse = table[4];
  EXPECT_EQ(
      absorb(held_of(worse), news_of(worse.news), alert_of(worse), yellow, false).decision.why,
      Phrase("先前"));
}

// The receiver was told of the first episode: the end of the second one must reach him.
TEST(Absorb, ANewEpisodeTakesThePlaceOfTheEndOfTheOldOne) {
  HeldNotice held;
  held.item.key.kind = Kind::resolved;
  held.item.key.episode = 1;
  held.item.facts.before = red;
  Alert alert;
  alert.episode = 2;
  alert.state = AlertState::firing;
  alert.level = yellow;
  const Absorbed again = absorb(held, news_of(Kind::fired), alert, none, true);
  EXPECT_EQ(again.how, How::together);
  EXPECT_EQ(again.decision.kind, Kind::fired);
  EXPECT_FALSE(again.first);

  HeldNotice second = held;
  second.item.key.kind = Kind::fired;
  second.item.key.episode = 2;
  second.item.facts.before = none;
  second.first = again.first;
  alert.level = red;
  EXPECT_EQ(absorb(second, news_of(Kind::worsened), alert, yellow, false).decision.kind,
            Kind::fired);
  alert.state = AlertState::resolved;
  const Absorbed over = absorb(second, news_of(Kind::resolved), alert, red, false);
  EXPECT_EQ(over.how, How::together);
  EXPECT_EQ(over.decision.kind, Kind::resolved);
}

}  // namespace
}  // namespace planwatch
