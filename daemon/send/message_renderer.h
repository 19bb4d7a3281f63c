#pragma once

#include <vector>

#include "config/loader/load.h"
#include "daemon/send/message.h"
#include "rules/model/routing.h"

namespace planwatch {

// Renders notices by `own`, or by the built-in template of the format where it is null; the
// template is copied. Values are escaped for the format (daemon/send/escape.h) whatever braces a
// template uses. What `check_template` refuses gives the built-in text instead. `link` may be
// empty: no links. The title is one line of plain text in every format.
RenderMessage make_renderer(const MessageTemplate* own, MessageFormat format, Lang lang,
                            MakeLink link);

// Unknown fields, those of items outside of {{#items}}, lists and truths written as texts, sections
// that are not closed or closed in the wrong order, partials and changes of delimiters. By title
// and body, in order. Pure.
std::vector<TemplateProblem> check_template(const MessageTemplate& message);

}  // namespace planwatch
