#include "collectors/fetch/mail_dialogue.h"

#include "gtest/gtest.h"

namespace planwatch {
namespace {

void talk(MailDialogue& dialogue, std::initializer_list<const char*> lines) {
  for (const std::string_view line : lines) {
    if (line.starts_with("C: ")) dialogue.command(line.substr(3));
    if (line.starts_with("S: ")) dialogue.reply(line.substr(3));
  }
}

TEST(MailDialogue, AMessageThatIsTaken) {
  MailDialogue dialogue;
  talk(dialogue,
       {"S: 220 mail.test ESMTP\r\n", "C: EHLO me\r\n", "S: 250-mail.test\r\n",
        "S: 250-AUTH PLAIN\r\n", "S: 250 HELP\r\n", "C: AUTH PLAIN\r\n", "S: 334 \r\n",
        "C: AGEAc2VjcmV0\r\n", "S: 235 ok\r\n", "C: MAIL FROM:<a@b> SIZE=10\r\n", "S: 250 OK\r\n",
        "C: RCPT TO:<c@d>\r\n", "S: 250 OK\r\n", "C: DATA\r\n", "S: 354 go on\r\n"});
  EXPECT_EQ(dialogue.step(), MailStep::end);
  EXPECT_EQ(dialogue.code(), 0) << "354 is no verdict";
  talk(dialogue, {"S: 250-2.0.0 taken\r\n", "S: 250 as 42\r\n"});
  EXPECT_EQ(dialogue.code(), 250);
  EXPECT_EQ(dialogue.answer(), "2.0.0 taken as 42");
  talk(dialogue, {"C: QUIT\r\n", "S: 421 go away\r\n"});
  EXPECT_EQ(dialogue.code(), 250) << "what follows QUIT is no verdict";
  EXPECT_TRUE(dialogue.refused().empty());
}

TEST(MailDialogue, WhoIsRefused) {
  MailDialogue dialogue;
  talk(dialogue, {"S: 220 x", "C: MAIL FROM:<a@b>", "S: 250 OK", "C: RCPT TO:<c@d>",
                  "S: 550-5.1.1 no", "S: 550 such user", "C: RCPT TO:<e@f>", "S: 250 OK",
                  "C: RCPT TO:<g@h>", "S: 451 greylisted"});
  ASSERT_EQ(dialogue.refused().size(), 2U);
  EXPECT_EQ(dialogue.refused()[0].address, "c@d");
  EXPECT_EQ(dialogue.refused()[0].code, 550);
  EXPECT_EQ(dialogue.refused()[0].answer, "5.1.1 no such user");
  EXPECT_EQ(dialogue.refused()[1].address, "g@h");
  EXPECT_EQ(dialogue.code(), 451);
  EXPECT_EQ(dialogue.step(), MailStep::recipients);
  talk(dialogue, {"C: DATA"});
  EXPECT_EQ(dialogue.code(), 0) << "the refusal was about somebody, not about the message";
}

// A password may look like a command.
TEST(MailDialogue, NothingOfALoginIsKept) {
  MailDialogue dialogue;
  talk(dialogue, {"S: 220 x", "C: AUTH LOGIN", "S: 334 VXNlcm5hbWU6", "C: DATA",
                  "S: 334 UGFzc3dvcmQ6", "C: QUIT", "S: 535 5.7.8 no"});
  EXPECT_EQ(dialogue.step(), MailStep::login);
  EXPECT_EQ(dialogue.code(), 535);
  EXPECT_EQ(dialogue.answer(), "5.7.8 no");
}

TEST(MailDialogue, WhatIsNoReplyIsPassedOver) {
  MailDialogue dialogue;
  talk(dialogue, {"S: hello", "S: ", "S: 22", "S: 2x0 ok"});
  EXPECT_EQ(dialogue.code(), 0);
  EXPECT_EQ(dialogue.step(), MailStep::connect);
  dialogue.reply("554");
  EXPECT_EQ(dialogue.code(), 554);
  dialogue.reply("554 " + std::string(10'000, 'x'));
  EXPECT_LE(dialogue.answer().size(), 300U);
}

}  // namespace
}  // namespace planwatch
