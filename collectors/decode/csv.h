#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace planwatch {

// The separator that cuts most records of the text's beginning into the same number of fields, at
// least two; a comma where none does. Order of preference: , ; tab |.
char detect_separator(std::string_view text);
inline constexpr std::size_t separator_sample_bytes = 65'536;

// How a text begins to be read: its separator, declared ('\0': found out) or stated by a first line
// "sep=;", and how many bytes and lines that line takes.
struct CsvStart {
  char separator = ',';
  std::size_t bytes = 0;
  std::uint32_t lines = 0;
};
CsvStart start_of_csv(std::string_view text, char declared);

}  // namespace planwatch
