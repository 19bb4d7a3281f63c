#include "collectors/decode/mime.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/decode/mime_header.h"
#include "rules/model/utf8.h"

namespace planwatch {
namespace {

using testing::HasSubstr;

TEST(MimeHeader, WordsOfAnyWriterBecomeUtf8) {
  struct {
    const char* text;
    const char* words;
  } const cases[] = {
      {"plain", "plain"},
      {"=?UTF-8?B?55SY5bee5Yy6?=", "甘州区"},
      {"=?gb2312?B?uMrW3cf4?=", "甘州区"},
      {"=?GBK?Q?=B8=CA=D6=DD=C7=F8?=", "甘州区"},
      {"=?gb18030?B?lTSyNYE57jk=?=", "𠮷㐀"},
      {"=?UTF-8?Q?a_b=5F?= c", "a b_ c"},
      {"=?UTF-8?B?55SY?= =?UTF-8?B?5bee?=", "甘州"},
      {"=?UTF-8?B?55Q=?=\r\n =?UTF-8?B?mA==?=", "甘"},  // a character in two words
      {"=?utf-8*zh?B?55SY?=", "甘"},
      {"Re: =?UTF-8?B?55SY?= (6)", "Re: 甘 (6)"},
      {"\xE7\x94\x98 raw", "甘 raw"},
      {"\xB8\xCA\xD6\xDD raw", "甘州 raw"},
      {"=?broken", "=?broken"},
      {"=?UTF-8?B?!!!?=", "=?UTF-8?B?!!!?="},
      {"=?UTF-8?X?abc?=", "=?UTF-8?X?abc?="},
      {"=?UTF-8?B?\?=", ""},
  };
  for (const auto& one : cases) EXPECT_EQ(decode_words(one.text), one.words) << one.text;
}

TEST(MimeHeader, ParametersOfAnyWriter) {
  struct {
    const char* text;
    const char* name;
  } const cases[] = {
      {"attachment; filename=a.xlsx", "a.xlsx"},
      {"attachment; FileName=\"a b;c.xlsx\"; size=1", "a b;c.xlsx"},
      {"attachment; filename=\"say \\\"x\\\".xlsx\"", "say \"x\".xlsx"},
      {"attachment; filename*=utf-8''%E7%94%98.xlsx", "甘.xlsx"},
      {"attachment; filename*=GB2312'zh-cn'%B8%CA.xlsx", "甘.xlsx"},
      {"attachment; filename*0*=UTF-8''%E7%94; filename*1*=%98; filename*2=.xlsx", "甘.xlsx"},
      {"attachment; filename*1=b.xlsx; filename*0=a", "ab.xlsx"},
      {"attachment; filename=\"=?gb2312?B?uMo=?=.xlsx\"", "甘.xlsx"},
      {"attachment", ""},
      {"attachment; filename", ""},
      {"attachment; filename=\"never ends", "never ends"},
      {"attachment; filename*0*=x'", "x'"},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(parse_mime_value(one.text).parameter("filename"), one.name) << one.text;
  }
}

TEST(MimeHeader, TheSenderIsOneAddressOrNone) {
  struct {
    const char* text;
    const char* address;
  } const cases[] = {
      {"court@gz.gov.cn", "court@gz.gov.cn"},
      {"=?gb2312?B?t6jUug==?= <Court@GZ.gov.cn>", "court@gz.gov.cn"},
      {"\"a, b\" <c@d.cn> (note)", "c@d.cn"},
      {"\"court@gz.gov.cn\" <evil@x.cn>", "evil@x.cn"},
      {"court@gz.gov.cn <evil@x.cn>", "evil@x.cn"},
      {"(court@gz.gov.cn) evil@x.cn", "evil@x.cn"},
      {"court@gz.gov.cn, evil@x.cn", ""},
      {"<court@gz.gov.cn> <evil@x.cn>", ""},
      {"group: court@gz.gov.cn;", ""},
      {"court@gz.gov.cn@evil.cn", ""},
      {"nobody", ""},
      {"", ""},
      {"<court@gz.gov.cn", ""},
      {"\"court@gz.gov.cn", ""},
  };
  for (const auto& one : cases) EXPECT_EQ(only_address(one.text), one.address) << one.text;
}

TEST(MimeHeader, EncodingsAreWholeOrNothing) {
  EXPECT_EQ(decode_base64("YWJj\r\nZGU="), "abcde");
  EXPECT_EQ(decode_base64("YQ=="), "a");
  EXPECT_EQ(decode_base64(""), "");
  for (const char* cut : {"YWJjZ", "YWJjZG", "YWJjZGU", "YQ=", "Y", "YQ==YQ==", "YW*j"}) {
    EXPECT_EQ(decode_base64(cut), std::nullopt) << cut;
  }
  EXPECT_EQ(decode_quoted_printable("a=3Db =\r\nc  \r\nd"), "a=b c\r\nd");
  for (const char* cut : {"a=", "a=4\n", "a=ZZ", "=3"}) {
    const bool soft_end = std::string_view(cut) == "a=";
    EXPECT_EQ(decode_quoted_printable(cut).has_value(), soft_end) << cut;
  }
}

constexpr const char* report =
    "From: =?gb2312?B?t6jUug==?= <court@gz.gov.cn>\r\n"
    "Subject: =?UTF-8?B?NuaciA==?=\r\n"
    " =?UTF-8?B?5oql?=\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=\"outer=_1\"\r\n"
    "\r\n"
    "preamble\r\n"
    "--outer=_1\r\n"
    "Content-Type: multipart/alternative; boundary=inner\r\n"
    "\r\n"
    "--inner\r\n"
    "Content-Type: text/plain; charset=gb2312\r\n"
    "\r\n"
    "--innermost is not a boundary\r\n"
    "--inner--\r\n"
    "--outer=_1  \r\n"
    "Content-Type: application/octet-stream; name=\"other.bin\"\r\n"
    "Content-Transfer-Encoding: BASE64\r\n"
    "Content-Disposition: attachment;\r\n"
    "\tfilename*0*=UTF-8''%E5%8C%BA%E6%B3%95%E9%99%A2;\r\n"
    "\tfilename*1=_202506.xlsx\r\n"
    "\r\n"
    "UEsD\r\n"
    "BAA=\r\n"
    "--outer=_1\r\n"
    "Content-Disposition: attachment; filename=\"..\\\\..\\\\etc/a.csv\"\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n"
    "\r\n"
    "a,b=\r\n"
    ",c=0A\r\n"
    "--outer=_1--\r\n"
    "epilogue\r\n";

TEST(Mime, AMailWithAttachments) {
  const auto mail = decode_mime(report, {});
  ASSERT_TRUE(mail) << mail.error().message;
  EXPECT_EQ(mail->from, "court@gz.gov.cn");
  EXPECT_EQ(mail->subject, "6月报");
  ASSERT_EQ(mail->attachments.size(), 2u);
  EXPECT_EQ(mail->attachments[0].name, "区法院_202506.xlsx");
  EXPECT_EQ(mail->attachments[0].bytes, std::string("PK\x03\x04\0", 5));
  EXPECT_EQ(mail->attachments[1].name, "a.csv");
  EXPECT_EQ(mail->attachments[1].bytes, "a,b,c\n");
}

TEST(Mime, TwoSendersAreNone) {
  EXPECT_EQ(decode_mail_head("From: a@b.cn\r\nFrom: c@d.cn\r\n\r\n").from, "");
  EXPECT_EQ(decode_mail_head("From: a@b.cn\r\nX-From: c@d.cn\r\n\r\n").from, "a@b.cn");
  EXPECT_EQ(decode_mail_head("Sender: a@b.cn\r\n\r\n").from, "");
}

// One part in the other, `depth` times.
std::string nested(int depth) {
  std::string head;
  std::string tail;
  for (int i = 0; i < depth; ++i) {
    const std::string mark = "b" + std::to_string(i);
    head += "Content-Type: multipart/mixed; boundary=" + mark + "\r\n\r\n--" + mark + "\r\n";
    tail = "\r\n--" + mark + "--" + tail;
  }
  return head + "\r\ntext" + tail;
}

std::string of_parts(int count) {
  std::string mail = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
  for (int i = 0; i < count; ++i) mail += "--b\r\n\r\nx\r\n";
  return mail + "--b--\r\n";
}

TEST(Mime, HostileMailsEndEarlyAndSayWhy) {
  EXPECT_TRUE(decode_mime(nested(10), {}));
  EXPECT_TRUE(decode_mime(of_parts(100), {}));
  const std::string whole = report;
  struct {
    std::string mail;
    const char* reason;
  } const cases[] = {
      {nested(100), "12 层"},
      {of_parts(10'000), "200 个部分"},
      {whole.substr(0, whole.find("BAA=")), "没有结束"},
      {whole.substr(0, whole.find("--outer=_1--")), "没有结束"},
      {"Content-Type: multipart/mixed\r\n\r\n--b\r\n", "分界"},
      {"Content-Type: multipart/mixed; boundary=b\r\n\r\nnothing", "没有结束"},
      {"Content-Type: x/y; name=a.xlsx\r\nContent-Transfer-Encoding: base64\r\n\r\nUEsDB",
       "base64"},
      {"Content-Type: x/y; name=a.xlsx\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nx",
       "x-uuencode"},
      {"Content-Type: x/y; name=a.csv\r\n\r\n" + std::string(2000, 'x'), "1000 字节"},
  };
  MimeLimits limits;
  limits.bytes = 1000;
  for (const auto& one : cases) {
    const auto mail = decode_mime(one.mail, limits);
    ASSERT_FALSE(mail) << one.reason;
    EXPECT_THAT(mail.error().message, HasSubstr(one.reason));
  }
}

// What a mail says of itself may be any bytes; what is said about it is text.
TEST(Mime, WhatIsQuotedOfABrokenMailIsText) {
  const auto mail = decode_mime(
      "From: a@example.cn\r\nContent-Type: text/csv; name=\"a\xFF.csv\"\r\n"
      "Content-Transfer-Encoding: b\xA7\xA7"
      "ase64\r\n\r\nYQ==\r\n",
      {});
  ASSERT_FALSE(mail);
  EXPECT_TRUE(is_utf8(mail.error().message)) << mail.error().message;
  const auto named = decode_mime(
      "From: a@example.cn\r\nSubject: =?x-none?Q?=FF?=\r\n"
      "Content-Type: text/csv; name=\"a\x80\xFF\x81.csv\"\r\n\r\na\r\n",
      {});
  ASSERT_TRUE(named);
  EXPECT_TRUE(is_utf8(named->subject));
  ASSERT_EQ(named->attachments.size(), 1u);
  EXPECT_TRUE(is_utf8(named->attachments[0].name));
}

TEST(Mime, AnythingIsReadWithoutFalling) {
  const std::string whole = report;
  for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
    const auto mail = decode_mime(std::string_view(whole).substr(0, cut), {});
    if (mail && cut < whole.find("epilogue") - 4) {
      EXPECT_TRUE(mail->attachments.empty()) << cut;
    }
  }
}

}  // namespace
}  // namespace planwatch
