#include "config/schema/values.h"

namespace planwatch::schema {

namespace {

constexpr Need required = Need::required;
constexpr Need optional = Need::optional;

MapKind http() {
  return {"server.http",
          {"网页和接口", "console and API"},
          {{"certificate_file", optional, text(), "", "server.crt",
            "证书（PEM），与 key_file 成对；相对路径从配置文件夹算起",
            "PEM certificate, together with key_file; relative to the configuration's folder"},
           {"key_file", optional, text(), "", "server.key", "私钥（PEM）", "its private key (PEM)"},
           {"public_url", optional, url(), "", "\"https://pw.example.gov.cn\"",
            "大家用浏览器访问 planwatch 的地址，消息里的链接以它开头；须是 https（本机除外）；"
            "不写时消息里没有链接",
            "where browsers reach planwatch: links in messages begin with it; https unless it is "
            "this machine; without it messages carry no links"},
           {"link_valid_days", optional, integer(1, 90, {"天", "days"}), "14", "7",
            "消息里的办理链接几天内有效", "how long the links in messages can be used"},
           {"tokens", optional, list_of(map_of("server.token")), "[]",
            "[{person: 张三, role: viewer, sha256: "
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}]",
            "访问口令，每人一个", "tokens, one for each person"}},
          {},
          {},
          {{"certificate_file", "key_file"}, {"key_file", "certificate_file"}}};
}

MapKind token() {
  return {
      "server.token",
      {"一个人的口令", "one person's token"},
      {{"person", required, text(), "", "张三", "姓名，记入操作", "who it is; recorded with acts"},
       {"role", required,
        word({{"viewer", {"只看", "looks only"}},
              {"unit", {"责任单位：签收、承诺本单位的预警", "acts on the alerts of its unit"}},
              {"supervisor", {"督查：销号", "supervises and closes"}},
              {"operator", {"运维", "operates"}}}),
        "", "viewer", "能做什么", "what the person may do"},
       {"unit", optional, name_of("unit"), "", "区商务局", "单位；role: unit 时必填",
        "the unit; required with role: unit"},
       {"sha256", required, text(), "",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "口令的 SHA-256，64 位小写十六进制：printf %s '口令' | sha256sum",
        "the token's SHA-256 in 64 lower-case hex digits: printf %s 'TOKEN' | sha256sum"}},
      {},
      {},
      {},
      {{"role", "unit", "unit"}}};
}

}  // namespace

std::vector<MapKind> describe_server() {
  return {{"server",
           {"网页、接口和 /metrics 的设置；没有这个文件时用默认",
            "settings of console, API and /metrics; without the file the defaults hold"},
           {{"http", optional, map_of("server.http"), "", "{tokens: []}", "网页和接口",
             "console and API"},
            {"metrics", optional, map_of("server.metrics"), "", "{period_series: true}", "/metrics",
             "/metrics"}}},
          http(),
          token(),
          {"server.metrics",
           {"/metrics 的设置", "settings of /metrics"},
           {{"period_series", optional, boolean(), "true", "false",
             "每期的值、应达数和亮灯（planwatch_indicator_period_*）；序列太多时关掉",
             "figures of every period (planwatch_indicator_period_*); off where series are too "
             "many"}}}};
}

}  // namespace planwatch::schema
