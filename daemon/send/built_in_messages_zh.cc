#include "daemon/send/built_in_messages.h"

namespace planwatch {

namespace {

constexpr const char* title_zh = "{{title}}{{#split}}（{{part}}/{{parts}}）{{/split}}";

// Many items are a line each, so that 25 to 40 of them fit into one message of WeCom; a few are
// told with everything that a person needs to act.
constexpr const char* wecom_zh =
    R"(**{{unit}} {{count}}项**{{#urgent}} <font color="warning">紧急</font>{{/urgent}})"
    R"({{#split}}（{{part}}/{{parts}}）{{/split}}
{{#items}}
> <font color="{{colour}}">【{{head}}】</font>{{subject}}{{#period}} {{period}}{{/period}})"
    R"({{#value}} **{{value}}**{{/value}}{{#target}}，目标 {{target}}{{/target}})"
    R"({{#gap}}，{{gap}}{{/gap}}{{#problem}}，{{problem}}{{/problem}}{{^few}})"
    R"({{#acknowledge_link}} [签收]({{acknowledge_link}}){{/acknowledge_link}}{{/few}}
{{#few}}
{{#expected}}
> 序时应达 {{expected}}
{{/expected}}
{{#forecast}}
> {{forecast}}
{{/forecast}}
{{#clause}}
> <font color="comment">依据 {{clause}}{{#deadline}}，时限 {{deadline}}{{/deadline}}</font>
{{/clause}}
{{#action}}
> 请您：{{action}}
{{/action}}
{{#acknowledge_link}}
> [签收]({{acknowledge_link}}){{#promise_link}} [承诺时限]({{promise_link}}){{/promise_link}})"
    R"({{#progress_link}} [报进展]({{progress_link}}){{/progress_link}}
{{/acknowledge_link}}
{{#close_link}}
> [销号]({{close_link}})
{{/close_link}}
{{/few}}
{{/items}}
{{#also}}
> <font color="comment">另有 {{.}}</font>
{{/also}}
<font color="comment">{{addressee}} · {{plan_date}} · {{why}}</font>
)";

constexpr const char* dingtalk_zh =
    R"(### {{light_mark}} {{unit}} {{count}}项{{#urgent}} 紧急{{/urgent}})"
    R"({{#split}}（{{part}}/{{parts}}）{{/split}}

{{#items}}
- {{light_mark}} **【{{head}}】{{subject}}**{{#period}} {{period}}{{/period}})"
    R"({{#value}} {{value}}{{/value}}{{#target}}，目标 {{target}}{{/target}})"
    R"({{#expected}}，序时应达 {{expected}}{{/expected}}{{#gap}}，{{gap}}{{/gap}})"
    R"({{#problem}}，{{problem}}{{/problem}}
{{#few}}
{{#forecast}}
  {{forecast}}
{{/forecast}}
{{#clause}}
  依据 {{clause}}{{#deadline}}，时限 {{deadline}}{{/deadline}}
{{/clause}}
{{#action}}
  请您：{{action}}
{{/action}}
{{/few}}
{{#acknowledge_link}}
  [签收]({{acknowledge_link}}){{#few}})"
    R"({{#promise_link}} [承诺时限]({{promise_link}}){{/promise_link}})"
    R"({{#progress_link}} [报进展]({{progress_link}}){{/progress_link}}{{/few}}
{{/acknowledge_link}}
{{#close_link}}
  [销号]({{close_link}})
{{/close_link}}
{{/items}}
{{#also}}
- 另有 {{.}}
{{/also}}

{{addressee}} · {{plan_date}} · {{why}}
)";

// The card's header shows the title.
constexpr const char* feishu_zh =
    R"({{#items}}
{{light_mark}} **【{{head}}】{{subject}}**{{#period}} {{period}}{{/period}})"
    R"({{#value}} {{value}}{{/value}}{{#target}}，目标 {{target}}{{/target}})"
    R"({{#expected}}，序时应达 {{expected}}{{/expected}}{{#gap}}，{{gap}}{{/gap}})"
    R"({{#problem}}，{{problem}}{{/problem}}
{{#few}}
{{#forecast}}
{{forecast}}
{{/forecast}}
{{#clause}}
依据 {{clause}}{{#deadline}}，时限 {{deadline}}{{/deadline}}
{{/clause}}
{{#action}}
请您：{{action}}
{{/action}}
{{/few}}
{{#acknowledge_link}}
[签收]({{acknowledge_link}}){{#few}})"
    R"({{#promise_link}} [承诺时限]({{promise_link}}){{/promise_link}})"
    R"({{#progress_link}} [报进展]({{progress_link}}){{/progress_link}}{{/few}}
{{/acknowledge_link}}
{{#close_link}}
[销号]({{close_link}})
{{/close_link}}
{{/items}}
{{#also}}
另有 {{.}}
{{/also}}
{{#urgent}}**紧急** · {{/urgent}}{{addressee}} · {{plan_date}} · {{why}}
)";

constexpr const char* mail_zh =
    R"({{addressee}}：

{{unit}}有 {{count}} 项需要处理。{{#urgent}}紧急。{{/urgent}})"
    R"({{#split}}（第 {{part}} 部分，共 {{parts}} 部分）{{/split}}

{{#items}}
【{{head}}】{{subject}}
{{#period}}
  统计期：{{period}}
{{/period}}
{{#value}}
  现值：{{value}}
{{/value}}
{{#target}}
  目标：{{target}}
{{/target}}
{{#expected}}
  序时应达：{{expected}}
{{/expected}}
{{#gap}}
  差距：{{gap}}
{{/gap}}
{{#forecast}}
  预测：{{forecast}}
{{/forecast}}
{{#problem}}
  问题：{{problem}}
{{/problem}}
{{#clause}}
  方案依据：{{clause}}
{{/clause}}
{{#deadline}}
  完成时限：{{deadline}}
{{/deadline}}
{{#action}}
  请您：{{action}}
{{/action}}
{{#acknowledge_link}}
  签收：{{acknowledge_link}}
{{/acknowledge_link}}
{{#promise_link}}
  承诺整改时限：{{promise_link}}
{{/promise_link}}
{{#progress_link}}
  报进展：{{progress_link}}
{{/progress_link}}
{{#close_link}}
  销号：{{close_link}}
{{/close_link}}
  发送原因：{{why}}

{{/items}}
{{#also}}
另有 {{.}}
{{/also}}
方案日期：{{plan_date}}
)";

constexpr const char* text_zh =
    R"({{unit}} {{count}}项{{#urgent}} 紧急{{/urgent}}{{#split}}（{{part}}/{{parts}}）{{/split}}
{{#items}}
【{{head}}】{{subject}}{{#period}} {{period}}{{/period}}{{#value}} {{value}}{{/value}})"
    R"({{#target}}，目标 {{target}}{{/target}}{{#gap}}，{{gap}}{{/gap}})"
    R"({{#problem}}，{{problem}}{{/problem}}
{{#few}}
{{#expected}}
序时应达 {{expected}}
{{/expected}}
{{#clause}}
依据 {{clause}}{{#deadline}}，时限 {{deadline}}{{/deadline}}
{{/clause}}
{{#action}}
请您：{{action}}
{{/action}}
{{#promise_link}}
承诺时限 {{promise_link}}
{{/promise_link}}
{{/few}}
{{#acknowledge_link}}
签收 {{acknowledge_link}}
{{/acknowledge_link}}
{{#close_link}}
销号 {{close_link}}
{{/close_link}}
{{/items}}
{{#also}}
另有 {{.}}
{{/also}}
{{addressee}} {{plan_date}} {{why}}
)";

const char* body_of(MessageFormat format) {
  switch (format) {
    case MessageFormat::wecom_markdown:
      return wecom_zh;
    case MessageFormat::dingtalk_markdown:
      return dingtalk_zh;
    case MessageFormat::feishu_markdown:
      return feishu_zh;
    case MessageFormat::mail_text:
      return mail_zh;
    case MessageFormat::text:
      break;
  }
  return text_zh;
}

}  // namespace

MessageTemplate chinese_message(MessageFormat format) {
  MessageTemplate message;
  message.title = title_zh;
  message.body = body_of(format);
  return message;
}

}  // namespace planwatch
