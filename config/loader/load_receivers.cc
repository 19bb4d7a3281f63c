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

ChannelSpec load_channel(Fields& fields, Draft& draft) {
  constexpr std::array<std::string_view, 4> kinds{"log", "file", "webhook", "alertmanager"};
  const auto kind = fields.one_of(kinds);
  const YamlNode* node = kind ? fields.node(*kind) : nullptr;
  if (!node) return {};
  if (*kind == "file") return load_file_channel(*node, draft.out);
  if (*kind == "webhook") return load_webhook(*node, draft);
  if (*kind == "alertmanager") return load_alertmanager(*node, draft.out);
  Fields nothing_more(*node, draft.out);
  return LogChannel{};
}

}  // namespace

Receiver load_receiver(const YamlNode& node, Draft& draft) {
  Fields fields(node, draft.out);
  Receiver receiver;
  receiver.at = fields.at();
  if (read_identifier(fields, Thing::receiver, receiver.id, draft.names)) {
    receiver.at = fields.at("id");
  }
  fields.text("name", receiver.name);
  fields.duration("give_up_after", receiver.give_up_after);
  receiver.channel = load_channel(fields, draft);
  return receiver;
}

}  // namespace planwatch::loader
