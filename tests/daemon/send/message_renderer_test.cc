#include "daemon/send/message_renderer.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <sstream>

#include "gtest/gtest.h"

#include "daemon/send/built_in_messages.h"
#include "rules/model/utf8.h"
#include "tests/daemon/send/message_support.h"

namespace planwatch::send_test {
namespace {

using testing::HasSubstr;
using testing::Not;

struct FormatRow {
  MessageFormat format;
  const char* name;
};
constexpr FormatRow formats[] = {{MessageFormat::text, "text"},
                                 {MessageFormat::wecom_markdown, "wecom_markdown"},
                                 {MessageFormat::dingtalk_markdown, "dingtalk_markdown"},
                                 {MessageFormat::feishu_markdown, "feishu_markdown"},
                                 {MessageFormat::mail_text, "mail_text"}};
constexpr std::pair<Lang, const char*> languages[] = {{Lang::zh, "zh"}, {Lang::en, "en"}};

std::string read(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// PLANWATCH_UPDATE_GOLDEN=1 writes them anew.
TEST(BuiltInMessages, LookAsTheyAreKept) {
  const std::filesystem::path folder =
      std::filesystem::path(PLANWATCH_SOURCE_DIR) / "tests/daemon/send/messages";
  const bool update = std::getenv("PLANWATCH_UPDATE_GOLDEN") != nullptr;
  for (const auto& [lang, lang_name] : languages) {
    for (const FormatRow& row : formats) {
      const RenderMessage render = make_renderer(nullptr, row.format, lang, short_link);
      const RenderedMessage message = render(three_items());
      const std::string text = message.title + "\n----\n" + message.body + "\n";
      const std::filesystem::path path =
          folder / (std::string(row.name) + "." + lang_name + ".txt");
      if (update) std::ofstream(path, std::ios::binary) << text;
      EXPECT_EQ(read(path), text) << path;
    }
  }
}

TEST(BuiltInMessages, AreRightTemplates) {
  for (const auto& [lang, lang_name] : languages) {
    for (const FormatRow& row : formats) {
      EXPECT_TRUE(check_template(built_in_message(row.format, lang)).empty())
          << row.name << ' ' << lang_name;
    }
  }
}

// Everything a person needs: unit, indicator, period, figures, clause, deadline, action, link.
TEST(BuiltInMessages, SayEveryFactInEveryFormat) {
  Notice notice = three_items();
  notice.items = {red_item()};
  for (const auto& [lang, lang_name] : languages) {
    for (const FormatRow& row : formats) {
      const std::string body = make_renderer(nullptr, row.format, lang, short_link)(notice).body;
      for (const char* fact :
           {"区法院", "执行到位率", "2025年9月", "52.3%（523/1000）", "≥65%", "60%",
            "落后 12.7个百分点", "任务分工表第51行", "2025-12-31", "核实数据", "/a/k1", "/a/k2",
            "张三", "首次达到预警条件", "2025-10-20"}) {
        EXPECT_THAT(body, HasSubstr(fact)) << row.name << ' ' << lang_name;
      }
    }
  }
}

TEST(BuiltInMessages, FitAtLeast25IndicatorsIntoAMessageOfWecom) {
  const RenderMessage render =
      make_renderer(nullptr, MessageFormat::wecom_markdown, Lang::zh, nullptr);
  constexpr std::size_t most_bytes = 4096;
  EXPECT_LE(render(many_items(25)).body.size(), most_bytes);
  EXPECT_GT(render(many_items(60)).body.size(), most_bytes);
}

TEST(BuiltInMessages, LeaveNoGapsWhereFactsAreMissing) {
  Notice bare;
  bare.unit = UnitId{"区法院"};
  bare.items.resize(1);
  bare.items[0].title = "只有标题";
  for (const FormatRow& row : formats) {
    const std::string body = make_renderer(nullptr, row.format, Lang::zh, nullptr)(bare).body;
    EXPECT_THAT(body, HasSubstr("只有标题")) << row.name;
    EXPECT_THAT(body, Not(HasSubstr("\n\n\n"))) << row.name;
    for (const char* label : {"目标", "时限", "依据", "请您", "签收", "{{", "，，"}) {
      EXPECT_THAT(body, Not(HasSubstr(label))) << row.name;
    }
  }
}

TEST(BuiltInMessages, SayWhichPartOfHowMany) {
  Notice notice = three_items();
  notice.key.part = 2;
  notice.parts = 3;
  for (const FormatRow& row : formats) {
    const RenderedMessage message = make_renderer(nullptr, row.format, Lang::zh, nullptr)(notice);
    EXPECT_THAT(message.title, HasSubstr("（2/3）")) << row.name;
  }
}

// A notice of an older store has no items.
TEST(BuiltInMessages, SpeakOfTheNoticeWhereThereAreNoItems) {
  Notice notice = three_items();
  notice.items.clear();
  const RenderedMessage message =
      make_renderer(nullptr, MessageFormat::text, Lang::zh, nullptr)(notice);
  EXPECT_THAT(message.body, HasSubstr("【红灯】区法院 3项：指标“执行到位率” 等"));
}

// A line break of DingTalk is two blanks and a newline, or a blank line.
TEST(BuiltInMessages, BreakLinesAsDingtalkWantsIt) {
  const std::string body =
      make_renderer(nullptr, MessageFormat::dingtalk_markdown, Lang::zh, short_link)(three_items())
          .body;
  for (std::size_t at = body.find('\n'); at != std::string::npos; at = body.find('\n', at + 1)) {
    const bool soft = at >= 2 && body.compare(at - 2, 2, "  ") == 0;
    const bool paragraph = body[at - 1] == '\n' || (at + 1 < body.size() && body[at + 1] == '\n');
    EXPECT_TRUE(soft || paragraph) << body.substr(0, at);
  }
}

// What people and feeds typed does nothing but stand there.
constexpr const char* hostile_names[] = {
    "<at user_id=\"all\">所有人</at>",
    "<@all>",
    "<font color=\"warning\">",
    "**粗**_斜_`码`~删~",
    "[点我](https://evil.example)",
    "![图](https://evil.example/x.png)",
    "# 标题\n> 引用",
    "<65%",
    "&lt;at id=all&gt;",
    "甲\r\nBcc: a@b.cn",
    "\\*",
    "{{unit}}{{{why}}}",
    "\x01\x02\x7F",
    "甲\xE2\x80\xAE乙\xE2\x80\xA8丙",
    "\xFF\xFE坏字节",
};

Notice hostile(const std::string& text) {
  Notice notice = three_items();
  NoticeItem& item = notice.items.front();
  for (std::string* one :
       {&item.facts.subject, &item.facts.value, &item.facts.problem, &item.facts.action,
        &item.facts.clause, &item.why, &notice.addressee, &notice.title, &notice.also.front()}) {
    *one = text;
  }
  notice.unit = UnitId{text};
  return notice;
}

std::size_t count_of(const std::string& text, char c) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), c));
}

TEST(HostileNames, ActInNoFormat) {
  for (const FormatRow& row : formats) {
    const RenderMessage render = make_renderer(nullptr, row.format, Lang::zh, nullptr);
    const RenderedMessage harmless = render(hostile("无害"));
    for (const char* name : hostile_names) {
      const RenderedMessage message = render(hostile(name));
      EXPECT_TRUE(is_utf8(message.body)) << row.name << ' ' << name;
      EXPECT_EQ(count_of(message.body, '\n'), count_of(harmless.body, '\n')) << row.name << name;
      EXPECT_EQ(count_of(message.title, '\n'), 0u) << row.name << ' ' << name;
      EXPECT_THAT(message.body, Not(HasSubstr("\x7F"))) << row.name;
      EXPECT_THAT(message.body, Not(HasSubstr("\xE2\x80\xAE"))) << row.name;
      if (row.format == MessageFormat::mail_text) continue;
      for (const char* tag : {"<at", "</at", "<@", "@all"}) {
        EXPECT_THAT(message.body, Not(HasSubstr(tag))) << row.name << ' ' << name;
        EXPECT_THAT(message.title, Not(HasSubstr(tag))) << row.name << ' ' << name;
      }
      if (row.format == MessageFormat::text) continue;
      // As much markup as with a harmless name: none of it is the name's.
      for (const char mark : std::string("<>*_`#[]~\\&@")) {
        EXPECT_EQ(count_of(message.body, mark), count_of(harmless.body, mark))
            << row.name << ' ' << name << ' ' << mark;
      }
    }
  }
}

TEST(HostileNames, StayReadable) {
  const RenderMessage render =
      make_renderer(nullptr, MessageFormat::wecom_markdown, Lang::zh, nullptr);
  EXPECT_THAT(render(hostile("<65%")).body, HasSubstr("＜65%"));
  EXPECT_THAT(render(hostile("a_b[1]")).body, HasSubstr("a＿b［1］"));
  EXPECT_THAT(render(hostile("{{unit}}")).body, HasSubstr("{{unit}}"));
}

TEST(Links, CannotEndWhatTheyStandIn) {
  const auto link = [](const Notice&, const NoticeItem&, LinkPurpose) {
    return std::string("https://pw.example/a?t=x_y-z&b=1)[evil](http://e.example\n");
  };
  const std::string body =
      make_renderer(nullptr, MessageFormat::wecom_markdown, Lang::zh, link)(three_items()).body;
  EXPECT_THAT(body,
              HasSubstr("(https://pw.example/a?t=x_y-z&b=1%29%5Bevil%5D%28http://e.example%0A)"));
}

MessageTemplate own(const std::string& title, const std::string& body) {
  MessageTemplate message;
  message.title = title;
  message.body = body;
  return message;
}

struct OwnRow {
  const char* what;
  const char* body;
  const char* rendered;
};
TEST(OwnTemplates, AreRenderedAsWritten) {
  constexpr OwnRow table[] = {
      {"fields", "{{unit}}/{{person}}/{{count}}/{{plan_date}}", "区法院/张三/3/2025-10-20"},
      {"items in order", "{{#items}}{{light_mark}}{{indicator}} {{/items}}",
       "🔴执行到位率 🟡诉前调解 🟢结案率"},
      {"outer fields in items", "{{#items}}{{unit}};{{/items}}", "区法院;区法院;区法院;"},
      {"an inner field goes first", "{{why}}|{{#items}}{{why}}|{{/items}}",
       "首次达到预警条件|首次达到预警条件|5个工作日未有新的通知，例行提醒|"
       "已恢复，通知所有收到过预警的人|"},
      {"sections of facts", "{{#items}}{{#problem}}问题 {{problem}}{{/problem}}{{/items}}",
       "问题 未启动"},
      {"inverted sections",
       "{{#items}}{{^problem}}-{{/problem}}{{#problem}}+{{/problem}}{{/items}}", "-+-"},
      {"truths", "{{#urgent}}急{{/urgent}}{{^urgent}}缓{{/urgent}}{{#few}}少{{/few}}", "缓少"},
      {"lists of texts", "{{#also}}另{{.}}{{/also}}",
       "另【黄灯】指标“首次执行终本率” 2025年9月 19%"},
      {"comments", "a{{! nothing }}b", "ab"},
      {"lines of a section alone",
       "a\n{{#urgent}}\n急\n{{/urgent}}\n  {{#several}}\n多\n  {{/several}}\nb", "a\n多\nb"},
      {"blank lines once", "a\n\n\n\nb\n\n", "a\n\nb"},
      {"three braces escape, too", "{{{unit}}}{{&unit}}", "区法院区法院"},
  };
  for (const OwnRow& row : table) {
    const MessageTemplate message = own("t", row.body);
    ASSERT_TRUE(check_template(message).empty()) << row.what;
    const RenderMessage render = make_renderer(&message, MessageFormat::text, Lang::zh, nullptr);
    EXPECT_EQ(render(three_items()).body, row.rendered) << row.what;
  }
}

TEST(OwnTemplates, EscapeWhateverTheBraces) {
  const MessageTemplate message = own("t", "{{unit}}{{{unit}}}{{&unit}}");
  const RenderMessage render =
      make_renderer(&message, MessageFormat::wecom_markdown, Lang::zh, nullptr);
  EXPECT_EQ(render(hostile("<@all>")).body, "＜＠all＞＜＠all＞＜＠all＞");
}

// The loader refuses such templates; a caller that did not ask sends something all the same.
TEST(OwnTemplates, ThatAreBrokenGiveTheBuiltInText) {
  const MessageTemplate message = own("t", "{{#items}}");
  const RenderedMessage rendered =
      make_renderer(&message, MessageFormat::text, Lang::zh, nullptr)(three_items());
  EXPECT_EQ(rendered.body,
            make_renderer(nullptr, MessageFormat::text, Lang::zh, nullptr)(three_items()).body);
}

TEST(Renderer, KeepsNothingOfItsTemplateAndGivesTheSameTextTwice) {
  RenderMessage render;
  {
    const MessageTemplate message = own("{{title}}", "{{unit}}");
    render = make_renderer(&message, MessageFormat::text, Lang::zh, nullptr);
  }
  EXPECT_EQ(render(three_items()).body, "区法院");
  EXPECT_EQ(render(three_items()).body, "区法院");
}

}  // namespace
}  // namespace planwatch::send_test
