#include <array>
#include <cstdio>
#include <fmt/format.h>

#include "daemon/app/alert_notice.h"
#include "daemon/app/load_checked.h"
#include "daemon/app/stored_plan.h"
#include "daemon/cli/telling_verbs.h"
#include "daemon/send/action_link.h"
#include "daemon/send/channels.h"
#include "daemon/send/gateways/sms_facts.h"
#include "daemon/send/message_renderer.h"
#include "rules/model/json_text.h"

namespace planwatch {

namespace {

constexpr int operating_error = 1;
constexpr int configuration_error = 2;

// What the channel counts, by its vendor's manual.
enum class Counts { body_bytes, json_bytes, characters, nothing };
struct ChannelRow {
  const char* word;
  MessageFormat format;
  Counts counts;
  std::size_t most;
};
constexpr ChannelRow channel_rows[] = {
    {"text", MessageFormat::text, Counts::nothing, 0},
    {"wecom_robot", MessageFormat::wecom_markdown, Counts::body_bytes, 4096},
    {"wecom_app", MessageFormat::text, Counts::body_bytes, 2048},
    {"dingtalk_robot", MessageFormat::dingtalk_markdown, Counts::json_bytes, 20'000},
    {"feishu_robot", MessageFormat::feishu_markdown, Counts::json_bytes, 20'000},
    {"mail", MessageFormat::mail_text, Counts::nothing, 0}};

std::size_t length_in_characters(const std::string& text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return count;
}

void print_length(const ChannelRow& row, const RenderedMessage& message, bool zh) {
  std::size_t length = message.body.size();
  // Title and body as JSON texts; the rest of the request is some 100 bytes.
  if (row.counts == Counts::json_bytes) {
    length = json_text(message.title).size() + json_text(message.body).size();
  }
  if (row.counts == Counts::nothing) {
    fmt::print(stderr, fmt::runtime(zh ? "{} 字节，没有上限\n" : "{} bytes, no limit\n"), length);
    return;
  }
  fmt::print(stderr, fmt::runtime(zh ? "{} 字节，上限 {} 字节{}\n" : "{} bytes of at most {}{}\n"),
             length, row.most,
             length <= row.most ? "" : (zh ? "：会按条目拆成几条" : ": it is split at its items"));
}

// Variables of an approved template: planwatch does not write the text itself.
void print_sms(const Notice& notice, Lang lang) {
  OutputTable table;
  const bool zh = lang == Lang::zh;
  table.columns = {{"fact", zh ? "可填的内容" : "fact"},
                   {"text", zh ? "文字" : "text"},
                   {"characters", zh ? "字数" : "characters", true}};
  for (const std::string_view name : sms_facts()) {
    const std::string text = sms_fact(notice, name);
    if (text.empty()) continue;
    table.rows.push_back({std::string(name), text, std::to_string(length_in_characters(text))});
  }
  fmt::print("{}", render(table, OutputFormat::table));
  fmt::print(stderr, "{}\n",
             zh ? "短信只填模板变量；整条上限 500 字，每个变量的上限见 most_variable_chars"
                : "an SMS fills the variables of its template; 500 characters at most, each "
                  "variable at most most_variable_chars");
}

// How the message is made: a receiver's own template and language, or the built-in text.
struct Manner {
  std::string channel;
  const MessageTemplate* own = nullptr;
  Lang lang = Lang::zh;
  MakeLink links;  // as long as real ones, and refused by everybody
};

MakeLink links_of_no_use(const HttpSettings& http) {
  constexpr std::size_t key_bytes = 32;
  return make_links(http.public_url, http.link_valid_days, Secret(std::string(key_bytes, '-')));
}

int print_message(const Notice& notice, const Manner& manner, Lang lang) {
  if (manner.channel == "sms") {
    print_sms(notice, lang);
    return 0;
  }
  const bool own_text = manner.own == nullptr && manner.channel == "webhook";
  if (own_text) {
    const std::string json = render_json(notice);
    fmt::print("{}\n", json);
    fmt::print(stderr, fmt::runtime(lang == Lang::zh ? "{} 字节\n" : "{} bytes\n"), json.size());
    return 0;
  }
  for (const ChannelRow& row : channel_rows) {
    const bool is_plain = row.format == MessageFormat::text && std::string_view(row.word) == "text";
    if (manner.channel != row.word && !(is_plain && manner.channel == "webhook")) continue;
    const RenderedMessage message =
        make_renderer(manner.own, row.format, manner.lang, manner.links)(notice);
    fmt::print("{}\n\n{}\n", message.title, message.body);
    print_length(row, message, lang == Lang::zh);
    return 0;
  }
  return 0;
}

std::string word_of(const ChannelSpec& channel) {
  constexpr std::array<const char*, std::variant_size_v<ChannelSpec>> words{
      "text",      "text",           "webhook",      "text", "wecom_robot",
      "wecom_app", "dingtalk_robot", "feishu_robot", "mail", "sms"};
  return words.at(channel.index());
}

// False: there is no such receiver, and that was said.
bool choose_receiver(const Routing& routing, const std::string& id, bool zh, Manner& manner) {
  for (const Receiver& receiver : routing.receivers) {
    if (receiver.id.text != id) continue;
    manner.lang = receiver.lang;
    if (manner.channel.empty()) manner.channel = word_of(receiver.channel);
    for (const MessageTemplate& message : routing.messages) {
      if (!receiver.message.empty() && message.id == receiver.message) manner.own = &message;
    }
    return true;
  }
  fmt::print(stderr,
             fmt::runtime(zh ? "没有接收端 {}；用 planwatch list receivers 查看\n"
                             : "no receiver {}; see planwatch list receivers\n"),
             id);
  return false;
}

}  // namespace

int render_verb(const CommonOptions& options, const RenderWords& words) {
  const CheckedConfiguration loaded = load_checked(options.config, true);
  for (const std::string& text : error_texts(loaded, options.lang)) {
    fmt::print(stderr, "{}\n", text);
  }
  if (!loaded.configuration) return configuration_error;
  Manner manner{words.channel, nullptr, options.lang, links_of_no_use(loaded.configuration->http)};
  const bool zh = options.lang == Lang::zh;
  if (!words.receiver.empty() &&
      !choose_receiver(loaded.configuration->routing, words.receiver, zh, manner)) {
    return operating_error;
  }
  if (manner.channel.empty()) manner.channel = "text";
  const auto notice =
      notice_about(loaded.configuration, find_data_folder(options.data), words.alert, manner.lang);
  if (!notice) {
    fmt::print(stderr, "planwatch: {}\n", notice.error().message);
    return operating_error;
  }
  return print_message(*notice, manner, options.lang);
}

}  // namespace planwatch
