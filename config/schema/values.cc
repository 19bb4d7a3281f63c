#include "config/schema/values.h"

#include <utility>

namespace planwatch::schema {

namespace {

Value of(Reading reading) {
  Value value;
  value.reading = reading;
  return value;
}

}  // namespace

Value text() {
  return of(Reading::text);
}
Value optional_text() {
  Value value = text();
  value.may_be_empty = true;
  return value;
}
Value identifier() {
  return of(Reading::identifier);
}
Value area_code() {
  return of(Reading::area_code);
}
Value url() {
  return of(Reading::url);
}
Value pointer() {
  return of(Reading::pointer);
}
Value column() {
  Value value = text();
  value.column = true;
  return value;
}
Value decimal(const Words& unit) {
  Value value = of(Reading::decimal);
  value.unit = unit;
  return value;
}
Value integer(std::int64_t first, std::int64_t last, const Words& unit) {
  Value value = of(Reading::integer);
  value.first = first;
  value.last = last;
  value.unit = unit;
  return value;
}
Value month() {
  return integer(1, 12, {"月份", "month of the year"});
}
Value workdays(std::int64_t first, std::int64_t last) {
  return integer(first, last, {"工作日", "working days"});
}
Value boolean() {
  return of(Reading::boolean);
}
Value duration() {
  return of(Reading::duration);
}
Value seconds() {
  return of(Reading::seconds);
}
Value size() {
  return of(Reading::size);
}
Value date() {
  return of(Reading::date);
}
Value date_range() {
  return of(Reading::date_range);
}
Value period() {
  return of(Reading::period);
}
Value first_period() {
  return of(Reading::first_period);
}
Value time_of_day() {
  return of(Reading::time);
}
Value series() {
  return of(Reading::series);
}
Value figure() {
  return of(Reading::figure);
}
Value hours() {
  return of(Reading::hours);
}
Value word(std::vector<Word> words) {
  Value value = of(Reading::word);
  value.words = std::move(words);
  return value;
}
Value name_of(const std::string& thing) {
  Value value = text();
  value.names = thing;
  return value;
}
Value task_number() {
  Value value = integer(1, 9'999);
  value.names = "task";
  return value;
}
Value list_of(Value element) {
  Value value = filled_list_of(std::move(element));
  value.may_be_empty = true;
  return value;
}
Value filled_list_of(Value element) {
  Value value = of(Reading::list);
  value.inner = {std::move(element)};
  return value;
}
Value alone_or(Value list) {
  list.alone = true;
  return list;
}
Value map_of(const std::string& kind) {
  Value value = of(Reading::map);
  value.map = kind;
  return value;
}
Value text_or(const std::string& kind) {
  Value value = text();
  value.map = kind;
  return value;
}
Value entries_of(Value value) {
  Value entries = of(Reading::entries);
  entries.inner = {std::move(value)};
  return entries;
}
Value entries_of(std::vector<Word> keys, Value value) {
  Value entries = entries_of(std::move(value));
  entries.words = std::move(keys);
  return entries;
}

std::vector<Word> kind_words() {
  return {{"cumulative", {"累计数，自年初累计到目标", "adds up from the year's start"}},
          {"ratio", {"比率，每期都按目标判", "a ratio that is compared with its target"}},
          {"ratio_ramped", {"比率，各月应达数逐步提高", "a ratio with a ramp of its own"}},
          {"upper_bound", {"上限，不高于目标", "a ceiling that must not be passed"}},
          {"duration", {"时长，不多于目标天数", "days that must not be more than the target"}},
          {"stock", {"存量，期末的数", "a level at the period's end, such as enterprises"}},
          {"cadence", {"频次，每期至少几次", "a number of events in every period"}}};
}
std::vector<Word> alert_light_words() {
  return {{"blue", {"蓝灯（临期）及更重", "blue (near the deadline) and worse"}},
          {"yellow", {"黄灯及更重", "yellow and worse"}},
          {"red", {"只有红灯", "red alone"}}};
}
std::vector<Word> role_words() {
  return {{"contact", {"责任单位的经办人", "the unit's contact"}},
          {"deputy", {"责任单位的分管领导", "the unit's deputy leader"}},
          {"leader", {"责任单位的主要负责人", "the unit's leader"}},
          {"supervision", {"督查单位", "the supervising unit"}},
          {"feed_contact", {"数据源自己的联系人", "the feed's own contact"}},
          {"co_unit", {"配合单位", "the co-responsible units"}},
          {"ops", {"运维人员", "who runs planwatch"}}};
}

void add_oddities(std::vector<Key>& keys) {
  keys.push_back({"oddity", Need::optional, text_or("oddity"), "", "原文为 90％，表格为 90%",
                  "方案原文的一处疑点，check 逐字作为警告打印",
                  "one oddity of the plan's own text; "
                  "check prints it as a warning, word for word"});
  keys.push_back({"oddities", Need::optional, list_of(text_or("oddity")), "[]",
                  "[{zh: 原文没有写年份, en: the plan prints no year}]",
                  "同上，多处；每条一段文字或 {zh, en}",
                  "the same, several; each a text or {zh, en}"});
}

}  // namespace planwatch::schema
