#pragma once

#include "daemon/send/message.h"
#include "rules/model/light.h"
#include "rules/model/routing.h"

namespace planwatch {

// The messages that planwatch brings along; mustache, fields as in daemon/send/message_fields.h.
MessageTemplate chinese_message(MessageFormat format);
MessageTemplate english_message(MessageFormat format);
inline MessageTemplate built_in_message(MessageFormat format, Lang lang) {
  return lang == Lang::zh ? chinese_message(format) : english_message(format);
}

}  // namespace planwatch
