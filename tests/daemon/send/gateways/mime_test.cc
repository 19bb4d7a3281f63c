#include "daemon/send/gateways/mime.h"

#include <boost/json.hpp>
#include <sstream>

#include "tests/daemon/send/gateways/servers.h"
#include "tests/daemon/send/support.h"

namespace planwatch::gateways_test {
namespace {

using send_test::start_of_test;

MailMessage message_with(const std::string& subject, const std::string& body = "正文") {
  MailMessage message;
  message.from = {"督查室", "plan@example.gov.cn"};
  message.to = {{"张三", "zhangsan@example.gov.cn"}, {"", "li.si@court.example.cn"}};
  message.subject = subject;
  message.body = body;
  message.date = start_of_test() + std::chrono::seconds{7};
  message.message_id = "0123abcd@example.gov.cn";
  return message;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string header_of(const std::string& mail, const std::string& name) {
  for (const std::string& line : lines_of(mail)) {
    if (line == "\r") break;
    if (line.starts_with(name + ": "))
      return line.substr(name.size() + 2, line.size() - name.size() - 3);
  }
  return {};
}

// The second reader: Python's email library.
boost::json::value read_back(const MailMessage& message) {
  const TestFolder folder;
  folder.write("mail.eml", encode_mail(message));
  const std::string json = run_script("mail_reader.py", {folder.file("mail.eml")});
  return boost::json::parse(json).as_array().front();
}

std::string text(const boost::json::value& value) {
  return std::string(value.as_string());
}

// The words of the published form: 45 bytes each, no character in two of them.
TEST(EncodeWords, ASubjectOfThreeWords) {
  EXPECT_EQ(
      encode_words("[planwatch][红灯] 区法院 2025年6月 执行到位率 52.3%，低于目标 12.7 个百分点"),
      "=?utf-8?b?W3BsYW53YXRjaF1b57qi54GvXSDljLrms5XpmaIgMjAyNeW5tDbmnIgg5omn?=\r\n"
      " =?utf-8?b?6KGM5Yiw5L2N546HIDUyLjMl77yM5L2O5LqO55uu5qCHIDEyLjcg5Liq55m+?=\r\n"
      " =?utf-8?b?5YiG54K5?=");
}

TEST(EncodeWords, TableOfTexts) {
  const std::pair<const char*, const char*> table[] = {
      {"", ""},
      {"planwatch 2025", "planwatch 2025"},
      {"红", "=?utf-8?b?57qi?="},
      {"=?utf-8?b?57qi?=", "=?utf-8?b?PT91dGYtOD9iPzU3cWk/PQ==?="},  // not taken for a word
      {" a", "=?utf-8?b?IGE=?="},
      {"a <b@c>", "=?utf-8?b?YSA8YkBjPg==?="},
      {"\xF0\xA0\xAE\xB7", "=?utf-8?b?8KCutw==?="},  // four bytes
  };
  for (const auto& [plain, encoded] : table) EXPECT_EQ(encode_words(plain), encoded) << plain;
}

TEST(EncodeWords, EveryLengthKeepsCharactersWholeAndWordsShort) {
  for (const std::size_t first : {1UL, 20UL, 66UL, 75UL}) {
    for (std::size_t length = 1; length < 80; ++length) {
      std::string plain;
      for (std::size_t i = 0; i < length; ++i) {
        plain += i % 3 == 0 ? "\xF0\xA0\xAE\xB7" : (i % 3 == 1 ? "红" : "x");
      }
      const std::string encoded = encode_words(plain, first);
      for (const std::string& line : lines_of(encoded)) EXPECT_LE(line.size(), 77U) << line;
      for (std::size_t at = encoded.find("?b?"); at != std::string::npos;
           at = encoded.find("?b?", at + 1)) {
        // Base64 of whole characters never begins with a continuation byte (10xxxxxx).
        EXPECT_EQ(std::string_view("ghijklmnopqrstuv").find(encoded[at + 3]), std::string::npos)
            << encoded;
      }
    }
  }
}

TEST(MailDate, IsThatOfThePlansPlaceWithSeconds) {
  EXPECT_EQ(to_mail_date(start_of_test() + std::chrono::seconds{7}),
            "Mon, 20 Oct 2025 09:00:07 +0800");
  EXPECT_EQ(to_mail_date(*parse_instant("2025-12-31T16:30:00Z")),
            "Thu, 01 Jan 2026 00:30:00 +0800");
}

TEST(MessageId, TellsNoticesApartAndStaysTheSame) {
  const std::string one = message_id_of("alert#1/p1", "plan@example.gov.cn");
  EXPECT_EQ(one, message_id_of("alert#1/p1", "plan@example.gov.cn"));
  EXPECT_NE(one, message_id_of("alert#1/p2", "plan@example.gov.cn"));
  EXPECT_TRUE(one.ends_with("@example.gov.cn"));
  EXPECT_EQ(one.size(), 32 + std::string("@example.gov.cn").size());
}

TEST(MailAddress, TableOfAddresses) {
  for (const char* good : {"a@b", "zhang.san@example.gov.cn", "a+b-c_d@x1.cn", "1@qq.com"}) {
    EXPECT_TRUE(is_mail_address(good)) << good;
  }
  for (const char* bad :
       {"", "a", "@b", "a@", "a b@c", "a@b c", "a@b\r\nRCPT TO:<x@y>", "a@b>", "<a@b", "a..b@c",
        ".a@b", "a.@b", "a@.b", "a@b.", "张三@b.cn", "a@例子.cn", "a@[127.0.0.1]", "a@b@c,d"}) {
    EXPECT_FALSE(is_mail_address(bad)) << bad;
  }
  EXPECT_FALSE(is_mail_address(std::string(65, 'a') + "@b.cn"));
  EXPECT_FALSE(is_mail_address("a@" + std::string(260, 'b')));
}

TEST(ParseMailbox, WithAndWithoutAName) {
  EXPECT_EQ(parse_mailbox("a@b.cn"), (Mailbox{"", "a@b.cn"}));
  EXPECT_EQ(parse_mailbox(" <a@b.cn> "), (Mailbox{"", "a@b.cn"}));
  EXPECT_EQ(parse_mailbox("督查室 <a@b.cn>"), (Mailbox{"督查室", "a@b.cn"}));
  for (const char* bad : {"", "督查室", "a@b.cn>", "<a@b.cn", "x <a@b.cn> y", "a@b.cn, c@d.cn"}) {
    EXPECT_EQ(parse_mailbox(bad), std::nullopt) << bad;
  }
}

TEST(EncodeMail, TheHeadersOfAMessage) {
  const std::string mail = encode_mail(message_with("planwatch"));
  EXPECT_EQ(header_of(mail, "Subject"), "planwatch");
  EXPECT_EQ(header_of(mail, "Date"), "Mon, 20 Oct 2025 09:00:07 +0800");
  EXPECT_EQ(header_of(mail, "Message-ID"), "<0123abcd@example.gov.cn>");
  EXPECT_EQ(header_of(mail, "Auto-Submitted"), "auto-generated");
  EXPECT_EQ(header_of(mail, "Content-Type"), "text/plain; charset=utf-8");
  EXPECT_EQ(header_of(mail, "Content-Transfer-Encoding"), "base64");
}

// Whoever may write a unit's name must not write a header.
TEST(EncodeMail, NoFieldCanBeginAHeaderOfItsOwn) {
  MailMessage message = message_with("红灯\r\nBcc: thief@example.com\r\n\r\n正文");
  message.from.name = "督查\r\nX-Evil: 1";
  message.to[0].name = "\"张\r\n三\x01\" <x@y>";
  message.attachments = {{"台账\r\nX-Evil: 2\".xlsx", "text/plain\r\nX-Evil: 3", "x"}};
  const std::string mail = encode_mail(message);
  for (const std::string& line : lines_of(mail)) {
    EXPECT_FALSE(line.starts_with("Bcc") || line.starts_with("X-Evil")) << line;
  }
  const boost::json::value read = read_back(message);
  EXPECT_EQ(text(read.at("subject")), "红灯  Bcc: thief@example.com    正文");
  EXPECT_EQ(text(read.at("to").at(0).at(1)), "zhangsan@example.gov.cn");
  EXPECT_EQ(text(read.at("attachments").at(0).at(1)), "application/octet-stream");
  EXPECT_TRUE(read.at("defects").as_array().empty()) << boost::json::serialize(read);
  EXPECT_EQ(read.at("headers").as_array().size(), 8U);
}

TEST(EncodeMail, AnotherReaderFindsTheSame) {
  const std::string body = "【红灯】区法院 执行到位率 52.3%\n完成时限：2025-12-31\n.\n" +
                           std::string(3000, 'x') + "\n链接 https://plan.example.gov.cn/a?b=c";
  MailMessage message =
      message_with("[红灯] 区法院 2025年9月 执行到位率 52.3%，落后 12.7 个百分点；另有 3 项", body);
  const boost::json::value read = read_back(message);
  EXPECT_EQ(text(read.at("subject")), message.subject);
  EXPECT_EQ(text(read.at("from").at(0).at(0)), "督查室");
  EXPECT_EQ(text(read.at("from").at(0).at(1)), "plan@example.gov.cn");
  EXPECT_EQ(text(read.at("to").at(0).at(0)), "张三");
  EXPECT_EQ(text(read.at("to").at(1).at(1)), "li.si@court.example.cn");
  EXPECT_EQ(read.at("date").as_int64(),
            std::chrono::floor<std::chrono::seconds>(message.date).time_since_epoch().count());
  std::string found = text(read.at("body"));
  std::erase(found, '\r');
  EXPECT_EQ(found, body);
  EXPECT_EQ(text(read.at("charset")), "utf-8");
  EXPECT_TRUE(read.at("defects").as_array().empty()) << boost::json::serialize(read);
  EXPECT_LE(read.at("longest_line").as_int64(), 78);
  EXPECT_TRUE(read.at("ascii").as_bool());
  EXPECT_EQ(read.at("bare_line_ends").as_int64(), 0);
}

TEST(EncodeMail, AttachmentsKeepTheirNames) {
  const std::string bytes = std::string("PK\x03\x04\0\xFF\r\n", 8) + std::string(500, '\x80');
  MailMessage message = message_with("台账");
  const std::string long_name =
      "甘州区督查台账（2025年第三季度，含补报与更正，供分管领导审阅）.xlsx";
  message.attachments = {{"督查台账2025.xlsx", "application/vnd.ms-excel", bytes},
                         {long_name, "application/octet-stream", ""},
                         {"ledger.csv", "text/csv", "a,b\r\n"}};
  const std::string mail = encode_mail(message);
  EXPECT_NE(mail.find("filename=\"2025.xlsx\""), std::string::npos);
  EXPECT_NE(mail.find("filename*=UTF-8''%E7%9D%A3%E6%9F%A5"), std::string::npos);
  EXPECT_NE(mail.find("filename*0*=UTF-8''"), std::string::npos);

  const boost::json::value read = read_back(message);
  const auto& attachments = read.at("attachments").as_array();
  ASSERT_EQ(attachments.size(), 3U);
  EXPECT_EQ(text(attachments[0].at(0)), "督查台账2025.xlsx");
  EXPECT_EQ(text(attachments[0].at(1)), "application/vnd.ms-excel");
  std::string latin1;
  for (const char byte : bytes) {  // as the reader prints bytes
    const auto code = static_cast<unsigned char>(byte);
    if (code >= 0x80) latin1 += static_cast<char>(0xC0 | code >> 6);
    latin1 += code >= 0x80 ? static_cast<char>(0x80 | (code & 0x3F)) : byte;
  }
  EXPECT_EQ(text(attachments[0].at(2)), latin1);
  EXPECT_EQ(text(attachments[1].at(0)), long_name);
  EXPECT_EQ(text(attachments[2].at(0)), "ledger.csv");
  EXPECT_EQ(text(read.at("body")), "正文");
  EXPECT_LE(read.at("longest_line").as_int64(), 78);
  EXPECT_TRUE(read.at("defects").as_array().empty()) << boost::json::serialize(read);
}

TEST(EncodeMail, ANameWithoutAsciiHasAFallback) {
  MailMessage message = message_with("台账");
  message.attachments = {{"督查台账.xlsx", "", "x"}, {"台账", "", "x"}};
  const std::string mail = encode_mail(message);
  EXPECT_NE(mail.find("filename=\"attachment.xlsx\""), std::string::npos);
  EXPECT_NE(mail.find("filename=\"attachment\""), std::string::npos);
}

}  // namespace
}  // namespace planwatch::gateways_test
