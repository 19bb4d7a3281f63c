#include "rules/notify/fallback.h"

#include <algorithm>
#include <fmt/format.h>

#include "rules/notify/render.h"

namespace planwatch {

namespace {

// The way that a notice came stands in its reason, so that it survives whatever the notice
// survives.
std::string not_taken_by(const ReceiverId& receiver) {
  return fmt::format("（{}）未送达：", receiver.text);
}

// What the message as a whole was sent for, before its items' own reasons.
std::string reason_before(const Notice& notice, Lang lang) {
  Notice plain = notice;
  compose(plain, lang);
  std::string reason = notice.why;
  if (reason.ends_with(plain.why)) reason.resize(reason.size() - plain.why.size());
  return reason;
}

const Receiver* find_receiver(const Routing& routing, const ReceiverId& id) {
  const auto found = std::find_if(routing.receivers.begin(), routing.receivers.end(),
                                  [&](const Receiver& one) { return one.id == id; });
  return found == routing.receivers.end() ? nullptr : &*found;
}

}  // namespace

std::string brief_answer(const std::string& answer) {
  constexpr std::size_t most_bytes = 200;
  std::string text = answer.substr(0, most_bytes);
  const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; };
  if (answer.size() > most_bytes) {
    // Never half a character: what the cut fell into goes.
    std::size_t end = most_bytes;
    while (end > 0 && continues(answer[end])) --end;
    text.resize(end);
    text += "…";
  }
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return text;
}

std::optional<Notice> send_elsewhere(const Routing& routing, const Receiver& receiver,
                                     const Notice& notice, const std::string& answer, Instant now) {
  const Receiver* other = find_receiver(routing, receiver.fallback);
  if (other == nullptr || other->id == receiver.id || notice.items.empty()) return std::nullopt;
  if (notice.why.find(not_taken_by(other->id)) != std::string::npos) return std::nullopt;
  Notice next = notice;
  for (NoticeItem& item : next.items) item.key.receiver = other->id;
  next.parts = 1;
  next.decided_at = now;
  std::string because =
      fmt::format("原接收端“{}”{}{}", receiver.name.empty() ? receiver.id.text : receiver.name,
                  not_taken_by(receiver.id), brief_answer(answer));
  std::string earlier = reason_before(notice, receiver.lang);
  constexpr std::string_view separator = "；";
  if (earlier.ends_with(separator)) earlier.resize(earlier.size() - separator.size());
  if (!earlier.empty()) because.append(separator).append(earlier);
  // Its items are in the language of the receiver they were written for.
  compose(next, receiver.lang, because);
  return next;
}

}  // namespace planwatch
