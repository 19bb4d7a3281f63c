#pragma once

#include <string>
#include <vector>

#include "config/loader/load.h"

namespace planwatch {

// The loader with the checks of other rooms handed in.
LoadOptions checked_load_options(bool demo);
using CheckedConfiguration = LoadResult;
CheckedConfiguration load_checked(const std::string& folder, bool demo);
std::vector<std::string> error_texts(const CheckedConfiguration& loaded, Lang lang);

}  // namespace planwatch
