#include "rules/notify/recipients.h"

#include <algorithm>
#include <charconv>

namespace planwatch {

namespace {

void add_unit(std::vector<UnitId>& units, const UnitId& unit, const Alert& alert) {
  if (unit.empty() || unit == alert.unit) return;
  if (std::find(units.begin(), units.end(), unit) == units.end()) units.push_back(unit);
}

// Members are single units; the loader refuses collectives of collectives.
std::vector<UnitId> expand(const Plan& plan, const UnitId& id) {
  const Unit* unit = plan.find_unit(id);
  if (unit == nullptr || !unit->collective) return {id};
  if (unit->members.empty()) return {plan.coordinating_unit};
  return unit->members;
}

const Task* task_of(const Plan& plan, const std::string& subject) {
  int number = 0;
  const char* const end = subject.data() + subject.size();
  const auto parsed = std::from_chars(subject.data(), end, number);
  return parsed.ec == std::errc{} && parsed.ptr == end ? plan.find_task(number) : nullptr;
}

void add_person(std::vector<Person>& people, const Person& person) {
  if (person == Person{}) return;
  if (std::find(people.begin(), people.end(), person) == people.end()) people.push_back(person);
}

void add_contact(std::vector<Person>& people, const Plan& plan, const UnitId& id) {
  if (const Unit* unit = plan.find_unit(id)) add_person(people, unit->people.contact);
}

Person feed_contact(const Plan& plan, const FeedSpec& feed) {
  Person person;
  person.name = feed.contact;
  const Unit* unit = plan.find_unit(feed.unit);
  if (unit == nullptr || feed.contact.empty()) return person;
  for (const Person* one : {&unit->people.contact, &unit->people.deputy, &unit->people.leader}) {
    if (one->name == feed.contact) return *one;
  }
  return person;
}

}  // namespace

std::vector<UnitId> co_units_of(const Plan& plan, const Alert& alert) {
  const std::vector<UnitId>* listed = nullptr;
  if (alert.key.subject_kind == SubjectKind::indicator) {
    const auto index = plan.find_indicator(IndicatorId{alert.key.subject});
    if (index) listed = &plan.indicators[index->value].co;
  } else if (alert.key.subject_kind == SubjectKind::task) {
    const Task* task = task_of(plan, alert.key.subject);
    if (task != nullptr) listed = &task->departments;
  }
  std::vector<UnitId> units;
  if (listed == nullptr) return units;
  for (const UnitId& id : *listed) {
    for (const UnitId& unit : expand(plan, id)) add_unit(units, unit, alert);
  }
  return units;
}

std::vector<Person> recipients_of(const Plan& plan, const Alert& alert, Role role,
                                  const FeedSpec* feed) {
  std::vector<Person> people;
  const Unit* unit = plan.find_unit(alert.unit);
  switch (role) {
    case Role::contact:
      if (unit != nullptr) add_person(people, unit->people.contact);
      break;
    case Role::deputy:
      if (unit != nullptr) add_person(people, unit->people.deputy);
      break;
    case Role::leader:
      if (unit != nullptr) add_person(people, unit->people.leader);
      break;
    case Role::supervision:
      add_contact(people, plan, plan.supervising_unit);
      break;
    case Role::feed_contact:
      if (feed != nullptr) add_person(people, feed_contact(plan, *feed));
      break;
    case Role::co_unit:
      for (const UnitId& one : co_units_of(plan, alert)) add_contact(people, plan, one);
      break;
    case Role::ops:
      break;
  }
  return people;
}

}  // namespace planwatch
