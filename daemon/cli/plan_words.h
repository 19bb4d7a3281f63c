#pragma once

#include <string>
#include <vector>

#include "rules/model/configuration.h"

namespace planwatch {

// The words of the configuration files for what they say; the csv of `list` reads like them.
std::string word_of(IndicatorKind kind);
std::string word_of(Better better);
std::string word_of(Window window);
std::string word_of(ScheduleKind kind);
std::string word_of(Frequency frequency);
std::string join(const std::vector<UnitId>& units, const char* separator);

}  // namespace planwatch
