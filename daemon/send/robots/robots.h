#pragma once

#include <memory>

#include "daemon/send/channel.h"
#include "daemon/send/message.h"
#include "daemon/time/clock.h"
#include "daemon/time/scheduler.h"

namespace planwatch {

// Channels of the group chats. Success is the vendor's own code, never HTTP 200 alone. They make
// one request per message and never wait or repeat by themselves: pauses, splitting and rates are
// the outbox's, which asks limits() and encoded_bytes(). A message of one item that is too long is
// cut with "…"; one of several is sent as it is, refused and split.
// `http` and `machine` outlive the channels. No text that they give holds a secret.
//
// Texts come from `render`: what the whole message says, headline included, in the format named;
// the title is used beside it (DingTalk's preview line, the head of a Feishu card).

// Group robot, markdown (wecom_markdown). Where somebody of the notice has a mobile number but no
// userid, the message goes as text (text), because markdown cannot call mobile numbers.
std::shared_ptr<Channel> make_wecom_robot(HttpClient& http, const Clock& machine,
                                          WecomRobotChannel spec, RenderMessage markdown,
                                          RenderMessage text);

// App message to people, text or markdown as spec.markdown says. Keeps its access token until
// shortly before it expires; however many messages wait, one token is fetched. Partial where some
// of the people did not get it. Nobody to send to: permanent.
std::shared_ptr<Channel> make_wecom_app(HttpClient& http, const Clock& machine,
                                        Scheduler& scheduler, WecomAppChannel spec,
                                        RenderMessage render);

// Custom robot, dingtalk_markdown; signed where the spec has a secret.
std::shared_ptr<Channel> make_dingtalk_robot(HttpClient& http, const Clock& machine,
                                             DingtalkRobotChannel spec, RenderMessage render);

// Custom bot, a card with feishu_markdown; signed where the spec has a secret.
std::shared_ptr<Channel> make_feishu_robot(HttpClient& http, const Clock& machine,
                                           FeishuRobotChannel spec, RenderMessage render);

}  // namespace planwatch
