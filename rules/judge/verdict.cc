#include "rules/judge/verdict.h"

namespace planwatch {

std::string_view name_of(FinalVerdict verdict, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (verdict) {
    case FinalVerdict::met:
      return zh ? "完成" : "met";
    case FinalVerdict::not_met:
      return zh ? "未完成" : "not met";
    case FinalVerdict::not_delivered:
      return zh ? "未报" : "not delivered";
    case FinalVerdict::not_judged:
      return zh ? "未判定" : "not judged";
  }
  return "";
}

std::string_view metric_label(FinalVerdict verdict) {
  switch (verdict) {
    case FinalVerdict::met:
      return "met";
    case FinalVerdict::not_met:
      return "not_met";
    case FinalVerdict::not_delivered:
      return "not_delivered";
    case FinalVerdict::not_judged:
      return "not_judged";
  }
  return "";
}

}  // namespace planwatch
