#pragma once

#include <string>

#include "rules/notify/decide.h"

namespace planwatch {

// What a notice says about its subject, already in display form (Chinese). Empty fields are left
// out of the text.
struct NoticeContext {
  std::string subject;   // 指标“…”, 任务7“…”, 数据源“…”
  std::string clause;    // where in the plan
  std::string period;    // 2025年9月
  std::string value;     // 52.3%（523/1000）
  std::string target;    // ≥65%
  std::string expected;  // 序时应达 48.8%
  std::string gap;       // 落后 12.7 个百分点
  std::string deadline;  // 2025-12-31
  std::string problem;   // when the subject has no figures: 未启动, 报送缺失 ...
  std::string action;    // what to do
  std::string person;    // the addressee's name, may be empty
  Light before = Light::grey;
};

// One line and the plain text of a notice. Pure.
Notice render_notice(const Alert& alert, const NoticeDecision& decision,
                     const NoticeContext& context, Instant now);

// The one-line summary of an alert: 【红灯】区法院 指标“…” 2025年9月 52.3%，目标 ≥65%，落后 12.7
// 个百分点
std::string summarize(const Alert& alert, const NoticeContext& context);

}  // namespace planwatch
