#include <algorithm>
#include <fmt/format.h>

#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

constexpr Word<Light> band_light_words[] = {{"green", Light::green},
                                            {"attention", Light::attention},
                                            {"yellow", Light::yellow},
                                            {"red", Light::red}};

Band load_band(const YamlNode& node, Diagnostics& out) {
  Fields fields(node, out);
  Band band;
  band.at = fields.at();
  fields.choice("light", band_light_words, band.light);
  fields.decimal("from", band.from);
  fields.decimal("to", band.to);
  fields.boolean("from_inclusive", band.from_inclusive);
  fields.boolean("to_inclusive", band.to_inclusive);
  return band;
}

constexpr Word<Compare> compare_words[] = {{"schedule", Compare::schedule},
                                           {"area_above", Compare::area_above},
                                           {"days_to_deadline", Compare::days_to_deadline}};
constexpr Word<bool> day_words[] = {{"calendar", false}, {"working", true}};

// The axis as its bands are written, from best to worst: gaps grow, days run out.
struct Axis {
  bool days;
  // The end of a band towards the better and the worse neighbour.
  const std::optional<Decimal>& better(const Band& b) const { return days ? b.to : b.from; }
  const std::optional<Decimal>& worse(const Band& b) const { return days ? b.from : b.to; }
  bool better_in(const Band& b) const { return days ? b.to_inclusive : b.from_inclusive; }
  bool worse_in(const Band& b) const { return days ? b.from_inclusive : b.to_inclusive; }
  bool is_worse(Decimal a, Decimal b) const { return days ? a < b : a > b; }
  const char* zh() const { return days ? "剩余天数" : "差距"; }
  const char* en() const { return days ? "days left" : "gaps"; }
  Words hint() const {
    return days ? Words{"让前一档的 from 等于后一档的 to，并且只有一边含端点",
                        "let one band's from be the next one's to, and only one include it"}
                : Words{"让前一档的 to 等于后一档的 from，并且只有一边含端点",
                        "let one band's to be the next one's from, and only one of them "
                        "include it"};
  }
};

// A band that nothing falls into.
void check_extent(const Band& band, Diagnostics& out) {
  if (!band.from || !band.to) return;
  const bool point = *band.from == *band.to && band.from_inclusive && band.to_inclusive;
  if (*band.from < *band.to || point) return;
  const std::string from = band.from->to_string();
  const std::string to = band.to->to_string();
  out.error(band.at, said("从 {} 到 {} 是空的", "from {} to {} there is nothing", from, to),
            {"from 要小于 to", "from must be less than to"});
}

// Where two neighbours meet at one place: it has a colour, and one only.
void check_point(const Axis& axis, const Band& before, const Band& after, Diagnostics& out) {
  const std::string at = axis.worse(before)->to_string();
  if (axis.worse_in(before) && axis.better_in(after)) {
    out.error(after.at,
              {fmt::format("重叠：{}恰为 {} 有两种颜色", axis.zh(), at),
               fmt::format("an overlap: {} of exactly {} have two colours", axis.en(), at)},
              axis.hint());
  } else if (!axis.worse_in(before) && !axis.better_in(after)) {
    out.error(after.at,
              {fmt::format("空洞：{}恰为 {} 没有颜色", axis.zh(), at),
               fmt::format("a hole: {} of exactly {} have no colour", axis.en(), at)},
              axis.hint());
  }
}

// Neither a stretch without a colour nor one with two.
void check_border(const Axis& axis, const Band& before, const Band& after, Diagnostics& out) {
  if (!axis.worse(before) || !axis.better(after)) {
    out.error(after.at,
              {"与前一档重叠：中间的档要写 from 和 to",
               "overlaps the band before: inner bands need from and to"},
              axis.hint());
    return;
  }
  const Decimal end = *axis.worse(before);
  const Decimal begin = *axis.better(after);
  if (end == begin) {
    check_point(axis, before, after, out);
    return;
  }
  const std::string low = std::min(end, begin).to_string();
  const std::string high = std::max(end, begin).to_string();
  const bool hole = axis.is_worse(begin, end);
  out.error(after.at,
            {fmt::format("{}：{} {} 到 {} {}颜色", hole ? "空洞" : "重叠", axis.zh(), low, high,
                         hole ? "没有" : "有两种"),
             fmt::format("{}: {} from {} to {} have {}", hole ? "a hole" : "an overlap", axis.en(),
                         low, high, hole ? "no colour" : "two colours")},
            axis.hint());
}

void check_end(const Axis& axis, const Band& band, const std::optional<Decimal>& end, bool best,
               Diagnostics& out) {
  if (!end) return;
  const bool low = best != axis.days;
  const char* key = low ? "from" : "to";
  out.error(
      band.at,
      {fmt::format("空洞：{}于 {} 的{}没有颜色", low ? "小" : "大", end->to_string(), axis.zh()),
       fmt::format("a hole: {} {} {} have no colour", axis.en(), low ? "below" : "above",
                   end->to_string())},
      {fmt::format("{}一档不写 {}", best ? "第" : "最后", key),
       fmt::format("the {} band has no {}", best ? "first" : "last", key)});
}

void check_bands(const Bands& bands, Diagnostics& out) {
  const Axis axis{bands.compare == Compare::days_to_deadline};
  for (std::size_t i = 0; i < bands.bands.size(); ++i) {
    check_extent(bands.bands[i], out);
    if (i == 0) continue;
    check_border(axis, bands.bands[i - 1], bands.bands[i], out);
    if (bands.bands[i].light <= bands.bands[i - 1].light) {
      out.error(bands.bands[i].at,
                axis.days ? Words{"天数更少，颜色却不更重", "fewer days, but no worse a colour"}
                          : Words{"差距更大，颜色却不更重", "a larger gap, but no worse a colour"},
                {"各档从好到坏排列，颜色不重复", "bands go from best to worst, each colour once"});
    }
  }
  check_end(axis, bands.bands.front(), axis.better(bands.bands.front()), true, out);
  check_end(axis, bands.bands.back(), axis.worse(bands.bands.back()), false, out);
}

void read_axis(Fields& fields, Bands& bands) {
  fields.choice("compare", compare_words, bands.compare, Need::optional);
  fields.choice("days", day_words, bands.working_days, Need::optional);
  if (!fields.has("days") || bands.compare == Compare::days_to_deadline) return;
  fields.out().error(
      fields.at("days"),
      {"只有 compare: days_to_deadline 有 days", "only compare: days_to_deadline takes days"},
      {"删掉 days，或写 compare: days_to_deadline",
       "delete days, or write compare: days_to_deadline"});
}

}  // namespace

Bands load_bands(const YamlNode& node, Draft& draft) {
  Fields fields(node, draft.out);
  Bands bands;
  bands.at = fields.at();
  read_identifier(fields, Thing::bands, bands.id, draft.names);
  read_axis(fields, bands);
  for (const YamlNode& item : fields.list("bands")) {
    bands.bands.push_back(load_band(item, draft.out));
  }
  if (!fields.clean()) return bands;
  if (bands.bands.empty()) {
    draft.out.error(fields.at("bands"), {"没有一档", "there is no band"},
                    {"写上各档，如 {light: green, to: 0, to_inclusive: true}",
                     "write the bands, such as {light: green, to: 0, to_inclusive: true}"});
  } else {
    check_bands(bands, draft.out);
  }
  return bands;
}

}  // namespace planwatch::loader
