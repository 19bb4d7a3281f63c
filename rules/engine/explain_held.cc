#include "rules/engine/explain_held.h"

#include <fmt/format.h>

namespace planwatch {

std::vector<std::string> explain_held(const Snapshot& snapshot, const std::string& alert,
                                      Lang lang) {
  std::vector<std::string> lines;
  for (const HeldNotice& news : snapshot.held) {
    const NoticeKey& key = news.item.key;
    if (key.alert != alert) continue;
    const std::string text = fmt::format("{} {} → {}", to_string_local(news.due_at),
                                         name_of(key.kind, lang), name_of(key.role, lang));
    lines.push_back(lang == Lang::zh ? fmt::format("待发：{}（{}）", text, key.receiver.text)
                                     : fmt::format("waits: {} ({})", text, key.receiver.text));
  }
  return lines;
}

}  // namespace planwatch
