#include "rules/alert/alert.h"

#include <string>

namespace planwatch {

std::string_view name_of(AlertState state, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (state) {
    case AlertState::pending:
      return zh ? "待确认" : "pending";
    case AlertState::firing:
      return zh ? "预警中" : "firing";
    case AlertState::acknowledged:
      return zh ? "已签收" : "acknowledged";
    case AlertState::promised:
      return zh ? "已承诺" : "promised";
    case AlertState::suspended:
      return zh ? "已暂停" : "suspended";
    case AlertState::resolved:
      return zh ? "已恢复" : "resolved";
    case AlertState::closed:
      return zh ? "已关闭" : "closed";
  }
  return "";
}

std::string_view metric_label(AlertState state) {
  return name_of(state, Lang::en);
}

namespace {

std::string_view subject_name(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::indicator:
      return "indicator";
    case SubjectKind::task:
      return "task";
    case SubjectKind::feed:
      return "feed";
    case SubjectKind::receiver:
      return "receiver";
  }
  return "";
}

}  // namespace

// Asked for at every event of a feed, so it is put together without a formatter.
std::string to_string(const AlertKey& key) {
  const std::string_view area = key.area.empty() ? "-" : std::string_view(key.area.text);
  std::string text = key.plan;
  for (const std::string_view part :
       {std::string_view(key.rule.text), subject_name(key.subject_kind),
        std::string_view(key.subject), area}) {
    text += '/';
    text += part;
  }
  text += '/';
  text += std::to_string(key.year);
  return text;
}

bool is_open(const Alert& alert) {
  return alert.state != AlertState::resolved && alert.state != AlertState::closed;
}

bool is_firing(const Alert& alert) {
  return alert.state == AlertState::firing || alert.state == AlertState::acknowledged ||
         alert.state == AlertState::promised || alert.state == AlertState::suspended;
}

}  // namespace planwatch
