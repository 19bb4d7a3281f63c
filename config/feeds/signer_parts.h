#pragma once

#include <array>

#include "config/feeds/connection_words.h"

namespace planwatch::feeds {

// Parts of a signer's message and of what is sent besides.

bool has_setting(const SignerSpec& signer, const std::string& name);
void fail_setting(const std::string& name, const SourcePosition& at, const SignerSpec& signer,
                  Diagnostics& out);
void read_settings(Fields& fields, SignerSpec& signer);
// timestamp_ms and the like, the name of a setting, or {text: ...} for what stands there as it is.
SignPart load_part(const YamlNode& node, const SignerSpec& signer, Diagnostics& out);
Words meaning_of_parts();
MapKind describe_part_text();

// Where something goes: `header` or `query`, with its name.
inline constexpr std::array<std::string_view, 2> sign_places{"header", "query"};
void read_place(Fields& fields, SignPlace& place, std::string& name);
std::vector<Key> place_keys(const Words& of_what);

}  // namespace planwatch::feeds
