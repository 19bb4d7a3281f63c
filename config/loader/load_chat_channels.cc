#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

// The vendor's base address, unless a test or a private cloud has its own.
void read_base(Fields& fields, std::string& url) {
  if (!fields.text("url", url, Need::optional)) return;
  check_url(url, {}, fields.at("url"), fields.out());
  while (url.ends_with('/')) url.pop_back();
}

void read_secret(Fields& fields, std::string_view key, const Draft& draft, Secret& into) {
  if (auto secret = load_secret(fields, key, draft, Need::required)) into = std::move(*secret);
}

void read_keyword(Fields& fields, std::string& keyword) {
  fields.text("keyword", keyword, Need::optional);
  if (keyword.find_first_of("\r\n") == std::string::npos) return;
  fields.out().error(fields.at("keyword"), {"关键词里有换行", "the keyword has a line break"},
                     {"写成一行", "write it on one line"});
}

}  // namespace

WecomRobotChannel load_wecom_robot(const YamlNode& node, const Draft& draft) {
  Fields fields(node, draft.out);
  WecomRobotChannel channel;
  read_base(fields, channel.url);
  read_secret(fields, "key", draft, channel.key);
  fields.boolean("mention", channel.mention);
  return channel;
}

WecomAppChannel load_wecom_app(const YamlNode& node, const Draft& draft) {
  Fields fields(node, draft.out);
  WecomAppChannel channel;
  read_base(fields, channel.url);
  fields.text("corp_id", channel.corp_id);
  read_secret(fields, "corp_secret", draft, channel.corp_secret);
  fields.integer("agent_id", channel.agent_id, 1, 2'147'483'647);
  fields.boolean("markdown", channel.markdown);
  read_addresses(fields, channel.to, check_account);
  return channel;
}

DingtalkRobotChannel load_dingtalk_robot(const YamlNode& node, const Draft& draft) {
  Fields fields(node, draft.out);
  DingtalkRobotChannel channel;
  read_base(fields, channel.url);
  read_secret(fields, "access_token", draft, channel.access_token);
  channel.secret = load_secret(fields, "secret", draft);
  if (channel.secret && !channel.secret->reveal().starts_with("SEC")) {
    draft.out.warning(fields.at("secret"),
                      {"加签密钥不以 SEC 开头", "the signing secret does not begin with SEC"},
                      {"照机器人“加签”一栏复制，access_token 另写",
                       "copy it from the robot's signing setting; access_token stands apart"});
  }
  read_keyword(fields, channel.keyword);
  fields.boolean("mention", channel.mention);
  return channel;
}

FeishuRobotChannel load_feishu_robot(const YamlNode& node, const Draft& draft) {
  Fields fields(node, draft.out);
  FeishuRobotChannel channel;
  read_base(fields, channel.url);
  read_secret(fields, "token", draft, channel.token);
  channel.secret = load_secret(fields, "secret", draft);
  read_keyword(fields, channel.keyword);
  fields.boolean("mention", channel.mention);
  return channel;
}

}  // namespace planwatch::loader
