#pragma once

#include <string>

#include "rules/notify/decide.h"

namespace planwatch {

// One line and the plain text of a notice. Pure.
Notice render_notice(const Alert& alert, const NoticeDecision& decision,
                     const NoticeContext& context, Instant now);

// The one-line summary of an alert: 【红灯】区法院 指标“…” 2025年9月 52.3%，目标 ≥65%，落后 12.7
// 个百分点
std::string summarize(const Alert& alert, const NoticeContext& context);

}  // namespace planwatch
