#include "daemon/export/history.h"

#include "gtest/gtest.h"

#include "tests/daemon/export/export_fixture.h"

namespace planwatch::exporting {
namespace {

ObservationRow row(const Configuration& c, unsigned month, std::int64_t value, Instant received,
                   int revision) {
  ObservationRow r;
  r.observation.indicator = *c.plan.find_indicator(IndicatorId{trainings});
  r.observation.period = Period::month(2025, month);
  r.observation.has_value = true;
  r.observation.value = Decimal(value);
  r.received = received;
  r.revision = revision;
  return r;
}

std::string lines_with(const std::string& text, const std::string& part) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    if (line.find(part) != std::string::npos) out += line.substr(line.find('}') + 2) + "\n";
    at = end + 1;
  }
  return out;
}

struct History : testing::Test {
  std::shared_ptr<Configuration> configuration = wide_configuration(1);
  Restored known;

  std::string text(HistorySpan span) {
    std::string out;
    sample_history(configuration, FeedSelection::real, known, span)
        .write([&out](std::string_view piece) { out += piece; });
    return out;
  }
};

constexpr std::chrono::hours day{24};

TEST_F(History, AFigureHoldsFromItsReceiptACorrectionFromItsOwn) {
  known.observations = {row(*configuration, 1, 100, morning(2025, 2, 5), 0),
                        row(*configuration, 1, 300, morning(2025, 2, 7), 1)};
  const std::string out =
      text({make_date(2025, 2, 4), make_date(2025, 2, 8), day, morning(2025, 12, 1)});
  // Samples at 00:00 UTC, 08:00 in the plan's place; 233 are expected of January.
  EXPECT_EQ(lines_with(out, "planwatch_indicator_value{indicator=\"trainings\""),
            "100 1738800000\n100 1738886400\n300 1738972800\n");
  EXPECT_EQ(lines_with(out, "planwatch_indicator_light{indicator=\"trainings\""),
            "0 1738627200\n0 1738713600\n2 1738800000\n2 1738886400\n1 1738972800\n");
}

TEST_F(History, TodaysConditionsAreThoseOfTheDay) {
  known.observations = {row(*configuration, 11, 2700, morning(2025, 12, 5), 0)};
  const std::string out =
      text({make_date(2026, 1, 5), make_date(2026, 1, 6), day, morning(2026, 2, 1)});
  EXPECT_EQ(lines_with(out, "planwatch_indicator_light{indicator=\"trainings\""),
            "1 1767571200\n5 1767657600\n")
      << "the year's figure was due on 5 January";
}

TEST_F(History, NothingIsToldOfWhatComesAfterTheLastKnownMoment) {
  const std::string out =
      text({make_date(2025, 2, 4), make_date(2025, 12, 31), day, morning(2025, 2, 5)});
  EXPECT_EQ(lines_with(out, "planwatch_indicator_target{indicator=\"trainings\""),
            "2800 1738627200\n2800 1738713600\n");
}

TEST_F(History, IsOpenMetrics) {
  const std::string out =
      text({make_date(2025, 2, 4), make_date(2025, 2, 4), day, morning(2025, 12, 1)});
  EXPECT_TRUE(out.ends_with("\n# EOF\n"));
  EXPECT_NE(out.find("# TYPE planwatch_indicator_target gauge\n"), std::string::npos);
  EXPECT_EQ(out.find("planwatch_indicator_period_light"), std::string::npos);
  EXPECT_EQ(text({make_date(2025, 2, 5), make_date(2025, 2, 4), day, morning(2025, 12, 1)}),
            "# EOF\n");
}

TEST_F(History, AFinerStepShowsTheSameAtTheSameMoments) {
  known.observations = {row(*configuration, 1, 100, morning(2025, 2, 5), 0)};
  HistorySpan span{make_date(2025, 2, 4), make_date(2025, 2, 6), day, morning(2025, 12, 1)};
  const std::string coarse = text(span);
  span.step = std::chrono::minutes{30};
  const std::string fine = text(span);
  std::size_t lines = 0;
  for (std::size_t at = 0; at < coarse.size();) {
    const std::size_t end = coarse.find('\n', at);
    EXPECT_NE(fine.find(coarse.substr(at, end + 1 - at)), std::string::npos)
        << coarse.substr(at, end - at);
    at = end + 1;
    ++lines;
  }
  EXPECT_GT(lines, 50u);
}

}  // namespace
}  // namespace planwatch::exporting
