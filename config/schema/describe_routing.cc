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
        "路由，自上而下取第一条合适的", "routes; the first that fits takes the alert"}}};
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
        "{url: \"http://127.0.0.1:9093\"}", "Alertmanager（API v2）", "Alertmanager, API v2"}},
      {{"log", "file", "webhook", "alertmanager"}}};
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
        "how often it reminds; 0: never"}}};
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
  kinds.push_back(route());
  kinds.push_back(step());
  return kinds;
}

}  // namespace planwatch::schema
