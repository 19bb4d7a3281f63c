#include <set>
#include <string>
#include <vector>

#include "gtest/gtest.h"

#include "rules/notify/round_times.h"

namespace planwatch {
namespace {

using std::chrono::minutes;

// 2025 with Spring Festival, National Day and their make-up working days.
Calendar calendar_2025() {
  CalendarYear year;
  year.year = 2025;
  year.confirmed = true;
  year.off = {{make_date(2025, 1, 28), make_date(2025, 2, 4)},
              {make_date(2025, 10, 1), make_date(2025, 10, 8)}};
  year.work = {make_date(2025, 1, 26), make_date(2025, 2, 8), make_date(2025, 9, 28),
               make_date(2025, 10, 11)};
  return Calendar({year});
}

Instant at(const char* text) {
  const auto parsed = parse_instant(std::string(text) + ":00+08:00");
  EXPECT_TRUE(parsed) << text;
  return parsed.value_or(Instant{});
}

TimeOfDay clock(int hour, int minute) {
  return TimeOfDay{hour * 60 + minute};
}

TEST(SpokenAt, NeverAtMinute0Or30AndAlwaysTheSameForOneReceiver) {
  for (int i = 0; i < 200; ++i) {
    const ReceiverId id{"receiver-" + std::to_string(i)};
    for (const int minute : {0, 30}) {
      const TimeOfDay moved = spoken_at(id, clock(9, minute));
      EXPECT_GE(moved, clock(9, minute + 3)) << id.text;
      EXPECT_LE(moved, clock(9, minute + 11)) << id.text;
      EXPECT_EQ(moved, spoken_at(id, clock(9, minute)));
    }
    EXPECT_EQ(spoken_at(id, clock(23, 30)).count() / 60, 23) << "still the same day";
  }
}

TEST(SpokenAt, OtherMinutesStayAndReceiversAreSpread) {
  const ReceiverId id{"wecom"};
  for (const int minute : {1, 7, 29, 31, 59}) {
    EXPECT_EQ(spoken_at(id, clock(9, minute)), clock(9, minute));
  }
  std::set<TimeOfDay> times;
  for (int i = 0; i < 50; ++i) {
    times.insert(spoken_at(ReceiverId{"r" + std::to_string(i)}, clock(9, 0)));
  }
  EXPECT_EQ(times.size(), 9u);
}

struct QuietRow {
  const char* what;
  std::vector<std::pair<TimeOfDay, TimeOfDay>> spans;
  const char* from;
  const char* ends;
};
const QuietRow quiet_table[] = {
    {"no quiet hours", {}, "2025-07-07T23:00", "2025-07-07T23:00"},
    {"before they begin", {{clock(22, 0), clock(8, 5)}}, "2025-07-07T21:59", "2025-07-07T21:59"},
    {"as they begin", {{clock(22, 0), clock(8, 5)}}, "2025-07-07T22:00", "2025-07-08T08:05"},
    {"before midnight", {{clock(22, 0), clock(8, 5)}}, "2025-07-07T23:59", "2025-07-08T08:05"},
    {"after midnight", {{clock(22, 0), clock(8, 5)}}, "2025-07-08T00:00", "2025-07-08T08:05"},
    {"the last minute", {{clock(22, 0), clock(8, 5)}}, "2025-07-08T08:04", "2025-07-08T08:05"},
    {"as they end", {{clock(22, 0), clock(8, 5)}}, "2025-07-08T08:05", "2025-07-08T08:05"},
    {"into a weekend, as on any day",
     {{clock(22, 0), clock(8, 5)}},
     "2025-07-11T22:30",
     "2025-07-12T08:05"},
    {"into the next year", {{clock(22, 0), clock(8, 5)}}, "2025-12-31T22:30", "2026-01-01T08:05"},
    {"at noon", {{clock(12, 0), clock(14, 35)}}, "2025-07-07T13:00", "2025-07-07T14:35"},
    {"the second of two",
     {{clock(12, 0), clock(14, 35)}, {clock(22, 0), clock(8, 5)}},
     "2025-07-07T22:00",
     "2025-07-08T08:05"},
    {"one that ends in the next",
     {{clock(12, 0), clock(14, 0)}, {clock(13, 0), clock(15, 5)}},
     "2025-07-07T12:00",
     "2025-07-07T15:05"},
    {"empty span", {{clock(9, 0), clock(9, 0)}}, "2025-07-07T09:00", "2025-07-07T09:00"},
};

TEST(QuietHours, HoldUntilTheirEndOnThePlansClock) {
  for (const QuietRow& row : quiet_table) {
    Route route;
    route.quiet_hours = row.spans;
    const Instant ends = end_of_quiet(route, ReceiverId{"first"}, at(row.from));
    EXPECT_EQ(to_string_local(ends), to_string_local(at(row.ends))) << row.what;
    EXPECT_FALSE(is_quiet(route, ends)) << row.what;
    EXPECT_EQ(is_quiet(route, at(row.from)), ends != at(row.from)) << row.what;
  }
}

TEST(QuietHours, AnEndAtTheFullHourIsMovedByAFewMinutes) {
  Route route;
  route.quiet_hours = {{clock(22, 0), clock(8, 0)}};
  const Instant ends = end_of_quiet(route, ReceiverId{"first"}, at("2025-07-07T23:00"));
  EXPECT_GT(ends, at("2025-07-08T08:02"));
  EXPECT_LT(ends, at("2025-07-08T08:12"));
}

TEST(QuietHours, SpansThatCoverTheWholeDayHoldNothingForEver) {
  Route route;
  route.quiet_hours = {{clock(0, 0), clock(12, 0)}, {clock(12, 0), clock(0, 0)}};
  const Instant from = at("2025-07-07T09:00");
  EXPECT_LE(end_of_quiet(route, ReceiverId{"first"}, from), from + std::chrono::hours{48});
}

struct DigestRow {
  const char* what;
  DigestEvery every;
  std::chrono::weekday weekday;
  bool workdays_only;
  const char* from;
  const char* goes;
};
constexpr auto monday = std::chrono::Monday;
const DigestRow digest_table[] = {
    {"none", DigestEvery::never, monday, true, "2025-07-07T10:00", "2025-07-07T10:00"},
    {"today's is to come", DigestEvery::day, monday, true, "2025-07-07T09:00", "2025-07-07T09:07"},
    {"right now", DigestEvery::day, monday, true, "2025-07-07T09:07", "2025-07-07T09:07"},
    {"today's is over", DigestEvery::day, monday, true, "2025-07-07T09:08", "2025-07-08T09:07"},
    {"over a weekend", DigestEvery::day, monday, true, "2025-07-11T10:00", "2025-07-14T09:07"},
    {"weekends too", DigestEvery::day, monday, false, "2025-07-11T10:00", "2025-07-12T09:07"},
    {"over National Day", DigestEvery::day, monday, true, "2025-09-30T10:00", "2025-10-09T09:07"},
    {"holidays too", DigestEvery::day, monday, false, "2025-09-30T10:00", "2025-10-01T09:07"},
    {"a make-up Saturday", DigestEvery::day, monday, true, "2025-10-10T10:00", "2025-10-11T09:07"},
    {"over Spring Festival", DigestEvery::day, monday, true, "2025-01-27T10:00",
     "2025-02-05T09:07"},
    {"weekly", DigestEvery::week, monday, true, "2025-07-08T10:00", "2025-07-14T09:07"},
    {"weekly, this morning", DigestEvery::week, monday, true, "2025-07-07T08:00",
     "2025-07-07T09:07"},
    {"weekly, moved over a holiday", DigestEvery::week, monday, true, "2025-09-30T10:00",
     "2025-10-09T09:07"},
    {"last week's, moved, is to come", DigestEvery::week, monday, true, "2025-10-07T10:00",
     "2025-10-09T09:07"},
    {"after the moved one", DigestEvery::week, monday, true, "2025-10-09T09:08",
     "2025-10-13T09:07"},
    {"weekly in the holiday", DigestEvery::week, monday, false, "2025-09-30T10:00",
     "2025-10-06T09:07"},
    {"a Sunday that is worked on", DigestEvery::week, std::chrono::Sunday, true, "2025-09-26T10:00",
     "2025-09-28T09:07"},
    {"a Sunday off", DigestEvery::week, std::chrono::Sunday, true, "2025-07-08T10:00",
     "2025-07-14T09:07"},
};

TEST(Digests, GoOutAtTheirNextMoment) {
  for (const DigestRow& row : digest_table) {
    Receiver receiver;
    receiver.id = ReceiverId{"first"};
    receiver.digest = {row.every, row.weekday, clock(9, 7), row.workdays_only};
    EXPECT_EQ(to_string_local(next_digest(receiver, calendar_2025(), at(row.from))),
              to_string_local(at(row.goes)))
        << row.what;
  }
}

TEST(Digests, OneAtTheFullHourIsMovedAndStillInOrder) {
  Receiver receiver;
  receiver.id = ReceiverId{"first"};
  receiver.digest = {DigestEvery::day, monday, clock(9, 0), true};
  const Instant goes = next_digest(receiver, calendar_2025(), at("2025-07-07T09:00"));
  EXPECT_GT(goes, at("2025-07-07T09:02"));
  EXPECT_LT(goes, at("2025-07-07T09:12"));
  EXPECT_EQ(next_digest(receiver, calendar_2025(), goes), goes);
  EXPECT_EQ(next_digest(receiver, calendar_2025(), goes + minutes{1}),
            goes + std::chrono::hours{24});
}

struct RoundRow {
  const char* what;
  int wait_minutes;
  bool quiet;
  bool digest;
  bool urgent;
  const char* decided;
  const char* open_until;  // empty: no round runs
  const char* closes;
};
const RoundRow round_table[] = {
    {"at once", 0, false, false, false, "2025-07-07T10:00", "", "2025-07-07T10:00"},
    {"after the wait", 10, false, false, false, "2025-07-07T10:00", "", "2025-07-07T10:10"},
    {"with the running round", 10, false, false, false, "2025-07-07T10:08", "2025-07-07T10:10",
     "2025-07-07T10:10"},
    {"not with a later one", 10, false, false, false, "2025-07-07T10:00", "2025-07-08T09:07",
     "2025-07-07T10:10"},
    {"what is due at once waits for no round", 0, false, false, false, "2025-07-07T10:08",
     "2025-07-07T10:10", "2025-07-07T10:08"},
    {"at night", 0, true, false, false, "2025-07-07T23:00", "", "2025-07-08T08:05"},
    {"the wait ends in quiet hours", 10, true, false, false, "2025-07-07T21:55", "",
     "2025-07-08T08:05"},
    {"digest", 0, false, true, false, "2025-07-07T10:00", "", "2025-07-08T09:07"},
    {"night and digest", 0, true, true, false, "2025-07-11T23:00", "", "2025-07-14T09:07"},
    {"urgent at any hour", 10, true, true, true, "2025-07-11T23:00", "2025-07-14T09:07",
     "2025-07-11T23:00"},
};

TEST(RoundCloses, AfterWaitQuietHoursAndDigest) {
  for (const RoundRow& row : round_table) {
    Route route;
    route.group_wait = minutes{row.wait_minutes};
    if (row.quiet) route.quiet_hours = {{clock(22, 0), clock(8, 5)}};
    Receiver receiver;
    receiver.id = ReceiverId{"first"};
    if (row.digest) receiver.digest.every = DigestEvery::day;
    std::optional<Instant> open;
    if (*row.open_until != '\0') open = at(row.open_until);
    const RoundRules rules{&route, &receiver, row.urgent};
    EXPECT_EQ(to_string_local(round_closes(rules, calendar_2025(), at(row.decided), open)),
              to_string_local(at(row.closes)))
        << row.what;
  }
}

TEST(RoundCloses, WithoutARouteOrAReceiverAtOnce) {
  const Instant now = at("2025-07-07T23:00");
  EXPECT_EQ(round_closes({}, calendar_2025(), now, std::nullopt), now);
}

// A reminder falls due by the calendar alone, at the hour when work begins like everybody else's.
TEST(RoundCloses, ARemindersRoundKeepsAwayFromMinutes0And30) {
  const Receiver robot = [] {
    Receiver made;
    made.id = ReceiverId{"robot"};
    return made;
  }();
  const Calendar calendar = calendar_2025();
  RoundRules rules{nullptr, &robot, false, true};
  for (const char* due : {"2025-07-21T09:00", "2025-07-21T14:30"}) {
    const Instant told = round_closes(rules, calendar, at(due), {});
    EXPECT_GE(told, at(due) + minutes{3});
    EXPECT_LE(told, at(due) + minutes{11});
  }
  EXPECT_EQ(round_closes(rules, calendar, at("2025-07-21T09:07"), {}), at("2025-07-21T09:07"));
  rules.urgent = true;
  EXPECT_EQ(round_closes(rules, calendar, at("2025-07-21T09:00"), {}), at("2025-07-21T09:00"));
  rules = {nullptr, &robot, false, false};
  EXPECT_EQ(round_closes(rules, calendar, at("2025-07-21T09:00"), {}), at("2025-07-21T09:00"))
      << "what is due at once goes at once";
}

}  // namespace
}  // namespace planwatch
