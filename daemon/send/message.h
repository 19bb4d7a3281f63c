#pragma once

#include <functional>
#include <string>

#include "rules/notify/notice.h"

namespace planwatch {

// How a destination writes its texts; decides the built-in template and what has to be escaped.
enum class MessageFormat {
  text,               // WeCom text, SMS, log
  wecom_markdown,     // no tables, no lists; <font color>
  dingtalk_markdown,  // lists; two spaces before a line break
  feishu_markdown,    // lark_md of a card
  mail_text,
};

struct RenderedMessage {
  std::string title;  // one line, without control characters
  std::string body;   // UTF-8, escaped for its format
};

// Makes a notice's text for one receiver: its template, language and format, with the links for
// people's actions. Pure but for the signature of the links; one notice gives one text.
using RenderMessage = std::function<RenderedMessage(const Notice&)>;

// What a person may do from a message, each by a link of its own.
enum class LinkPurpose { acknowledge, promise, progress, close };
// The address of the page that asks for confirmation; empty: none (no public address configured,
// or nothing to be done). `item` is one of the notice's.
using MakeLink = std::function<std::string(const Notice&, const NoticeItem& item, LinkPurpose)>;

}  // namespace planwatch
