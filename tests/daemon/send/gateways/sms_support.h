#pragma once

#include <string>

#include "rules/model/routing.h"
#include "tests/daemon/send/support.h"

namespace planwatch::gateways_test {

// What the gateways of sms_gateways.py know.
inline SmsChannel aliyun_channel() {
  SmsChannel spec;
  spec.gateway = SmsGateway::aliyun;
  spec.key_id = "LTAItestKeyId";
  spec.key_secret = Secret("aliyunTestSecret");
  spec.sign_name = "某区督查室";
  spec.single = {"SMS_1001",
                 {{"unit", "unit"},
                  {"name", "indicator"},
                  {"value", "value"},
                  {"gap", "gap"},
                  {"day", "deadline"}}};
  spec.group = SmsTemplate{"SMS_1002", {{"unit", "unit"}, {"count", "count"}, {"worst", "worst"}}};
  return spec;
}
inline SmsChannel tencent_channel() {
  SmsChannel spec;
  spec.gateway = SmsGateway::tencent;
  spec.key_id = "AKIDtestId";
  spec.key_secret = Secret("tencentTestSecret");
  spec.sign_name = "某区督查室";
  spec.app_id = "1400006666";
  spec.most_variable_chars = 6;
  spec.single = {"2001", {{"1", "unit"}, {"2", "indicator"}, {"3", "value"}}};
  spec.group = SmsTemplate{"2002", {{"1", "unit"}, {"2", "count"}}};
  return spec;
}

inline Person reachable(const std::string& name, const std::string& mobile) {
  Person person;
  person.name = name;
  person.mobile = mobile;
  return person;
}

inline Notice lagging(const std::string& subject, const std::string& name) {
  Notice notice = send_test::notice_for("sms", 1);
  notice.key.alert = "ganzhou/lights/indicator/" + subject + "/620702/2025";
  notice.people = {reachable("张三", "13800000001")};
  NoticeItem item;
  item.key = notice.key;
  item.facts.subject = "指标“" + name + "”";
  item.facts.clause = "第三部分第（二）条";
  item.facts.period = "2025年9月";
  item.facts.value = "52.3%（523/1000）";
  item.facts.target = "≥65%";
  item.facts.expected = "48.8%";
  item.facts.gap = "落后 12.7个百分点";
  item.facts.deadline = "2025-12-31";
  item.facts.action = "核实数据，说明落后原因";
  notice.items = {item};
  return notice;
}

}  // namespace planwatch::gateways_test
