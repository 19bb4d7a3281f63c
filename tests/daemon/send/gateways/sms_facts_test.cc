#include "daemon/send/gateways/sms_facts.h"

#include "daemon/send/gateways/sms_message.h"
#include "tests/daemon/send/gateways/sms_support.h"

namespace planwatch::gateways_test {
namespace {

TEST(SmsFact, TableOfAFigureThatLagsBehind) {
  const Notice notice = lagging("execution", "执行到位率");
  const struct {
    const char* name;
    const char* whole;
    const char* in_six;
  } table[] = {
      {"unit", "区法院", "区法院"},
      {"kind", "预警", "预警"},
      {"indicator", "执行到位率", "执行到位率"},
      {"light", "红灯", "红灯"},
      {"worst", "红灯执行到位率", "红灯执行到位"},
      {"period", "2025年9月", "9月"},
      {"value", "52.3%（523/1000）", "52.3%"},
      {"target", "≥65%", "≥65%"},
      {"expected", "48.8%", "48.8%"},
      {"gap", "落后12.7个百分点", "12.7个点"},
      {"deadline", "2025-12-31", "12月31日"},
      {"problem", "无", "无"},
      {"action_short", "核实数据，说明落后原因", "核实数据，说"},
      {"count", "1", "1"},
      {"person", "张三", "张三"},
      {"clause", "第三部分第（二）条", "第三部分第（"},
  };
  ASSERT_EQ(std::size(table), sms_facts().size()) << "every fact has a line";
  for (const auto& one : table) {
    EXPECT_TRUE(is_sms_fact(one.name));
    EXPECT_EQ(sms_fact(notice, one.name), one.whole) << one.name;
    EXPECT_EQ(sms_fact(notice, one.name, 6), one.in_six) << one.name;
  }
}

// A figure cut short is another figure.
TEST(SmsFact, FiguresAreNeverCut) {
  Notice notice = lagging("trainings", "培训人数");
  NoticeContext& facts = notice.items.front().facts;
  facts.value = "1234567.8人次";
  facts.target = "≥12000000";
  facts.gap = "领先 12.7 个百分点";
  facts.expected = "1200000人次";
  facts.period = "2025年10-12月";
  for (const char* name : {"value", "target", "gap", "expected"}) {
    EXPECT_EQ(sms_fact(notice, name, 6), "见系统") << name;
  }
  EXPECT_EQ(sms_fact(notice, "period", 6), "10-12月");
  EXPECT_EQ(sms_fact(notice, "gap", 8), "领先12.7个点") << "ahead stays ahead";
  facts.gap = "落后于上级（62%）-9.7个百分点";
  EXPECT_EQ(sms_fact(notice, "gap", 6), "见系统") << "the first figure is not the gap";
}

TEST(SmsFact, WhatIsOverIsNotALight) {
  Notice notice = lagging("execution", "执行到位率");
  notice.items.front().key.kind = NoticeKind::resolved;
  EXPECT_EQ(sms_fact(notice, "light"), "恢复");
  EXPECT_EQ(sms_fact(notice, "worst"), "恢复执行到位率");
}

TEST(SmsFact, SubjectsOfTasksAreasAndFeeds) {
  const std::pair<const char*, const char*> table[] = {
      {"指标“执行到位率”", "执行到位率"},
      {"指标“执行到位率”（某镇）", "执行到位率"},
      {"任务7“建设“一站式”平台”", "建设“一站式”平台"},
      {"法院月报", "法院月报"},
      {"“", "“"},
      {"”“", "”“"},
  };
  for (const auto& [subject, name] : table) {
    Notice notice = lagging("x", "x");
    notice.items.front().facts.subject = subject;
    EXPECT_EQ(sms_fact(notice, "indicator"), name) << subject;
  }
}

TEST(SmsFact, HostileNamesStayOneLineWithoutMarksAndPages) {
  Notice notice = lagging("x", "x");
  notice.unit = UnitId(std::string("【某某银行】区\r\n法院\xFF https://evil.example"));
  EXPECT_EQ(sms_fact(notice, "unit"), "某某银行区  法院\xEF\xBF\xBD evil.example");
  EXPECT_EQ(sms_fact(notice, "unit", 5), "某某银行区");
}

TEST(SmsFact, ANoticeWithoutItemsSaysItsTitle) {
  Notice notice = lagging("x", "x");
  notice.items.clear();
  notice.title = "这是一条测试消息";
  EXPECT_EQ(sms_fact(notice, "indicator"), "这是一条测试消息");
  EXPECT_EQ(sms_fact(notice, "value"), "无");
  EXPECT_EQ(sms_fact(notice, "count"), "1");
  EXPECT_FALSE(is_sms_fact("secret"));
  EXPECT_EQ(sms_fact(notice, "secret"), "无");
}

TEST(MainlandMobile, TableOfNumbers) {
  const std::pair<const char*, const char*> table[] = {
      {"13800000001", "13800000001"},
      {"+8613800000001", "13800000001"},
      {"+86 138-0000-0001", "13800000001"},
      {"008613800000001", "13800000001"},
      {"8613800000001", "13800000001"},
      {"", ""},
      {"1380000000", ""},
      {"138000000012", ""},
      {"12800000001", ""},
      {"+85298000001", ""},
      {"0936-8212345", ""},
      {"138 0000 000a", ""},
      {"１３８００００００１", ""},
      {"86+13800000001", ""},
      {"+86+13800000001", ""},
  };
  for (const auto& [text, mobile] : table) {
    EXPECT_EQ(mainland_mobile(text).value_or(""), mobile) << text;
  }
}

TEST(ComposeSms, OneItemAGroupAndTheirNumbers) {
  SmsChannel spec = aliyun_channel();
  Notice notice = lagging("execution", "执行到位率");
  notice.people = {reachable("张三", "+86 13800000001"), reachable("李四", ""),
                   reachable("王五", "13800000001"), reachable("赵六", "0936-8212345")};
  spec.to = {"13900000009"};
  const AddressedSms one = compose_sms(notice, spec);
  EXPECT_EQ(one.message.template_code, "SMS_1001");
  EXPECT_EQ(one.message.mobiles, (std::vector<std::string>{"13800000001", "13900000009"}));
  ASSERT_EQ(one.missing.size(), 2U);
  EXPECT_EQ(one.missing[0].address, "李四");
  EXPECT_EQ(one.missing[1].address, "0936-8212345");
  EXPECT_EQ(one.message.variables.front(), (std::pair<std::string, std::string>{"unit", "区法院"}));
  EXPECT_EQ(one.message.reference.size(), 32U);
  EXPECT_EQ(one.message.reference, compose_sms(notice, spec).message.reference);

  notice.items.push_back(notice.items.front());
  EXPECT_TRUE(is_one_sms(notice, spec));
  EXPECT_EQ(compose_sms(notice, spec).message.template_code, "SMS_1002");
  spec.group.reset();
  EXPECT_FALSE(is_one_sms(notice, spec));
}

TEST(ComposeSms, AllVariablesTogetherStayWithinFiveHundredCharacters) {
  SmsChannel spec = aliyun_channel();
  spec.most_variable_chars = 0;  // no limit for one of them
  spec.single.variables.clear();
  for (int i = 0; i < 8; ++i) spec.single.variables.emplace_back("v", "unit");
  Notice notice = lagging("x", "x");
  notice.unit.text.clear();
  for (int i = 0; i < 100; ++i) notice.unit.text += "区";
  std::size_t characters = characters_of(spec.sign_name) + 2;
  for (const auto& [name, value] : compose_sms(notice, spec).message.variables) {
    EXPECT_FALSE(value.empty());
    characters += characters_of(value);
  }
  EXPECT_LE(characters, 503U);  // a variable is never empty: one character each at the end
}

TEST(ComposeSms, MoreThanTwoHundredNumbersAreMissing) {
  SmsChannel spec = aliyun_channel();
  Notice notice = lagging("x", "x");
  notice.people.clear();
  for (int i = 0; i < 203; ++i) {
    notice.people.push_back(reachable("某", std::to_string(13'800'000'000 + i)));
  }
  const AddressedSms sms = compose_sms(notice, spec);
  EXPECT_EQ(sms.message.mobiles.size(), 200U);
  EXPECT_EQ(sms.missing.size(), 3U);
}

}  // namespace
}  // namespace planwatch::gateways_test
