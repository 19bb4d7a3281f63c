#include "daemon/send/robots/robots.h"

#include <utility>

#include "daemon/send/robots/dingtalk.h"
#include "daemon/send/robots/feishu.h"
#include "daemon/send/robots/people.h"
#include "daemon/send/robots/poster.h"
#include "daemon/send/robots/wecom.h"

namespace planwatch {

namespace {

// Below the vendors' own limits (20, 20, and 100 with 5 a second): their minutes are not ours.
constexpr ChannelLimits wecom_limits{wecom_markdown_bytes, 18, 0};
constexpr ChannelLimits dingtalk_limits{dingtalk_bytes, 15, 0};
constexpr ChannelLimits feishu_limits{feishu_bytes, 90, 4};

std::vector<std::string> called(bool mention, const Mentions& mentions) {
  return mention ? mentions.all() : std::vector<std::string>{};
}

}  // namespace

std::shared_ptr<Channel> make_wecom_robot(HttpClient& http, const Clock& machine,
                                          WecomRobotChannel spec, RenderMessage markdown,
                                          RenderMessage text) {
  const auto texts = [spec, markdown = std::move(markdown),
                      text = std::move(text)](const Notice& notice) {
    WecomTexts made;
    if (goes_as_text(notice, spec)) {
      made.text = text(notice);
    } else {
      made.markdown = markdown(notice);
    }
    return made;
  };
  RobotVendor vendor;
  vendor.limits = wecom_limits;
  vendor.encode = [spec, texts](const Notice& notice, Instant) {
    return encode_wecom_robot(notice, texts(notice), spec);
  };
  vendor.addresses = [mention = spec.mention](const Notice& notice) {
    return called(mention, wecom_mentions(notice.people));
  };
  vendor.bytes = [spec = std::move(spec), texts](const Notice& notice) {
    return wecom_robot_bytes(notice, texts(notice), spec);
  };
  vendor.classify = classify_wecom_robot;
  return make_poster(http, machine, std::move(vendor));
}

std::shared_ptr<Channel> make_dingtalk_robot(HttpClient& http, const Clock& machine,
                                             DingtalkRobotChannel spec, RenderMessage render) {
  RobotVendor vendor;
  vendor.limits = dingtalk_limits;
  vendor.encode = [spec, render](const Notice& notice, Instant now) {
    return encode_dingtalk(notice, render(notice), spec, now);
  };
  vendor.addresses = [mention = spec.mention](const Notice& notice) {
    return called(mention, dingtalk_mentions(notice.people));
  };
  vendor.bytes = [spec = std::move(spec), render = std::move(render)](const Notice& notice) {
    return encoded_dingtalk_bytes(notice, render(notice), spec);
  };
  vendor.classify = classify_dingtalk;
  return make_poster(http, machine, std::move(vendor));
}

std::shared_ptr<Channel> make_feishu_robot(HttpClient& http, const Clock& machine,
                                           FeishuRobotChannel spec, RenderMessage render) {
  RobotVendor vendor;
  vendor.limits = feishu_limits;
  vendor.encode = [spec, render](const Notice& notice, Instant now) {
    return encode_feishu(notice, render(notice), spec, now);
  };
  vendor.addresses = [mention = spec.mention](const Notice& notice) {
    return called(mention, feishu_mentions(notice.people));
  };
  vendor.bytes = [spec = std::move(spec), render = std::move(render)](const Notice& notice) {
    return encoded_feishu_bytes(notice, render(notice), spec);
  };
  vendor.classify = classify_feishu;
  return make_poster(http, machine, std::move(vendor));
}

}  // namespace planwatch
