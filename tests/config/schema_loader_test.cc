#include <algorithm>
#include <gmock/gmock.h>

#include "gtest/gtest.h"

#include "tests/config/schema_against_loader.h"

namespace planwatch {
namespace {

using schema::MapKind;
using schema::Need;
using testing::Contains;
using testing::HasSubstr;

std::set<std::string> differences(const std::vector<MapKind>& tables) {
  SchemaAgainstLoader check(tables);
  for (const Variant& variant : variants_of_every_key(tables)) check.compare(variant.documents);
  check.compare(shipped_documents());
  return check.findings();
}

std::string lines(const std::set<std::string>& findings) {
  std::string out;
  for (const std::string& finding : findings) out += finding + "\n";
  return out;
}

// Keys, requiredness, types, ranges, words and names: what the tables say is what the loader asks.
TEST(SchemaAndLoader, SayTheSameOfEveryKey) {
  EXPECT_EQ(lines(differences(schema::map_kinds())), "");
}

// The comparison itself, on tables that were put out of tune.
class Detuned : public testing::Test {
 protected:
  MapKind& kind(const std::string& name) {
    return *std::find_if(tables_.begin(), tables_.end(),
                         [&](const MapKind& one) { return one.name == name; });
  }
  schema::Key& key(const std::string& map, const std::string& name) {
    auto& keys = kind(map).keys;
    return *std::find_if(keys.begin(), keys.end(),
                         [&](const schema::Key& one) { return one.name == name; });
  }
  void erase(const std::string& map, const std::string& name) {
    std::erase_if(kind(map).keys, [&](const schema::Key& one) { return one.name == name; });
  }
  // The shipped plan alone: what is out of tune stands in it.
  std::set<std::string> findings() const {
    SchemaAgainstLoader check(tables_);
    check.compare(shipped_documents());
    return check.findings();
  }

  std::vector<MapKind> tables_ = schema::map_kinds();
};

TEST_F(Detuned, KeyOfTheLoaderIsMissing) {
  erase("task", "due_month");
  EXPECT_THAT(
      findings(),
      Contains(HasSubstr("task.due_month: the loader asks for it; add this line to the keys of "
                         "\"task\" in config/schema/describe_plan.cc (values.h has the "
                         "VALUEs):\n    {\"due_month\", required, integer(1, 12), "
                         "\"\", \"12\", \"中文\", \"English\"},")));
}
TEST_F(Detuned, KeyThatTheLoaderDoesNotKnow) {
  key("task", "clause").name = "clausula";
  EXPECT_THAT(findings(),
              Contains("task.clausula: the loader never asks for it; delete its line in "
                       "config/schema/describe_plan.cc"));
}
TEST_F(Detuned, Requiredness) {
  key("task", "title").need = Need::optional;
  key("task", "clause").need = Need::required;
  EXPECT_THAT(findings(), Contains(HasSubstr("task.title: the table says optional, the loader "
                                             "required")));
  EXPECT_THAT(findings(), Contains(HasSubstr("task.clause: the table says required, the loader "
                                             "optional")));
}
TEST_F(Detuned, Types) {
  key("task", "title").value.reading = schema::Reading::boolean;
  key("indicator", "target").value.reading = schema::Reading::text;
  key("task", "departments").value.reading = schema::Reading::entries;
  EXPECT_THAT(findings(),
              Contains("task.title: the table says boolean(), the loader reads text()"));
  EXPECT_THAT(findings(),
              Contains("indicator.target: the table says text(), the loader reads decimal()"));
  EXPECT_THAT(findings(),
              Contains("task.departments: the table says entries_of, the loader reads list_of"));
}
TEST_F(Detuned, Ranges) {
  key("task", "due_month").value.last = 13;
  EXPECT_THAT(findings(),
              Contains("task.due_month: the table says 1 to 13, the loader takes 1 to 12"));
}
TEST_F(Detuned, Defaults) {
  key("feed", "poll").fallback = "11m";
  key("rule", "for_reports").fallback = "2";
  key("route", "from").fallback = "red";
  key("unit", "collective").fallback = "";
  const std::set<std::string> found = findings();
  EXPECT_THAT(found,
              Contains("feed.poll: the table's default is \"11m\", the loader's \"600000ms\""));
  EXPECT_THAT(found,
              Contains("rule.for_reports: the table's default is \"2\", the loader's \"1\""));
  EXPECT_THAT(found,
              Contains("route.from: the table's default is \"red\", the loader's \"yellow\""));
  EXPECT_THAT(found,
              Contains("unit.collective: the table's default is \"\", the loader's \"false\""));
}
TEST_F(Detuned, Words) {
  key("feed.due", "frequency").value.words.pop_back();
  key("rule", "yellow_width").value.words.pop_back();
  EXPECT_THAT(findings(), Contains(HasSubstr("feed.due.frequency: the table has the words half, "
                                             "month, quarter; the loader half, month, quarter, "
                                             "year")));
  EXPECT_THAT(findings(), Contains(HasSubstr("rule.yellow_width's keys: the table has the words")));
}
TEST_F(Detuned, NamesOfOtherThings) {
  key("task", "departments").value.inner.front().names = "indicator";
  EXPECT_THAT(findings(),
              Contains("task.departments[]: the table says that it names \"indicator\", "
                       "to the loader \"unit\""));
}
TEST_F(Detuned, GroupsOfWhichOneIsWanted) {
  kind("feed").one_of.front().push_back("poll");
  EXPECT_THAT(findings(),
              Contains(HasSubstr("feed.file: the loader wants exactly one of file, "
                                 "ftp, http, mailbox, prometheus, sftp, sql, upload; the "
                                 "table's one_of is {file, ftp, http, mailbox, "
                                 "poll, prometheus, sftp, sql, upload}")));
}
// Rule tests are read by a loader of their own, with keys that stand only beside another.
TEST_F(Detuned, RuleTests) {
  erase("test.light", "gap");
  key("test.message", "to").value.words.pop_back();
  key("test.series", "from").value.reading = schema::Reading::period;
  key("test.action", "time").fallback = "18:00";
  kind("test.message").at_most_one.clear();
  const std::set<std::string> found = findings();
  EXPECT_THAT(found, Contains(HasSubstr("test.light.gap: the loader asks for it; add this line to "
                                        "the keys of \"test.light\" in "
                                        "config/schema/describe_rule_tests.cc")));
  EXPECT_THAT(found,
              Contains(HasSubstr("test.message.to: the table has the words co_unit, contact, "
                                 "deputy, feed_contact, leader, supervision; the loader "
                                 "co_unit, contact, deputy, feed_contact, leader, ops, "
                                 "supervision")));
  EXPECT_THAT(found, Contains("test.series.from: the table says period(), the loader reads "
                              "first_period()"));
  EXPECT_THAT(found, Contains("test.action.time: the table's default is \"18:00\", the loader's "
                              "\"10:00\""));
  EXPECT_THAT(found, Contains(HasSubstr("test.message.indicator: the loader wants exactly one of "
                                        "feed, indicator, task; the table's one_of is {}")));
}

}  // namespace
}  // namespace planwatch
