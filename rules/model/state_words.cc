#include "rules/model/state_words.h"

namespace planwatch {

std::string_view word_of(Measure measure) {
  switch (measure) {
    case Measure::count:
      return "count";
    case Measure::ratio:
      return "ratio";
    case Measure::amount:
      return "amount";
    case Measure::days:
      return "days";
    case Measure::working_days:
      return "working_days";
  }
  return {};
}

std::string_view word_of(TaskState state) {
  switch (state) {
    case TaskState::not_started:
      return "not_started";
    case TaskState::in_progress:
      return "in_progress";
    case TaskState::done:
      return "done";
  }
  return {};
}

std::string_view name_of(TaskState state, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (state) {
    case TaskState::not_started:
      return zh ? "未启动" : "not started";
    case TaskState::in_progress:
      return zh ? "进行中" : "in progress";
    case TaskState::done:
      return zh ? "已完成" : "done";
  }
  return {};
}

}  // namespace planwatch
