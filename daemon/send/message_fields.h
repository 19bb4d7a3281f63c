#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/model/light.h"
#include "rules/notify/notice.h"

namespace planwatch {

// What a message template may say; the one list that templates are checked against.
enum class FieldKind {
  text,   // {{unit}}
  truth,  // {{#urgent}}...{{/urgent}}
  list,   // {{#items}}...{{/items}}
};
struct MessageField {
  std::string_view name;
  FieldKind kind = FieldKind::text;
  bool of_item = false;  // only inside {{#items}}
  bool is_link = false;
  std::string_view zh;
  std::string_view en;
};
std::span<const MessageField> message_fields();
const MessageField* find_message_field(std::string_view name);

// The texts behind the fields, as they are: not escaped, one language. Empty where the notice says
// nothing. Pure.
using FieldTexts = std::vector<std::pair<std::string_view, std::string>>;
FieldTexts notice_texts(const Notice& notice, Lang lang);
// Without the links, which are made elsewhere.
FieldTexts item_texts(const Notice& notice, const NoticeItem& item, Lang lang);
// A notice read from an older store has no items: it is its own.
std::vector<NoticeItem> items_of(const Notice& notice);

}  // namespace planwatch
