#pragma once

#include <string>

#include "rules/model/person.h"
#include "rules/model/routing.h"

namespace planwatch {

// The key of the configuration for a channel: wecom_robot.
std::string channel_word(const ChannelSpec& channel);

// How the channel reaches this person: the addresses of its `to` and the person's own, or that an
// address is missing. Channels that reach a group or a program have none.
std::string address_for(const ChannelSpec& channel, const Person& person, Lang lang);

}  // namespace planwatch
