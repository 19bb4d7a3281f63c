#pragma once

#include <string>
#include <string_view>

#include "daemon/send/message.h"

namespace planwatch {

// A value (a unit's name, a figure, a text that somebody typed) as it may stand in a message of
// this format: nothing in it acts. One line: line breaks, control characters and the invisible
// characters that turn the direction of writing become spaces. In the formats of chats, what marks
// text (* _ ` # [ ] < > ~ \ & @) is replaced by its full-width twin, which no client interprets;
// none of them has an escape that all their clients know, and a "<" swallows the rest of a line in
// WeCom. In plain text only tags and mentions are disarmed: "<at", "<@", "@".
std::string escaped(std::string_view value, MessageFormat format);

// An address as it may stand in parentheses or a line; what would end it is written as %XX.
std::string escaped_link(std::string_view url);

}  // namespace planwatch
