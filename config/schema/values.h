#pragma once

#include <string>
#include <vector>

#include "config/schema/schema.h"

namespace planwatch::schema {

// The values of the tables, each named as the loader reads it. Pure.
Value text();
Value optional_text();  // may be empty
Value identifier();     // a letter, then letters, digits, _ - and dots
Value area_code();
Value url();
Value pointer();
Value column();  // a column's header, or a JSON pointer
Value decimal(const Words& unit = {});
Value integer(std::int64_t first, std::int64_t last, const Words& unit = {});
Value month();  // 1 to 12
Value workdays(std::int64_t first, std::int64_t last);
Value boolean();
Value duration();  // 500ms 2s 10m 4h 1d
Value seconds();   // the same, in whole seconds
Value size();      // 512B 64KiB 16MiB 1GiB
Value date();
Value date_range();
Value period();
Value first_period();  // a period, or 1 to 12: the month in which it begins
Value time_of_day();
Value hours();
Value series();  // figures period by period
Value figure();  // one of them
Value word(std::vector<Word> words);
// The name of a unit, indicator, ... ; `thing` in the loader's English words.
Value name_of(const std::string& thing);
Value task_number();
Value list_of(Value element);
Value filled_list_of(Value element);  // at least one element
Value alone_or(Value list);           // a single element may stand without the list
Value map_of(const std::string& kind);
Value text_or(const std::string& kind);
Value entries_of(Value value);
Value entries_of(std::vector<Word> keys, Value value);

// Words that several tables use.
std::vector<Word> kind_words();
std::vector<Word> alert_light_words();
std::vector<Word> role_words();
// `oddity` and `oddities`, which plan, tasks and indicators have in common.
void add_oddities(std::vector<Key>& keys);

}  // namespace planwatch::schema
