#include "config/schema/values.h"

namespace planwatch::schema {

namespace {

constexpr Need required = Need::required;
constexpr Need optional = Need::optional;

MapKind root() {
  return {
      "routing",
      {"预警发给谁、什么时候升级", "who is told, and when it goes up"},
      {{"working_hours", optional, list_of(hours()), "[]", "[\"09:00-12:00\", \"14:30-17:30\"]",
        "工作时间，各段从早到晚；不紧急的只在工作日的这些时段发；空着为全天",
        "from early to late; what is not urgent waits for them on a working day; empty: all day"},
       {"receivers", required, list_of(map_of("receiver")), "",
        "[{id: console, name: 日志, log: {}}]", "接收端（通道）", "receivers: the channels"},
       {"routes", required, list_of(map_of("route")), "",
        "[{id: all, receivers: [console], ladder: [{after: firing, role: contact}]}]",
        "路由，自上而下取第一条合适的", "routes; the first that fits takes the alert"},
       {"messages", optional, list_of(map_of("message")), "[]",
        "[{id: short, title: \"{{title}}\", body: \"{{#items}}{{subject}} {{/items}}\"}]",
        "自己写的消息模板，由接收端的 message 选用；不写用内置的",
        "message templates of your own, chosen by a receiver's message; else the built-in ones"},
       {"heartbeat", optional, map_of("heartbeat"), "",
        "{url: \"https://watch.example.cn/ping\", every: 5m}", "心跳：定时报平安，停了由对方报警",
        "a sign of life to somebody who notices when it stops"},
       {"damping", optional, map_of("damping"), "", "{firings: 3, within_workdays: 10}",
        "反复亮灭的预警怎样合并", "when alerts that come and go are damped"}}};
}

MapKind message() {
  return {"message",
          {"一个消息模板（mustache）", "a message template (mustache)"},
          {{"id", required, identifier(), "", "short", "标识", "its id"},
           {"title", required, text(), "", "\"{{title}}\"",
            "标题，一行；可用字段见 daemon/send/message-fields.md",
            "one line; daemon/send/message-fields.md lists the fields"},
           {"body", required, text(), "", "\"{{unit}} {{count}}{{#items}} {{subject}}{{/items}}\"",
            "正文；值按通道自动转义", "the text; values are escaped for the channel"}}};
}

MapKind heartbeat() {
  return {"heartbeat",
          {"心跳", "the sign of life"},
          {{"url", required, url(), "", "\"https://watch.example.cn/ping\"",
            "POST 到这里；2xx 算收到", "where it is posted; 2xx says that it was received"},
           {"every", optional, seconds(), "300s", "5m", "多久一次", "how often"},
           {"bearer", optional, map_of("secret"), "", "{env: PLANWATCH_HEARTBEAT_TOKEN}",
            "访问口令", "a token, sent as Authorization: Bearer"}}};
}

MapKind damping() {
  return {"damping",
          {"反复波动", "alerts that flap"},
          {{"firings", optional, integer(2, 50), "3", "3", "多少次算反复：只说一次“反复波动”",
            "so many firings are flapping and told as such, once"},
           {"within_workdays", optional, workdays(1, 260), "10", "10", "在多少个工作日之内",
            "within so many working days"},
           {"calm_workdays", optional, workdays(1, 260), "5", "5", "稳定多少个工作日后恢复正常通知",
            "after so many calm working days it is told as usual again"}}};
}

MapKind receiver() {
  return {
      "receiver",
      {"一个接收端，只写一种通道", "a receiver with exactly one channel"},
      {{"id", required, identifier(), "", "console", "标识", "its id"},
       {"name", required, text(), "", "运行日志", "名称", "its name"},
       {"give_up_after", optional, seconds(), "1d", "4h", "一直发不出去，多久后放弃",
        "when a notice that cannot be delivered is given up"},
       {"log", optional, map_of("receiver.log"), "", "{}", "写进运行日志", "the daemon's log"},
       {"file", optional, map_of("receiver.file"), "", "{path: notices.jsonl}",
        "写进文件，每行一条 JSON", "a file of JSON lines"},
       {"webhook", optional, map_of("receiver.webhook"), "",
        "{url: \"https://oa.example.cn/hook\"}", "单位自己的消息平台", "the office's own platform"},
       {"alertmanager", optional, map_of("receiver.alertmanager"), "",
        "{url: \"http://127.0.0.1:9093\"}", "Alertmanager（API v2）", "Alertmanager, API v2"},
       {"wecom_robot", optional, map_of("receiver.wecom_robot"), "",
        "{key: {env: PLANWATCH_WECOM_KEY}}", "企业微信群机器人", "a group robot of WeCom"},
       {"wecom_app", optional, map_of("receiver.wecom_app"), "",
        "{corp_id: ww1, corp_secret: {env: PLANWATCH_WECOM_SECRET}, agent_id: 1000002}",
        "企业微信应用消息，发到个人", "an application of WeCom, which tells persons"},
       {"dingtalk_robot", optional, map_of("receiver.dingtalk_robot"), "",
        "{access_token: {env: PLANWATCH_DINGTALK_TOKEN}}", "钉钉群机器人", "a robot of DingTalk"},
       {"feishu_robot", optional, map_of("receiver.feishu_robot"), "",
        "{token: {env: PLANWATCH_FEISHU_TOKEN}}", "飞书群机器人", "a robot of Feishu"},
       {"mail", optional, map_of("receiver.mail"), "",
        "{host: smtp.example.cn, from: plan@example.cn}", "邮件（SMTP）", "mail by SMTP"},
       {"sms", optional, map_of("receiver.sms"), "",
        "{gateway: aliyun, key_id: LTAI1, key_secret: {env: PLANWATCH_SMS_SECRET}, "
        "sign_name: 甘州区, single: {code: SMS_1}}",
        "短信网关", "an SMS gateway"},
       {"lang", optional, word({{"zh", {"中文", "Chinese"}}, {"en", {"英文", "English"}}}), "zh",
        "en", "消息的语言", "the language of its messages"},
       {"message", optional, name_of("message"), "", "short", "用哪个消息模板；不写用通道内置的",
        "which message template; else the channel's built-in one"},
       {"rate", optional, map_of("rate"), "", "{per_minute: 10}", "限速；不写用平台的上限",
        "at most so many messages; else the vendor's limit"},
       {"digest", optional, map_of("digest"), "", "{every: day, at: \"09:07\"}",
        "汇总：不紧急的攒到这个时刻一起发", "what is not urgent waits for this moment"},
       {"fallback", optional, name_of("receiver"), "", "console", "被拒收或一直发不出去时改发给谁",
        "who is told instead when it refuses or is given up"}},
      {{"log", "file", "webhook", "alertmanager", "wecom_robot", "wecom_app", "dingtalk_robot",
        "feishu_robot", "mail", "sms"}}};
}

MapKind rate() {
  return {"rate",
          {"限速", "a limit of speed"},
          {{"per_minute", optional, integer(1, 60'000, {"条", "messages"}), "", "10", "每分钟最多",
            "a minute"},
           {"per_second", optional, integer(1, 60'000, {"条", "messages"}), "", "2", "每秒最多",
            "a second"}}};
}

MapKind digest() {
  std::vector<Word> days{
      {"monday", {"星期一", "Monday"}},       {"tuesday", {"星期二", "Tuesday"}},
      {"wednesday", {"星期三", "Wednesday"}}, {"thursday", {"星期四", "Thursday"}},
      {"friday", {"星期五", "Friday"}},       {"saturday", {"星期六", "Saturday"}},
      {"sunday", {"星期日", "Sunday"}}};
  return {"digest",
          {"汇总", "a digest"},
          {{"every", required,
            word({{"day", {"每天一次", "once a day"}}, {"week", {"每周一次", "once a week"}}}), "",
            "week", "多久一次", "how often"},
           {"weekday", optional, word(std::move(days)), "monday", "friday", "每周汇总在星期几",
            "the day of a weekly one"},
           {"at", optional, time_of_day(), "09:07", "\"08:53\"",
            "几点；不在整点和半点，那时各家机器人都在发，写了会挪开 7 分钟",
            "when; never at minute 0 or 30, when all robots speak: moved by 7 minutes"},
           {"workdays_only", optional, boolean(), "true", "false", "遇休息日顺延到下一个工作日",
            "moved to the next working day"}}};
}

std::vector<MapKind> channels() {
  return {{"receiver.log", {"运行日志，没有别的键", "the log; no further keys"}, {}},
          {"receiver.file",
           {"JSON 行文件", "a file of JSON lines"},
           {{"path", required, text(), "", "notices.jsonl", "相对路径从数据目录算起",
             "relative to the data folder"}}},
          {"receiver.webhook",
           {"以 POST 收 JSON 的地址", "an address that takes JSON by POST"},
           {{"url", required, url(), "", "\"https://oa.example.cn/hook\"", "http 或 https 地址",
             "an http or https address"},
            {"headers", optional, entries_of(optional_text()), "", "{X-App: planwatch}",
             "其他 HTTP 头；不能放密钥", "further headers; none that carries a secret"},
            {"bearer", optional, map_of("secret"), "", "{env: PLANWATCH_OA_TOKEN}", "访问口令",
             "a token, sent as Authorization: Bearer"}}},
          {"receiver.alertmanager",
           {"Alertmanager：收全部正在亮的预警", "Alertmanager, which gets all firing alerts"},
           {{"url", required, url(), "", "\"http://127.0.0.1:9093\"", "根地址", "its base address"},
            {"resend", optional, seconds(), "60s", "30s", "多久重发一次",
             "how often they are sent again"},
            {"ends_after", optional, seconds(), "300s", "10m",
             "没有重发时多久后自己结束，要大于 resend",
             "when they end unless sent again; more than resend"}}}};
}

MapKind route() {
  return {
      "route",
      {"一条路由", "one route"},
      {{"id", required, identifier(), "", "all", "标识", "its id"},
       {"units", optional, list_of(name_of("unit")), "[]", "[区商务局]", "只管这些单位；空着为全部",
        "only these units; empty: all"},
       {"rules", optional, list_of(name_of("rule")), "[]", "[lights]",
        "只管这些规则（含 task、report）；空着为全部",
        "only these rules, task and report included; empty: all"},
       {"subjects", optional,
        list_of(word({{"indicator", {"指标", "indicators"}},
                      {"task", {"任务", "tasks"}},
                      {"feed", {"数据报送", "reports"}},
                      {"receiver", {"通知送不到的接收端", "receivers that cannot be reached"}}})),
        "[]", "[indicator, task]", "只管这些对象；空着为全部", "only these subjects; empty: all"},
       {"from", optional, word(alert_light_words()), "yellow", "red", "从哪种灯起",
        "from which light on"},
       {"receivers", optional, list_of(name_of("receiver")), "[]", "[console]",
        "by_role 没有写到的角色用这些", "for roles that by_role does not name"},
       {"by_role", optional, entries_of(role_words(), list_of(name_of("receiver"))), "",
        "{contact: [console], leader: [console]}", "各角色用哪些接收端",
        "which receivers reach which role"},
       {"ladder", required, filled_list_of(map_of("step")), "",
        "[{after: firing, workdays: 0, role: contact}]",
        "升级阶梯，第一级是 firing、0 个工作日；后面的不早于前面的",
        "the ladder: first firing with 0 working days, later steps never before earlier ones"},
       {"remind_every_workdays", optional, workdays(0, 260), "0", "5", "多久再提醒一次；0 为不提醒",
        "how often it reminds; 0: never"},
       {"inform_co_units", optional, boolean(), "false", "true",
        "首次预警和解除时告知配合单位；办理仍找牵头单位",
        "tells the co-responsible units at the first notice and at the end; the lead unit is "
        "asked"},
       {"group_wait", optional, seconds(), "0ms", "2m",
        "同一接收端在这段时间里的通知合成一条；不写只合并同一时刻的",
        "notices of one receiver within this time are one message; else those of one moment"},
       {"quiet_hours", optional, list_of(hours()), "[]", "[\"21:00-08:30\"]",
        "免打扰，可以跨过零点；不紧急的等到结束",
        "what is not urgent waits for their end; midnight may be "
        "inside"}}};
}

MapKind step() {
  return {
      "step",
      {"升级的一级", "one step of the ladder"},
      {{"after", required,
        word({{"firing", {"预警起", "after it fired"}},
              {"unacknowledged", {"预警后没有签收", "after firing without acknowledgement"}},
              {"deadline_passed", {"期限或承诺过后", "after a deadline or promise has passed"}}}),
        "", "unacknowledged", "从什么时候算", "from when it counts"},
       {"workdays", optional, workdays(0, 260), "0", "3", "多少天后", "so much later"},
       {"role", required, word(role_words()), "", "deputy", "告知谁", "who is told"},
       {"copy", optional, list_of(word(role_words())), "[]", "[leader]", "抄送",
        "who gets a copy"}}};
}

}  // namespace

std::vector<MapKind> describe_routing() {
  std::vector<MapKind> kinds{root(), receiver()};
  for (const MapKind& channel : channels()) kinds.push_back(channel);
  for (const MapKind& channel : describe_channels()) kinds.push_back(channel);
  for (const MapKind& kind :
       {rate(), digest(), route(), step(), message(), heartbeat(), damping()}) {
    kinds.push_back(kind);
  }
  return kinds;
}

}  // namespace planwatch::schema
