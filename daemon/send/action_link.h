#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "daemon/send/message.h"
#include "rules/model/configuration.h"
#include "rules/model/secret.h"

namespace planwatch {

// What a link in a message stands for: one person's permission to do one thing about one alert,
// once, until a moment. Whoever holds the link has the permission, as with a letter.
struct ActionLink {
  LinkPurpose purpose = LinkPurpose::acknowledge;
  std::string plan;
  int year = 0;
  std::string alert;  // to_string(AlertKey); begins with `plan` and ends with `year`
  int episode = 0;    // with `alert` it names the ledger row that `close` closes
  AccessRole role = AccessRole::unit;
  UnitId unit;         // whose alerts the person may act on
  std::string person;  // the addressee's name, or unit and role where nobody is named
  // The clock by which notices are decided: the machine's, but for a demo or a simulation.
  Instant expires{};
  std::string id;  // the same for a repeated message; counts once
  friend bool operator==(const ActionLink&, const ActionLink&) = default;
};

// base64url(payload) "." base64url(HMAC-SHA256(key, payload)), RFC 4648 section 5 and RFC 2104.
std::string sign_link(const ActionLink& link, const Secret& key);

enum class LinkRefusal {
  forged,         // not ours, cut, or changed
  expired,        // ours, but its time is over
  other_purpose,  // ours, but for something else than is asked for
};
std::string_view name_of(LinkRefusal refusal, Lang lang);

// The link that a token stands for at the moment `now`. `wanted` empty: for any purpose.
tl::expected<ActionLink, LinkRefusal> verify_link(std::string_view token, const Secret& key,
                                                  Instant now,
                                                  std::optional<LinkPurpose> wanted = {});

std::string_view word_of(LinkPurpose purpose);  // acknowledge, promise, progress, close
std::optional<LinkPurpose> parse_purpose(std::string_view word);

// What a notice's item lets its reader do: the unit's people acknowledge, promise and add progress
// while the alert fires; supervision closes when it fires no more. Copies for information (co-unit,
// ops) let do nothing.
bool offers(const NoticeItem& item, LinkPurpose purpose);
// The link of one item; the same for the same notice, whenever it is made.
ActionLink link_of(const Notice& notice, const NoticeItem& item, LinkPurpose purpose,
                   std::chrono::days valid, const Secret& key);

// Addresses as PUBLIC_URL/act?t=TOKEN. Empty without a public address or a key, and for what the
// item does not offer.
MakeLink make_links(std::string public_url, int valid_days, Secret key);

}  // namespace planwatch
