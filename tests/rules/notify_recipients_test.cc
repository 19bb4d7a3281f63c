#include "gtest/gtest.h"

#include "rules/notify/recipients.h"
#include "tests/support/small_plan.h"

namespace planwatch {
namespace {

Person person(const char* name) {
  Person one;
  one.name = name;
  one.mobile = "13800000000";
  one.wecom = std::string("userid-") + name;
  return one;
}

// 人社局 and 法院 with people, 科技局 with a contact, 营商局 coordinates and supervises; 各成员单位
// is a collective.
Plan plan() {
  Plan plan = SmallPlan::configuration().plan;
  plan.units[0].people = {person("赵一"), person("赵二"), person("赵三")};
  plan.units[1].people = {person("钱一"), person("钱二"), person("钱三")};
  plan.units[2].people.contact = person("孙一");
  plan.units[3].people.contact = person("李一");
  Unit all;
  all.id = UnitId{"各成员单位"};
  all.collective = true;
  all.members = {UnitId{"人社局"}, UnitId{"法院"}};
  plan.units.push_back(all);
  return plan;
}

Alert about(SubjectKind kind, const char* subject, const char* unit) {
  Alert alert;
  alert.key.subject_kind = kind;
  alert.key.subject = subject;
  alert.unit = UnitId{unit};
  return alert;
}

std::string names_of(const std::vector<Person>& people) {
  std::string text;
  for (const Person& one : people) text += (text.empty() ? "" : " ") + one.name;
  return text;
}

struct RoleRow {
  Role role;
  const char* unit;
  const char* people;
};
const RoleRow role_table[] = {
    {Role::contact, "法院", "钱一"},
    {Role::deputy, "法院", "钱二"},
    {Role::leader, "法院", "钱三"},
    {Role::supervision, "法院", "李一"},
    {Role::ops, "法院", ""},
    {Role::feed_contact, "法院", ""},
    {Role::deputy, "科技局", ""},
    {Role::contact, "没有的局", ""},
    {Role::supervision, "科技局", "李一"},
};

TEST(Recipients, ThePeopleOfTheUnitAndOfSupervision) {
  for (const RoleRow& row : role_table) {
    const Alert alert = about(SubjectKind::indicator, closing_rate, row.unit);
    EXPECT_EQ(names_of(recipients_of(plan(), alert, row.role, nullptr)), row.people)
        << name_of(row.role, Lang::en) << " of " << row.unit;
  }
  const Alert alert = about(SubjectKind::indicator, closing_rate, "法院");
  EXPECT_EQ(recipients_of(plan(), alert, Role::contact, nullptr).at(0), person("钱一"))
      << "with all addresses";
}

TEST(Recipients, AFeedsContactIsLookedUpByName) {
  const Alert alert = about(SubjectKind::feed, "court:2025-06", "法院");
  FeedSpec feed;
  feed.unit = UnitId{"法院"};
  feed.contact = "钱二";
  EXPECT_EQ(recipients_of(plan(), alert, Role::feed_contact, &feed),
            (std::vector<Person>{person("钱二")}));
  feed.contact = "周一";
  EXPECT_EQ(names_of(recipients_of(plan(), alert, Role::feed_contact, &feed)), "周一")
      << "a name without an address";
  feed.contact.clear();
  EXPECT_TRUE(recipients_of(plan(), alert, Role::feed_contact, &feed).empty());
}

struct CoRow {
  const char* what;
  std::vector<const char*> listed;
  bool members;
  const char* people;
};
const CoRow co_table[] = {
    {"none", {}, true, ""},
    {"two units", {"法院", "科技局"}, true, "钱一 孙一"},
    {"the unit that answers is no co-unit", {"人社局", "法院"}, true, "钱一"},
    {"twice", {"法院", "法院"}, true, "钱一"},
    {"a collective stands for its members", {"各成员单位", "科技局"}, true, "钱一 孙一"},
    {"an empty collective for the coordinating unit", {"各成员单位"}, false, "李一"},
    {"a unit that the plan does not have", {"没有的局"}, true, ""},
};

TEST(Recipients, CoUnitsOfTasksAndIndicators) {
  for (const CoRow& row : co_table) {
    Plan changed = plan();
    std::vector<UnitId> units;
    for (const char* one : row.listed) units.emplace_back(one);
    changed.tasks[0].departments = units;
    changed.indicators[0].co = units;
    if (!row.members) changed.units.back().members.clear();
    for (const Alert& alert : {about(SubjectKind::task, "1", "人社局"),
                               about(SubjectKind::indicator, trainings, "人社局")}) {
      EXPECT_EQ(names_of(recipients_of(changed, alert, Role::co_unit, nullptr)), row.people)
          << row.what;
    }
  }
}

TEST(Recipients, SubjectsThatThePlanDoesNotHaveHaveNoCoUnits) {
  for (const Alert& alert :
       {about(SubjectKind::task, "99", "人社局"), about(SubjectKind::task, "1x", "人社局"),
        about(SubjectKind::task, "", "人社局"), about(SubjectKind::indicator, "none", "人社局"),
        about(SubjectKind::receiver, "1", "营商局")}) {
    EXPECT_TRUE(co_units_of(plan(), alert).empty()) << alert.key.subject;
  }
}

}  // namespace
}  // namespace planwatch
