#pragma once

#include <string>
#include <vector>

#include "rules/notify/decide.h"

namespace planwatch {

// Words of a notice, plain text in the language of who receives it. Pure.

// One alert's news: its key, title and text, with what was decided and the facts as they are.
NoticeItem render_item(const Alert& alert, const NoticeDecision& decision,
                       const NoticeContext& context, Lang lang);

// Whom a role of an alert means: 区法院 经办人 张三; supervision is no role of the unit.
std::string addressee_of(const Alert& alert, Role role, const std::string& person, Lang lang);

// Makes key, title, text and reason of a message whose other fields are filled. One item reads as a
// message of its own; several are numbered below a title that counts them: 【红灯2 黄灯3】区法院
// 5项预警. `because` is a reason of the message as a whole and stands before those of its items.
// Precondition: at least one item.
void compose(Notice& notice, Lang lang, const std::string& because = {});

// A message with this one item.
Notice render_notice(const Alert& alert, const NoticeDecision& decision,
                     const NoticeContext& context, Instant now, Lang lang);

// Each item as a message of its own: for those who look at decisions, not at messages. What stands
// beside the items (`also`, parts) is left out.
std::vector<Notice> one_by_one(const Notice& notice, Lang lang);

// The one-line summary of an alert: 【红灯】区法院 指标“…” 2025年9月 52.3%，目标 ≥65%，落后 12.7
// 个百分点
std::string summarize(const Alert& alert, const NoticeContext& context, Lang lang);

}  // namespace planwatch
