#include "config/schema/values.h"

namespace planwatch::schema {

namespace {

constexpr Need required = Need::required;
constexpr Need optional = Need::optional;

Key base(const std::string& vendors) {
  return {"url",
          optional,
          url(),
          vendors,
          "\"http://127.0.0.1:8080\"",
          "平台的根地址；私有化部署才要改",
          "the vendor's base address; another one in private clouds"};
}
Key mention() {
  return {"mention",
          optional,
          boolean(),
          "true",
          "false",
          "点名责任人（按 people 里的地址）",
          "mentions the people of the notice, by their addresses"};
}
Key keyword() {
  return {"keyword",
          optional,
          optional_text(),
          "",
          "督办",
          "机器人安全设置里的一个关键词，会写进每条消息",
          "one of the robot's keywords; put into every message"};
}

MapKind wecom_robot() {
  return {"receiver.wecom_robot",
          {"企业微信群机器人", "WeCom's group robot"},
          {base("https://qyapi.weixin.qq.com"),
           {"key", required, map_of("secret"), "", "{env: PLANWATCH_WECOM_KEY}",
            "webhook 地址里 key= 后面的部分", "what stands behind key= in its address"},
           mention()}};
}

MapKind wecom_app() {
  return {
      "receiver.wecom_app",
      {"企业微信应用消息", "WeCom's application messages"},
      {base("https://qyapi.weixin.qq.com"),
       {"corp_id", required, text(), "", "ww0123456789abcdef", "企业 ID", "the corporation's id"},
       {"corp_secret", required, map_of("secret"), "", "{env: PLANWATCH_WECOM_SECRET}",
        "应用的 Secret", "the application's secret"},
       {"agent_id", required, integer(1, 2'147'483'647), "", "1000002", "应用的 AgentId",
        "the application's AgentId"},
       {"markdown", optional, boolean(), "false", "true",
        "用 markdown；微信插件里看不到，默认发文本",
        "sends markdown, which the WeChat plug-in does not show; else text"},
       {"to", optional, list_of(text()), "[]", "[zhangsan]", "除责任人外还发给这些账号",
        "userids told beside the people of the notice"}}};
}

MapKind dingtalk_robot() {
  return {"receiver.dingtalk_robot",
          {"钉钉群机器人", "DingTalk's robot"},
          {base("https://oapi.dingtalk.com"),
           {"access_token", required, map_of("secret"), "", "{env: PLANWATCH_DINGTALK_TOKEN}",
            "webhook 地址里的 access_token", "access_token of its address"},
           {"secret", optional, map_of("secret"), "", "{env: PLANWATCH_DINGTALK_SECRET}",
            "“加签”的密钥，SEC 开头", "the signing secret, which begins with SEC"},
           keyword(),
           mention()}};
}

MapKind feishu_robot() {
  return {"receiver.feishu_robot",
          {"飞书群机器人", "Feishu's robot"},
          {base("https://open.feishu.cn"),
           {"token", required, map_of("secret"), "", "{env: PLANWATCH_FEISHU_TOKEN}",
            "webhook 地址最后一段", "the last part of its address"},
           {"secret", optional, map_of("secret"), "", "{env: PLANWATCH_FEISHU_SECRET}",
            "“签名校验”的密钥", "the signing secret"},
           keyword(),
           mention()}};
}

MapKind mail() {
  return {"receiver.mail",
          {"邮件", "mail"},
          {{"host", required, text(), "", "smtp.example.gov.cn", "发信服务器", "the mail server"},
           {"security", optional,
            word({{"none", {"不加密", "no encryption"}},
                  {"starttls", {"STARTTLS", "STARTTLS"}},
                  {"tls", {"TLS", "TLS"}}}),
            "tls", "starttls", "加密方式", "how the connection is encrypted"},
           {"port", optional, integer(1, 65'535), "465", "587",
            "端口；不写时 tls 为 465、starttls 为 587、none 为 25",
            "its port; else 465 for tls, 587 for starttls, 25 for none"},
           {"user", optional, text(), "", "\"plan@example.gov.cn\"",
            "登录账号，与 password 成对；不写不登录",
            "the login, together with password; without it nobody logs in"},
           {"password", optional, map_of("secret"), "", "{env: PLANWATCH_MAIL_PASSWORD}",
            "口令；多数邮箱要用授权码", "the password; most providers want an authorization code"},
           {"from", required, text(), "", "\"plan@example.gov.cn\"", "发件人，一般要与 user 相同",
            "the sender, usually the same as user"},
           {"to", optional, list_of(text()), "[]", "[\"duban@example.gov.cn\"]",
            "除责任人外还发给这些邮箱", "mailboxes told beside the people of the notice"},
           {"ca_file", optional, text(), "", "ca.pem",
            "自建 CA 的根证书（PEM）；相对路径从配置文件夹算起",
            "PEM of a private root; relative to the configuration's folder"}},
          {},
          {},
          {{"user", "password"}, {"password", "user"}}};
}

MapKind sms() {
  return {
      "receiver.sms",
      {"短信网关；签名和模板须先报备",
       "an SMS gateway; signature and templates are approved first"},
      {{"gateway", required,
        word({{"aliyun", {"阿里云", "Alibaba Cloud"}}, {"tencent", {"腾讯云", "Tencent Cloud"}}}),
        "", "aliyun", "哪家", "whose"},
       {"url", optional, url(), "", "\"http://127.0.0.1:8080\"", "网关地址；不写用平台的",
        "its address; else the vendor's"},
       {"key_id", required, text(), "", "LTAI0123456789", "AccessKeyId 或 SecretId",
        "AccessKeyId or SecretId"},
       {"key_secret", required, map_of("secret"), "", "{env: PLANWATCH_SMS_SECRET}",
        "AccessKeySecret 或 SecretKey", "AccessKeySecret or SecretKey"},
       {"sign_name", required, text(), "", "甘州区营商环境建设局", "已报备的签名",
        "the approved signature"},
       {"app_id", optional, text(), "", "\"1400000000\"",
        "腾讯云的 SdkAppId；gateway: tencent 时必填",
        "Tencent's SdkAppId; required with gateway: tencent"},
       {"region", optional, text(), "ap-guangzhou", "ap-beijing", "腾讯云的地域",
        "Tencent's region"},
       {"single", required, map_of("sms.template"), "",
        "{code: SMS_123456789, variables: {unit: unit}}", "一条预警用的模板",
        "the template for one alert"},
       {"group", optional, map_of("sms.template"), "",
        "{code: SMS_987654321, variables: {unit: unit, n: count}}",
        "多条预警合成一条时用的模板；不写则各发一条",
        "the template for several at once; without it each is sent by itself"},
       {"to", optional, list_of(text()), "[]", "[\"13800000000\"]", "除责任人外还发给这些号码",
        "numbers told beside the people of the notice"},
       {"most_variable_chars", optional, integer(1, 500), "35", "6",
        "每个变量最多多少字，超出截断（阿里云默认 35，腾讯云默认 6）",
        "longest variable in characters; longer ones are cut (Alibaba 35, Tencent 6)"}},
      {},
      {},
      {},
      {{"gateway", "tencent", "app_id"}}};
}

MapKind sms_template() {
  return {"sms.template",
          {"一个已报备的短信模板", "an approved SMS template"},
          {{"code", required, text(), "", "SMS_123456789", "模板编号", "its code"},
           {"variables", optional, entries_of(text()), "", "{unit: unit, light: light}",
            "模板变量: 填什么；腾讯云按先后对应 {1} {2}；能填的用 planwatch render 预警 --channel "
            "sms 看",
            "variable: what fills it; Tencent's {1} {2} by their order; planwatch render ALERT "
            "--channel sms shows what can"}}};
}

}  // namespace

std::vector<MapKind> describe_channels() {
  return {wecom_robot(), wecom_app(), dingtalk_robot(), feishu_robot(),
          mail(),        sms(),       sms_template()};
}

}  // namespace planwatch::schema
