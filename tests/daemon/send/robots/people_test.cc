#include "daemon/send/robots/people.h"

#include "tests/daemon/send/robots/support.h"

namespace planwatch::robots_test {
namespace {

using Strings = std::vector<std::string>;

TEST(People, UseridsOfTheVendorsForm) {
  for (const char* id : {"zhangsan", "Zhang.San", "z", "a_b-c@d", "ou_0123456789abcdef"}) {
    EXPECT_TRUE(is_userid(id)) << id;
  }
  for (const char* id :
       {"", "all", "@all", "ALL", "_a", "a|b", "a>b", "a b", "张三", "a\nb", "a\"b"}) {
    EXPECT_FALSE(is_userid(id)) << id;
  }
  EXPECT_TRUE(is_userid(std::string(64, 'a')));
  EXPECT_FALSE(is_userid(std::string(65, 'a')));
}

TEST(People, MobilesOfTheMainland) {
  EXPECT_EQ(mainland_mobile("13800000000"), "13800000000");
  EXPECT_EQ(mainland_mobile("+8613800000000"), "13800000000");
  for (const char* mobile : {"", "+86", "12345", "23800000000", "138000000001", "1380000000a",
                             "+85212345678", "all", "138 0000 0000"}) {
    EXPECT_EQ(mainland_mobile(mobile), "") << mobile;
  }
}

TEST(People, IdsGoBeforeMobilesAndEveryAddressComesOnce) {
  const std::vector<Person> people = {
      person("张三", "zhangsan", "13800000001"), person("李四", "", "+8613800000002"),
      person("张三", "zhangsan"), person("王五", "@all", "13800000002"), person("赵六", "")};
  EXPECT_EQ(wecom_mentions(people).ids, (Strings{"zhangsan"}));
  EXPECT_EQ(wecom_mentions(people).mobiles, (Strings{"13800000002"}));
  EXPECT_EQ(dingtalk_mentions(people).all(), (Strings{"zhangsan", "13800000002"}));
}

TEST(People, FeishuCallsByOpenIdOrMailbox) {
  const std::vector<Person> people = {
      person("张三", "ou_1", "13800000001", "z@example.cn"), person("李四", "", "", "l@example.cn"),
      person("王五", "all", "", "w@x\"></at><at id=all>"), person("赵六", "", "13800000002")};
  EXPECT_EQ(feishu_mentions(people).all(), (Strings{"ou_1", "l@example.cn"}));
}

TEST(People, AtMostTwentyAreCalled) {
  std::vector<Person> people;
  people.reserve(50);
  for (int i = 0; i < 50; ++i) people.push_back(person("某", "user" + std::to_string(i)));
  EXPECT_EQ(wecom_mentions(people).all().size(), 20U);
  EXPECT_EQ(feishu_mentions(people).ids.back(), "user19");
}

}  // namespace
}  // namespace planwatch::robots_test
