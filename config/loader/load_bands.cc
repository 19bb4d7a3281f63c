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

// A band that no gap falls into.
void check_extent(const Band& band, Diagnostics& out) {
  if (!band.from || !band.to) return;
  const bool point = *band.from == *band.to && band.from_inclusive && band.to_inclusive;
  if (*band.from < *band.to || point) return;
  const std::string from = band.from->to_string();
  const std::string to = band.to->to_string();
  out.error(band.at, said("从 {} 到 {} 是空的", "from {} to {} there is nothing", from, to),
            {"from 要小于 to", "from must be less than to"});
}

Words hole_hint() {
  return {"让前一档的 to 等于后一档的 from，并且只有一边含端点",
          "let one band's to be the next one's from, and only one of them include it"};
}

// Where two neighbours meet: neither a gap without a colour nor one with two.
void check_border(const Band& before, const Band& after, Diagnostics& out) {
  if (!before.to || !after.from) {
    out.error(after.at,
              {"与前一档重叠：中间的档要写 from 和 to",
               "overlaps the band before: inner bands need from and to"},
              hole_hint());
    return;
  }
  const std::string to = before.to->to_string();
  const std::string from = after.from->to_string();
  if (*before.to < *after.from) {
    out.error(
        after.at,
        said("空洞：差距 {} 到 {} 没有颜色", "a hole: gaps from {} to {} have no colour", to, from),
        hole_hint());
  } else if (*before.to > *after.from) {
    out.error(after.at,
              said("重叠：差距 {} 到 {} 有两种颜色",
                   "an overlap: gaps from {} to {} have two colours", from, to),
              hole_hint());
  } else if (before.to_inclusive && after.from_inclusive) {
    out.error(
        after.at,
        said("重叠：差距恰为 {} 有两种颜色", "an overlap: a gap of exactly {} has two colours", to),
        hole_hint());
  } else if (!before.to_inclusive && !after.from_inclusive) {
    out.error(after.at,
              said("空洞：差距恰为 {} 没有颜色", "a hole: a gap of exactly {} has no colour", to),
              hole_hint());
  }
}

void check_ends(const Bands& bands, Diagnostics& out) {
  const Band& best = bands.bands.front();
  const Band& worst = bands.bands.back();
  if (best.from) {
    const std::string from = best.from->to_string();
    out.error(best.at,
              said("空洞：小于 {} 的差距没有颜色", "a hole: gaps below {} have no colour", from),
              {"第一档不写 from", "the first band has no from"});
  }
  if (worst.to) {
    const std::string to = worst.to->to_string();
    out.error(worst.at,
              said("空洞：大于 {} 的差距没有颜色", "a hole: gaps above {} have no colour", to),
              {"最后一档不写 to", "the last band has no to"});
  }
}

void check_bands(const Bands& bands, Diagnostics& out) {
  for (std::size_t i = 0; i < bands.bands.size(); ++i) {
    check_extent(bands.bands[i], out);
    if (i == 0) continue;
    check_border(bands.bands[i - 1], bands.bands[i], out);
    if (bands.bands[i].light <= bands.bands[i - 1].light) {
      out.error(bands.bands[i].at,
                {"差距更大，颜色却不更重", "a larger gap, but no worse a colour"},
                {"各档从好到坏排列，颜色不重复", "bands go from best to worst, each colour once"});
    }
  }
  check_ends(bands, out);
}

}  // namespace

Bands load_bands(const YamlNode& node, Draft& draft) {
  Fields fields(node, draft.out);
  Bands bands;
  bands.at = fields.at();
  read_identifier(fields, Thing::bands, bands.id, draft.names);
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
