#include "daemon/app/channels.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "daemon/send/gateways/gateways.h"
#include "daemon/send/message_renderer.h"
#include "daemon/send/robots/robots.h"

namespace planwatch {

namespace {

const MessageTemplate* own_template(const Routing& routing, const Receiver& receiver) {
  const auto found =
      std::find_if(routing.messages.begin(), routing.messages.end(),
                   [&](const MessageTemplate& one) { return one.id == receiver.message; });
  return receiver.message.empty() || found == routing.messages.end() ? nullptr : &*found;
}

struct Make {
  const Receiver& receiver;
  const MessageTemplate* own;
  const MakeLink& links;
  const ChannelParts& parts;

  RenderMessage text_as(MessageFormat format) const {
    return make_renderer(own, format, receiver.lang, links);
  }
  // Log, file and webhook carry the notice's own text unless the receiver has a template.
  std::shared_ptr<Channel> with_own_text(std::shared_ptr<Channel> channel) const {
    if (own == nullptr || !channel) return channel;
    return make_rewriting_channel(std::move(channel), text_as(MessageFormat::text));
  }

  std::shared_ptr<Channel> operator()(const LogChannel&) const {
    return with_own_text(make_log_channel(parts.scheduler, parts.write_line));
  }
  std::shared_ptr<Channel> operator()(const FileChannel& spec) const {
    const std::filesystem::path path = std::filesystem::path(parts.data_folder) / spec.path;
    return with_own_text(make_file_channel(parts.scheduler, path.string()));
  }
  std::shared_ptr<Channel> operator()(const WebhookChannel& spec) const {
    return with_own_text(make_webhook_channel(parts.http, spec));
  }
  std::shared_ptr<Channel> operator()(const AlertmanagerChannel&) const { return nullptr; }
  std::shared_ptr<Channel> operator()(const WecomRobotChannel& spec) const {
    return make_wecom_robot(parts.http, parts.machine_clock, spec,
                            text_as(MessageFormat::wecom_markdown), text_as(MessageFormat::text));
  }
  std::shared_ptr<Channel> operator()(const WecomAppChannel& spec) const {
    return make_wecom_app(
        parts.http, parts.machine_clock, parts.scheduler, spec,
        text_as(spec.markdown ? MessageFormat::wecom_markdown : MessageFormat::text));
  }
  std::shared_ptr<Channel> operator()(const DingtalkRobotChannel& spec) const {
    return make_dingtalk_robot(parts.http, parts.machine_clock, spec,
                               text_as(MessageFormat::dingtalk_markdown));
  }
  std::shared_ptr<Channel> operator()(const FeishuRobotChannel& spec) const {
    return make_feishu_robot(parts.http, parts.machine_clock, spec,
                             text_as(MessageFormat::feishu_markdown));
  }
  std::shared_ptr<Channel> operator()(const MailChannel& spec) const {
    return make_mail_channel(parts.scheduler, parts.mail, parts.machine_clock, spec,
                             text_as(MessageFormat::mail_text));
  }
  std::shared_ptr<Channel> operator()(const SmsChannel& spec) const {
    return make_sms_channel(parts.scheduler, parts.http, parts.machine_clock, spec);
  }
};

}  // namespace

std::shared_ptr<Channel> make_channel(const Receiver& receiver, const Routing& routing,
                                      const MakeLink& links, const ChannelParts& parts) {
  return std::visit(Make{receiver, own_template(routing, receiver), links, parts},
                    receiver.channel);
}

}  // namespace planwatch
