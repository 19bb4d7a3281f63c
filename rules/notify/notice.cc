#include "rules/notify/notice.h"

#include <fmt/format.h>

namespace planwatch {

std::string_view name_of(NoticeKind kind, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (kind) {
    case NoticeKind::fired:
      return zh ? "预警" : "fired";
    case NoticeKind::worsened:
      return zh ? "加重" : "worsened";
    case NoticeKind::eased:
      return zh ? "减轻" : "eased";
    case NoticeKind::reminder:
      return zh ? "催办" : "reminder";
    case NoticeKind::escalated:
      return zh ? "升级" : "escalated";
    case NoticeKind::resolved:
      return zh ? "恢复" : "resolved";
    case NoticeKind::correction:
      return zh ? "更正" : "correction";
    case NoticeKind::closed:
      return zh ? "关闭" : "closed";
    case NoticeKind::flapping:
      return zh ? "反复波动" : "flapping";
    case NoticeKind::silence_ending:
      return zh ? "静默将满" : "silence ending";
  }
  return "";
}

std::string_view metric_label(NoticeKind kind) {
  if (kind == NoticeKind::silence_ending) return "silence_ending";
  return name_of(kind, Lang::en);
}

std::string to_string(const NoticeKey& key) {
  return fmt::format("{}#{}/n{}/{}/l{}/s{}/{}/r{}/{}/{}/p{}", key.alert, key.episode, key.number,
                     metric_label(key.kind), static_cast<int>(key.level), key.step,
                     to_string(key.period), key.revision, key.receiver.text,
                     static_cast<int>(key.role), key.part);
}

}  // namespace planwatch
