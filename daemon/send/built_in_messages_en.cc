#include "daemon/send/built_in_messages.h"

namespace planwatch {

namespace {

constexpr const char* title_en =
    "[{{head}}] {{unit}} {{#several}}{{count}} alerts{{/several}}{{^several}}{{first}}{{/several}}"
    "{{#split}} ({{part}}/{{parts}}){{/split}}";

constexpr const char* wecom_en =
    R"(**{{unit}}: {{count}}**{{#urgent}} <font color="warning">urgent</font>{{/urgent}})"
    R"({{#split}} ({{part}}/{{parts}}){{/split}}
{{#items}}
> <font color="{{colour}}">[{{head}}]</font> {{subject}}{{#period}} {{period}}{{/period}})"
    R"({{#value}} **{{value}}**{{/value}}{{#target}}, target {{target}}{{/target}})"
    R"({{#gap}}, {{gap}}{{/gap}}{{#problem}}, {{problem}}{{/problem}}{{^few}})"
    R"({{#acknowledge_link}} [acknowledge]({{acknowledge_link}}){{/acknowledge_link}}{{/few}}
{{#few}}
{{#expected}}
> expected by now {{expected}}
{{/expected}}
{{#forecast}}
> {{forecast}}
{{/forecast}}
{{#clause}}
> <font color="comment">plan {{clause}}{{#deadline}}, due {{deadline}}{{/deadline}}</font>
{{/clause}}
{{#action}}
> please: {{action}}
{{/action}}
{{#acknowledge_link}}
> [acknowledge]({{acknowledge_link}}))"
    R"({{#promise_link}} [promise]({{promise_link}}){{/promise_link}})"
    R"({{#progress_link}} [progress]({{progress_link}}){{/progress_link}}
{{/acknowledge_link}}
{{#close_link}}
> [close]({{close_link}})
{{/close_link}}
{{/few}}
{{/items}}
{{#also}}
> <font color="comment">also {{.}}</font>
{{/also}}
<font color="comment">{{addressee}} · {{plan_date}} · {{why}}</font>
)";

constexpr const char* dingtalk_en =
    R"(### {{light_mark}} {{unit}}: {{count}}{{#urgent}} urgent{{/urgent}})"
    R"({{#split}} ({{part}}/{{parts}}){{/split}}

{{#items}}
- {{light_mark}} **[{{head}}] {{subject}}**{{#period}} {{period}}{{/period}})"
    R"({{#value}} {{value}}{{/value}}{{#target}}, target {{target}}{{/target}})"
    R"({{#expected}}, expected by now {{expected}}{{/expected}}{{#gap}}, {{gap}}{{/gap}})"
    R"({{#problem}}, {{problem}}{{/problem}}
{{#few}}
{{#forecast}}
  {{forecast}}
{{/forecast}}
{{#clause}}
  plan {{clause}}{{#deadline}}, due {{deadline}}{{/deadline}}
{{/clause}}
{{#action}}
  please: {{action}}
{{/action}}
{{/few}}
{{#acknowledge_link}}
  [acknowledge]({{acknowledge_link}}){{#few}})"
    R"({{#promise_link}} [promise]({{promise_link}}){{/promise_link}})"
    R"({{#progress_link}} [progress]({{progress_link}}){{/progress_link}}{{/few}}
{{/acknowledge_link}}
{{#close_link}}
  [close]({{close_link}})
{{/close_link}}
{{/items}}
{{#also}}
- also {{.}}
{{/also}}

{{addressee}} · {{plan_date}} · {{why}}
)";

constexpr const char* feishu_en =
    R"({{#items}}
{{light_mark}} **[{{head}}] {{subject}}**{{#period}} {{period}}{{/period}})"
    R"({{#value}} {{value}}{{/value}}{{#target}}, target {{target}}{{/target}})"
    R"({{#expected}}, expected by now {{expected}}{{/expected}}{{#gap}}, {{gap}}{{/gap}})"
    R"({{#problem}}, {{problem}}{{/problem}}
{{#few}}
{{#forecast}}
{{forecast}}
{{/forecast}}
{{#clause}}
plan {{clause}}{{#deadline}}, due {{deadline}}{{/deadline}}
{{/clause}}
{{#action}}
please: {{action}}
{{/action}}
{{/few}}
{{#acknowledge_link}}
[acknowledge]({{acknowledge_link}}){{#few}})"
    R"({{#promise_link}} [promise]({{promise_link}}){{/promise_link}})"
    R"({{#progress_link}} [progress]({{progress_link}}){{/progress_link}}{{/few}}
{{/acknowledge_link}}
{{#close_link}}
[close]({{close_link}})
{{/close_link}}
{{/items}}
{{#also}}
also {{.}}
{{/also}}
{{#urgent}}**urgent** · {{/urgent}}{{addressee}} · {{plan_date}} · {{why}}
)";

constexpr const char* mail_en =
    R"({{addressee}},

{{unit}} has to look after {{count}}.{{#urgent}} Urgent.{{/urgent}})"
    R"({{#split}} (Part {{part}} of {{parts}}.){{/split}}

{{#items}}
[{{head}}] {{subject}}
{{#period}}
  Period: {{period}}
{{/period}}
{{#value}}
  Value: {{value}}
{{/value}}
{{#target}}
  Target: {{target}}
{{/target}}
{{#expected}}
  Expected by now: {{expected}}
{{/expected}}
{{#gap}}
  Gap: {{gap}}
{{/gap}}
{{#forecast}}
  Forecast: {{forecast}}
{{/forecast}}
{{#problem}}
  Problem: {{problem}}
{{/problem}}
{{#clause}}
  Plan: {{clause}}
{{/clause}}
{{#deadline}}
  Deadline: {{deadline}}
{{/deadline}}
{{#action}}
  Please: {{action}}
{{/action}}
{{#acknowledge_link}}
  Acknowledge: {{acknowledge_link}}
{{/acknowledge_link}}
{{#promise_link}}
  Promise: {{promise_link}}
{{/promise_link}}
{{#progress_link}}
  Report progress: {{progress_link}}
{{/progress_link}}
{{#close_link}}
  Close: {{close_link}}
{{/close_link}}
  Sent because: {{why}}

{{/items}}
{{#also}}
Also {{.}}
{{/also}}
The plan's day: {{plan_date}}
)";

constexpr const char* text_en =
    R"({{unit}}: {{count}}{{#urgent}} urgent{{/urgent}}{{#split}} ({{part}}/{{parts}}){{/split}}
{{#items}}
[{{head}}] {{subject}}{{#period}} {{period}}{{/period}}{{#value}} {{value}}{{/value}})"
    R"({{#target}}, target {{target}}{{/target}}{{#gap}}, {{gap}}{{/gap}})"
    R"({{#problem}}, {{problem}}{{/problem}}
{{#few}}
{{#expected}}
expected by now {{expected}}
{{/expected}}
{{#clause}}
plan {{clause}}{{#deadline}}, due {{deadline}}{{/deadline}}
{{/clause}}
{{#action}}
please: {{action}}
{{/action}}
{{#promise_link}}
promise {{promise_link}}
{{/promise_link}}
{{/few}}
{{#acknowledge_link}}
acknowledge {{acknowledge_link}}
{{/acknowledge_link}}
{{#close_link}}
close {{close_link}}
{{/close_link}}
{{/items}}
{{#also}}
also {{.}}
{{/also}}
{{addressee}} {{plan_date}} {{why}}
)";

const char* body_of(MessageFormat format) {
  switch (format) {
    case MessageFormat::wecom_markdown:
      return wecom_en;
    case MessageFormat::dingtalk_markdown:
      return dingtalk_en;
    case MessageFormat::feishu_markdown:
      return feishu_en;
    case MessageFormat::mail_text:
      return mail_en;
    case MessageFormat::text:
      break;
  }
  return text_en;
}

}  // namespace

MessageTemplate english_message(MessageFormat format) {
  MessageTemplate message;
  message.title = title_en;
  message.body = body_of(format);
  return message;
}

}  // namespace planwatch
