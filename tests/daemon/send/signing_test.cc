#include "daemon/send/signing.h"

#include <gtest/gtest.h>

namespace planwatch {
namespace {

// FIPS 180-2 appendix B, RFC 1321 appendix A.5, RFC 4231 case 2.
TEST(Signing, DigestsOfPublishedExamples) {
  EXPECT_EQ(hex_of(sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex_of(md5("abc")), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(hex_of(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Signing, AnEmptyMessageHasASignatureToo) {
  EXPECT_EQ(base64_of(hmac_sha256("1735660800\nplanwatchTestSecret", "")),
            "iMW6/DzOVw20P0r6zOFlbZdehfnEHRmFW3LJrBjzLo0=");
}

// RFC 4648 section 10.
TEST(Signing, Base64) {
  const std::pair<const char*, const char*> table[] = {{"", ""},
                                                       {"f", "Zg=="},
                                                       {"fo", "Zm8="},
                                                       {"foo", "Zm9v"},
                                                       {"foob", "Zm9vYg=="},
                                                       {"fooba", "Zm9vYmE="},
                                                       {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : table) {
    EXPECT_EQ(base64_of(bytes), text);
    EXPECT_EQ(bytes_of_base64url(base64url_of(bytes)), bytes);
  }
  EXPECT_EQ(base64url_of("\xfb\xff"), "-_8");
}

TEST(Signing, AForgedBase64UrlIsNotRead) {
  for (const char* text : {"Zg==", "Z", "Zh", "Zm9v!", "Zm+v", "Zm 9"}) {
    EXPECT_EQ(bytes_of_base64url(text), std::nullopt) << text;
  }
}

TEST(Signing, PercentEncodingOfRfc3986) {
  EXPECT_EQ(percent_encoded_strictly("a b*c~d+/=甘"), "a%20b%2Ac~d%2B%2F%3D%E7%94%98");
}

TEST(Signing, RandomBytesDiffer) {
  EXPECT_EQ(random_bytes(16).size(), 16U);
  EXPECT_NE(random_bytes(16), random_bytes(16));
}

TEST(Signing, SecretsAreComparedWhole) {
  EXPECT_TRUE(same_secret("abc", "abc"));
  EXPECT_FALSE(same_secret("abc", "abd"));
  EXPECT_FALSE(same_secret("abc", "abcd"));
}

}  // namespace
}  // namespace planwatch
