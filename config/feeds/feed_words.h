#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/loader/loaders.h"
#include "config/schema/values.h"

namespace planwatch::feeds {

// The words of a feed stand here once for both: how they are read and how they are described.
using namespace loader;
using namespace schema;
using loader::Word;

inline constexpr Need required = Need::required;
inline constexpr Need optional = Need::optional;

// A feed while it is being read.
struct FeedDraft {
  FeedSpec& feed;
  FeedPlaces& places;
  Draft& draft;

  Diagnostics& out() const { return draft.out; }
};

// A key of a feed. The first of the maps is what stands behind it, the others stand inside.
struct PartWords {
  std::string_view key;
  Words meaning;
  std::string example;
  std::vector<MapKind> (*describe)() = nullptr;
};
// Its line in the table of `feed`.
Key key_of(const PartWords& part);

// What the transport says of the format.
enum class FormatUse {
  written,   // the file names it
  fixed,     // the transport makes the body and knows what it is
  defaulted  // the file may name it
};
struct TransportWords {
  PartWords part;
  Transport (*load)(const YamlNode& node, FeedDraft& feed) = nullptr;
  FormatUse use = FormatUse::written;
  Format format{};  // fixed or by default
};
struct MappingWords {
  PartWords part;
  Mapping (*load)(const YamlNode& node, bool pointers, FeedDraft& feed) = nullptr;
};

// Variables that the demo alone knows are for feeds with sample: true.
void check_samples(std::string_view text, std::string_view variable, bool sample,
                   const SourcePosition& at, Diagnostics& out);
inline constexpr std::string_view samples_folder = "${samples}";
inline constexpr std::string_view samples_url = "${samples_url}";

}  // namespace planwatch::feeds
