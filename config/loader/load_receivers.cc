#include <array>

#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

FileChannel load_file_channel(const YamlNode& node, Diagnostics& out) {
  Fields fields(node, out);
  FileChannel channel;
  fields.text("path", channel.path);
  return channel;
}

WebhookChannel load_webhook(const YamlNode& node, Draft& draft) {
  Fields fields(node, draft.out);
  WebhookChannel channel;
  if (fields.text("url", channel.url)) check_url(channel.url, {}, fields.at("url"), draft.out);
  channel.headers = load_headers(fields);
  channel.bearer = load_secret(fields, "bearer", draft);
  return channel;
}

AlertmanagerChannel load_alertmanager(const YamlNode& node, Diagnostics& out) {
  Fields fields(node, out);
  AlertmanagerChannel channel;
  if (fields.text("url", channel.url)) check_url(channel.url, {}, fields.at("url"), out);
  fields.duration("resend", channel.resend);
  fields.duration("ends_after", channel.ends_after);
  if (channel.ends_after <= channel.resend) {
    out.error(fields.at("ends_after"),
              {"ends_after 不大于 resend：告警会在下次重发前自己结束",
               "ends_after is not above resend: alerts would end before they are sent again"},
              {"ends_after 至少是 resend 的两倍", "make ends_after at least twice resend"});
  }
  return channel;
}

ChannelSpec load_vendor(std::string_view kind, const YamlNode& node, const Draft& draft) {
  if (kind == "wecom_robot") return load_wecom_robot(node, draft);
  if (kind == "wecom_app") return load_wecom_app(node, draft);
  if (kind == "dingtalk_robot") return load_dingtalk_robot(node, draft);
  if (kind == "feishu_robot") return load_feishu_robot(node, draft);
  if (kind == "mail") return load_mail(node, draft);
  return load_sms(node, draft);
}

ChannelSpec load_channel(Fields& fields, Draft& draft) {
  constexpr std::array<std::string_view, 10> kinds{
      "log",       "file",           "webhook",      "alertmanager", "wecom_robot",
      "wecom_app", "dingtalk_robot", "feishu_robot", "mail",         "sms"};
  const auto kind = fields.one_of(kinds);
  const YamlNode* node = kind ? fields.node(*kind) : nullptr;
  if (!node) return {};
  if (*kind == "file") return load_file_channel(*node, draft.out);
  if (*kind == "webhook") return load_webhook(*node, draft);
  if (*kind == "alertmanager") return load_alertmanager(*node, draft.out);
  if (*kind != "log") return load_vendor(*kind, *node, draft);
  Fields nothing_more(*node, draft.out);
  return LogChannel{};
}

constexpr Word<Lang> lang_words[] = {{"zh", Lang::zh}, {"en", Lang::en}};

void read_message(Fields& fields, Receiver& receiver, ReceiverPlaces& places, Draft& draft) {
  Id<MessageTemplate> message;
  if (!read_mention(fields, "message", Thing::message, message, draft.names, Need::optional))
    return;
  receiver.message = message.text;
  places.message = fields.at("message");
}

}  // namespace

Receiver load_receiver(const YamlNode& node, Draft& draft) {
  Fields fields(node, draft.out);
  Receiver receiver;
  ReceiverPlaces places;
  receiver.at = fields.at();
  if (read_identifier(fields, Thing::receiver, receiver.id, draft.names)) {
    receiver.at = fields.at("id");
  }
  fields.text("name", receiver.name);
  fields.duration("give_up_after", receiver.give_up_after);
  receiver.channel = load_channel(fields, draft);
  fields.choice("lang", lang_words, receiver.lang, Need::optional);
  read_message(fields, receiver, places, draft);
  load_delivery(fields, receiver, places);
  if (read_mention(fields, "fallback", Thing::receiver, receiver.fallback, draft.names,
                   Need::optional)) {
    places.fallback = fields.at("fallback");
  }
  draft.receivers.push_back(places);
  return receiver;
}

}  // namespace planwatch::loader
