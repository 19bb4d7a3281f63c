#include "daemon/send/action_link.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "daemon/send/signing.h"

namespace planwatch {

namespace {

// The payload is lines: version, purpose, role, alert, episode, unit, person, expiry, id. Plan and
// year stand in the alert's key.
constexpr std::string_view version = "1";
constexpr std::size_t payload_lines = 9;
constexpr std::size_t most_token_bytes = 2'048;
constexpr std::size_t mac_bytes = 32;
constexpr std::size_t id_bytes = 12;

struct PurposeWord {
  LinkPurpose purpose;
  std::string_view word;
  std::string_view letter;  // in the payload
};
constexpr std::array<PurposeWord, 4> purposes{{{LinkPurpose::acknowledge, "acknowledge", "a"},
                                               {LinkPurpose::promise, "promise", "p"},
                                               {LinkPurpose::progress, "progress", "g"},
                                               {LinkPurpose::close, "close", "c"}}};

std::string_view letter_of(LinkPurpose purpose) {
  for (const PurposeWord& one : purposes) {
    if (one.purpose == purpose) return one.letter;
  }
  return "";
}

bool parse_letter(std::string_view letter, LinkPurpose& purpose) {
  for (const PurposeWord& one : purposes) {
    if (one.letter != letter) continue;
    purpose = one.purpose;
    return true;
  }
  return false;
}

// Only these two act by links.
bool parse_role(std::string_view letter, AccessRole& role) {
  role = letter == "s" ? AccessRole::supervisor : AccessRole::unit;
  return letter == "s" || letter == "u";
}

std::string without_breaks(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return text;
}

std::string payload_of(const ActionLink& link) {
  const auto expires = std::chrono::floor<std::chrono::seconds>(link.expires);
  const std::string lines[] = {std::string(version),
                               std::string(letter_of(link.purpose)),
                               link.role == AccessRole::supervisor ? "s" : "u",
                               without_breaks(link.alert),
                               std::to_string(link.episode),
                               without_breaks(link.unit.text),
                               without_breaks(link.person),
                               std::to_string(expires.time_since_epoch().count()),
                               without_breaks(link.id)};
  std::string payload;
  for (const std::string& line : lines) payload += (payload.empty() ? "" : "\n") + line;
  return payload;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (true) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

template <class Number>
bool parse_number(std::string_view text, Number& number) {
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stop == end;
}

// ganzhou/lights/.../2025: the plan and its year.
bool split_key(ActionLink& link) {
  const std::size_t first = link.alert.find('/');
  const std::size_t last = link.alert.rfind('/');
  if (first == std::string::npos || first == last) return false;
  link.plan = link.alert.substr(0, first);
  return parse_number(std::string_view(link.alert).substr(last + 1), link.year);
}

std::optional<ActionLink> parse_payload(std::string_view payload) {
  const std::vector<std::string_view> lines = lines_of(payload);
  if (lines.size() != payload_lines || lines[0] != version) return std::nullopt;
  ActionLink link;
  long long expires = 0;
  link.alert = lines[3];
  link.unit = UnitId(std::string(lines[5]));
  link.person = lines[6];
  link.id = lines[8];
  if (!parse_letter(lines[1], link.purpose) || !parse_role(lines[2], link.role) ||
      !parse_number(lines[4], link.episode) || !parse_number(lines[7], expires) ||
      !split_key(link)) {
    return std::nullopt;
  }
  link.expires = Instant(std::chrono::seconds(expires));
  return link;
}

std::optional<ActionLink> read_token(std::string_view token, const Secret& key) {
  const std::size_t dot = token.find('.');
  if (key.empty() || token.size() > most_token_bytes || dot == std::string_view::npos) {
    return std::nullopt;
  }
  const auto payload = bytes_of_base64url(token.substr(0, dot));
  const auto mac = bytes_of_base64url(token.substr(dot + 1));
  if (!payload || !mac || mac->size() != mac_bytes) return std::nullopt;
  if (!same_secret(*mac, hmac_sha256(key.reveal(), *payload))) return std::nullopt;
  return parse_payload(*payload);
}

}  // namespace

std::string_view word_of(LinkPurpose purpose) {
  for (const PurposeWord& one : purposes) {
    if (one.purpose == purpose) return one.word;
  }
  return "";
}

std::optional<LinkPurpose> parse_purpose(std::string_view word) {
  for (const PurposeWord& one : purposes) {
    if (one.word == word) return one.purpose;
  }
  return std::nullopt;
}

std::string_view name_of(LinkRefusal refusal, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (refusal) {
    case LinkRefusal::forged:
      return zh ? "链接无效：不完整、被改动或不是本系统签发的"
                : "the link is not ours, or was changed";
    case LinkRefusal::expired:
      return zh ? "链接已过期" : "the link has expired";
    case LinkRefusal::other_purpose:
      return zh ? "链接只能用于它所注明的操作" : "the link is for something else";
  }
  return "";
}

std::string sign_link(const ActionLink& link, const Secret& key) {
  const std::string payload = payload_of(link);
  return base64url_of(payload) + "." + base64url_of(hmac_sha256(key.reveal(), payload));
}

tl::expected<ActionLink, LinkRefusal> verify_link(std::string_view token, const Secret& key,
                                                  Instant now, std::optional<LinkPurpose> wanted) {
  auto link = read_token(token, key);
  if (!link) return tl::make_unexpected(LinkRefusal::forged);
  if (link->expires <= now) return tl::make_unexpected(LinkRefusal::expired);
  if (wanted && *wanted != link->purpose) return tl::make_unexpected(LinkRefusal::other_purpose);
  return std::move(*link);
}

bool offers(const NoticeItem& item, LinkPurpose purpose) {
  const bool ended =
      item.over || item.key.kind == NoticeKind::resolved || item.key.kind == NoticeKind::closed;
  const bool fires = !ended && item.key.level >= Light::blue;
  switch (item.key.role) {
    case Role::contact:
    case Role::deputy:
    case Role::leader:
    case Role::feed_contact:
      return fires && purpose != LinkPurpose::close;
    case Role::supervision:
      return !fires && purpose == LinkPurpose::close;
    case Role::co_unit:
    case Role::ops:
      return false;
  }
  return false;
}

ActionLink link_of(const Notice& notice, const NoticeItem& item, LinkPurpose purpose,
                   std::chrono::days valid, const Secret& key) {
  ActionLink link;
  link.purpose = purpose;
  link.alert = item.key.alert;
  link.episode = item.key.episode;
  link.role = purpose == LinkPurpose::close ? AccessRole::supervisor : AccessRole::unit;
  link.unit = notice.unit;
  link.person = item.facts.person;
  if (notice.people.size() == 1) link.person = notice.people.front().name;
  if (link.person.empty()) {
    link.person = notice.unit.text + std::string(name_of(item.key.role, Lang::zh));
  }
  // To the whole second, as the token carries it.
  link.expires = std::chrono::floor<std::chrono::seconds>(notice.decided_at) + valid;
  const std::string named = to_string(item.key) + "\n" + std::string(word_of(purpose));
  link.id = base64url_of(hmac_sha256(key.reveal(), named).substr(0, id_bytes));
  split_key(link);
  return link;
}

MakeLink make_links(std::string public_url, int valid_days, Secret key) {
  while (public_url.ends_with('/')) public_url.pop_back();
  return [base = std::move(public_url), valid = std::chrono::days(valid_days),
          secret = std::move(key)](const Notice& notice, const NoticeItem& item,
                                   LinkPurpose purpose) -> std::string {
    if (base.empty() || secret.empty() || !offers(item, purpose)) return {};
    return base + "/act?t=" + sign_link(link_of(notice, item, purpose, valid, secret), secret);
  };
}

}  // namespace planwatch
