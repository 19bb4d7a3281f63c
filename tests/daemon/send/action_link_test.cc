#include "daemon/send/action_link.h"

#include "daemon/send/signing.h"
#include "tests/daemon/send/support.h"

namespace planwatch::send_test {
namespace {

const Secret key(std::string(32, 'k'));
constexpr std::chrono::days two_weeks{14};

// A notice with one item for somebody of this role.
Notice notice_to(Role role, NoticeKind kind = NoticeKind::fired, Light level = Light::red) {
  Notice notice = notice_for("group", 0);
  notice.key.role = role;
  notice.key.kind = kind;
  notice.key.level = level;
  notice.items = {{notice.key, {}, "title", "text", "why"}};
  return notice;
}

ActionLink link_for(const Notice& notice, LinkPurpose purpose = LinkPurpose::promise) {
  return link_of(notice, notice.items.front(), purpose, two_weeks, key);
}

TEST(ActionLink, SaysWhoMayDoWhatUntilWhen) {
  Notice notice = notice_to(Role::contact);
  notice.people = {{"张三", "", "", "", "", ""}};
  const ActionLink link = link_for(notice);
  EXPECT_EQ(link.alert, "ganzhou/lights/indicator/execution_rate/620702/2025");
  EXPECT_EQ(link.plan + " " + std::to_string(link.year), "ganzhou 2025");
  EXPECT_EQ(link.episode, 1);
  EXPECT_EQ(link.role, AccessRole::unit);
  EXPECT_EQ(link.unit.text, "区法院");
  EXPECT_EQ(link.person, "张三");
  EXPECT_EQ(link.expires, notice.decided_at + two_weeks);
  EXPECT_EQ(link.id.size(), 16u);
}

TEST(ActionLink, ComesBackWhole) {
  for (const auto purpose : {LinkPurpose::acknowledge, LinkPurpose::promise, LinkPurpose::progress,
                             LinkPurpose::close}) {
    const ActionLink link = link_for(notice_to(Role::contact), purpose);
    const std::string token = sign_link(link, key);
    EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                      "0123456789-_."),
              std::string::npos)
        << "goes into an address as it is: " << token;
    const auto back = verify_link(token, key, start_of_test(), purpose);
    ASSERT_TRUE(back) << word_of(purpose);
    EXPECT_EQ(*back, link);
  }
}

// The signature by another hand: python3 -c 'import hmac,hashlib,base64; ...' over these bytes.
TEST(ActionLink, IsHmacSha256InBase64url) {
  ActionLink link;
  link.alert = "g/lights/task/7/-/2025";
  link.unit = UnitId("法院");
  link.person = "王";
  link.expires = Instant(std::chrono::seconds(1'760'000'000));
  link.id = "n";
  EXPECT_EQ(sign_link(link, key),
            "MQphCnUKZy9saWdodHMvdGFzay83Ly0vMjAyNQowCuazlemZogrnjosKMTc2MDAwMDAwMApu."
            "Y3DEfPRjL_MdcmVHEaf9mQ4DVETlUDKAwtWlMhgad6o");
}

TEST(ActionLink, ARepeatedNoticeCarriesTheSameLinkAndAnotherNoticeAnotherOne) {
  const Notice notice = notice_to(Role::contact);
  EXPECT_EQ(sign_link(link_for(notice), key), sign_link(link_for(notice), key));
  Notice part = notice;
  part.key.part = 2;
  EXPECT_EQ(link_for(part).id, link_for(notice).id) << "an item keeps its link when it is split";
  EXPECT_NE(link_for(notice, LinkPurpose::acknowledge).id, link_for(notice).id);
  Notice next = notice;
  ++next.items.front().key.number;
  EXPECT_NE(link_for(next).id, link_for(notice).id);
}

TEST(ActionLink, NamesUnitAndRoleWhereNobodyIsNamed) {
  EXPECT_EQ(link_for(notice_to(Role::deputy)).person, "区法院分管领导");
  Notice two = notice_to(Role::contact);
  two.people = {{"张三", "", "", "", "", ""}, {"李四", "", "", "", "", ""}};
  EXPECT_EQ(link_for(two).person, "区法院经办人");
  two.items.front().facts.person = "王五";
  EXPECT_EQ(link_for(two).person, "王五");
}

struct RefusalRow {
  const char* what;
  std::string token;
  LinkRefusal refusal;
};

TEST(ActionLink, WhatIsNotOursOrNotNowIsRefusedForItsReason) {
  const ActionLink link = link_for(notice_to(Role::contact));
  const std::string good = sign_link(link, key);
  const std::string payload = good.substr(0, good.find('.'));
  const std::string mac = good.substr(good.find('.'));
  ActionLink more = link;
  more.role = AccessRole::supervisor;
  const std::string greedy = sign_link(more, key);
  const std::string signed_nonsense =
      base64url_of("nonsense") + "." + base64url_of(hmac_sha256(key.reveal(), "nonsense"));
  const RefusalRow rows[] = {
      {"nothing", "", LinkRefusal::forged},
      {"no signature", payload, LinkRefusal::forged},
      {"an empty signature", payload + ".", LinkRefusal::forged},
      {"half a signature", good.substr(0, good.size() - 10), LinkRefusal::forged},
      {"a letter more", good + "A", LinkRefusal::forged},
      {"padding", good + "=", LinkRefusal::forged},
      {"a third part", good + ".AA", LinkRefusal::forged},
      {"another payload under this signature", greedy.substr(0, greedy.find('.')) + mac,
       LinkRefusal::forged},
      {"another's key", sign_link(link, Secret(std::string(32, 'x'))), LinkRefusal::forged},
      {"signed, but no link", signed_nonsense, LinkRefusal::forged},
      {"a novel", std::string(100'000, 'A'), LinkRefusal::forged},
      {"not base64url", "a+b/c." + mac, LinkRefusal::forged}};
  for (const RefusalRow& row : rows) {
    const auto refused = verify_link(row.token, key, start_of_test());
    ASSERT_FALSE(refused) << row.what;
    EXPECT_EQ(refused.error(), row.refusal) << row.what;
  }
  EXPECT_EQ(verify_link(good, Secret{}, start_of_test()).error(), LinkRefusal::forged) << "no key";
  EXPECT_EQ(verify_link(good, key, start_of_test(), LinkPurpose::acknowledge).error(),
            LinkRefusal::other_purpose);
  const auto last = link.expires - std::chrono::milliseconds{1};
  EXPECT_TRUE(verify_link(good, key, last, LinkPurpose::promise));
  EXPECT_EQ(verify_link(good, key, link.expires).error(), LinkRefusal::expired);
}

// One flipped bit anywhere is noticed.
TEST(ActionLink, EveryChangedLetterIsNoticed) {
  const std::string good = sign_link(link_for(notice_to(Role::contact)), key);
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = bad[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(verify_link(bad, key, start_of_test())) << i;
  }
}

// A unit's name that tries to be more than a name stays one.
TEST(ActionLink, LineBreaksInNamesDoNotMakeOtherFields) {
  Notice notice = notice_to(Role::contact);
  notice.unit = UnitId("区法院\ns\nevil");
  notice.people = {{"张三\n9999999999\nx", "", "", "", "", ""}};
  const auto back = verify_link(sign_link(link_for(notice), key), key, start_of_test());
  ASSERT_TRUE(back);
  EXPECT_EQ(back->unit.text, "区法院 s evil");
  EXPECT_EQ(back->person, "张三 9999999999 x");
  EXPECT_EQ(back->role, AccessRole::unit);
}

struct OfferRow {
  Role role;
  NoticeKind kind;
  Light level;
  bool unit_acts;
  bool closes;
};
const OfferRow offer_table[] = {
    {Role::contact, NoticeKind::fired, Light::red, true, false},
    {Role::contact, NoticeKind::reminder, Light::yellow, true, false},
    {Role::deputy, NoticeKind::escalated, Light::red, true, false},
    {Role::leader, NoticeKind::escalated, Light::blue, true, false},
    {Role::feed_contact, NoticeKind::fired, Light::yellow, true, false},
    {Role::contact, NoticeKind::resolved, Light::green, false, false},
    {Role::contact, NoticeKind::closed, Light::grey, false, false},
    {Role::contact, NoticeKind::correction, Light::grey, false, false},
    {Role::supervision, NoticeKind::escalated, Light::red, false, false},
    {Role::supervision, NoticeKind::resolved, Light::green, false, true},
    {Role::supervision, NoticeKind::closed, Light::red, false, true},
    {Role::co_unit, NoticeKind::fired, Light::red, false, false},
    {Role::ops, NoticeKind::fired, Light::red, false, false}};

TEST(Offers, AUnitActsWhileItFiresAndSupervisionClosesAfterwards) {
  for (const OfferRow& row : offer_table) {
    const Notice notice = notice_to(row.role, row.kind, row.level);
    const NoticeItem& item = notice.items.front();
    const std::string what =
        std::string(name_of(row.role, Lang::en)) + " " + std::string(name_of(row.kind, Lang::en));
    EXPECT_EQ(offers(item, LinkPurpose::acknowledge), row.unit_acts) << what;
    EXPECT_EQ(offers(item, LinkPurpose::promise), row.unit_acts) << what;
    EXPECT_EQ(offers(item, LinkPurpose::progress), row.unit_acts) << what;
    EXPECT_EQ(offers(item, LinkPurpose::close), row.closes) << what;
  }
}

TEST(MakeLinks, AreAddressesOfThePageOrNothing) {
  const Notice notice = notice_to(Role::contact);
  const NoticeItem& item = notice.items.front();
  const MakeLink make = make_links("https://pw.example.gov.cn/office/", 14, key);
  const std::string url = make(notice, item, LinkPurpose::promise);
  EXPECT_EQ(url, "https://pw.example.gov.cn/office/act?t=" + sign_link(link_for(notice), key));
  EXPECT_EQ(make(notice, item, LinkPurpose::close), "") << "not for a unit";
  EXPECT_EQ(make_links("", 14, key)(notice, item, LinkPurpose::promise), "") << "no address";
  EXPECT_EQ(make_links("https://x", 14, Secret{})(notice, item, LinkPurpose::promise), "");
  const Notice closing = notice_to(Role::supervision, NoticeKind::resolved, Light::green);
  EXPECT_EQ(link_for(closing, LinkPurpose::close).role, AccessRole::supervisor);
  EXPECT_NE(make(closing, closing.items.front(), LinkPurpose::close), "");
}

}  // namespace
}  // namespace planwatch::send_test
