#include "collectors/extract/value.h"
#include "tests/fuzz/fuzz_check.h"

// A figure, a period and a day in a cell, below a header: the first line is the header.
namespace planwatch {
namespace {

bool read_values(const Cell& cell, std::string_view header) {
  bool understood = false;
  for (const Measure measure : {Measure::count, Measure::ratio, Measure::amount, Measure::days}) {
    const auto reading = read_value(cell, {measure, CellUnit::automatic, header, false});
    if (const auto* refused = std::get_if<NotAValue>(&reading)) {
      fuzz::require(!refused->reason.empty(), "a refusal has its reason");
      fuzz::check_text(refused->reason, "reasons are UTF-8");
    }
    understood |= std::holds_alternative<ReadValue>(reading);
  }
  return understood;
}

bool read_periods(const Cell& cell) {
  bool understood = false;
  for (const int year : {0, 2025}) {
    const auto period = read_period(cell, year);
    if (const auto* refused = std::get_if<NotAValue>(&period)) {
      fuzz::check_text(refused->reason, "reasons are UTF-8");
    }
    understood |= std::holds_alternative<PeriodReading>(period);
    understood |= std::holds_alternative<Date>(read_date(cell, year));
  }
  return understood;
}

}  // namespace
}  // namespace planwatch

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace planwatch;
  const std::string_view input = fuzz::bytes_of(data, size);
  bool understood = false;
  // Decoders hand on UTF-8 only.
  const auto document = decode(input, CsvFormat{Encoding::utf8, '\x1F'}, fuzz::limits());
  if (document && document->tables.front().rows.size() >= 2) {
    const auto& rows = document->tables.front().rows;
    const Cell& cell = rows[1].cells.front();
    understood = read_values(cell, rows[0].cells.front().text);
    understood |= read_periods(cell);
  }
  fuzz::count_input(understood);
  return 0;
}
