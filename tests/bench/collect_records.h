#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace planwatch::bench {

// The case records that all programs read: the same ones on every machine. Six courts, the cases
// filed in 2025; most closed in 1 to 200 days, the others not yet. One note in twelve stands in
// quotes, with commas, doubled quotes or a line break; one record in a thousand has a filing date
// that is none.
inline constexpr std::array<std::string_view, 6> courts = {
    "甘州区法院", "临泽县法院", "高台县法院", "山丹县法院", "民乐县法院", "肃南县法院"};
inline constexpr std::array<std::string_view, 6> court_areas = {"620702", "620723", "620724",
                                                                "620725", "620722", "620721"};

struct CaseRecord {
  std::string number, cause, filed, closed, amount, judge, procedure, note;
  std::string_view court, state;
};
class CaseGenerator {
 public:
  void next(CaseRecord& record);

 private:
  std::uint64_t random();
  std::uint64_t below(std::uint64_t bound) { return random() % bound; }
  std::uint64_t state_ = 0x9E3779B97F4A7C15ULL;
  std::uint64_t count_ = 0;
};

void write_csv(const std::string& path, std::uint64_t records);
void write_json(const std::string& path, std::uint64_t records);
// Five columns: number, court, filed, closed, state; the dates are dates.
void write_xlsx(const std::string& path, std::uint64_t records);

}  // namespace planwatch::bench
